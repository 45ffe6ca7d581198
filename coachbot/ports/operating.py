"""What an operator orders, and what they are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coachbot.ports.voicing import Uses


@dataclass(frozen=True, slots=True)
class Orders:
    """What an operator has ordered."""

    paused: bool = False
    banned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """How everything stands: what waits, what was set aside and why, how often danger was flagged."""

    waiting: int = 0  # updates that are not handled yet
    oldest: str | None = None  # when the one that waits longest came
    unsent: int = 0
    aside: Mapping[str, int] = field(default_factory=dict)  # in the last 48 h, by reason
    flags: Mapping[str, int] = field(default_factory=dict)
    uses: Sequence[Uses] = ()  # of models, today
