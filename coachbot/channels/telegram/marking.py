"""Marks of what was sent: until one is written, a kill would send the message once more."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from coachbot.errors import Conflict, StoreError
from coachbot.ports import Store

log = logging.getLogger(__name__)

SLOW_S = 1.0

Mark = tuple[int, int | None]


class Marks:
    """Writes marks, and keeps those that could not be written until they can."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._unwritten: list[Mark] = []
        self._begun: dict[int, float] = {}  # those that are being written, since when
        self._settling: asyncio.Task[None] | None = None

    @property
    def all_written(self) -> bool:
        """Whether all that was sent is known to be."""
        return not self._unwritten and (self._settling is None or self._settling.done())

    def doubtful(self, now: float) -> bool:
        """Whether something was sent and not marked; what could not be is tried again."""
        if self._unwritten and (self._settling is None or self._settling.done()):
            self._settling = asyncio.get_running_loop().create_task(self.settle())
        return not self.all_written or any(now - since > SLOW_S for since in self._begun.values())

    async def write(self, marks: Sequence[Mark]) -> None:
        """Mark these as sent, now or later."""
        self._begun[marks[0][0]] = asyncio.get_running_loop().time()
        try:
            await self._store.sent(marks)
        except (StoreError, Conflict):
            self._unwritten += marks
            log.warning("%d sent messages could not be marked yet", len(marks))
        finally:
            self._begun.pop(marks[0][0], None)

    async def settle(self) -> None:
        """Write what could not be written."""
        marks, self._unwritten = self._unwritten, []
        if marks:
            await self.write(marks)
