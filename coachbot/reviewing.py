"""Builds what coaches work with: the console, its coaches, the export; never the people's database."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from coachbot.errors import SettingsError, UsageError
from coachbot.logs import set_up_logs
from coachbot.reviews.archive import Archive
from coachbot.reviews.values import Role
from coachbot.settings import SHORTEST_SECRET, Settings, read_settings, reviews_url

LOCAL = "http://127.0.0.1:8080"
MOST_EXPORTED = 10_000  # transcripts

_Result = TypeVar("_Result")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def open_archive(settings: Settings) -> Archive:
    """The reviews' database. SettingsError where nothing says which, StoreError where it can't be used."""
    from coachbot.store.reviews import open_reviews

    url = reviews_url(settings)
    if url is None:
        raise SettingsError(
            "COACHBOT_CONSOLE_DATABASE_URL is not set: with people's talks in PostgreSQL, shared transcripts "
            "need a database or a role of their own."
        )
    return open_reviews(url)


def console(host: str | None, port: int | None) -> None:
    """`coachbot console`: the web pages, until told to stop."""
    settings = read_settings()
    set_up_logs(settings.log_format)
    asyncio.run(_serve(settings, host, port))


async def _serve(settings: Settings, host: str | None, port: int | None) -> None:
    try:
        from coachbot.channels.console.program import make, serve
    except ImportError as error:
        raise SettingsError(
            f"The console needs {error.name}, which isn't installed: pip install 'coachbot[console]'."
        ) from None
    from coachbot.core.wordings import wordings
    from coachbot.library import prompt_pages
    from coachbot.reviews.changes import Changes
    from coachbot.reviews.desk import Desk
    from coachbot.reviews.entrance import Entrance

    pages, version = prompt_pages(settings.prompts_dir)
    url = settings.console_url or LOCAL
    archive = open_archive(settings)
    try:
        app = make(
            Desk(archive, _now, settings.console_reviewers),
            Entrance(archive, _now),
            Changes(archive, wordings(pages), version),
            secret=_secret(settings),
            url=url,
        )
        await serve(app, host or "127.0.0.1", port or _port(url))
    finally:
        await archive.close()


def _port(url: str) -> int:
    """The port to listen on: the address's own on this machine, 8080 behind a proxy."""
    address = urlsplit(url)
    return address.port if address.port and address.scheme == "http" else 8080


def _secret(settings: Settings) -> str:
    if settings.console_secret is None:
        return secrets.token_urlsafe(32)
    secret = settings.console_secret.get_secret_value()
    if len(secret) < SHORTEST_SECRET:
        raise SettingsError(f"COACHBOT_CONSOLE_SECRET must have {SHORTEST_SECRET} letters or more.")
    return secret


# ---------------------------------------------------------------- coaches


def add_coach(name: str, role: str | None, chat: str | None) -> str:
    """`coach add`: a one-time link for a coach, who is made if there is none of that name."""
    name = " ".join(name.split())
    if not name or len(name) > 60 or not name.isprintable():
        raise UsageError("A coach's name has 1 to 60 letters.")
    return _with_archive(lambda archive, url: _linked(archive, url, name, role, chat))


async def _linked(archive: Archive, url: str, name: str, role: str | None, chat: str | None) -> str:
    from coachbot.reviews.entrance import Entrance

    coach = await archive.add_coach(name, Role(role) if role else None, chat, _now())
    return f"{url}/sign-in/{await Entrance(archive, _now).link(coach)}"


def remove_coach(name: str) -> bool:
    """`coach remove`; False if there is none of that name."""
    return _with_archive(lambda archive, _url: archive.remove_coach(name, _now()))


def list_coaches() -> list[str]:
    """`coach list`: name, role, and whether they left."""

    async def listed(archive: Archive, _url: str) -> list[str]:
        return [
            f"{each.name}  {each.role.value}{'' if each.active else ', left'}"
            for each in await archive.coaches()
        ]

    return _with_archive(listed)


# ---------------------------------------------------------------- what verdicts become


def export_reviews(folder: Path) -> str:
    """`reviews export`: cases, leaks and patches in a folder; returns one sentence on what they are."""
    return _with_archive(lambda archive, _url: _exported(archive, folder.absolute()))


async def _exported(archive: Archive, folder: Path) -> str:
    from coachbot.core.wordings import wordings
    from coachbot.library import prompt_pages
    from coachbot.reviews.exporting import case_line, leak_line, proposals

    pages, _ = prompt_pages(read_settings().prompts_dir)
    marked, leaks = await archive.marked(MOST_EXPORTED), await archive.leaks()
    patches = proposals(marked, wordings(pages), pages)
    cases = [case_line(each) for each in marked]
    await archive.export(str(folder), cases, [leak_line(each) for each in leaks], patches, _now())
    return f"{folder}: {len(cases)} cases, {len(leaks)} leaks, {len(patches)} proposals."


def _with_archive(use: Callable[[Archive, str], Awaitable[_Result]]) -> _Result:
    async def run() -> _Result:
        settings = read_settings()
        archive = open_archive(settings)
        try:
            return await use(archive, settings.console_url or LOCAL)
        finally:
            await archive.close()

    return asyncio.run(run())
