"""The deeds of the days between talks: what commands and talks write beside themselves."""

from __future__ import annotations

from dataclasses import dataclass

from coachbot.core.nudging.kept import Ended
from coachbot.core.nudging.plan import Plan, Topics
from coachbot.ports import Deed


@dataclass(frozen=True, slots=True)
class Replan(Deed):
    """Another choice: everything of a plan but what its history made of it."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class Stir(Deed):
    """The person is there: a plan comes quicker again, and knows what they work on now."""

    topics: Topics


@dataclass(frozen=True, slots=True)
class AnswerNudge(Deed):
    """What they said to a nudge: did, not_today, another or more."""

    day: str
    n: int
    answer: str


@dataclass(frozen=True, slots=True)
class AnotherNudge(Deed):
    """One more on the same day, because they asked for it."""

    day: str
    n: int
    item: str
    kind: str


@dataclass(frozen=True, slots=True)
class Agree(Deed):
    """An agreement, and the time to ask about it."""

    who: str
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class EndAgreement(Deed):
    """What became of one."""

    id: int
    ended: Ended


@dataclass(frozen=True, slots=True)
class KeepCheck(Deed):
    """A new answer to the check, or the rest of the last one."""

    thriving: int | None = None
    energy: int | None = None
    willingness: int | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Remember(Deed):
    """A line for the next talk; with an id another wording of one, and without a text its end."""

    text: str | None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class KeepEssentials(Deed):
    """The kinds of support that matter most, in their words, instead of what stood there."""

    texts: tuple[str, ...]
