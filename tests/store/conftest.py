"""A fresh database for each test, on both engines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from coachbot.ports import Store
from coachbot.store import open_store
from tests.store.made import SetClock


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/coachbot.sqlite"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def store(url: str, clock: SetClock) -> AsyncIterator[Store]:
    opened = open_store(url, clock=clock)
    yield opened
    await opened.close()
