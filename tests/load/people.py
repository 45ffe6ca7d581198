"""The people of a load: what they write and when, and what the network makes of it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from collections import defaultdict

import aiohttp

from tests.telegram.botapi import BotApi
from tests.telegram.drill import TEXTS
from tests.telegram.replicas import SECRET

AGAIN = 0.05  # of the deliveries come once more, up to so late:
LATE_S = 3.0


class People:
    """So many people, `each` messages of each, all in all `rate` a second (None: at once)."""

    def __init__(self, api: BotApi, count: int, each: int, rate: float | None, seed: int) -> None:
        self._api, self._rate, self._chance = api, rate, random.Random(seed)
        said = random.Random(seed)
        self.said = {person: said.choices(TEXTS, k=each) for person in range(1, count + 1)}
        self.written = defaultdict[int, list[float]](list)  # when each wrote each of theirs
        self.again = 0  # deliveries that were brought once more
        self.total = count * each
        self._replays: set[asyncio.Task[None]] = set()

    @property
    def seconds(self) -> float:
        """How long they write."""
        return self.total / self._rate if self._rate else 0.0

    async def arrive(self) -> None:
        """Everybody says hello, and yes to keeping."""
        for person in self.said:
            self._api.text(person, "/start")
        await self._api.until(len(self.said), seconds=300)
        for person in self.said:
            self._api.tap(person, "1:consent.yes")
        await self._api.until(2 * len(self.said), seconds=300)

    async def write(self) -> None:
        """All they have to say, in an order by chance; a few deliveries come twice, late and out of order."""
        left = {person: list(texts) for person, texts in self.said.items()}
        order = [person for person, texts in left.items() for _ in texts]
        self._chance.shuffle(order)
        for person in order:
            update = self._api.text(person, left[person].pop(0))
            self.written[person].append(time.time())
            if self._rate is None:
                continue
            if self._chance.random() < AGAIN:
                asyncio.get_running_loop().call_later(self._chance.random() * LATE_S, self._bring, update)
            await asyncio.sleep(2 * self._chance.random() / self._rate)

    def _bring(self, update: dict[str, object]) -> None:
        self.again += 1
        task = asyncio.ensure_future(self._brought(update))
        self._replays.add(task)
        task.add_done_callback(self._replays.discard)

    async def _brought(self, update: dict[str, object]) -> None:
        head = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        door = self._chance.choice(list(self._api.courier.doors))
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with aiohttp.ClientSession() as session:
                await (await session.post(door, data=json.dumps(update).encode(), headers=head)).read()
