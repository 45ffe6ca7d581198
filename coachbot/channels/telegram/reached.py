"""How a program is reached: by Telegram, and by its operator's machines."""

from __future__ import annotations

from dataclasses import dataclass

from coachbot.channels.telegram.postbox import Hook
from coachbot.ports import Fleet
from coachbot.timing import Stages


@dataclass(frozen=True, slots=True)
class Brought:
    """How Telegram brings updates: to which address, and where we listen behind it.

    With a `fleet`, several programs on one database share the work.
    """

    hook: Hook
    host: str
    port: int
    fleet: Fleet | None = None
    stages: Stages | None = None  # whose times are told under /metrics


@dataclass(frozen=True, slots=True)
class Watched:
    """Where an operator's machines may ask a program that asks for its updates itself."""

    host: str
    port: int
    stages: Stages | None = None  # as above
