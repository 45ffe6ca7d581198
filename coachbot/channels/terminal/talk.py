"""`chat` for a person: a line is a message, a number taps a button, and what is due comes by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coachbot.channels.terminal.screen import Growing, Screen, chosen
from coachbot.channels.terminal.typing import Typed
from coachbot.core.model import Message, Said, Sort
from coachbot.errors import CoachbotError
from coachbot.mishap import told

if TYPE_CHECKING:  # the prompt shows before these are read
    from coachbot.coach import Coach
    from coachbot.outcome import Turn
    from coachbot.ports import Clock, Store

LOOK_EVERY = 20.0  # seconds between looks at what is due
FIRST_WORDS = "/start"


@dataclass(frozen=True, slots=True)
class Company:
    """Who a person at the terminal talks with."""

    coach: Coach
    store: Store
    clock: Clock


class Talk:
    """One person at the terminal. `coming` is the company, which may still be on its way."""

    def __init__(self, coming: asyncio.Future[Company], screen: Screen, user: str) -> None:
        self._coming, self._screen, self._user = coming, screen, user
        self._offer = Message("")
        self._offered_at: int | None = None
        self._one_at_a_time = asyncio.Lock()
        self._greeted = asyncio.Event()
        self._preparing: asyncio.Task[None] | None = None

    async def run(self, typed: Typed) -> None:
        """Talk until the lines end. Raises what kept the company from coming."""
        beside = asyncio.create_task(self._accompany())
        try:
            if not typed.early:
                await self._first(beside)
            while (line := await self._next(typed, beside)) is not None:
                if line.strip():
                    await self._answer(line, await self._first(beside))
        finally:
            beside.cancel()
            with suppress(asyncio.CancelledError):
                await beside

    async def _first(self, beside: asyncio.Task[None]) -> Company:
        """The company, once it has come and greeted."""
        greeted = asyncio.create_task(self._greeted.wait())
        await asyncio.wait({greeted, beside}, return_when=asyncio.FIRST_COMPLETED)
        greeted.cancel()
        if beside.done():
            beside.result()
        return await self._coming

    async def _next(self, typed: Typed, beside: asyncio.Task[None]) -> str | None:
        """The next line, unless something breaks while it is waited for."""
        typing = asyncio.create_task(typed.line())
        try:
            await asyncio.wait({typing, beside}, return_when=asyncio.FIRST_COMPLETED)
            if beside.done():
                beside.result()
            return await typing
        finally:
            typing.cancel()
            with suppress(asyncio.CancelledError):
                await typing

    # ------------------------------------------------------------ what was typed

    async def _answer(self, line: str, company: Company) -> None:
        turn: Turn | None = None
        begun: Growing | None = None
        said = Said(self._user, company.clock.now(), text=line)
        try:
            async with self._one_at_a_time:
                for each in self._said(line, said.at):
                    said = each
                    begun = self._screen.growing()
                    turn = await company.coach.turn(said, post=False, door=begun)
        except CoachbotError as error:
            self._screen.trouble(str(error))
            turn = company.coach.aid(said)
        except Exception as error:  # noqa: BLE001 - a talk does not end because one answer broke
            self._screen.trouble(told(error))
            turn = company.coach.aid(said)
        if turn is not None:
            self._show(turn, begun)

    def _said(self, line: str, now: str) -> Sequence[Said]:
        taps = chosen(line, self._offer.buttons)
        if len(taps) == 1 or (taps and self._offer.edits):
            self._screen.tapped([button.label for button in self._offer.buttons if button.id in taps])
            return [Said(self._user, now, Sort.TAP, tap=tap, tap_of=self._offered_at) for tap in taps]
        return [Said(self._user, now, text=line)]

    def _show(self, turn: Turn, begun: Growing | None = None) -> None:
        for message in turn.messages:
            if message.buttons:
                self._offer, self._offered_at = message, turn.number
        self._screen.show(turn.messages, begun)

    # ------------------------------------------------------------ what comes by itself

    async def _accompany(self) -> None:
        """The first words to a stranger, then whatever comes due."""
        company = await self._coming
        self._preparing = asyncio.create_task(company.coach.prepare())
        kept = await company.store.load(self._user)
        if kept.state is None:
            await self._answer(FIRST_WORDS, company)
        while True:
            with suppress(CoachbotError):
                await self._look(company)
            self._greeted.set()
            await asyncio.sleep(LOOK_EVERY)

    async def _look(self, company: Company) -> None:
        from coachbot.coming import coming  # here, because the prompt shows before this is read

        now = company.clock.now()
        async with self._one_at_a_time:
            async for turn in coming(company.coach, company.store, self._user, now):
                self._show(turn)
