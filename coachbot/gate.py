"""Who is let in to the coach: everybody, unless the operator paused the bot or banned somebody.

Help in danger goes out whatever the operator ordered; nothing else that was said is kept or answered.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Protocol

from coachbot.coach import Coach
from coachbot.core.model import Message, Said
from coachbot.errors import StoreError
from coachbot.nudges import Swept
from coachbot.outcome import Turn
from coachbot.ports import Door, Due, Orders, Posted

log = logging.getLogger(__name__)

LOOK_S = 3.0  # after so long an order has reached every program
TELL_S = 3600.0  # between two times that one person is told of a pause
TOLD = 10_000


class Lodge(Protocol):
    """Where an operator's orders lie, and where who is turned away is written down."""

    async def orders(self) -> Orders:
        """What the operator has ordered."""
        ...

    async def turn_away(self, said: Said, messages: Sequence[Message], reason: str) -> Sequence[Posted]:
        """Handle an update without a turn; Conflict if it was handled before."""
        ...


class TurnedAway:
    """What came of a message that had no turn."""

    def __init__(self, posted: Sequence[Posted]) -> None:
        self.posted = posted
        self.beside: Sequence[Posted] = ()


class Gate:
    """A coach behind a gate: what Telegram's door talks to."""

    def __init__(
        self, coach: Coach, lodge: Lodge, sentence: str, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._coach, self._lodge, self._sentence, self._steady = coach, lodge, sentence, steady
        self._orders, self._looked = Orders(), float("-inf")
        self._told: OrderedDict[str, float] = OrderedDict()
        self.hush, self.first_aid, self.meet = coach.hush, coach.first_aid, coach.meet
        self.commands, self.about = coach.commands, coach.about
        self.neutral_text, self.sorry_text = coach.neutral_text, coach.sorry_text

    async def turn(self, said: Said, *, post: bool = True, door: Door | None = None) -> Turn | TurnedAway:
        """Answer one message, or turn it away; raises what the coach raises."""
        orders = await self._look()
        if said.user in orders.banned:
            return await self._turn_away(said, "banned", post)
        if orders.paused:
            return await self._turn_away(said, "paused", post)
        return await self._coach.turn(said, post=post, door=door)

    async def come_due(self, due: Due, now: str, *, post: bool = True) -> Turn | None:
        """Do what has come due, when there is no pause."""
        orders = await self._look()
        if orders.paused or due.user in orders.banned:
            return None
        return await self._coach.come_due(due, now, post=post)

    async def sweep(self, now: str, room: int) -> Swept:
        """Send what people asked to hear of, when there is no pause."""
        return Swept() if (await self._look()).paused else await self._coach.sweep(now, room)

    async def _look(self) -> Orders:
        """The orders, a few seconds old at most; the last that were known while the store is away."""
        now = self._steady()
        if now - self._looked > LOOK_S:
            self._looked = now
            try:
                self._orders = await self._lodge.orders()
            except StoreError:
                log.warning("what the operator ordered cannot be read; the last orders stand")
        return self._orders

    async def _turn_away(self, said: Said, reason: str, post: bool) -> TurnedAway:
        messages = tuple(self._coach.first_aid(said))
        if not messages and reason == "paused" and self._is_news(said.user):
            messages = (Message(self._sentence),)
        return TurnedAway(await self._lodge.turn_away(said, messages if post else (), reason))

    def _is_news(self, user: str) -> bool:
        """Whether a person has not been told of the pause for an hour."""
        now = self._steady()
        if now - self._told.get(user, float("-inf")) < TELL_S:
            return False
        self._told[user] = now
        self._told.move_to_end(user)
        if len(self._told) > TOLD:
            self._told.popitem(last=False)
        return True
