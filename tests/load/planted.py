"""Faults of our own, planted to see that they are found."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from tests.load.running import Load
from tests.telegram.botapi import Call


async def lost(load: Load) -> None:
    """A message is struck out of the inbox before anybody has heard it."""
    while not load.database.strike():  # noqa: ASYNC110 - what waits there waits for milliseconds
        await asyncio.sleep(0.001)


async def doubled(load: Load) -> None:
    """A message has its effect twice, as where nobody remembers which update it was."""
    await asyncio.sleep(load.people.seconds / 2)
    load.api.text(1, load.people.said[1][0])


async def unsent(load: Load) -> None:
    """An answer counts as sent and was never shown."""
    load.api.calls.remove((await _shown(load))[2])


async def swapped(load: Load) -> None:
    """Two answers come in the wrong order."""
    calls, (_, _, second, third, *_) = load.api.calls, await _shown(load)
    one, other = calls.index(second), calls.index(third)
    calls[one], calls[other] = third, second


async def _shown(load: Load) -> list[Call]:
    """What somebody has been shown, as soon as it is enough."""
    return await load.api.until(5, 1, seconds=120)


FAULTS: Mapping[str, Callable[[Load], Awaitable[None]]] = {
    "lost": lost,
    "doubled": doubled,
    "unsent": unsent,
    "swapped": swapped,
}
