"""Builds every object once from the settings; the only file that knows all concrete classes."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import re
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, TypeVar

from coachbot.errors import CoachbotError, Conflict, SettingsError, UsageError
from coachbot.logs import set_up_logs
from coachbot.settings import Settings, read_settings

if TYPE_CHECKING:  # each command imports what it builds, so that none waits for another's
    from coachbot.channels.batch import Look
    from coachbot.channels.telegram.program import Brought
    from coachbot.coach import Coach
    from coachbot.core.anonymity import Anonymised, Lists
    from coachbot.core.library import Library
    from coachbot.finding import Finder
    from coachbot.nudges import Coming
    from coachbot.ports import Embedders, House, Ledger, Recogniser, Store, Transcriber, Voice
    from coachbot.sensing import Senses
    from coachbot.sharing import Sharing
    from coachbot.store import SqlStore

SWEEP_S = 60.0
HISTORY = 200  # lines that the prompt's arrow keys go back through

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
    store: SqlStore
    coach: Coach
    clock: SystemClock
    finder: Finder

    async def close(self) -> None:
        """Finish what is queued and let go of everything that is open."""
        await self.coach.close()
        await self.store.close()


def library_of(settings: Settings) -> Library:
    """The library with the operator's folders over it."""
    from coachbot.library import read_library

    return read_library(settings.prompts_dir, settings.knowledge_dir, settings.gem_sources)


def started() -> None:
    """Switch garbage collection on, and spare it what was made so far: all of that stays to the end."""
    gc.freeze()
    gc.enable()


def _open_store(settings: Settings) -> SqlStore:
    """The store as the settings want it: where, sealed with which keys, kept how long."""
    from coachbot.store import open_store

    return open_store(
        settings.database_url.get_secret_value(),
        keys=[key.get_secret_value() for key in settings.encryption_keys],
        retention_days=settings.retention_days,
    )


def build(settings: Settings, at: str | None = None) -> App:
    """Every object, once."""
    from coachbot.aids import Aids
    from coachbot.coach import Coach
    from coachbot.picturing.artist import PngArtist
    from coachbot.settings import pictures_folder

    library, clock = library_of(settings), SystemClock(at)
    for fault in library.faults:
        logging.getLogger(__name__).error("%s", fault)
    store = _open_store(settings)
    models = _models()
    finder = finder_of(library, models)
    voice = _voice(settings, library, store)
    sharing = sharing_of(settings, store, library)
    aids = Aids(
        finder, _transcriber(settings), sharing, PngArtist(pictures_folder()), senses_of(settings, models)
    )
    coach = Coach(library, store, voice, _house(settings), aids)
    started()
    return App(settings, library, store, coach, clock, finder)


def _house(settings: Settings) -> House:
    """What `/privacy` tells of this installation."""
    from urllib.parse import urlsplit

    from coachbot.ports import House

    model = settings.llm_base_url if settings.llm_model else None
    host = (urlsplit(model).hostname or "") if model else ""
    return House(settings.operator_name, settings.retention_days, bool(settings.encryption_keys), host)


def _models() -> Embedders:
    """The models that make vectors, loaded when they are first asked."""
    from coachbot.settings import cache_folder
    from coachbot.vectors import Models

    return Models(cache_folder())


def finder_of(library: Library, models: Embedders) -> Finder:
    """Who finds gems by what they mean."""
    from coachbot.finding import Finder

    return Finder(library.kit.index, models)


def senses_of(settings: Settings, models: Embedders) -> Senses:
    """Who finds danger by what a message means."""
    from coachbot.library import read_nearness
    from coachbot.sensing import Senses

    return Senses(models, partial(read_nearness, settings.knowledge_dir))


def _transcriber(settings: Settings) -> Transcriber | None:
    """What turns voice notes into text, where a server for it is set."""
    if settings.transcribe_base_url is None or settings.transcribe_model is None:
        return None
    from coachbot.voices.model.transcribing import ServerTranscriber

    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    return ServerTranscriber(
        settings.transcribe_base_url, key, settings.transcribe_model, settings.llm_deadline
    )


