"""The two databases that a load runs on, and what can happen to each."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Protocol

import psycopg

from coachbot.store import upgrade
from tests.postgres import Server, fresh

LEFT: Mapping[str, str] = {
    "updates unhandled": "SELECT count(*) FROM inbox WHERE handled_at IS NULL",
    "updates set aside": "SELECT count(*) FROM inbox WHERE set_aside IS NOT NULL",
    "messages unsent": "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND dropped IS NULL",
    "messages dropped": "SELECT count(*) FROM outbox WHERE dropped IS NOT NULL",
}
STRIKE = """UPDATE inbox SET handled_at = received_at WHERE update_id =
    (SELECT max(update_id) FROM inbox WHERE handled_at IS NULL)"""
SLOW_S = 10.0


class Database(Protocol):
    """A database under load."""

    url: str
    together: bool  # whether several programs may work on it

    def count(self, sql: str) -> int:
        """The one number that a question is answered with; OSError while nobody answers."""
        ...

    def strike(self) -> bool:
        """Take a message out that nobody has heard yet; False if none waits."""
        ...

    async def crash(self) -> None:
        """Fall over, and come back."""
        ...

    async def slow(self) -> None:
        """Be slow at every commit, for ten seconds."""
        ...


class Postgres:
    """A server of our own."""

    together = True

    def __init__(self, server: Server, url: str) -> None:
        self._server, self.url = server, url

    def count(self, sql: str) -> int:
        """The one number."""
        try:
            with psycopg.connect(self.url) as connection:
                row = connection.execute(sql.encode()).fetchone()
        except psycopg.OperationalError as error:
            raise OSError from error
        return int(row[0]) if row else 0

    def strike(self) -> bool:
        """Take a message out."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(STRIKE.encode()).rowcount == 1

    async def crash(self) -> None:
        """the database crashes and comes back"""
        await asyncio.to_thread(self._server.stop, signal.SIGQUIT)
        await asyncio.to_thread(self._server.start)

    async def slow(self) -> None:
        """every commit takes 50 ms more, for ten seconds"""
        await self._set("SET commit_siblings = 0", "SET commit_delay = 50000")
        await asyncio.sleep(SLOW_S)
        await self._set("RESET commit_delay", "RESET commit_siblings")

    async def _set(self, *settings: str) -> None:
        async with await psycopg.AsyncConnection.connect(self.url, autocommit=True) as connection:
            for each in (*(f"ALTER SYSTEM {setting}" for setting in settings), "SELECT pg_reload_conf()"):
                await connection.execute(each.encode())


class Sqlite:
    """A file."""

    together = False

    def __init__(self, path: Path) -> None:
        self._path, self.url = path, f"sqlite:///{path}"

    def count(self, sql: str) -> int:
        """The one number."""
        try:
            with closing(sqlite3.connect(self._path)) as connection:
                return int(connection.execute(sql).fetchone()[0])
        except sqlite3.OperationalError as error:
            raise OSError from error

    def strike(self) -> bool:
        """Take a message out."""
        with closing(sqlite3.connect(self._path, timeout=10)) as connection, connection:
            return connection.execute(STRIKE).rowcount == 1

    async def crash(self) -> None:
        """another process keeps the file locked for eight seconds, longer than we wait for it"""
        await asyncio.to_thread(self._lock, 8.0)

    async def slow(self) -> None:
        """another process writes 40 ms of every 50, for ten seconds"""
        until = time.monotonic() + SLOW_S
        while time.monotonic() < until:
            await asyncio.to_thread(self._lock, 0.04)
            await asyncio.sleep(0.01)

    def _lock(self, seconds: float) -> None:
        line = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        with closing(line) as connection, suppress(sqlite3.OperationalError):
            connection.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            connection.execute("ROLLBACK")


@contextmanager
def opened(kind: str) -> Iterator[Database]:
    """A database with our tables and nothing in them. LookupError if there is no PostgreSQL here."""
    if kind == "postgresql":
        with fresh() as (server, url):
            yield Postgres(server, url)
        return
    with tempfile.TemporaryDirectory(prefix="load") as folder:
        path = Path(folder) / "load.sqlite"
        upgrade(f"sqlite:///{path}")
        yield Sqlite(path)
