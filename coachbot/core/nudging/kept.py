"""What is kept of the days between talks, as values; times are ISO in UTC, days the person's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from coachbot.core.model import Message
from coachbot.core.nudging.choosing import Now, Past
from coachbot.core.nudging.plan import Plan


class Ended(StrEnum):
    """What became of an agreement."""

    OPEN = "open"
    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Something small that somebody said they would do, and when to ask about it."""

    id: int
    who: str  # me, partner or both
    what: str
    by: str
    made: str
    ended: Ended = Ended.OPEN
    ended_at: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One answer to "am I thriving here?", 1-5 each; None where it was left out."""

    at: str
    thriving: int
    energy: int | None = None
    willingness: int | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """One line that the next talk begins with."""

    id: int
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Days:
    """All of it, of one person, oldest first; `had` are the nudges of the last 120 days."""

    plan: Plan = field(default_factory=Plan)
    had: tuple[Past, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    checks: tuple[Check, ...] = ()
    memories: tuple[Memory, ...] = ()
    essentials: tuple[str, ...] = ()
    next_at: str | None = None
    waiting: tuple[tuple[str, str], ...] = ()  # (kind, at) of what is due at some time


@dataclass(frozen=True, slots=True)
class Waiting:
    """A plan whose time has come, with all that the decision needs."""

    user: str
    plan: Plan
    next_at: str
    had: tuple[Past, ...]
    standing: Now


@dataclass(frozen=True, slots=True)
class Claim:
    """A slot dealt with: written once for each person and day, or not at all if somebody was quicker."""

    user: str
    next_at: str  # as it was found; another one means that somebody was quicker
    plan: Plan
    then: str | None  # when the next slot is
    day: str | None = None  # None: nothing is written down for the day
    at: str = ""
    item: str = ""
    kind: str = ""
    outcome: str = "sent"  # or why it was not
    message: Message | None = None
    until: str | None = None  # the last moment at which it may be sent
    post: bool = True
