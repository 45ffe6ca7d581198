"""Long polling: what comes is written down, and only the next question acknowledges it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from typing import Protocol, cast

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from coachbot.channels.telegram.postbox import REFUSED, Update, seconds_of
from coachbot.channels.telegram.updates import Incoming, read
from coachbot.errors import ChannelError, StoreError
from coachbot.ports import Clock, Delivery, Store

log = logging.getLogger(__name__)

POLL_S = 30
BACKOFF_S = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
TAKEN_S = 3.0
TAKEN_TIMES = 3  # our own last poll, cut off a moment ago, can still be in the way once or twice
TAKEN = "Another program is receiving this bot's messages: stop it, or give this one a token of its own."
RECENT = 10_000


class Source(Protocol):
    """Where updates come from."""

    @property
    def ahead(self) -> float:
        """Seconds by which this machine's clock is ahead of Telegram's."""
        ...

    async def updates(self, offset: int, seconds: int) -> Sequence[Update]:
        """What came in from `offset` on; everything before it is acknowledged."""
        ...


class Poller:
    """Hands each new thing to `take` once it is written down, and to `unstored` while it cannot be."""

    def __init__(
        self,
        source: Source,
        store: Store,
        clock: Clock,
        take: Callable[[Incoming], None],
        unstored: Callable[[Incoming], None],
    ) -> None:
        self._source, self._store, self._clock = source, store, clock
        self._take, self._unstored = take, unstored
        self._offset = 0
        self._recent: dict[int, None] = {}  # update ids that were handed on, oldest first
        self._troubles = 0
        self._taken = 0

    def seen(self, update: int) -> bool:
        """Whether an update was handed on before; from now on it was."""
        if update in self._recent:
            return True
        self._recent[update] = None
        if len(self._recent) > RECENT:
            del self._recent[next(iter(self._recent))]
        return False

    async def poll(self) -> None:
        """Ask once and write down what comes; waits after trouble, raises ChannelError if it is hopeless."""
        try:
            updates = await self._source.updates(self._offset, POLL_S)
        except InvalidToken:
            raise ChannelError(REFUSED) from None
        except Conflict:
            await self._taken_by_another()
        except RetryAfter as error:
            await asyncio.sleep(seconds_of(error))
        except TelegramError as error:
            await self._trouble(error)
        else:
            self._troubles = self._taken = 0
            if updates:
                await self._receive(updates)

    async def look(self) -> None:
        """Hand what waits to `unstored`, and acknowledge nothing: the store is away."""
        try:
            updates = await self._source.updates(self._offset, 0)
        except TelegramError as error:
            log.info("what waits cannot be seen (%s)", type(error).__name__)
            return
        for incoming in (self._read(update, self._clock.now()) for update in updates):
            if incoming is not None:
                self._unstored(incoming)

    async def _receive(self, updates: Sequence[Update]) -> None:
        now = self._clock.now()
        found = [(self._read(update, now), update) for update in updates]
        kept = [(incoming, update) for incoming, update in found if incoming is not None]
        if kept:
            await self._write_down([(each, delivery_of(each, update, now)) for each, update in kept])
        self._offset = max(cast("int", update["update_id"]) for update in updates) + 1
        for incoming, _ in kept:
            if not self.seen(incoming.update):
                self._take(incoming)

    def _read(self, update: Update, now: str) -> Incoming | None:
        return read_safely(update, now, self._source.ahead)

    async def _write_down(self, found: Sequence[tuple[Incoming, Delivery]]) -> None:
        """Nothing is acknowledged before it is in the inbox, however long the store is away."""
        tried = 0
        while True:
            try:
                await self._store.receive([delivery for _, delivery in found])
            except StoreError as error:
                pause = BACKOFF_S[min(tried, len(BACKOFF_S) - 1)]
                tried += 1
                log.warning("%s %d updates wait; again in %.1f s.", error, len(found), pause)
                for incoming, _ in found:
                    self._unstored(incoming)
                await asyncio.sleep(pause)
            else:
                return

    async def _taken_by_another(self) -> None:
        self._taken += 1
        if self._taken >= TAKEN_TIMES:
            raise ChannelError(TAKEN)
        log.warning("another program asks for this bot's updates")
        await asyncio.sleep(TAKEN_S)

    async def _trouble(self, error: TelegramError) -> None:
        pause = BACKOFF_S[min(self._troubles, len(BACKOFF_S) - 1)]
        self._troubles += 1
        log.warning("no updates (%s), again in %.1f s", type(error).__name__, pause)
        await asyncio.sleep(pause)


def read_safely(update: Update, now: str, ahead: float) -> Incoming | None:
    """What an update says; None, with a line in the log, if it is like nothing that Telegram ever sent."""
    try:
        return read(update, now, ahead)
    except (KeyError, TypeError, ValueError) as error:
        log.error("update %s cannot be read: %s", update.get("update_id"), type(error).__name__)  # noqa: TRY400
        return None


def delivery_of(incoming: Incoming, update: Update, now: str) -> Delivery:
    """An update as it is written down."""
    return Delivery(incoming.update, incoming.user, json.dumps(update, ensure_ascii=False), now)
