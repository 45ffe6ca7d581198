"""The one sender: paced, retrying without end, in order in each chat, replies before all else.

A message is marked as sent once Telegram has taken it. A kill in between sends it once more: better than not.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta

from coachbot.channels.telegram.delivery import Box, Fate, Outcome, attempt
from coachbot.channels.telegram.lines import HELD, Item, Line, Lines, State, Then
from coachbot.channels.telegram.marking import Marks
from coachbot.channels.telegram.pacing import Pace, Tokens
from coachbot.channels.telegram.permits import Budget, Permits
from coachbot.channels.telegram.rendering import Part, anew, cleared, parts, plain
from coachbot.errors import ChannelError, StoreError
from coachbot.ports import Clock, Posted, Store
from coachbot.timing import Stages

log = logging.getLogger(__name__)

LATE_S = 15 * 60.0
BACKOFF_S = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
KNOWN = 50_000
DELETABLE = timedelta(
    hours=47
)  # Telegram lets a bot delete for 48; one that is too old would spoil a whole call
UNSURE_S = 0.25  # until it is seen again whether the last one could be marked
PARTNER = "partner"
ONCE = frozenset({"nudge", "thriving"})  # what nobody asked for is sent at most once, and not too late


class Sender:
    """Takes messages from the outbox to their chats; `neutral` stands in for a reply that comes too late."""

    def __init__(
        self,
        box: Box,
        store: Store,
        clock: Clock,
        pace: Pace,
        neutral: str,
        budget: Budget | None = None,
        sure: Callable[[], bool] = lambda: True,
    ) -> None:
        self.stages = Stages()  # who hears how long sending takes; nobody unless told
        self._sure = sure  # whether what is in the outbox is ours to send
        self._permits, self._marks = Permits(budget, pace.overall), Marks(store)
        self._box, self._store, self._clock, self._pace, self._neutral = box, store, clock, pace, neutral
        self._lines = Lines()
        self._tokens = Tokens(pace)
        self._known: dict[int, None] = {}  # outbox ids that have been here, oldest first
        self._flights: set[asyncio.Task[None]] = set()
        self._left = 0.0  # when the last flight left
        self._bell: asyncio.Future[None] | None = None
        self._calm = asyncio.Event()  # nothing is on its way and nothing is ready to go
        self._failed: BaseException | None = None
        self._budget_holds: asyncio.Future[None] | None = None

    # ------------------------------------------------------------ what is to be sent

    def put(self, posted: Iterable[Posted]) -> int:
        """Take messages from the outbox, each once however often it is offered; returns how many were new."""
        new = 0
        for each in posted:
            if each.id in self._known:
                continue
            self._known[each.id] = None
            new += 1
            item = Item(each.user, each)
            if each.kind == HELD:
                self._lines.line(each.user).held.append(item)
            else:
                self._lines.add(item)
        if len(self._known) > 2 * KNOWN:
            self._forget()
        self._ring()
        return new

    def say(self, user: str, text: str) -> None:
        """Send a text that is in no outbox."""
        self._lines.add(Item(user, parts=deque(plain(user, text))))
        self._ring()

    def after(self, user: str, then: Then) -> None:
        """Do something once all that waits for a chat has gone."""
        self._lines.add(Item(user, parts=deque(), then=then))
        self._ring()

    def returned(self, user: str) -> None:
        """The person is there: what was held for them goes out before anything new."""
        line = self._lines.find(user)
        if line is None:
            return
        now, held = self._now(), line.held
        flying = [line.items.popleft()] if line.state is State.FLYING and line.items else []
        line.items = deque((*flying, *held, *line.items))
        line.held = []
        for item in line.items:
            item.freed = now
        if line.state is State.IDLE:
            self._lines.landed(line)
        self._ring()

    def idle(self, user: str) -> bool:
        """Whether nothing waits for a chat, but for what is held there."""
        line = self._lines.find(user)
        return line is None or not line.items

    @property
    def marked(self) -> bool:
        """Whether all that was sent is known to be."""
        return self._marks.all_written

    def forget(self, user: str) -> None:
        """Another program writes to this chat from now on."""
        line = self._lines.find(user)
        if line is None:
            return
        for item in (*line.items, *line.held):
            if item.posted is not None:
                self._known.pop(item.posted.id, None)
        line.items.clear()
        line.held.clear()
        self._lines.landed(line)

    @property
    def waiting(self) -> int:
        """How many messages have not gone yet, without those that are held."""
        return self._lines.waiting

    def _forget(self) -> None:
        """Drop the oldest ids that we know: so many came after them that nobody offers them again."""
        self._known = dict.fromkeys(list(self._known)[-KNOWN - self.waiting :])

    # ------------------------------------------------------------ the life of the sender

    async def run(self) -> None:
        """Send until cancelled. ChannelError if Telegram refuses the token."""
        loop = asyncio.get_running_loop()
        while self._failed is None:
            now = loop.time()
            self._lines.wake(now)
            line = self._lines.first()
            if line is None:
                if not self._flights:
                    self._calm.set()
                alarm = self._lines.alarm()
                await self._rest(None if alarm is None else alarm - now)
            elif self._in_doubt(line, now):
                self._lines.sleep(line, now + UNSURE_S)
            elif self._permits.lacking(now):
                await self._permits.ask(self._lines.waiting)
            elif (wait := max(self._permits.wait(now), self._tokens.wait(now), self._crowd(now))) > 0:
                await self._rest(wait)
            elif (wait := self._tokens.wait_in(line.user, now)) > 0:
                self._lines.sleep(line, now + wait)
            else:
                self._launch(line, now)
        raise self._failed

    async def drain(self, seconds: float) -> None:
        """Send what is ready, for so long; then write the marks down and let go."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0 if self._failed else seconds):
                await self._calm.wait()
        flights = list(self._flights)
        for flight in flights:
            flight.cancel()
        await asyncio.gather(*flights, return_exceptions=True)
        await self.settle()

    async def settle(self) -> None:
        """Mark what was sent while the store could not be written."""
        await self._marks.settle()

    def _in_doubt(self, line: Line, now: float) -> bool:
        """Whether a message must wait.

        What left and could not be marked would come again after a kill, and may be no more than that; and
        in a chat that may be another's by now, nothing is said. Help in danger waits for no database.
        """
        return line.items[0].posted is not None and (self._marks.doubtful(now) or not self._sure())

    def _ring(self) -> None:
        self._calm.clear()
        if self._bell is not None and not self._bell.done():
            self._bell.set_result(None)

    async def _rest(self, seconds: float | None) -> None:
        """Wait for news, or so long."""
        loop = asyncio.get_running_loop()
        self._bell = loop.create_future()
        endless = seconds is None or seconds == float("inf")
        timer = None if endless else loop.call_later(seconds or 0.0, self._ring)
        try:
            await self._bell
        finally:
            if timer is not None:
                timer.cancel()

    def _crowd(self, now: float) -> float:
        """Seconds until one more may be on its way."""
        if not self._flights:
            return 0.0
        if len(self._flights) >= self._pace.flying:
            return float("inf")
        return max(0.0, self._left + self._pace.patience - now)

    # ------------------------------------------------------------ one message

    def _launch(self, line: Line, now: float) -> None:
        if self._hold_back(line):
            self._lines.landed(line)
            return
        if line.held and line.items[0].posted is not None and line.items[0].reply:
            self.returned(line.user)  # an answer in time: they wrote, and we were killed before we sent it
        item = line.items[0]
        self._lines.take(line)
        if item.parts is None or item.parts:
            self._tokens.spend(line.user, now)
            self._permits.spend()
        self._left = now
        flight = asyncio.get_running_loop().create_task(self._fly(line, item))
        self._flights.add(flight)
        flight.add_done_callback(self._land)

    def _land(self, flight: asyncio.Task[None]) -> None:
        self._flights.discard(flight)
        if not flight.cancelled() and (error := flight.exception()) is not None:
            self._failed = error
        self._ring()

    async def _fly(self, line: Line, item: Item) -> None:
        """Show the next part of a line's head, and see to what becomes of it."""
        outcome = await self._leaving(item) or await self._show(item)
        if outcome.fate is Fate.AGAIN and item.left and not outcome.unsent:
            outcome = Outcome(Fate.REFUSED, reason="in doubt")  # better lost than said twice
        if outcome.fate is Fate.SHOWN:
            await self._shown(item, outcome, line)
        elif outcome.fate is Fate.REFUSED:
            await self._drop(item, outcome.reason, line)
        elif outcome.fate is Fate.BLOCKED:
            await self._shut_out(line)
        elif outcome.fate is Fate.ANEW and item.parts:
            item.parts[0] = anew(item.parts[0])
        else:
            self._put_off(item, outcome, line)
            return
        self._lines.landed(line)

    async def _leaving(self, item: Item) -> Outcome | None:
        """Note that what may go but once leaves now; an outcome where it may not."""
        posted = item.posted
        if posted is not None and posted.kind == PARTNER:
            return await self._from_partner(posted)
        if posted is None or posted.kind not in ONCE or item.left:
            return None
        if posted.until is not None and self._clock.now() > posted.until:
            return Outcome(Fate.REFUSED, reason="late")
        try:
            item.left = await self._store.leave(posted.id)
        except StoreError:
            return Outcome(Fate.AGAIN, reason="the store is away")
        return None if item.left else Outcome(Fate.REFUSED, reason="in doubt")

    async def _from_partner(self, posted: Posted) -> Outcome | None:
        """What one partner began may have been stopped since: nothing then goes."""
        try:
            stands = await self._store.stands(posted.id)
        except StoreError:
            return Outcome(Fate.AGAIN, reason="the store is away")
        return None if stands else Outcome(Fate.REFUSED, reason="stopped")

    async def _show(self, item: Item) -> Outcome:
        try:
            if item.parts is None and item.posted is not None:
                item.parts = deque((*await self._clearing(item.posted), *parts(item.posted)))
            if not item.parts:
                return Outcome(Fate.SHOWN)
            with self.stages.time("send"):
                return await attempt(self._box, item.parts[0])
        except ChannelError:
            raise
        except StoreError:
            return Outcome(Fate.AGAIN, reason="the store is away")
        except Exception as error:  # noqa: BLE001 - one message that cannot be shown must not stop the others
            return Outcome(Fate.REFUSED, reason=type(error).__name__)

    async def _clearing(self, posted: Posted) -> Sequence[Part]:
        """The calls that empty the chat of what we said, where a message asks for it."""
        if not posted.message.clears:
            return ()
        since = datetime.fromisoformat(self._clock.now()) - DELETABLE
        return cleared(posted.user, await self._store.shown(posted.user, since.isoformat(timespec="seconds")))

    async def _shown(self, item: Item, outcome: Outcome, line: Line) -> None:
        item.tries = 0
        if item.parts:
            item.shown = outcome.message
            item.parts.popleft()
        if item.parts:
            return
        if item.posted is not None:
            await self._marks.write([(item.posted.id, item.shown)])
        if item.then is not None:
            await self._store_willing(item.then())
        line.items.remove(item)

    async def _drop(self, item: Item, reason: str, line: Line) -> None:
        number = item.posted.id if item.posted else None
        log.warning("message %s to %s was dropped: %s", number, line.user, reason)
        if number is not None:
            await self._store_willing(self._store.drop(number, reason))
        line.items.remove(item)

    async def _shut_out(self, line: Line) -> None:
        """The person has blocked the bot: nothing that waits for them goes."""
        log.info("%s has blocked the bot", line.user)
        line.items.clear()
        line.held.clear()
        await self._store_willing(self._store.block(line.user))

    def _put_off(self, item: Item, outcome: Outcome, line: Line) -> None:
        """Rest this line: as long as Telegram says, or a little longer each time."""
        now = asyncio.get_running_loop().time()
        pause = outcome.seconds
        if outcome.fate is Fate.BARRED:
            self._tokens.hold(line.user, now, pause)
            if self._permits.budget is not None and self._tokens.wait(now) > 0:  # it bars all of us
                self._budget_holds = asyncio.ensure_future(
                    self._store_willing(self._permits.budget.hold(pause))
                )
        else:
            pause = BACKOFF_S[min(item.tries, len(BACKOFF_S) - 1)]
            item.tries += 1
        log.warning("sending to %s waits %.1f s: %s", line.user, pause, outcome.reason)
        self._lines.sleep(line, now + pause)

    async def _store_willing(self, doing: Awaitable[None]) -> None:
        try:
            await doing
        except StoreError as error:
            log.warning("the store was not told: %s", error)

    # ------------------------------------------------------------ what comes too late

    def _hold_back(self, line: Line) -> bool:
        """Hold the late replies of a line, and put the neutral text in their place once."""
        now = self._now()
        late = [item for item in line.items if self._late(item, now)]
        if not late or late[0] is not line.items[0]:
            return False
        line.items = deque(item for item in line.items if item not in late)
        ids = [item.posted.id for item in late if item.posted is not None]
        silent = bool(line.held)
        line.held += late

        async def hold() -> None:
            await self._store.hold(ids)

        shown = () if silent else plain(line.user, self._neutral)
        line.items.appendleft(Item(line.user, parts=deque(shown), then=hold))
        return True

    def _late(self, item: Item, now: float) -> bool:
        if not item.reply or item.posted is None or item.parts is not None:
            return False
        born = datetime.fromisoformat(item.posted.created).timestamp()
        return now - max(born, item.freed or 0.0) > LATE_S

    def _now(self) -> float:
        return datetime.fromisoformat(self._clock.now()).timestamp()
