"""A reply as a preview while it is still being made: plain text, slowly, one call on its way at a time."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from typing import Protocol

from telegram.error import TelegramError

from coachbot.channels.telegram.updates import chat_of

log = logging.getLogger(__name__)

APART_S = 0.6  # between two drafts in a chat; Telegram asks for half a second
A_SECOND = 10  # drafts in all chats together: what has to be sent comes first
LAST_S = 2.0  # that a draft on its way may take before the message itself goes out


class Line(Protocol):
    """What calls the Bot API."""

    async def call(self, method: str, arguments: dict[str, object]) -> object:
        """One call; raises python-telegram-bot's errors."""
        ...

    async def fetch(self, file: str) -> bytes:
        """A file's contents; raises python-telegram-bot's errors."""
        ...


class Drafts:
    """Gives out drafts, and keeps all of them together within the pace."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._numbers = itertools.count(1)
        self._next = 0.0

    def begin(self, user: str) -> Draft:
        """A draft for one reply."""
        return Draft(self, user, next(self._numbers))

    async def send(self, user: str, number: int, text: str) -> bool:
        """Show a draft; False if there is no room for it now. Raises python-telegram-bot's errors."""
        now = asyncio.get_running_loop().time()
        if now < self._next:
            return False
        self._next = max(self._next, now) + 1 / A_SECOND
        await self._line.call(
            "sendMessageDraft", {"chat_id": chat_of(user), "draft_id": number, "text": text}
        )
        return True

    async def fetch(self, recording: str) -> bytes:
        """A voice note's sound; OSError if Telegram does not give it."""
        try:
            return await self._line.fetch(recording)
        except TelegramError as error:
            raise OSError(type(error).__name__) from None


class Draft:
    """One reply's preview; what comes in between two calls is shown with the next."""

    def __init__(self, drafts: Drafts, user: str, number: int) -> None:
        self._drafts, self._user, self._number = drafts, user, number
        self._text = ""
        self._news = asyncio.Event()
        self._sending = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def show(self, text: str) -> None:
        """Let this be shown as soon as it may; nobody waits for it."""
        self._text = text
        self._news.set()
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._keep_showing())

    async def fetch(self, recording: str) -> bytes:
        """The sound of a voice note; OSError if Telegram does not give it."""
        return await self._drafts.fetch(recording)

    async def end(self) -> None:
        """No more: the message follows, and no draft may come after it."""
        if self._task is None:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_S):
                await self._sending.acquire()
        self._task.cancel()

    async def _keep_showing(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            async with self._sending:
                try:
                    shown = await self._drafts.send(self._user, self._number, self._text)
                except TelegramError as error:
                    log.info("a draft was not taken: %s", type(error).__name__)
                    return
            if not shown:
                self._news.set()
            await asyncio.sleep(APART_S)
