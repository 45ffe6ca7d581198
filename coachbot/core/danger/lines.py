"""Stands here until the table of help lines lands (H10 replaces this file)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coachbot.core.model import DangerKind, Person


@dataclass(frozen=True, slots=True)
class Helplines:
    """Nothing yet."""


def parse_helplines(raw: Mapping[str, object], source: str) -> Helplines:
    """Nothing yet."""
    del raw, source
    return Helplines()


def shown(
    helplines: Helplines,
    country: str | None,
    kinds: Sequence[DangerKind],
    by: Person | None,
    country_name: str = "",
) -> str:
    """The block of help lines."""
    del helplines, country, kinds, by, country_name
    return "In danger now: your emergency number, 112 in most countries, 911 in North America. Elsewhere: findahelpline.com"
