"""The Telegram door with the echo behind it, as a process of its own: the drill kills it.

python -m tests.telegram.bot BASE_URL DATABASE [--free]
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import uvloop

from coachbot.channels.telegram.pacing import FREE, Pace
from coachbot.channels.telegram.postbox import PostBox
from coachbot.channels.telegram.program import run
from coachbot.channels.telegram.rendering import parts
from coachbot.ports import Posted, Store
from coachbot.store import open_store
from tests.telegram.botapi import TOKEN
from tests.telegram.echo import Echo

STORE_METHODS = ("receive", "waiting", "load", "save", "unsent", "sent")


class Clock:
    """The machine's clock."""

    def now(self) -> str:
        return datetime.now(UTC).isoformat(timespec="seconds")


def fragile(owner: Any, names: Sequence[str], die: Callable[[], None]) -> None:
    """Let the process possibly die before and after each call of these methods."""
    for name in names:
        setattr(owner, name, _fragile(getattr(owner, name), die))


def _fragile(method: Callable[..., Awaitable[Any]], die: Callable[[], None]) -> Callable[..., Awaitable[Any]]:
    async def call(*args: Any, **kwargs: Any) -> Any:
        die()
        result = await method(*args, **kwargs)
        die()
        return result

    return call


def countdown(calls: int) -> Callable[[], None]:
    """Die at that call."""
    left = [calls]

    def die() -> None:
        left[0] -= 1
        if left[0] == 0:
            os._exit(9)

    return die


def acknowledge_first(store: Any, box: Any) -> None:
    """The planted mistake of python-telegram-bot's own loop: acknowledged before it is kept."""
    updates = box.updates

    async def hasty(self: Any, offset: int, seconds: int) -> Any:
        found = await updates(self, offset, seconds)
        if found:
            await updates(self, max(update["update_id"] for update in found) + 1, 0)
        return found

    box.updates = hasty


def send_first(store: Any, box: Any) -> None:
    """The planted mistake of answering before the turn is written down."""
    save, open_line, lines = store.save, box.open, []

    async def opened(self: Any) -> None:
        lines.append(self)
        await open_line(self)

    async def eager(change: Any) -> Sequence[Posted]:
        for message in change.messages:
            for part in parts(Posted(0, change.account.user, message, change.turn, change.said.at)):
                await lines[0].show(part)
        await store.sent([(each.id, None) for each in await save(change)])
        return ()

    box.open, store.save = opened, eager


FAULTS = {"acknowledge-first": acknowledge_first, "send-first": send_first}


async def serve(base_url: str, database: str, pace: Pace, fault: str | None, die_at: int) -> None:
    """Run until stopped or killed."""
    store: Store = open_store(f"sqlite:///{database}")
    if fault:
        FAULTS[fault](store, PostBox)
    if die_at:
        die = countdown(die_at)
        fragile(store, STORE_METHODS, die)
        fragile(PostBox, ("show", "updates"), die)
    await run(token=TOKEN, base_url=base_url, coach=Echo(store), store=store, clock=Clock(), pace=pace)
    await store.close()


def live(base_url: str, database: str, fault: str | None = None, die_at: int = 0) -> None:
    """What a process does that is forked for a drill."""
    pace = Pace(
        overall=None, per_chat=None, patience=5.0, talk=None
    )  # a busy machine must not look like a fault
    uvloop.run(serve(base_url, database, pace, fault, die_at))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("base_url")
    parser.add_argument("database")
    parser.add_argument("--free", action="store_true", help="no pace at all")
    chosen = parser.parse_args()
    uvloop.run(serve(chosen.base_url, chosen.database, FREE if chosen.free else Pace(), None, 0))
