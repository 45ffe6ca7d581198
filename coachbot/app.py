"""Builds every object once from the settings; the only file that knows all concrete classes."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from coachbot.coach import Coach
from coachbot.core.library import Library
from coachbot.errors import SettingsError
from coachbot.library import gem_faults, gems_of, read_library
from coachbot.logs import set_up_logs
from coachbot.ports import Store
from coachbot.settings import Settings, read_settings

_Result = TypeVar("_Result")


class SystemClock:
    """The machine's own clock, or one that was set to another time when the program began."""

    def __init__(self, start: str | None = None) -> None:
        self._shift = datetime.fromisoformat(start) - datetime.now(UTC) if start else timedelta()

    def now(self) -> str:
        """The time in UTC, to the second."""
        return (datetime.now(UTC) + self._shift).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class App:
    """Everything that a channel needs."""

    settings: Settings
    library: Library
    store: Store
    coach: Coach
    clock: SystemClock


def library_of(settings: Settings) -> Library:
    """The library with the operator's folders over it."""
    return read_library(settings.prompts_dir, settings.knowledge_dir, settings.gem_sources)


def build(settings: Settings, at: str | None = None) -> App:
    """Every object, once."""
    from coachbot.store import open_store
    from coachbot.voices.script import ScriptedVoice

    library, clock = library_of(settings), SystemClock(at)
    for fault in library.faults:
        logging.getLogger(__name__).error(fault)
    store = open_store(settings.database_url.get_secret_value())
    return App(settings, library, store, Coach(library, store, ScriptedVoice(library.kit), settings.operator_name), clock)


# ---------------------------------------------------------------- chat


def replay(user: str, at: str | None) -> None:
    """`chat --json`: lines on standard input, objects on standard output."""
    from coachbot.channels.batch import encoded
    from coachbot.channels.terminal.replay import Replay

    app = _quietly(at)
    talk = Replay(app.coach, app.store, app.clock, user, at)

    async def answer(number: int, raw: bytes) -> None:
        async for shown in talk.answer(number, raw.decode("utf-8", "replace").rstrip("\r\n")):
            sys.stdout.buffer.write(encoded(shown) + b"\n")
            sys.stdout.buffer.flush()

    # Reading happens outside the event loop, so that Ctrl-C ends the wait for a line at once.
    with asyncio.Runner() as runner:
        try:
            for number, raw in enumerate(sys.stdin.buffer, 1):
                if raw.strip():
                    runner.run(answer(number, raw))
        finally:
            runner.run(app.store.close())


def talk(user: str, at: str | None) -> None:
    """`chat` for a person."""
    from rich.console import Console

    from coachbot.channels.terminal.screen import Screen
    from coachbot.channels.terminal.talk import Talk
    from coachbot.channels.terminal.typing import Prompt, Stream

    app = _quietly(at)

    async def converse() -> None:
        try:
            person = Talk(app.coach, app.store, app.clock, Screen(Console(highlight=False)), user)
            await person.run(Prompt() if sys.stdin.isatty() and sys.stdout.isatty() else Stream())
        finally:
            await app.store.close()

    asyncio.run(converse())


def _quietly(at: str | None) -> App:
    settings = read_settings()
    set_up_logs(settings.log_format, logging.WARNING)
    return build(settings, at)


# ---------------------------------------------------------------- the other commands


def telegram(webhook: str | None) -> None:
    """Run the bot until it is told to stop."""
    if webhook is not None:
        raise SettingsError("Receiving by webhook comes later; run `coachbot telegram` without it to poll.")
    settings = read_settings()
    set_up_logs(settings.log_format)
    if settings.telegram_token is None:
        raise SettingsError("COACHBOT_TELEGRAM_TOKEN is not set; @BotFather on Telegram gives you one.")


def inspect(what: str) -> bool:
    """Judge lines on standard input; False if one of them was bad."""
    from coachbot.channels.batch import run_batch
    from coachbot.channels.inspecting import LOOKS

    settings = read_settings()
    set_up_logs(settings.log_format, logging.WARNING)
    look = LOOKS[what](library_of(settings))
    return run_batch(look, sys.stdin.buffer, sys.stdout.buffer, sys.stderr)


def list_gems() -> list[str]:
    """`gems list`."""
    from coachbot.channels.gems import listed

    settings = read_settings()
    return listed(gems_of(settings.knowledge_dir, settings.gem_sources))


def show_gem(slug: str) -> list[str]:
    """`gems show`."""
    from coachbot.channels.gems import shown

    settings = read_settings()
    return shown(gems_of(settings.knowledge_dir, settings.gem_sources), slug)


def search_gems(text: str) -> list[str]:
    """`gems search`."""
    from coachbot.channels.gems import found

    return found(library_of(read_settings()).kit.index, text)


def check_gems() -> list[str]:
    """`gems check`: what is wrong, one sentence each."""
    return gem_faults(read_settings().knowledge_dir)


def upgrade() -> str:
    """`db upgrade`, and what the database is like then."""
    from coachbot.store import upgrade as upgrade_store

    upgrade_store(read_settings().database_url.get_secret_value())
    return status()


def status() -> str:
    """`db status`."""
    from coachbot.store import status as store_status

    return store_status(read_settings().database_url.get_secret_value())


def export(name: str) -> str:
    """`user export`: everything kept about a user, as JSON."""
    return json.dumps(_with_store(lambda store: store.export(name)), ensure_ascii=False, indent=2)


def delete(name: str) -> bool:
    """`user delete`; False if there was nothing."""
    return _with_store(lambda store: store.delete(name))


def _with_store(use: Callable[[Store], Awaitable[_Result]]) -> _Result:
    from coachbot.store import open_store

    async def run() -> _Result:
        store = open_store(read_settings().database_url.get_secret_value())
        try:
            return await use(store)
        finally:
            await store.close()

    return asyncio.run(run())
