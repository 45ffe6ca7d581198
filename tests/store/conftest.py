"""A fresh database for each test: SQLite, and PostgreSQL too where TEST_POSTGRES_URL names a server."""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from coachbot.ports import Store
from coachbot.store import open_store
from tests.store.made import SetClock

POSTGRES = os.environ.get("TEST_POSTGRES_URL")


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/data/coachbot.sqlite"
        return
    name = f"test_{uuid.uuid4().hex}"
    server = create_engine(
        str(POSTGRES).replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with server.connect() as admin:
        admin.exec_driver_sql(f"CREATE DATABASE {name}")
        yield f"{str(POSTGRES).rpartition('/')[0]}/{name}"
        admin.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def store(url: str, clock: SetClock) -> AsyncIterator[Store]:
    opened = open_store(url, clock=clock)
    yield opened
    await opened.close()
