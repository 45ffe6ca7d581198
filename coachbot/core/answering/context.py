"""What an answer is made from, and what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coachbot.core.hearing import Heard
from coachbot.core.kit import Kit
from coachbot.core.model import Button, Reading, Said
from coachbot.core.moves import Say
from coachbot.core.session import Session


@dataclass(frozen=True, slots=True)
class Context:
    """What an answer is made from; `before` is the session as it was when the message came."""

    before: Session
    session: Session
    heard: Heard
    said: Said
    reading: Reading
    kit: Kit


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered before the step asks; `asks` overrules the row when it is not None."""

    session: Session
    acts: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    columns: int = 1
    first: tuple[Say, ...] = ()  # messages before the reply
    apart: tuple[Say, ...] = ()  # messages after it
    asks: bool | None = None
    schedule: tuple[tuple[str, int], ...] = ()
    cancel: tuple[str, ...] = ()
    gem_events: tuple[tuple[str, str], ...] = ()
    memory: str = ""
