"""One pace for several programs: places in a row that they take in the database, each for half a second."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from typing import Protocol

from coachbot.errors import Conflict, StoreError

AT_ONCE = 14  # places that a program takes at a time: half a second of all that may be sent
STALE_S = 0.5
WITHOUT_S = 0.25


class Budget(Protocol):
    """The pace that several programs share."""

    async def reserve(self, count: int, apart: float) -> Sequence[float]:
        """In how many seconds each of the next messages may leave; `apart` are the seconds between two."""
        ...

    async def hold(self, seconds: float) -> None:
        """Nobody sends for so long."""
        ...


class Permits:
    """This program's places among all senders; without a budget it needs none."""

    def __init__(self, budget: Budget | None, overall: float | None) -> None:
        self.budget = budget
        self._apart = 1 / overall if budget is not None and overall else 0.0
        self._places: deque[float] = deque()

    def lacking(self, now: float) -> bool:
        """Whether we must ask for places; one that went by unused is lost."""
        while self._places and self._places[0] < now - STALE_S:
            self._places.popleft()
        return bool(self._apart) and not self._places

    def wait(self, now: float) -> float:
        """Seconds until our next place."""
        return max(0.0, self._places[0] - now) if self._places else 0.0

    def spend(self) -> None:
        """Use one."""
        if self._places:
            self._places.popleft()

    async def ask(self, waiting: int) -> None:
        """Take as many places as we need soon; alone and slowly while the database is away."""
        found: Sequence[float] = (WITHOUT_S,)
        if self.budget is not None:
            with contextlib.suppress(StoreError, Conflict):
                found = await self.budget.reserve(min(max(1, waiting), AT_ONCE), self._apart)
        now = asyncio.get_running_loop().time()
        self._places.extend(now + each for each in found)
