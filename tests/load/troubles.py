"""Every trouble that we can make, on a schedule."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

from tests.load.databases import Database
from tests.load.programs import Programs
from tests.telegram.botapi import BotApi, Fault

Trouble = tuple[str, Callable[[], Awaitable[None]]]


class Troubles:
    """What befalls the programs of a load, one thing after another."""

    def __init__(self, api: BotApi, programs: Programs, database: Database, seed: int) -> None:
        self._api, self._programs, self._database = api, programs, database
        self._chance = random.Random(seed)
        self.deaths: list[float] = []  # of programs and of the database
        self.rolled: list[tuple[float, float]] = []

    def all(self) -> tuple[Trouble, ...]:
        """In this order."""
        last = ("a rolling restart", self.roll) if self._database.together else ("a restart", self.restart)
        return (
            ("kill -9 of a program; another takes its place", self.kill),
            ("429 for everybody, for five seconds", self.storm),
            ("the network to Telegram is cut thirty times, and answers 502 ten times", self.cut),
            (self._database.slow.__doc__ or "", self._database.slow),
            (self._database.crash.__doc__ or "", self.crash),
            ("kill -9 of a program; another takes its place", self.kill),
            last,
        )

    async def kill(self) -> None:
        """One dies, and another starts on its port."""
        n = self._chance.randrange(len(self._programs.running))
        port = self._programs.running[n].port
        await self._programs.kill(n)
        self.deaths.append(self._api.now())
        await self._programs.begin(n, port)

    async def storm(self) -> None:
        """Telegram refuses every message."""
        self._api.limits.bar(0, self._api.now() + 5)

    async def cut(self) -> None:
        """Lines break, and a proxy answers."""
        self._api.faults += [Fault("drop", "*", times=30), Fault("502", "*", times=10)]

    async def crash(self) -> None:
        """The database is away."""
        self.deaths.append(self._api.now())
        await self._database.crash()

    async def roll(self) -> None:
        """Each program is replaced by a new one, and nobody has to wait."""
        began = self._api.now()
        for n in range(len(self._programs.running)):
            await self._programs.roll(n)
        self.rolled.append((began, self._api.now()))

    async def restart(self) -> None:
        """A file has one program: it ends, and another begins."""
        one = self._programs.running[0]
        await self._programs.end(one)
        await self._programs.begin(0, one.port)


async def play(troubles: tuple[Trouble, ...], apart: float) -> None:
    """One after the other, so many seconds apart."""
    began = asyncio.get_running_loop().time()
    for name, trouble in troubles:
        await asyncio.sleep(apart)
        print(f"{asyncio.get_running_loop().time() - began:5.0f} s  {name}", flush=True)
        await trouble()
