"""The group commit: what is asked for together shares a transaction, and shares nothing else."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from coachbot.errors import StoreError
from coachbot.store.engine import Database
from coachbot.store.place import locate, prepare
from coachbot.store.worker import Worker


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.sqlite"


@pytest.fixture
def worker(path: Path) -> Iterator[Worker]:
    place = locate(f"sqlite:///{path}")
    prepare(place)
    database = Database(place)
    database.say("CREATE TABLE words (word TEXT NOT NULL)")
    made = Worker(database, tidy=lambda _: None)
    yield made
    asyncio.run(made.close())


def say(word: str) -> str:
    return f"INSERT INTO words VALUES ({word})"


def words(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [word for (word,) in connection.execute("SELECT word FROM words ORDER BY rowid")]
    connection.close()
    return found


async def together(worker: Worker, *sentences: str) -> list[object]:
    """Have all of these done in one transaction: the first job holds the thread until all are queued."""
    queued = threading.Event()
    first = asyncio.ensure_future(worker.ask(lambda _: queued.wait(), writes=False))
    await asyncio.sleep(0.05)
    jobs = [asyncio.ensure_future(worker.ask(lambda d, s=s: d.say(s), writes=True)) for s in sentences]
    await asyncio.sleep(0)
    queued.set()
    await first
    return await asyncio.gather(*jobs, return_exceptions=True)


async def test_one_job_that_fails_undoes_nothing_of_the_others(worker: Worker, path: Path) -> None:
    outcomes = await together(worker, say("'a'"), "INSERT INTO nowhere VALUES (1)", say("'b'"))
    assert [type(each) for each in outcomes] == [type(None), StoreError, type(None)]
    assert words(path) == ["a", "b"]


async def test_a_job_that_fails_half_way_leaves_nothing(worker: Worker, path: Path) -> None:
    def half(database: Database) -> None:
        database.say(say("'half'"))
        raise KeyError("later")

    outcomes = await asyncio.gather(
        worker.ask(half, writes=True),
        worker.ask(lambda database: database.say(say("'whole'")), writes=True),
        return_exceptions=True,
    )
    assert [type(each) for each in outcomes] == [KeyError, type(None)]
    assert words(path) == ["whole"]


async def test_nobody_is_told_before_the_commit(worker: Worker, path: Path) -> None:
    queued, go_on = threading.Event(), threading.Event()
    first = asyncio.ensure_future(worker.ask(lambda _: queued.wait(), writes=False))
    await asyncio.sleep(0.05)
    done = asyncio.ensure_future(worker.ask(lambda database: database.say(say("'a'")), writes=True))
    last = asyncio.ensure_future(worker.ask(lambda _: go_on.wait(), writes=False))
    await asyncio.sleep(0)
    queued.set()
    await asyncio.sleep(0.05)
    assert (done.done(), words(path)) == (False, [])
    go_on.set()
    await asyncio.gather(first, done, last)
    assert words(path) == ["a"]


async def test_when_the_whole_transaction_is_lost_everyone_is_told(worker: Worker, path: Path) -> None:
    await worker.ask(lambda database: database.say("PRAGMA max_page_count = 1"), writes=False)
    outcomes = await together(worker, say("'a'"), say("hex(randomblob(30000))"), say("'b'"))
    assert all(isinstance(each, StoreError) for each in outcomes)
    assert words(path) == []
    await worker.ask(lambda database: database.say("PRAGMA max_page_count = 9999"), writes=False)
    await worker.ask(lambda database: database.say(say("'c'")), writes=True)
    assert words(path) == ["c"]


async def test_a_lock_that_another_process_keeps_is_a_sentence(worker: Worker, path: Path) -> None:
    await worker.ask(lambda database: database.say("PRAGMA busy_timeout = 10"), writes=False)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked by another process"):
        await worker.ask(lambda database: database.say(say("'a'")), writes=True)
    other.close()
    await worker.ask(lambda database: database.say(say("'b'")), writes=True)
    assert words(path) == ["b"]


async def test_jobs_are_done_in_the_order_in_which_they_were_asked_for(worker: Worker, path: Path) -> None:
    await asyncio.gather(*(worker.ask(lambda d, n=n: d.say(say(f"'{n}'")), writes=True) for n in range(300)))
    assert words(path) == [str(n) for n in range(300)]


def test_a_loop_that_ended_keeps_nobody_else_waiting(worker: Worker, path: Path) -> None:
    async def leave() -> None:
        asyncio.ensure_future(worker.ask(lambda database: database.say(say("'left'")), writes=True))  # noqa: RUF006
        await asyncio.sleep(0)

    asyncio.run(leave())
    asyncio.run(worker.ask(lambda database: database.say(say("'stayed'")), writes=True))
    assert "stayed" in words(path)
