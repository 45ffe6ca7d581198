"""What is known when a gem is looked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coachbot.core.model import DangerKind, Foundation, Step, Track

if TYPE_CHECKING:  # without vectors, numpy is not needed
    from coachbot.core.retrieval.space import Near


@dataclass(frozen=True, slots=True)
class Query:
    """The text and what is known beside it.

    `seen` and `disliked` are slugs, oldest first; `danger` is whatever was found so far; `couple` says
    that it is known to be about the two of them, whatever the words are.
    """

    text: str
    track: Track | None = None
    foundations: tuple[tuple[Foundation, float], ...] = ()  # as in a Reading
    needs: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()
    step: Step | None = None
    seen: Sequence[str] = ()
    disliked: Sequence[str] = ()
    danger: Collection[DangerKind] = ()
    couple: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What counts beside the session when a gem is chosen: what came before, and what the vectors say."""

    seen: Sequence[str] = ()  # slugs, oldest first
    disliked: Sequence[str] = ()
    near: Near | None = None
