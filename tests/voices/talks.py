"""Talks with a model behind the coach: a real server, a real store, the real voice over both."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from coachbot.aids import Aids
from coachbot.coach import Coach
from coachbot.core.anonymity import Lists
from coachbot.core.library import Library
from coachbot.core.model import Manner, Said
from coachbot.core.session import Session, from_json
from coachbot.core.voicing.limits import Limits
from coachbot.core.voicing.prices import Price
from coachbot.core.voicing.screening import Screen, screen_of, stems
from coachbot.library import read_library, read_lists, read_tact
from coachbot.outcome import Turn
from coachbot.store import SqlStore, open_store
from coachbot.tact import SenseOfTact
from coachbot.vectors import Models as Embedders
from coachbot.voices.fallback import FallbackVoice, own_texts
from coachbot.voices.model.server import Server
from coachbot.voices.model.transcribing import ServerTranscriber
from coachbot.voices.model.voice import Models
from tests.tempers import Person

AT = "2026-11-22T20:00:00+00:00"
PRICE = {"": Price(0.15, 0.075, 0.60)}


@functools.cache
def the_library() -> Library:
    return read_library()


@functools.cache
def the_screen() -> Screen:
    return screen_of(the_library())


@functools.cache
def the_tact() -> SenseOfTact:
    return SenseOfTact(Embedders(), read_tact)


@functools.cache
def the_lists() -> Lists:
    return read_lists()


@functools.cache
def the_vocabulary() -> frozenset[str]:
    return stems(own_texts(the_library()))


class Served(Protocol):
    """A model's server, ours or a real one."""

    @property
    def url(self) -> str:
        """The address for COACHBOT_LLM_BASE_URL."""
        ...


@dataclass(frozen=True)
class Company:
    """A coach with a model behind it, and what a test may look at."""

    coach: Coach
    store: SqlStore
    voice: FallbackVoice
    models: Models

    async def say(self, text: str, user: str = "anna", **more: object) -> Turn:
        return await self.coach.turn(Said(user, AT, text=text, **more), post=False)  # type: ignore[arg-type]

    async def session(self, user: str = "anna") -> Session:
        return from_json((await self.store.load(user)).state)


@asynccontextmanager
async def company(
    server: Served,
    folder: Path,
    *,
    deadline: float = 5.0,
    rest: float = 20.0,
    models: Sequence[str] = ("small",),
    limits: Limits = Limits(),  # noqa: B008
    dictates: bool = False,
) -> AsyncIterator[Company]:
    library = the_library()
    store = open_store(f"sqlite:///{folder / 'talks.sqlite'}")
    screen = the_screen()
    asked = Models(
        Server(server.url, "none"),
        models,
        screen,
        deadline=deadline,
        prices=PRICE,
        rest=rest,
        tact=the_tact(),
    )
    voice = FallbackVoice(library, asked, store, the_lists, limits)
    ears = ServerTranscriber(server.url, None, "ears", deadline) if dictates else None
    await voice.prepare()
    try:
        yield Company(Coach(library, store, voice, aids=Aids(transcriber=ears)), store, voice, asked)
    finally:
        if ears is not None:
            await ears.close()
        await voice.close()
        await store.close()


async def held(people: Company, person: Person, user: str, turns: int = 14) -> list[Turn]:
    """A whole talk, up to its card or to the last turn that it may take."""
    told: list[Turn] = []
    line, session = person.opener, Session()
    while len(told) < turns and not has_card(told[-1:]):
        told.append(await people.say(line, user))
        session = await people.session(user)
        line = person.answer(session)
    return told


def has_card(turns: Sequence[Turn]) -> bool:
    return any(m.manner is Manner.CARD for turn in turns for m in turn.messages)


def words(turn: Turn) -> str:
    return "\n".join(message.text for message in turn.messages)
