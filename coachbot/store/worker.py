"""The one thread on which the database is used, and the group commit that makes it cheap.

Whatever is queued when the thread looks up goes into one transaction, each writing job inside a savepoint of
its own, so that a Conflict undoes that job and no other. Nobody hears of their result before the COMMIT.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from coachbot.errors import StoreError
from coachbot.store.engine import Database

Result = TypeVar("Result")

BATCH = 128  # jobs in one transaction: enough to share the cost, few enough that nobody waits long
QUIET_S = 60.0
TIDY_S = 600.0


@dataclass(slots=True)
class Job(Generic[Result]):
    """Something to do with the database, and who waits for it."""

    work: Callable[[Database], Result]
    writes: bool
    future: asyncio.Future[Result]
    loop: asyncio.AbstractEventLoop
    result: Result | None = None
    error: Exception | None = field(default=None)

    def settle(self) -> None:
        """Tell whoever waits; runs in their loop."""
        if self.future.done():  # they went away
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)  # type: ignore[arg-type]


def always(_: Database) -> None:
    """A database that is ready."""


class Worker:
    """A thread that owns a Database; `tidy` runs on it now and then, in a transaction of its own.

    Before any job `ready` is called; what it raises, the jobs that wait are told.
    """

    def __init__(
        self,
        database: Database,
        tidy: Callable[[Database], None],
        ready: Callable[[Database], None] = always,
    ) -> None:
        self._database = database
        self._tidy, self._ready = tidy, ready
        self._jobs: SimpleQueue[Job[Any] | None] = SimpleQueue()
        self._closing = False
        self._tidied = time.monotonic()
        self._used = False
        self._busy = 0
        self._thread = threading.Thread(target=self._live, name="coachbot-store", daemon=True)
        self._thread.start()

    @property
    def load(self) -> int:
        """How many jobs wait or are being done, about."""
        return self._jobs.qsize() + self._busy

    async def ask(self, work: Callable[[Database], Result], *, writes: bool) -> Result:
        """Have the work done in a transaction; returns or raises what it did, once that is committed."""
        if self._closing:
            raise StoreError("The store is closed.")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()
        self._jobs.put(Job(work, writes, future, loop))
        return await future

    async def close(self) -> None:
        """Finish what is queued, then let go of the database."""
        if not self._closing:
            self._closing = True
            self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    def _live(self) -> None:
        going = True
        while going:
            batch, going = self._gather()
            if batch:
                self._used = True
                self._busy = len(batch)
                self._serve(batch)
                self._busy = 0
                _tell(batch)
            if time.monotonic() - self._tidied > (TIDY_S if batch else QUIET_S):
                self._clean()
        self._clean()
        self._database.close()

    def _gather(self) -> tuple[list[Job[Any]], bool]:
        """What is queued, in order, and whether to go on after it."""
        batch: list[Job[Any]] = []
        try:
            job = self._jobs.get(timeout=QUIET_S)
            while job is not None:
                batch.append(job)
                if len(batch) == BATCH:
                    return batch, True
                job = self._jobs.get_nowait()
        except Empty:
            return batch, True
        return batch, False

    def _serve(self, batch: Sequence[Job[Any]]) -> None:
        database = self._database
        try:
            self._ready(database)
            database.begin(writing=any(job.writes for job in batch))
            self._do(batch)
            database.say("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody may be left waiting
            self._undo(batch, error)
        if database.scrubs:
            self._fold()

    def _do(self, batch: Sequence[Job[Any]]) -> None:
        """Do each job; raises when the transaction as a whole is lost."""
        if len(batch) == 1:
            batch[0].result = batch[0].work(self._database)
            return
        for job in batch:
            self._database.say("SAVEPOINT job")
            try:
                job.result = job.work(self._database)
            except Exception as error:  # noqa: BLE001 - it is handed to whoever asked
                self._take_back(error)
                job.error = self._public(error)
            self._database.say("RELEASE SAVEPOINT job")

    def _take_back(self, error: Exception) -> None:
        """Undo one job. Raises its error again when SQLite has rolled back everything, as for a full disk."""
        try:
            self._database.say("ROLLBACK TO SAVEPOINT job")
        except (self._database.Error, StoreError):
            raise error from None

    def _undo(self, batch: Sequence[Job[Any]], error: Exception) -> None:
        with suppress(self._database.Error, StoreError):  # it may have been rolled back already, or lost
            self._database.say("ROLLBACK")
        for job in batch:
            job.error = job.error or self._public(error)

    def _public(self, error: Exception) -> Exception:
        return self._database.failed(error) if isinstance(error, self._database.Error) else error

    def _clean(self) -> None:
        """Prune and fold the log; what fails now is tried again later, and nobody waits for it."""
        self._tidied = time.monotonic()
        if not self._used:
            return
        self._used = False
        try:
            self._ready(self._database)
            self._database.begin(writing=True)
            self._tidy(self._database)
            self._database.say("COMMIT")
        except self._database.Error as error:
            self._undo((), error)
        except StoreError:  # the server is away
            return
        self._fold()

    def _fold(self) -> None:
        with suppress(self._database.Error):  # if another process is reading, the next tidying folds
            self._database.fold()


class Pool:
    """Several workers on one server: each job goes to the one that has least to do."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self._workers = workers

    async def ask(self, work: Callable[[Database], Result], *, writes: bool) -> Result:
        """Have the work done in a transaction; returns or raises what it did, once that is committed."""
        return await min(self._workers, key=lambda worker: worker.load).ask(work, writes=writes)

    async def close(self) -> None:
        """Finish what is queued, then let go of the connections."""
        await asyncio.gather(*(worker.close() for worker in self._workers))


def _tell(batch: Sequence[Job[Any]]) -> None:
    """Wake each waiting loop once for all its jobs."""
    loops: dict[asyncio.AbstractEventLoop, list[Job[Any]]] = {}
    for job in batch:
        loops.setdefault(job.loop, []).append(job)
    for loop, jobs in loops.items():
        with suppress(RuntimeError):  # a closed loop: nobody waits there any more
            loop.call_soon_threadsafe(_settle, jobs)


def _settle(jobs: Sequence[Job[Any]]) -> None:
    for job in jobs:
        job.settle()
