"""The bots that bench_telegram compares: python -m tests.bench.telegram_bots NAME BASE_URL."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

import uvloop
from pydantic import SecretStr
from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseUpdateProcessor,
    ContextTypes,
    MessageHandler,
    filters,
)

from coachbot.app import build
from coachbot.channels.telegram.coaching import Coaching
from coachbot.channels.telegram.pacing import FREE
from coachbot.channels.telegram.program import run
from coachbot.channels.telegram.transport import AiohttpRequest
from coachbot.coach import Coach
from coachbot.settings import Settings
from coachbot.voices.script import ScriptedVoice
from tests.telegram.botapi import TOKEN
from tests.telegram.echo import Echo


class Ordered(BaseUpdateProcessor):
    """What a careful author writes: chats side by side, each in order."""

    def __init__(self) -> None:
        super().__init__(256)
        self._locks: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        async with self._locks[chat.id if chat else 0]:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


async def repeat(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """The manual's echo."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def echo(base_url: str, change: Callable[[Any], Any]) -> None:
    """An echo bot of python-telegram-bot."""
    builder = change(ApplicationBuilder().token(TOKEN).base_url(f"{base_url}/bot"))
    application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, repeat))
    application.run_polling()


def with_aiohttp(builder: Any) -> Any:
    """An ordered processor and a transport like ours."""
    return (
        builder.concurrent_updates(Ordered())
        .request(AiohttpRequest(connections=64, seconds=15))
        .get_updates_request(AiohttpRequest(connections=1, seconds=45))
    )


async def ours(base_url: str, behind: str) -> None:
    """Our door at full speed, on SQLite: an echo behind it, the coach without models, or the whole coach."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        app = build(Settings(database_url=SecretStr(f"sqlite:///{folder}/bench.sqlite")))
        without = Coach(app.library, app.store, ScriptedVoice(app.library.kit))
        coaches: dict[str, Coaching] = {"echo": Echo(app.store), "signs": without, "whole": app.coach}
        if behind != "echo":
            app.coach.warm()
        if behind == "whole":
            app.finder.start()
        coach = coaches[behind]
        await run(token=TOKEN, base_url=base_url, coach=coach, store=app.store, clock=app.clock, pace=FREE)
        await app.store.close()


BOTS: dict[str, Callable[[str], None]] = {
    "echo": lambda url: echo(url, lambda builder: builder),
    "echo-concurrent": lambda url: echo(url, lambda builder: builder.concurrent_updates(True)),  # noqa: FBT003
    "echo-aiohttp": lambda url: echo(url, with_aiohttp),
    "ours-echo": lambda url: uvloop.run(ours(url, "echo")),
    "ours-signs": lambda url: uvloop.run(ours(url, "signs")),
    "ours": lambda url: uvloop.run(ours(url, "whole")),
}

if __name__ == "__main__":
    BOTS[sys.argv[1]](sys.argv[2])
