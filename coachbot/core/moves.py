"""What a decision consists of: things to say, things to do, and the session after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coachbot.core.model import Button, Manner, Passage
from coachbot.core.retrieval import Query
from coachbot.core.session import Session


@dataclass(frozen=True, slots=True)
class Say:
    """One message to word: acts that are spoken one after the other, and its buttons.

    Acts that have no words left to say are left out; `instead` is said when none has.
    """

    acts: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    manner: Manner = Manner.COMPOSED
    edits: bool = False
    columns: int = 1
    instead: str = "any"


@dataclass(frozen=True, slots=True)
class Move:
    """Where a message led: the session after it, what is said, and what else has to happen."""

    session: Session
    says: tuple[Say, ...] = ()
    gem: Passage | None = None  # quoted in this turn
    sought: Query | None = None  # what was looked for in the library
    gem_events: tuple[tuple[str, str], ...] = ()
    schedule: tuple[tuple[str, int], ...] = ()  # (kind, seconds from now)
    cancel: tuple[str, ...] = ()
    card: bool = False  # the last message is a closing card, to be kept
    new_session: bool = False
    memory: str = ""  # a line for the next talk
