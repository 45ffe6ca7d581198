"""getUpdates: acknowledgement by offset, long polling, and one poller at a time."""

from __future__ import annotations

import asyncio

from tests.telegram.botapi.refusals import Args, Refused, integer, loads
from tests.telegram.botapi.world import Json, World

TAKEN = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Queue:
    """What waits for the bot, and the poll that waits for it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiter: asyncio.Future[bool] | None = None
        self._previous = (0, -10.0)  # offset, when
        world.woken = self.wake

    def wake(self) -> None:
        """Something has come in."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(True)

    async def get(self, args: Args) -> list[Json]:
        """Answer one getUpdates, waiting up to its timeout if there is nothing yet."""
        if self._world.set.get("webhook"):
            raise Refused(409, WEBHOOK)
        offset = integer(args, "offset", 0, -(2**31), 2**31)
        limit, timeout = integer(args, "limit", 100, 1, 100), integer(args, "timeout", 0, 0, 50)
        self._remember_kinds(args)
        limit, timeout = self._hasty(offset, limit, timeout)
        self._forget(offset)
        found = self._take(limit)
        if found or not timeout:
            return found
        await self._wait(timeout)
        return self._take(limit)

    def _hasty(self, offset: int, limit: int, timeout: int) -> tuple[int, int]:
        """Telegram slows down a bot that asks for the same thing again and again."""
        now = asyncio.get_running_loop().time()
        before, when = self._previous
        self._previous = (offset, now)
        if offset != before:
            return limit, timeout
        return (1 if now < when + 0.5 else limit), (max(3, timeout) if now < when + 3 else timeout)

    def _remember_kinds(self, args: Args) -> None:
        if raw := args.get("allowed_updates"):
            kinds = loads(raw, "allowed_updates")
            self._world.allowed = frozenset(kinds) if kinds else None

    def _forget(self, offset: int) -> None:
        updates = self._world.updates
        if offset < 0:
            offset = sorted(updates)[offset:][0] if updates else 0
        for number in [number for number in updates if number < offset]:
            del updates[number]

    def _take(self, limit: int) -> list[Json]:
        return [update for update, _ in zip(self._world.updates.values(), range(limit), strict=False)]

    async def _wait(self, seconds: float) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(Refused(409, TAKEN))
        self._waiter = waiter = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            return
