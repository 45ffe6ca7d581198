"""What words a step, and what is counted of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from coachbot.core.model import Danger, Message, Reading, Said
from coachbot.core.moves import Say
from coachbot.core.session import Session
from coachbot.ports.keeping import Account


@dataclass(frozen=True, slots=True)
class Cue:
    """What a voice is asked for: the words that the table chose, and what they are about.

    Without `says` nothing is to be worded, and a voice that can takes only its second look at danger.
    """

    says: Sequence[Say]
    session: Session  # after the move
    seed: int
    said: Said
    account: Account
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class Worded:
    """What a voice made of a cue; `session` remembers having said the messages.

    `danger` is what the voice itself saw in the person's words, none for one that doesn't look.
    """

    messages: tuple[Message, ...]
    session: Session
    voice: str = "script"  # model or script: who wrote what was composed
    danger: Danger = field(default_factory=Danger)
    reading: Reading | None = None  # the cue's, with what the voice read besides


class Door(Protocol):
    """Where a turn is shown while it is still being made."""

    async def show(self, text: str) -> None:
        """The reply as far as it is known to be good; it only grows, and the whole message follows."""
        ...

    async def fetch(self, recording: str) -> bytes:
        """The sound of a voice note by its name; OSError if it can't be had."""
        ...


class Transcriber(Protocol):
    """Something that turns a voice note into text."""

    async def transcribe(self, sound: bytes) -> str:
        """What is said in it; VoiceError if it can't be found out."""
        ...

    async def close(self) -> None:
        """Let go of what is open."""
        ...


@dataclass(frozen=True, slots=True)
class Use:
    """One call of a model: how it went, what it took and cost. Not whose it was, and no word of it."""

    day: str  # in UTC, as 2026-11-22
    model: str
    failure: str | None  # None when it went well
    sent: int  # tokens; `cached` are among them
    cached: int
    said: int
    money: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Uses:
    """All calls of a model on a day that ended the same way."""

    day: str
    model: str
    outcome: str  # ok, or the kind of failure
    calls: int
    sent: int
    cached: int
    said: int
    money: float
    seconds: float


class Ledger(Protocol):
    """What the models were used for, in all; it knows no person."""

    async def note_uses(self, uses: Sequence[Use]) -> None:
        """Add calls."""
        ...

    async def uses(self, day: str) -> Sequence[Uses]:
        """The calls of a day, by model and outcome."""
        ...


class Voice(Protocol):
    """Who words a turn; the step was chosen before, and is not a voice's to change."""

    async def word(self, cue: Cue, door: Door | None = None) -> Worded:
        """The messages for what is to be said."""
        ...

    def hush(self, user: str) -> None:
        """They write again: what is being worded for them is finished with what is at hand."""
        ...

    async def prepare(self) -> None:
        """Do what would otherwise make the first person wait."""
        ...

    async def close(self) -> None:
        """Let go of what is open."""
        ...