def sharing_of(settings: Settings, store: Store, library: Library) -> Sharing:
    """How talks come to the coaches; what it needs is loaded when somebody first shares one."""
    from coachbot.recognising import is_available, open_recogniser
    from coachbot.reviewing import LOCAL, open_archive, reviews_url
    from coachbot.sharing import Sharing

    @cache
    def parts() -> tuple[Lists, Recogniser]:
        from coachbot.library import read_lists

        return read_lists(settings.knowledge_dir), open_recogniser()

    def without_names(texts: Sequence[str], names: Sequence[str], at: Sequence[str | None]) -> Anonymised:
        from coachbot.core.anonymity import anonymise

        lists, recogniser = parts()
        return anonymise(texts, lists, names, recogniser.find, at=at)

    return Sharing(
        store,
        library.kit.gems,
        (lambda: open_archive(settings)) if reviews_url(settings) else None,
        without_names if is_available() else None,
        settings.console_url or LOCAL,
    )


def _voice(settings: Settings, library: Library, ledger: Ledger) -> Voice:
    """The model's voice over the scripted one where a model is set, else the scripted one."""
    if settings.llm_base_url is None or settings.llm_model is None:
        from coachbot.voices.script import ScriptedVoice

        return ScriptedVoice(library.kit)
    from coachbot.core.voicing.prices import parse_prices
    from coachbot.core.voicing.screening import Screen
    from coachbot.library import read_lists
    from coachbot.voices.fallback import FallbackVoice
    from coachbot.voices.model.server import Server
    from coachbot.voices.model.voice import Models

    key = settings.llm_api_key
    kit = library.kit
    models = Models(
        Server(settings.llm_base_url, key.get_secret_value() if key else None),
        tuple(dict.fromkeys((settings.llm_model, *settings.llm_fallbacks))),
        Screen(kit.conduct, library.voicing, kit.languages),
        deadline=settings.llm_deadline,
        prices=parse_prices(settings.llm_price or ""),
    )
    return FallbackVoice(
        library,
        models,
        ledger,
        partial(read_lists, settings.knowledge_dir),
        tokens_a_day=settings.llm_daily_tokens_per_user,
        budget=settings.llm_daily_budget,
    )


# ---------------------------------------------------------------- chat


def replay(user: str, at: str | None) -> None:
    """`chat --json`: lines on standard input, objects on standard output."""
    from coachbot.channels.batch import encoded
    from coachbot.channels.terminal.replay import Replay

    app = build(_quiet_settings(), at)
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
            runner.run(app.close())


def talk(user: str, at: str | None) -> None:
    """`chat` for a person: the prompt shows at once, and the coach is made while they begin to type."""
    asyncio.run(_converse(_quiet_settings(), user, at))


async def _converse(settings: Settings, user: str, at: str | None) -> None:
    from rich.console import Console

    from coachbot.channels.terminal.screen import Screen
    from coachbot.channels.terminal.talk import Company, Talk
    from coachbot.channels.terminal.typing import Prompt, Stream

    building = asyncio.ensure_future(asyncio.to_thread(build, settings, at))

    async def coming() -> Company:
        app = await building
        app.finder.start()
        return Company(app.coach, app.store, app.clock)

    async def before() -> list[str]:
        with suppress(CoachbotError):  # what keeps the coach from coming is told by the talk itself
            # The prompt stops asking for its history at the first line; the coach is made all the same.
            return await _said_before((await asyncio.shield(building)).store, user)
        return []

    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    person = Talk(asyncio.ensure_future(coming()), Screen(Console(highlight=False)), user)
    try:
        await person.run(Prompt(before) if at_terminal else Stream())
    finally:
        if building.done() and not building.cancelled() and not building.exception():
            await building.result().close()


async def _said_before(store: Store, user: str) -> list[str]:
    """What a person wrote before, for the prompt's history."""
    kept = (await store.export(user)).get("messages")
    told = kept if isinstance(kept, list) else []
    return [str(each["text"]) for each in told if each["from"] == "user" and each["text"]][-HISTORY:]


def _quiet_settings() -> Settings:
    settings = read_settings()
    set_up_logs(settings.log_format, logging.WARNING)
    return settings


# ---------------------------------------------------------------- nudges


