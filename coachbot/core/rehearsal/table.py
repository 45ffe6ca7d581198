"""The table of replies, as read from knowledge/rehearsal.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replies:
    """The simulated partner's replies, by kind."""

    kinds: tuple[str, ...] = ()


def parse_replies(raw: Mapping[str, object], source: str) -> Replies:
    """Read the table; raises ContentError naming the file and the key."""
    del raw, source
    return Replies()
