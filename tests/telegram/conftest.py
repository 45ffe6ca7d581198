"""What the Telegram tests share: the strict server, a store on disk, and the door between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coachbot.channels.telegram.pacing import FREE, Pace
from coachbot.channels.telegram.program import run
from coachbot.ports import Store
from coachbot.store import open_store
from tests.telegram.botapi import TOKEN, BotApi
from tests.telegram.echo import Echo


class HandClock:
    """A clock that is moved by hand, from the real time on."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> str:
        """The time in UTC, to the second."""
        return (datetime.now(UTC) + self.ahead).isoformat(timespec="seconds")

    def skip(self, **time: float) -> None:
        """Move it on."""
        self.ahead += timedelta(**time)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi().serving() as serving:
        yield serving


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened: Store = open_store(f"sqlite:///{tmp_path}/door.sqlite")
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


Opened = Callable[..., AbstractAsyncContextManager["asyncio.Task[None]"]]


@pytest.fixture
def door(api: BotApi, store: Store, clock: HandClock) -> Opened:
    """Opens the door: `async with door(coach=…, pace=…) as task`."""

    @asynccontextmanager
    async def opened(
        coach: Any = None, pace: Pace = FREE, base_url: str | None = None, token: str = TOKEN
    ) -> AsyncIterator[asyncio.Task[None]]:
        stop = asyncio.Event()
        running = run(
            token=token,
            base_url=base_url or api.url,
            coach=coach or Echo(store),
            store=store,
            clock=clock,
            pace=pace,
            stop=stop,
        )
        task = asyncio.create_task(running)
        try:
            yield task
        finally:
            stop.set()
            async with asyncio.timeout(30):
                await asyncio.gather(task, return_exceptions=True)

    return opened
