"""How updates are brought to a webhook: in order in each chat, many chats at once, again after a failure."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

import aiohttp

from tests.telegram.botapi.world import Json, World

AGAIN_S = (0.05, 0.1, 0.2, 0.5)


class Courier:
    """Brings what waits; `doors` stand for the reverse proxy: each delivery goes to the next that answers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.doors: Sequence[str] = ()
        self.refused = 0  # deliveries that were answered with anything but 2xx
        self._flying: set[str] = set()
        self._turn = 0

    async def run(self) -> None:
        """Bring until cancelled."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
            flights: set[asyncio.Task[None]] = set()
            while True:
                if self._world.set.get("webhook") and self.doors:
                    for update in self._next(int(str(self._world.set.get("connections", 40))) - len(flights)):
                        flight = asyncio.create_task(self._bring(session, update))
                        flights.add(flight)
                        flight.add_done_callback(flights.discard)
                await asyncio.sleep(0.005)

    def _next(self, room: int) -> list[Json]:
        """The first of each chat of which nothing is on its way."""
        found: list[Json] = []
        for update in self._world.updates.values():
            if len(found) >= room:
                break
            if (chat := chat_of(update)) not in self._flying:
                self._flying.add(chat)
                found.append(update)
        return found

    async def _bring(self, session: aiohttp.ClientSession, update: Json) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": str(self._world.set.get("secret", ""))}
        tried = 0
        try:
            while update["update_id"] in self._world.updates:
                self._turn += 1
                door = self.doors[self._turn % len(self.doors)]
                if await self._took(session, door, update, headers):
                    self._world.updates.pop(update["update_id"], None)
                    return
                self.refused += 1
                await asyncio.sleep(AGAIN_S[min(tried, len(AGAIN_S) - 1)])
                tried += 1
        finally:
            self._flying.discard(chat_of(update))

    async def _took(
        self, session: aiohttp.ClientSession, door: str, update: Json, headers: dict[str, str]
    ) -> bool:
        content = json.dumps(update).encode()
        kind = {"Content-Type": "application/json"}
        try:
            async with session.post(door, data=content, headers=headers | kind) as answer:
                return 200 <= answer.status < 300
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False


def chat_of(update: Json) -> str:
    """The chat that an update is about."""
    body = next(value for key, value in update.items() if key != "update_id")
    chat = body.get("chat") or body.get("message", {}).get("chat") or {}
    return str(chat.get("id"))
