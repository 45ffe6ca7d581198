"""Whatever goes wrong on the way, in any mixture: nothing is lost, doubled, stuck or out of order."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

import pytest
from telegram.error import NetworkError, RetryAfter, TimedOut

from coachbot.channels.telegram import sender as sending
from coachbot.channels.telegram.pacing import Pace
from coachbot.channels.telegram.rendering import Part
from coachbot.channels.telegram.sender import Sender
from coachbot.core.model import Message
from coachbot.ports import Posted, Store
from tests.telegram.conftest import HandClock


class Moody:
    """A Telegram that fails as it likes, always before it has shown anything."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.shown: dict[object, list[object]] = defaultdict(list)

    async def show(self, part: Part) -> int | None:
        """Show it, or fail."""
        await asyncio.sleep(self._chance.random() / 500)
        mood = self._chance.random()
        if mood < 0.1:
            raise TimedOut
        if mood < 0.2:
            raise NetworkError("no")
        if mood < 0.25:
            raise RetryAfter(0)
        self.shown[part.arguments["chat_id"]].append(part.arguments["text"])
        return len(self.shown)


class Marks:
    """A store that only counts."""

    def __init__(self) -> None:
        self.sent_ids: list[int] = []
        self.held_ids: list[int] = []

    async def sent(self, delivered: Sequence[tuple[int, int | None]]) -> None:
        """Note them."""
        await asyncio.sleep(0)
        self.sent_ids += [number for number, _ in delivered]

    async def hold(self, posted: Sequence[int]) -> None:
        """Note them."""
        self.held_ids += posted


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("pace", [Pace(overall=None, per_chat=None), Pace(None, None, flying=8, patience=0)])
async def test_everything_arrives_once_and_in_order(
    monkeypatch: pytest.MonkeyPatch, clock: HandClock, seed: int, pace: Pace
) -> None:
    monkeypatch.setattr(sending, "BACKOFF_S", (0.001, 0.004))
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    chance = random.Random(seed)
    box, marks = Moody(chance), Marks()
    sender = Sender(box, cast("Store", cast("Any", marks)), clock, pace, "neutral")
    running = asyncio.create_task(sender.run())
    wanted: dict[object, list[str]] = defaultdict(list)
    for number in range(150):
        chat = chance.randint(1, 6)
        kind = chance.choice(["reply", "follow_up"])
        text = "\n\n".join(f"{number}/{part}" + "x" * 3000 for part in range(chance.randint(1, 3)))
        wanted[chat] += text.split("\n\n")
        posted = Posted(number, f"telegram:{chat}", Message(text), 1, clock.now(), kind)
        sender.put([posted] * chance.randint(1, 2))
        if chance.random() < 0.3:
            sender.returned(f"telegram:{chance.randint(1, 6)}")
        await asyncio.sleep(chance.random() / 300)
    async with asyncio.timeout(20):
        while sender.waiting:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    running.cancel()
    assert box.shown == wanted
    assert sorted(marks.sent_ids) == list(range(150))