def nudge(at: str | None, *, once: bool) -> None:
    """The sweep by itself, once or every minute until it is told to stop."""
    settings = read_settings()
    set_up_logs(settings.log_format)
    with asyncio.Runner() as runner:
        runner.run(_sweep(build(settings, at), once=once))


async def _sweep(app: App, *, once: bool) -> None:
    try:
        while True:
            now = app.clock.now()
            asked = 0
            for due in await app.store.due(now):
                with suppress(Conflict):  # the bot was quicker
                    asked += await app.coach.come_due(due, now) is not None
            await app.coach.look_after_shared(now)
            swept = await app.coach.nudging.sweep(now)
            print(_told(asked, swept.counts), flush=True)
            if once:
                return
            await asyncio.sleep(SWEEP_S)
    finally:
        await app.store.close()


def _told(asked: int, counts: Mapping[str, int]) -> str:
    late = sum(number for why, number in counts.items() if why in ("late", "talking", "nothing new"))
    return f"{counts.get('sent', 0)} nudges, {asked} questions agreed on, {late} dropped."


def rehearse(start: str, end: str, *, as_json: bool) -> None:
    """What would go out from `start` on and before `end`; nothing is written."""

    async def run(app: App) -> None:
        try:
            users = await app.store.awaiting()
            async for coming in app.coach.nudging.rehearse(users, start, end):
                print(_shown(coming, as_json=as_json), flush=True)
        finally:
            await app.store.close()

    with asyncio.Runner() as runner:
        runner.run(run(build(_quiet_settings())))


def _shown(coming: Coming, *, as_json: bool) -> str:
    from coachbot.zones import zone as zone_of

    local = coming.at.astimezone(zone_of(coming.zone)).isoformat(timespec="seconds")
    at = coming.at.isoformat(timespec="seconds")
    if not as_json:
        return f"{local}  {coming.user}  {coming.kind}: {coming.text}"
    told = {"user": coming.user, "at": at, "local": local, "kind": coming.kind, "text": coming.text}
    return json.dumps(told, ensure_ascii=False)


# ---------------------------------------------------------------- the other commands


def telegram(webhook: str | None, host: str | None = None, port: int | None = None) -> None:
    """Run the bot until it is told to stop, asking for updates or having them brought to `webhook`."""
    settings = read_settings()
    set_up_logs(settings.log_format)
    if settings.telegram_token is None:
        raise SettingsError("COACHBOT_TELEGRAM_TOKEN is not set; @BotFather on Telegram gives you one.")
    with asyncio.Runner(loop_factory=_quick_loop()) as runner:
        door = None if webhook is None else _Listening(webhook, host or "127.0.0.1", port or 8081)
        runner.run(_serve(settings, settings.telegram_token.get_secret_value(), door))


@dataclass(frozen=True, slots=True)
class _Listening:
    """Where Telegram brings updates to, and where we listen behind that address."""

    url: str
    host: str
    port: int


async def _serve(settings: Settings, token: str, door: _Listening | None) -> None:
    from coachbot.store import receive_alone

    hold = receive_alone(settings.database_url.get_secret_value(), together=door is not None)
    try:
        await _receive(settings, token, door)
    finally:
        hold.close()


async def _receive(settings: Settings, token: str, door: _Listening | None) -> None:
    from coachbot.channels.telegram.program import run

    secret = None if door is None else _webhook_secret(settings)
    app = build(settings)
    app.coach.warm()
    app.finder.start()
    preparing = asyncio.ensure_future(app.coach.prepare())
    try:
        await run(
            token=token,
            base_url=settings.telegram_base_url,
            coach=app.coach,
            store=app.store,
            clock=app.clock,
            brought=None if door is None or secret is None else _brought(app, door, secret),
        )
    finally:
        preparing.cancel()
        await app.close()


def _webhook_secret(settings: Settings) -> str:
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise SettingsError(
            "A webhook needs COACHBOT_WEBHOOK_SECRET: 16 to 256 letters, digits, _ or -, told to nobody."
        )
    return secret


