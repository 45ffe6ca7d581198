"""A message in, a reply out: the one use case every door calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.model import Danger, Message, Mode, Passage, Reading, Step
from coachbot.ports import Posted


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of one message, for whoever shows it."""

    user: str
    at: str
    messages: tuple[Message, ...]
    step: Step
    mode: Mode | None
    hold: bool
    danger: Danger
    gem: Passage | None
    reading: Reading
    voice: str
    number: int
    posted: Sequence[Posted] = ()
    cause: str | None = None  # "settle_check" or "follow_up" when nobody spoke
