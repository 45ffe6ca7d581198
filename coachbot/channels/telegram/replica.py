"""One of several programs that answer together: it claims chats, answers them in order, and lets them go."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence

from coachbot.channels.telegram.sender import Sender
from coachbot.channels.telegram.together import together
from coachbot.errors import Conflict, StoreError, Taken
from coachbot.ports import Delivery, Fleet, Store

log = logging.getLogger(__name__)

BEAT_S = 1.0
FENCE_S = 8.0  # without a look our claims may be another's: less than it takes to call us dead unheard
LOOK_S = 0.25  # how often it is seen what others have received
AGAIN_S = 0.5
ROOM = 64  # chats that are claimed at a time
TURNS = 2  # that a chat gets before others that have waited longer


class Replica:
    """Hands over what waits in the chats that it claims; `busy` says whether a turn is being made for one."""

    def __init__(
        self,
        fleet: Fleet,
        store: Store,
        sender: Sender,
        take_up: Callable[[Delivery], Awaitable[None]],
        busy: Callable[[str], bool],
    ) -> None:
        self._fleet, self._store, self._sender = fleet, store, sender
        self._take_up, self._busy = take_up, busy
        self._held: frozenset[str] = frozenset()
        self._going: set[int] = set()  # updates that stand in a lane
        self._done: set[int] = set()  # and those that left it since the last look
        self._bell = asyncio.Event()
        self._taken: Counter[str] = Counter()  # updates taken up since a chat was claimed
        self.looked = float("-inf")  # when the last look went well, on the loop's clock

    @property
    def sure(self) -> bool:
        """Whether our claims are surely ours: nothing from the outbox may be sent on older news."""
        return asyncio.get_running_loop().time() - self.looked < FENCE_S

    def ring(self) -> None:
        """Something has been received here."""
        self._bell.set()

    def handled(self, update: int) -> None:
        """An update has left its lane."""
        self._going.discard(update)
        self._done.add(update)

    async def run(self) -> None:
        """Look, again and again, and say that we live, until cancelled."""
        await together(self._beat(), self._keep_looking())

    async def _keep_looking(self) -> None:
        while True:
            pause = LOOK_S
            try:
                await self._look()
            except (StoreError, Conflict) as error:
                log.warning("%s The next look waits.", error)
                pause = AGAIN_S
            self._bell.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._bell.wait()

    async def claim(self, chats: Sequence[str]) -> frozenset[str]:
        """Which of these chats are ours, now at the latest."""
        new = await self._fleet.claim([chat for chat in chats if chat not in self._held])
        return frozenset(new) | (self._held & frozenset(chats))

    async def leave(self) -> None:
        """Let go of everything, so that others need not wait for us."""
        try:
            await self._fleet.leave()
        except (StoreError, Conflict) as error:
            log.warning("%s Others wait until our claims are old.", error)

    async def _beat(self) -> None:
        while True:
            try:
                await self._fleet.beat()
            except Taken:
                raise
            except (StoreError, Conflict):  # two of us may bury the same
                pass
            await asyncio.sleep(BEAT_S)

    async def _look(self) -> None:
        began = asyncio.get_running_loop().time()
        await self._sender.settle()
        done = [chat for chat in self._held if not self._busy(chat) and self._sender.idle(chat)]
        if not self._sender.marked:  # what was sent and not marked would be sent once more by another
            done = []
        for chat in done:
            self._sender.forget(chat)
        past, self._done = self._done, set()
        look = await self._fleet.look(done, frozenset(self._going | past), ROOM - len(self._held) + len(done))
        for chat in self._held - look.chats:
            self._sender.forget(chat)  # done with, or taken from us
        new = (look.chats - self._held) | (look.chats & frozenset(done))
        self._held = look.chats
        for chat in new:
            self._taken[chat] = 0
            self._sender.put(await self._store.unsent(user=chat))
        self._taken = Counter({chat: self._taken[chat] for chat in self._held})
        for delivery in look.waiting:
            known = delivery.update in self._going or delivery.update in self._done
            if not known and self._taken[delivery.user] < TURNS:
                self._taken[delivery.user] += 1
                self._going.add(delivery.update)
                await self._take_up(delivery)
        self.looked = began