def _brought(app: App, door: _Listening, secret: str) -> Brought:
    """How Telegram brings updates; on PostgreSQL several of us share the work."""
    from coachbot.channels.telegram.postbox import Hook
    from coachbot.channels.telegram.program import Brought

    for name in ("prometheus_client", "starlette", "uvicorn"):
        if find_spec(name) is None:
            raise SettingsError(
                f"A webhook needs {name}, which isn't installed: pip install 'coachbot[scale]'."
            )
    shared = not app.settings.database_url.get_secret_value().startswith("sqlite")
    fleet = app.store.fleet(f"{socket.gethostname()}-{os.getpid()}-{token_hex(4)}", "telegram")
    return Brought(Hook(door.url, secret), door.host, door.port, fleet if shared else None)


def _quick_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        from uvloop import new_event_loop
    except ImportError:  # there is none for Windows
        return None
    return new_event_loop


def inspect(what: str) -> bool:
    """Judge lines on standard input; False if one of them was bad."""
    from coachbot.channels.batch import run_batch

    settings = _quiet_settings()
    look = _look(what, settings)
    started()
    return run_batch(look, sys.stdin.buffer, sys.stdout.buffer, sys.stderr)


def _look(what: str, settings: Settings) -> Look:
    from coachbot.channels import inspecting

    if what == "gems":
        library = library_of(settings)
        return inspecting.gems(library, finder_of(library, _models()))
    if what == "danger":
        return inspecting.danger(library_of(settings), senses_of(settings, _models()).near)
    if what != "privacy":
        return inspecting.LOOKS[what](library_of(settings))
    from coachbot.library import read_lists
    from coachbot.recognising import open_recogniser

    return inspecting.privacy(read_lists(settings.knowledge_dir), open_recogniser().find)


def list_gems() -> list[str]:
    """`gems list`."""
    from coachbot.channels.gems import listed
    from coachbot.library import gems_of

    settings = read_settings()
    return listed(gems_of(settings.knowledge_dir, settings.gem_sources))


def show_gem(slug: str) -> list[str]:
    """`gems show`."""
    from coachbot.channels.gems import shown
    from coachbot.library import gems_of

    settings = read_settings()
    return shown(gems_of(settings.knowledge_dir, settings.gem_sources), slug)


def search_gems(text: str) -> list[str]:
    """`gems search`."""
    from coachbot.channels.gems import found

    library = library_of(read_settings())
    return found(library.kit.index, finder_of(library, _models()), text)


def import_gems(files: Sequence[Path], source: str, permission: str, told: Callable[[str], None]) -> bool:
    """`gems import`: what became of each file goes to `told`; False if one was refused."""
    from coachbot.channels.gems import imported
    from coachbot.core.importing import Origin
    from coachbot.extracting import find_files, read_page
    from coachbot.importing import import_gems as bring_in
    from coachbot.library import furniture_of, gems_of, put_gem

    folder = read_settings().knowledge_dir
    if folder is None:
        raise UsageError("Set COACHBOT_KNOWLEDGE_DIR to a folder of your own; imported gems are kept there.")
    known = {gem.slug: gem for gem in gems_of(folder)}
    origin = Origin(source, permission, datetime.now(UTC).date().isoformat())
    pages = find_files(files)
    read = partial(read_page, furniture=furniture_of(folder))
    return imported(bring_in(pages, origin, known, read, partial(put_gem, folder)), len(pages), told)


def check_gems() -> list[str]:
    """`gems check`: what is wrong, one sentence each."""
    from coachbot.library import gem_faults

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

    async def gone(store: Store) -> bool:
        from coachbot.picturing.artist import PngArtist
        from coachbot.settings import pictures_folder
        from coachbot.sharing import Sharing

        deleted = await store.delete(name)
        PngArtist(pictures_folder()).forget(name)
        settings = read_settings()
        if await store.orphans():
            from coachbot.reviewing import open_archive

            sharing = Sharing(store, {}, lambda: open_archive(settings), None)
            await sharing.settle()
            await sharing.close()
        return deleted

    return _with_store(gone)


def _with_store(use: Callable[[Store], Awaitable[_Result]]) -> _Result:
    async def run() -> _Result:
        store = _open_store(read_settings())
        try:
            return await use(store)
        finally:
            await store.close()

    return asyncio.run(run())
