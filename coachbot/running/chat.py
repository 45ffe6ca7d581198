"""`coachbot chat`: for a person at a terminal, or as lines of JSON."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from coachbot.app import SystemClock, build, first_aid_of, quiet_settings
from coachbot.errors import CoachbotError

if TYPE_CHECKING:
    from coachbot.first_aid import FirstAid
    from coachbot.ports import Store
    from coachbot.settings import Settings

MODELS_AFTER_S = 1.0
HISTORY = 200  # lines that the prompt's arrow keys go back through


def replay(user: str, at: str | None) -> None:
    """`chat --json`: lines on standard input, objects on standard output."""
    from coachbot.channels.batch import encoded
    from coachbot.channels.terminal.replay import Replay

    settings = quiet_settings()
    try:
        app = build(settings, at)
    except CoachbotError:
        _first_aid_only(first_aid_of(settings), SystemClock(at), user)
        raise
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


def _first_aid_only(aid: FirstAid, clock: SystemClock, user: str) -> None:
    """Nothing could be built, which is told at the end: who is in danger is helped before."""
    from coachbot.channels.batch import encoded
    from coachbot.channels.terminal.replay import without_coach

    for number, raw in enumerate(sys.stdin.buffer, 1):
        if raw.strip():
            line = raw.decode("utf-8", "replace").rstrip("\r\n")
            shown = without_coach(aid, number, line, user, clock.now())
            if shown is not None:
                sys.stdout.buffer.write(encoded(shown) + b"\n")
                sys.stdout.buffer.flush()


def talk(user: str, at: str | None) -> None:
    """`chat` for a person: the prompt shows at once, and the coach is made while they begin to type."""
    asyncio.run(_converse(quiet_settings(), user, at))


async def _converse(settings: Settings, user: str, at: str | None) -> None:
    from rich.console import Console

    from coachbot.channels.terminal.screen import Screen
    from coachbot.channels.terminal.talk import Company, Talk
    from coachbot.channels.terminal.typing import Prompt, Stream

    building = asyncio.ensure_future(asyncio.to_thread(build, settings, at))

    async def coming() -> Company:
        app = await building
        # The models that find gems can wait: the first words go before them.
        asyncio.get_running_loop().call_later(MODELS_AFTER_S, app.finder.start)
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
