from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from coachbot.store import open_store
from tests.couple.two import Two


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'two.sqlite'}"


@pytest_asyncio.fixture
async def two(url: str) -> AsyncIterator[Two]:
    store = open_store(url)
    yield Two(store)
    await store.close()
