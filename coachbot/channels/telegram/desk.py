"""Where an update becomes a turn: the coach is asked, and what it says goes to the sender."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from telegram.error import TelegramError

from coachbot.channels.telegram.coaching import Coaching, FirstAid
from coachbot.channels.telegram.drafting import Drafts
from coachbot.channels.telegram.sender import LATE_S, Sender
from coachbot.channels.telegram.updates import Incoming, chat_of
from coachbot.core.model import Sort
from coachbot.errors import Conflict, StoreError
from coachbot.ports import Clock, Due, Posted, Store

log = logging.getLogger(__name__)

TYPING_AFTER_S = 0.7
TYPING_AGAIN_S = 4.5  # Telegram shows it for five
TRIES = 3
STORE_BACKOFF_S = (0.2, 0.5, 1.0, 2.0, 5.0)

Job = Incoming | Due


class Line(Protocol):
    """What calls the Bot API."""

    async def call(self, method: str, arguments: dict[str, object]) -> object:
        """One call; raises python-telegram-bot's errors."""
        ...

    async def fetch(self, file: str) -> bytes:
        """A file's contents; raises python-telegram-bot's errors."""
        ...


class Desk:
    """Handles one job at a time of one person."""

    def __init__(
        self, coach: Coaching, store: Store, clock: Clock, sender: Sender, line: Line, *, alone: bool = True
    ) -> None:
        self._alone = alone  # else whoever answers the other's chat finds in the outbox what is for them
        self._coach, self._store, self._clock = coach, store, clock
        self._sender, self._line = sender, line
        self._drafts = Drafts(line)
        self._helped: dict[int, None] = {}  # updates that had first aid while the store was away
        self._asides: set[asyncio.Task[None]] = set()  # small calls that nobody waits for
        self._broken: set[int | None] = set()  # due rows that failed; tried again after a restart
        self._declined: set[str] = set()  # groups that have had their answer

    async def handle(self, job: Job) -> None:
        """Handle a job to its end: however long the store is away, and whatever is wrong with the update."""
        if isinstance(job, Due):
            await self._handle_due(job)
            return
        if job.callback:
            self._aside("answerCallbackQuery", {"callback_query_id": job.callback})
        for _ in range(TRIES):
            try:
                await self._with_store(lambda: self._receive(job))
            except Conflict:
                if not await self._still_waits(job):  # a delivery that came twice
                    return
            except Exception as error:  # noqa: BLE001 - a poison update must not stop the lane
                log.error("update %d failed: %s", job.update, _where(error))  # noqa: TRY400 - no person's words
            else:
                return
        await self._give_up(job)

    def first_aid(self, job: Incoming) -> None:
        """Help in danger at once, with no store; once for each update."""
        if job.update in self._helped or not isinstance(self._coach, FirstAid):
            return
        messages = self._coach.first_aid(job.said)
        if messages:
            self._helped[job.update] = None
        for message in messages:
            self._sender.say(job.user, message.text)

    async def finish(self) -> None:
        """Wait for the small calls that are on their way."""
        await asyncio.gather(*self._asides, return_exceptions=True)

    # ------------------------------------------------------------ one update

    async def _receive(self, job: Incoming) -> None:
        if job.left:
            await self._store.block(job.user)
            await self._store.set_aside(job.update, "blocked")
        elif job.said.sort is Sort.GROUP:
            await self._decline(job)
        else:
            await self._answer(job)

    async def _answer(self, job: Incoming) -> None:
        if job.age <= LATE_S:
            self._sender.returned(job.user)
        typing = _Again(TYPING_AFTER_S, TYPING_AGAIN_S, lambda: self._type(job.user))
        draft = self._drafts.begin(job.user)
        try:
            helped = not self._helped.keys().isdisjoint((job.update, *job.said.joined))
            turn = await self._coach.turn(job.said, post=not helped, door=draft)
        except StoreError:
            self.first_aid(job)
            raise
        finally:
            typing.stop()
            await draft.end()
        for number in (job.update, *job.said.joined):
            self._helped.pop(number, None)
        self._sender.put(self._in_place(each, job.tapped) for each in turn.posted)
        if self._alone:
            self._sender.put(each for each in turn.beside if each.user.startswith("telegram:"))

    async def _decline(self, job: Incoming) -> None:
        """A group gets one kind answer and is left; what it says meanwhile gets none."""
        if job.user in self._declined:
            await self._store.set_aside(job.update, "group")
            return
        self._declined.add(job.user)
        turn = await self._coach.turn(job.said)
        self._sender.put(turn.posted)
        self._sender.after(job.user, lambda: self._leave(job.user))

    async def _leave(self, user: str) -> None:
        self._aside("leaveChat", {"chat_id": chat_of(user)})
        self._declined.discard(user)

    async def _handle_due(self, due: Due) -> None:
        if due.id in self._broken:
            return
        try:
            await self._with_store(lambda: self._come_due(due))
        except Exception as error:  # noqa: BLE001 - what is due for one person must not stop the others
            log.error("due %s failed: %s", due.id, _where(error))  # noqa: TRY400 - no person's words
            self._broken.add(due.id)

    async def _come_due(self, due: Due) -> None:
        try:
            turn = await self._coach.come_due(due, self._clock.now())
        except Conflict:  # somebody else did it, or the person wrote meanwhile: the next sweep sees
            return
        if turn is not None:
            self._sender.put(turn.posted)

    async def _still_waits(self, job: Incoming) -> bool:
        return job.update in {delivery.update for delivery in await self._store.waiting(job.user)}

    async def _give_up(self, job: Incoming) -> None:
        await self._with_store(lambda: self._store.set_aside(job.update, "poison"))
        self.first_aid(job)
        if job.said.sort is not Sort.GROUP and job.update not in self._helped:
            self._sender.say(job.user, self._coach.sorry_text())

    def _in_place(self, posted: Posted, tapped: int | None) -> Posted:
        """A picker replaces the message whose button was tapped."""
        if not posted.message.edits or posted.replaces is not None or tapped is None:
            return posted
        return Posted(
            posted.id,
            posted.user,
            posted.message,
            posted.turn,
            posted.created,
            posted.kind,
            tapped,
            posted.attempts,
        )

    # ------------------------------------------------------------ around it

    async def _with_store(self, do: Callable[[], Awaitable[None]]) -> None:
        """Do something, again and again while the store cannot be used."""
        tried = 0
        while True:
            try:
                await do()
            except StoreError as error:
                pause = STORE_BACKOFF_S[min(tried, len(STORE_BACKOFF_S) - 1)]
                tried += 1
                log.warning("%s Again in %.1f s.", error, pause)
                await asyncio.sleep(pause)
            else:
                return

    def _type(self, user: str) -> None:
        self._aside("sendChatAction", {"chat_id": chat_of(user), "action": "typing"})

    def _aside(self, method: str, arguments: dict[str, object]) -> None:
        """Make a call that nothing depends on."""
        task = asyncio.get_running_loop().create_task(self._call(method, arguments))
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def _call(self, method: str, arguments: dict[str, object]) -> None:
        try:
            await self._line.call(method, arguments)
        except TelegramError as error:
            log.info("%s was not taken: %s", method, type(error).__name__)


class _Again:
    """Does something after a while and then again and again, until stopped."""

    def __init__(self, after: float, every: float, do: Callable[[], None]) -> None:
        self._every, self._do = every, do
        self._timer = asyncio.get_running_loop().call_later(after, self._ring)

    def stop(self) -> None:
        """No more."""
        self._timer.cancel()

    def _ring(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._every, self._ring)
        self._do()


def _where(error: Exception) -> str:
    """What went wrong and where, without the message: it may hold what a person wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"
    return f"{type(error).__name__} at {place}"
