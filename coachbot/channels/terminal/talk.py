"""`chat` for a person: a line is a message, a number taps a button, and what is due comes by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from coachbot.channels.terminal.screen import Screen, chosen
from coachbot.channels.terminal.typing import Typed
from coachbot.coach import Coach, Turn
from coachbot.core.model import Message, Said, Sort
from coachbot.errors import CoachbotError
from coachbot.ports import Clock, Store

LOOK_EVERY = 20.0  # seconds between looks at what is due
FIRST_WORDS = "/start"


class Talk:
    """One person at the terminal."""

    def __init__(self, coach: Coach, store: Store, clock: Clock, screen: Screen, user: str) -> None:
        self._coach, self._store, self._clock = coach, store, clock
        self._screen, self._user = screen, user
        self._offer = Message("")
        self._offered_at: int | None = None
        self._one_at_a_time = asyncio.Lock()

    async def run(self, typed: Typed) -> None:
        """Talk until the lines end."""
        await self._begin()
        waiting = asyncio.create_task(self._keep_looking())
        try:
            while (line := await typed.line()) is not None:
                if line.strip():
                    await self._answer(line)
        finally:
            waiting.cancel()
            with suppress(asyncio.CancelledError):
                await waiting

    async def _begin(self) -> None:
        kept = await self._store.load(self._user)
        if kept.state is None:
            await self._answer(FIRST_WORDS)
        else:
            await self._look()

    async def _answer(self, line: str) -> None:
        turn: Turn | None = None
        try:
            async with self._one_at_a_time:
                for said in self._said(line):
                    turn = await self._coach.turn(said, post=False)
        except CoachbotError as error:
            self._screen.trouble(str(error))
        if turn is not None:
            self._show(turn)

    def _said(self, line: str) -> Sequence[Said]:
        now = self._clock.now()
        taps = chosen(line, self._offer.buttons)
        if len(taps) == 1 or (taps and self._offer.edits):
            self._screen.tapped([button.label for button in self._offer.buttons if button.id in taps])
            return [Said(self._user, now, Sort.TAP, tap=tap, tap_of=self._offered_at) for tap in taps]
        return [Said(self._user, now, text=line)]

    def _show(self, turn: Turn) -> None:
        for message in turn.messages:
            if message.buttons:
                self._offer, self._offered_at = message, turn.number
        self._screen.show(turn.messages)

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            with suppress(CoachbotError):
                await self._look()

    async def _look(self) -> None:
        now = self._clock.now()
        for due in await self._store.due(now):
            if due.user == self._user:
                async with self._one_at_a_time:
                    turn = await self._coach.come_due(due, now, post=False)
                if turn is not None:
                    self._show(turn)
