"""One load, from the first program's start to the last look."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.load.databases import LEFT, Database
from tests.load.people import People
from tests.load.programs import ROOT, Programs
from tests.load.promises import Found, look
from tests.load.troubles import Troubles, play
from tests.model_server import ModelServer
from tests.telegram.botapi import BotApi

PIECES = 20  # in which the model's answer comes, about


@dataclass(frozen=True)
class Chosen:
    """What a load is like."""

    people: int
    each: int
    rate: float | None  # messages a second of all; None: all at once
    workers: int
    seed: int
    model: float | None = None  # seconds that a model takes; None: no model words it
    old: Path | None = None  # a tree of an older release, which half of the programs run


@dataclass
class Load:
    """A load that runs, and what was measured in it."""

    api: BotApi
    people: People
    programs: Programs
    troubles: Troubles
    database: Database
    seconds: float = 0.0
    found: Found | None = None
    rates: list[float] = field(default_factory=list)  # answers a second, with more programs each time

    async def rehearse(self) -> None:
        """Every trouble, while people write."""
        await self._under_load(lambda: play(self.troubles.all(), self.people.seconds / 8))

    async def roll(self) -> None:
        """A rolling restart in the middle of it."""
        await self._under_load(lambda: play((("a rolling restart", self.troubles.roll),), 10.0))

    async def double(self, model: float) -> None:
        """A backlog, first with one program and then with a second beside it; a model takes so many seconds.

        Answers come in waves of that length, so it is three of them that are counted, after the first.
        """
        await self.people.write()
        await self._answered_in(1.5 * model)
        self.rates.append(await self._answered_in(3 * model))
        await self.programs.begin(1)
        await self._answered_in(1.5 * model)
        self.rates.append(await self._answered_in(3 * model))
        await self.end()

    async def spoil(self, spoil: Callable[[Load], Awaitable[None]]) -> None:
        """A fault of ours is planted in the middle of it."""
        await self._under_load(lambda: spoil(self))

    async def end(self) -> None:
        """Wait until nothing waits, and look."""
        began, until = time.monotonic(), time.monotonic() + 180
        while time.monotonic() < until:
            with suppress(OSError):
                unhandled, unsent = (self.database.count(LEFT[what]) for what in WAITING)
                if not self.api.updates and not unhandled and not unsent:
                    break
            await asyncio.sleep(0.3)
        await asyncio.sleep(1)  # for what should not come any more
        self.seconds += time.monotonic() - began
        self.found = await look(self.database, self.people, self.api.sent(), self.troubles.deaths)

    async def _under_load(self, doing: Callable[[], Awaitable[None]]) -> None:
        began = time.monotonic()
        writing = asyncio.create_task(self.people.write())
        await doing()
        await writing
        self.seconds = time.monotonic() - began
        await self.end()

    async def _answered_in(self, seconds: float) -> float:
        before, began = len(self.api.sent()), time.monotonic()
        await asyncio.sleep(seconds)
        return (len(self.api.sent()) - before) / (time.monotonic() - began)


WAITING = ("updates unhandled", "messages unsent")


@asynccontextmanager
async def begun(chosen: Chosen, database: Database) -> AsyncIterator[Load]:
    """A load whose programs run and whose people have arrived."""
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(BotApi().serving())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="load")))
        settings = {"COACHBOT_DATABASE_URL": database.url, "XDG_DATA_HOME": str(folder)}
        if chosen.model is not None:
            model = await stack.enter_async_context(ModelServer())
            model.pause = chosen.model / PIECES
            settings |= {"COACHBOT_LLM_BASE_URL": model.url, "COACHBOT_LLM_MODEL": "m"}
        trees: Sequence[Path] = (ROOT,) if chosen.old is None else (ROOT, chosen.old)
        programs = Programs(api, settings, folder, trees)
        stack.push_async_callback(programs.close)
        for n in range(chosen.workers if database.together else 1):
            await programs.begin(n)
        people = People(api, chosen.people, chosen.each, chosen.rate, chosen.seed)
        await people.arrive()
        yield Load(api, people, programs, Troubles(api, programs, database, chosen.seed), database)
