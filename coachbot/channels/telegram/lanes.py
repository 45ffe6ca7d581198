"""One lane for each person: what they do is handled in order, many people side by side."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Job = TypeVar("Job")


class Lanes(Generic[Job]):
    """Hands each job to `work`; those of one user strictly one after the other, at most `wide` at a time.

    Where `work` returns seconds, the job is not done: it keeps its place and comes again after so long.
    """

    def __init__(self, work: Callable[[Job], Awaitable[float | None]], wide: int) -> None:
        self._work = work
        self._wide = wide
        self._lanes: dict[str, deque[Job]] = {}  # the first of each is at work or about to be
        self._ready: deque[str] = deque()
        self._idle: deque[asyncio.Future[None]] = deque()
        self._busy = 0
        self._waiting = 0
        self._room = asyncio.Event()
        self._room.set()
        self._closing = False

    def put(self, user: str, job: Job) -> None:
        """Add a job to a user's lane."""
        self._waiting += 1
        lane = self._lanes.get(user)
        if lane is not None:
            lane.append(job)
            return
        self._lanes[user] = deque((job,))
        self._ready.append(user)
        self._wake()

    def busy(self, user: str) -> bool:
        """Whether something of this user's is at work or waits."""
        return user in self._lanes

    def queued(self, user: str) -> tuple[Job, ...]:
        """What is at work or waits for a user, in order."""
        return tuple(self._lanes.get(user, ()))

    async def room(self, most: int) -> None:
        """Wait until fewer than `most` jobs wait."""
        while self._waiting >= most:
            self._room.clear()
            await self._room.wait()

    async def run(self) -> None:
        """Work until cancelled; what `work` raises ends it."""
        workers = [asyncio.create_task(self._worker()) for _ in range(self._wide)]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()

    async def finish(self) -> None:
        """Begin nothing more, and wait for what is at work."""
        self._closing = True
        while self._busy:
            self._room.clear()
            await self._room.wait()

    async def _worker(self) -> None:
        while True:
            while not self._ready or self._closing:
                idle = asyncio.get_running_loop().create_future()
                self._idle.append(idle)
                await idle
            user = self._ready.popleft()
            self._busy += 1
            rest: float | None = None
            try:
                rest = await self._work(self._lanes[user][0])
            finally:
                self._busy -= 1
                if rest is None:
                    self._done(user)
                else:
                    self._put_off(user, rest)

    def _put_off(self, user: str, seconds: float) -> None:
        self._room.set()
        asyncio.get_running_loop().call_later(seconds, self._back, user)

    def _back(self, user: str) -> None:
        self._ready.append(user)
        self._wake()

    def _done(self, user: str) -> None:
        self._waiting -= 1
        self._room.set()
        lane = self._lanes[user]
        lane.popleft()
        if lane:
            self._ready.append(user)
            self._wake()
        else:
            del self._lanes[user]

    def _wake(self) -> None:
        while self._idle:
            idle = self._idle.pop()  # the one that rested last: the fewer workers wake, the better
            if not idle.done():
                idle.set_result(None)
                return
