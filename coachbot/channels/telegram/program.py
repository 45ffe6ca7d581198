"""The bot as a program: what stood open first, then what waits, then what comes."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import logging
import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from coachbot.channels.telegram.coaching import Coaching, Named, Sweeping
from coachbot.channels.telegram.desk import Desk, Job
from coachbot.channels.telegram.flooding import Floods
from coachbot.channels.telegram.lanes import Lanes
from coachbot.channels.telegram.pacing import Pace
from coachbot.channels.telegram.polling import BACKOFF_S, Poller
from coachbot.channels.telegram.postbox import Hook, PostBox
from coachbot.channels.telegram.presenting import present
from coachbot.channels.telegram.reached import Brought, Watched
from coachbot.channels.telegram.replica import ROOM, Replica
from coachbot.channels.telegram.sender import Sender
from coachbot.channels.telegram.together import together
from coachbot.channels.telegram.updates import Incoming, read
from coachbot.errors import Away, Conflict, StoreError, Taken
from coachbot.ports import Alone, Clock, Delivery, Due, Store
from coachbot.timing import Stages

if TYPE_CHECKING:  # what serves the webhook is loaded only by those who have one
    from starlette.routing import Route

    from coachbot.channels.telegram.metrics import Metrics

log = logging.getLogger(__name__)

SWEEP_S = 20.0
FINISH_S = 11.0  # for turns that are being made when we are asked to stop; with the rest less than 20 s
DRAIN_S = 4.0
CLOSE_S = 3.5
BLIND_S = 10.0  # without a look at the database we are not ready
KEEP_S = 2.0  # between two looks whether we are still the receiver
PAGE = 1000
MOST_WAITING = 2000
LONGEST = 4  # of the pauses between two looks for a database that is away: 8 s
MOST_UNASKED = 1000  # messages that wait for the sender, up to which nudges join them


async def run(  # noqa: PLR0913 - the parts of a program, by name
    *,
    token: str,
    base_url: str | None,
    coach: Coaching,
    store: Store,
    clock: Clock,
    pace: Pace | None = None,
    stop: asyncio.Event | None = None,
    reached: Brought | Watched | None = None,
    alone: Alone | None = None,
) -> None:
    """Run the bot until SIGTERM, SIGINT or `stop`; updates are asked for unless Telegram brings them.

    While the database is away it waits; help in danger goes out meanwhile. Raises ChannelError if Telegram
    refuses the token or another program polls, Taken if another took over while the database was away,
    StoreError if the store cannot be used at the start, and no waiting will mend it.
    """
    for noisy in ("telegram", "aiohttp"):  # at DEBUG they log texts and the token
        logging.getLogger(noisy).setLevel(logging.WARNING)
    box = PostBox(token, base_url)
    program = _Program(box, coach, store, clock, pace or Pace(), reached, alone)
    await box.open()
    try:
        await program.live(stop or _on_signals())
    finally:
        await box.close_down()


def _on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


class _Program:
    def __init__(
        self,
        box: PostBox,
        coach: Coaching,
        store: Store,
        clock: Clock,
        pace: Pace,
        reached: Brought | Watched | None,
        alone: Alone | None,
    ) -> None:
        self._box, self._coach, self._store, self._clock = box, coach, store, clock
        brought = reached if isinstance(reached, Brought) else None
        self._reached, self._brought, self._alone = reached, brought, alone
        self._found = False  # the database, and what waited in it
        fleet = brought.fleet if brought else None
        self._sender = Sender(box, store, clock, pace, coach.neutral_text(), fleet, self._sure)
        self._desk = Desk(coach, store, clock, self._sender, box, alone=fleet is None)
        self._lanes: Lanes[Job] = Lanes(self._handle, pace.wide)
        self._poller = Poller(box, store, clock, self._take, self._desk.first_aid)
        self._floods = Floods(pace, store, self._read)
        self._due: set[int | None] = set()  # what stands in a lane already
        self._replica: Replica | None = None
        if fleet is not None:
            self._replica = Replica(fleet, store, self._sender, self._take_up, self._lanes.busy)
        self._metrics: Metrics | None = None

    async def live(self, stop: asyncio.Event) -> None:
        """Run until told to stop, or until a part of it cannot go on."""
        parts = (self._work(), self._sender.run(), self._lanes.run(), self._keep())
        vital = [asyncio.create_task(each) for each in parts]
        stopped = asyncio.create_task(stop.wait())
        try:
            ended, _ = await asyncio.wait((*vital, stopped), return_when=asyncio.FIRST_COMPLETED)
        finally:
            vital[0].cancel()
            await asyncio.wait(vital[:1], timeout=CLOSE_S)  # nothing comes in any more
            await self._wind_up()
            for task in (*vital, stopped):
                task.cancel()
            await asyncio.gather(*vital, stopped, return_exceptions=True)
        for task in ended:
            task.result()

    async def _wind_up(self) -> None:
        """Finish the turns that are being made, send what is ready and write the marks."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FINISH_S):
                await self._lanes.finish()
                await self._desk.finish()
        await self._sender.drain(DRAIN_S)
        if self._replica is not None:
            await self._replica.leave()
        log.info("stopped")

    async def _work(self) -> None:
        """Be asked how it stands and brought updates, where that is wanted, and do all that is to be done."""
        if self._reached is None:
            await self._receive()
        else:
            await together(self._listen(self._reached), self._receive())

    async def _receive(self) -> None:
        await self._introduce()
        await self._begin()
        parts = [self._sweep(), present(self._box, self._coach)]
        if self._replica is not None:
            parts.append(self._replica.run())
        if self._brought is None:
            parts.append(self._poll())
        await together(*parts)

    async def _poll(self) -> None:
        while True:
            await self._poller.poll()
            await self._lanes.room(MOST_WAITING)

    async def _begin(self) -> None:
        """Take up what stood open, as soon as the database is there."""
        for tried in itertools.count():
            try:
                if self._alone is not None:
                    await self._alone.keep()
                if self._replica is None:
                    await self._catch_up()
                else:  # it finds in its chats what waits
                    await self._store.unsent(1)
            except Away as error:
                pause = BACKOFF_S[min(tried, LONGEST)]
                log.warning("%s We wait for it, and look again in %.1f s.", error, pause)
                if self._brought is None:
                    await self._poller.look()
                await asyncio.sleep(pause)
            else:
                self._found = True
                return

    async def _introduce(self) -> None:
        """Say who we are, as often as it takes until the network is there."""
        for tried in itertools.count():
            try:
                name = await self._box.introduce(self._brought.hook if self._brought else None)
            except TelegramError as error:
                pause = BACKOFF_S[min(tried, len(BACKOFF_S) - 1)]
                log.warning("Telegram cannot be reached (%s), again in %.1f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
            else:
                if isinstance(self._coach, Named):
                    self._coach.meet(name)
                log.info("receiving")
                return

    async def _listen(self, door: Brought | Watched) -> None:
        """Let Telegram bring updates and operators ask, until cancelled."""
        from coachbot.channels.telegram.metrics import Metrics
        from coachbot.channels.telegram.watching import Watch, listen

        self._metrics = metrics = Metrics()
        metrics.watch("messages_waiting", "Messages that wait for the sender", lambda: self._sender.waiting)
        stages = door.stages or Stages()
        stages.listen(metrics.stage)
        self._sender.stages = stages
        routes = [*Watch(self._store, self._clock, metrics, self._missing).routes()]
        if isinstance(door, Brought):
            routes.append(self._hook(door.hook, metrics))
        await listen(routes, door.host, door.port)

    def _hook(self, hook: Hook, metrics: Metrics) -> Route:
        from coachbot.channels.telegram.webhook import Webhook

        take = self._received if self._replica is not None else self._brought_in
        aid = self._desk.first_aid
        return Webhook(hook, self._store, self._clock, metrics, take, aid, lambda: self._found).route()

    async def _keep(self) -> None:
        """See that we are still the receiver, for as long as we live."""
        while True:
            await asyncio.sleep(KEEP_S)
            try:
                if self._alone is not None:
                    await self._alone.keep()
            except Taken:
                raise
            except StoreError as error:
                log.warning("%s Whether we still receive alone is seen later.", error)

    def _sure(self) -> bool:
        """Whether the chats that we answer are ours."""
        return self._replica is None or self._replica.sure

    def _missing(self) -> str:
        """What we lack to answer people; nothing if we do."""
        if not self._found:
            return "waiting for the database, or for Telegram"
        if self._replica is None or asyncio.get_running_loop().time() - self._replica.looked < BLIND_S:
            return ""
        return f"no look at the database for {BLIND_S:.0f} s"

    def _received(self, _: Incoming) -> None:
        """Whoever claims its chat finds it in the database."""
        if self._replica is not None:
            self._replica.ring()

    def _brought_in(self, incoming: Incoming) -> None:
        if not self._poller.seen(incoming.update):
            self._take(incoming)

    # ------------------------------------------------------------ what stood open

    async def _catch_up(self) -> None:
        """First what was answered and not sent, then what was received and not answered."""
        while True:
            posted = await self._store.unsent(PAGE)
            new = self._sender.put(each for each in posted if _ours(each.user))
            if len(posted) < PAGE or not (new or self._sender.waiting):
                break
            await asyncio.sleep(0.5)
        for delivery in await self._store.waiting():
            await self._take_up(delivery)

    async def _take_up(self, delivery: Delivery) -> None:
        incoming = self._read(delivery)
        if incoming is None:
            await self._store.set_aside(delivery.update, "unreadable")
        elif self._replica is not None or not self._poller.seen(delivery.update):
            self._take(incoming)

    def _read(self, delivery: Delivery) -> Incoming | None:
        try:
            return read(json.loads(delivery.payload), self._clock.now(), self._box.ahead)
        except (ValueError, KeyError, TypeError):
            return None

    # ------------------------------------------------------------ what comes

    def _take(self, job: Incoming) -> None:
        if self._lanes.busy(job.user):
            self._coach.hush(job.user)
        if self._floods.resting(job.user):  # danger is looked at at once in whatever waits
            self._desk.first_aid(job)
        self._lanes.put(job.user, job)

    async def _handle(self, job: Job) -> float | None:
        """Do a job; seconds if it is left for later."""
        if isinstance(job, Due):
            await self._desk.handle(job)
            self._due.discard(job.id)
            return None
        began = asyncio.get_running_loop().time()
        seen = await self._floods.see(job, began)
        if isinstance(seen, float):
            for each in self._lanes.queued(job.user):
                if isinstance(each, Incoming):
                    self._desk.first_aid(each)
            return seen
        if seen is not None:
            await self._desk.handle(seen)
        if self._replica is not None:
            self._replica.handled(job.update)
        if self._metrics is not None and seen is not None:
            self._metrics.turn(asyncio.get_running_loop().time() - began, job.age)
        return None

    async def _sweep(self) -> None:
        """Do what has come due, and send what another process has put into the outbox."""
        while True:
            await asyncio.sleep(SWEEP_S)
            try:
                await self._sender.settle()
                found = await self._store.due(self._clock.now(), PAGE)
                due = [each for each in found if each.id not in self._due and _ours(each.user)]
                mine = await self._claimed([each.user for each in due])
                for each in due:
                    if each.user in mine:
                        self._due.add(each.id)
                        self._lanes.put(each.user, each)
                if self._replica is None:
                    self._sender.put(each for each in await self._store.unsent(PAGE) if _ours(each.user))
                await self._nudge()
            except (StoreError, Conflict) as error:
                log.warning("%s The sweep waits.", error)

    async def _claimed(self, users: Sequence[str]) -> frozenset[str]:
        """Whose turn is ours to make."""
        if self._replica is None or not users:
            return frozenset(users)
        return await self._replica.claim(users[:ROOM])

    async def _nudge(self) -> None:
        """Claim no more nudges than can go soon: what is left waits its turn in the database."""
        room = MOST_UNASKED - self._sender.waiting
        if room > 0 and isinstance(self._coach, Sweeping):
            swept = await self._coach.sweep(self._clock.now(), room)
            if self._metrics is not None:
                self._metrics.nudged(swept.counts)
            if self._replica is None:  # else whoever claims the chat finds it in the outbox
                self._sender.put(each for each in swept.posted if _ours(each.user))


def _ours(user: str) -> bool:
    return user.startswith("telegram:")
