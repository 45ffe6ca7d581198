"""python-telegram-bot as a post box and no more: raw calls, raw answers, its errors.

Its objects are not built: a sendMessage through `Bot.send_message` costs three times what it costs here.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import cast

from telegram import Bot, InputFile
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from coachbot.channels.telegram.rendering import Part
from coachbot.channels.telegram.transport import AiohttpRequest
from coachbot.errors import ChannelError

TELEGRAM = "https://api.telegram.org"
KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
REFUSED = "Telegram refuses the token: check COACHBOT_TELEGRAM_TOKEN against what @BotFather gave you."
STRANGE = "The server at COACHBOT_TELEGRAM_BASE_URL refuses the token, or is no Bot API server."

# The names under which everything kept about a person is sent: as data, and as a page.
UNFIT = "Telegram refuses the webhook's address: it must begin with https:// and be reachable from outside."
CONNECTIONS = 40  # how many updates Telegram may bring at a time

_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")  # below the bot's own files, and no other address
EXPORT, PAGE = "coachbot.json", "coachbot.html"

Update = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram brings updates to, and the word by which we know that it is Telegram."""

    url: str
    secret: str = field(repr=False)


class PostBox(Bot):
    """A bot's line to Telegram, or to a Bot API server of one's own at `base_url`."""

    def __init__(self, token: str, base_url: str | None = None) -> None:
        os.environ.setdefault("PTB_TIMEDELTA", "true")  # PTB's switch: else it warns at each RetryAfter
        self._root = root = (base_url or TELEGRAM).rstrip("/")
        self._poller = AiohttpRequest(connections=1, seconds=45)
        self._caller = AiohttpRequest(connections=64, seconds=15)
        super().__init__(
            token.strip(),
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=self._caller,
            get_updates_request=self._poller,
        )

    async def open(self) -> None:
        """Open the connections; nothing is asked of Telegram yet."""
        await self._poller.initialize()
        await self._caller.initialize()

    async def close_down(self) -> None:
        """Close the connections."""
        await self._poller.shutdown()
        await self._caller.shutdown()

    @property
    def ahead(self) -> float:
        """Seconds by which this machine's clock is ahead of Telegram's."""
        return self._poller.ahead

    async def call(self, method: str, arguments: Mapping[str, object]) -> object:
        """One call of the Bot API as it stands in the manual; raises PTB's errors."""
        return await self._post(method, dict(arguments))

    async def show(self, part: Part) -> int | None:
        """Show one part of a message; returns the id that it got."""
        arguments = part.arguments
        if part.image is not None:
            arguments = {
                **arguments,
                "photo": InputFile(await asyncio.to_thread(Path(part.image).read_bytes), "image.png"),
            }
        if part.file is not None:
            name = PAGE if part.file.startswith("<!doctype html>") else EXPORT
            arguments = {**arguments, "document": InputFile(part.file.encode(), name)}
        found = await self.call(part.method, arguments)
        number = found.get("message_id") if isinstance(found, dict) else None
        return number if isinstance(number, int) else None

    async def fetch(self, file: str) -> bytes:
        """A file that somebody sent; raises PTB's errors."""
        found = await self.call("getFile", {"file_id": file})
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str) or not _PATH.fullmatch(path) or ".." in path:
            raise NetworkError("The file is not there.")
        return await self._caller.retrieve(f"{self._root}/file/bot{self.token}/{path}")

    async def introduce(self, hook: Hook | None = None) -> str:
        """Ask who we are and set the webhook, or end it; returns our name.

        Raises ChannelError if Telegram refuses us, and PTB's errors.
        """
        try:
            us = await self.call("getMe", {})
            if hook is None:
                await self.call("deleteWebhook", {})
            else:
                more = {"allowed_updates": KINDS, "max_connections": CONNECTIONS}
                await self.call("setWebhook", {"url": hook.url, "secret_token": hook.secret, **more})
        except BadRequest as error:
            raise ChannelError(UNFIT) from error
        except InvalidToken:
            raise ChannelError(REFUSED if self._root == TELEGRAM else STRANGE) from None
        return str(us.get("username", "")) if isinstance(us, dict) else ""

    async def updates(self, offset: int, seconds: int) -> Sequence[Update]:
        """What came in from `offset` on; everything before it is acknowledged. Waits up to `seconds`."""
        arguments = {"offset": offset, "timeout": seconds, "limit": 100, "allowed_updates": KINDS}
        found: object = await self._post("getUpdates", arguments, read_timeout=seconds + 15)
        if not isinstance(found, list):
            raise NetworkError("The answer was no list of updates.")
        return cast("Sequence[Update]", found)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    found = error.retry_after
    return found.total_seconds() if isinstance(found, timedelta) else float(found)
