"""The bot as a program: what stood open first, then what waits, then what comes."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import logging
import signal

from telegram.error import TelegramError

from coachbot.channels.telegram.coaching import Coaching, Sweeping
from coachbot.channels.telegram.desk import Desk, Job
from coachbot.channels.telegram.lanes import Lanes
from coachbot.channels.telegram.pacing import Pace
from coachbot.channels.telegram.polling import BACKOFF_S, Poller
from coachbot.channels.telegram.postbox import PostBox
from coachbot.channels.telegram.presenting import present
from coachbot.channels.telegram.sender import Sender
from coachbot.channels.telegram.updates import Incoming, read
from coachbot.errors import StoreError
from coachbot.ports import Clock, Delivery, Due, Store

log = logging.getLogger(__name__)

SWEEP_S = 20.0
FINISH_S = 20.0  # for turns that are being made when we are asked to stop
DRAIN_S = 5.0
PAGE = 1000
MOST_WAITING = 2000
MOST_UNASKED = 1000  # messages that wait for the sender, up to which nudges join them


async def run(
    *,
    token: str,
    base_url: str | None,
    coach: Coaching,
    store: Store,
    clock: Clock,
    pace: Pace | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Run the bot until SIGTERM, SIGINT or `stop`.

    Raises ChannelError if Telegram refuses the token or another program polls, StoreError if the store cannot
    be read at the start.
    """
    for noisy in ("telegram", "aiohttp"):  # at DEBUG they log texts and the token
        logging.getLogger(noisy).setLevel(logging.WARNING)
    box = PostBox(token, base_url)
    program = _Program(box, coach, store, clock, pace or Pace())
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
    def __init__(self, box: PostBox, coach: Coaching, store: Store, clock: Clock, pace: Pace) -> None:
        self._box, self._coach, self._store, self._clock = box, coach, store, clock
        self._sender = Sender(box, store, clock, pace, coach.neutral_text())
        self._desk = Desk(coach, store, clock, self._sender, box)
        self._lanes: Lanes[Job] = Lanes(self._handle, pace.wide)
        self._poller = Poller(box, store, clock, self._take, self._desk.first_aid)
        self._due: set[int | None] = set()  # what stands in a lane already

    async def live(self, stop: asyncio.Event) -> None:
        """Run until told to stop, or until a part of it cannot go on."""
        vital = [asyncio.create_task(each) for each in (self._work(), self._sender.run(), self._lanes.run())]
        stopped = asyncio.create_task(stop.wait())
        try:
            ended, _ = await asyncio.wait((*vital, stopped), return_when=asyncio.FIRST_COMPLETED)
        finally:
            vital[0].cancel()
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
        log.info("stopped")

    async def _work(self) -> None:
        await self._introduce()
        await self._catch_up()
        beside = [asyncio.create_task(each) for each in (self._sweep(), present(self._box, self._coach))]
        try:
            while not any(task.done() and task.exception() for task in beside):
                await self._poller.poll()
                await self._lanes.room(MOST_WAITING)
        finally:
            for task in beside:
                task.cancel()
            ends = await asyncio.gather(*beside, return_exceptions=True)
        for error in ends:
            if isinstance(error, Exception):
                raise error

    async def _introduce(self) -> None:
        """Say who we are, as often as it takes until the network is there."""
        for tried in itertools.count():
            try:
                await self._box.introduce()
            except TelegramError as error:
                pause = BACKOFF_S[min(tried, len(BACKOFF_S) - 1)]
                log.warning("Telegram cannot be reached (%s), again in %.1f s", type(error).__name__, pause)
                await asyncio.sleep(pause)
            else:
                log.info("receiving")
                return

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
        try:
            incoming = read(json.loads(delivery.payload), self._clock.now(), self._box.ahead)
        except (ValueError, KeyError, TypeError):
            incoming = None
        if incoming is None:
            await self._store.set_aside(delivery.update, "unreadable")
        elif not self._poller.seen(delivery.update):
            self._take(incoming)

    # ------------------------------------------------------------ what comes

    def _take(self, job: Incoming) -> None:
        if self._lanes.busy(job.user):
            self._coach.hush(job.user)
        self._lanes.put(job.user, job)

    async def _handle(self, job: Job) -> None:
        await self._desk.handle(job)
        if isinstance(job, Due):
            self._due.discard(job.id)

    async def _sweep(self) -> None:
        """Do what has come due, and send what another process has put into the outbox."""
        while True:
            await asyncio.sleep(SWEEP_S)
            try:
                await self._sender.settle()
                for due in await self._store.due(self._clock.now(), PAGE):
                    if due.id not in self._due and _ours(due.user):
                        self._due.add(due.id)
                        self._lanes.put(due.user, due)
                self._sender.put(each for each in await self._store.unsent(PAGE) if _ours(each.user))
                await self._nudge()
            except StoreError as error:
                log.warning("%s The sweep waits.", error)

    async def _nudge(self) -> None:
        """Claim no more nudges than can go soon: what is left waits its turn in the database."""
        room = MOST_UNASKED - self._sender.waiting
        if room > 0 and isinstance(self._coach, Sweeping):
            swept = await self._coach.sweep(self._clock.now(), room)
            self._sender.put(each for each in swept.posted if _ours(each.user))


def _ours(user: str) -> bool:
    return user.startswith("telegram:")
