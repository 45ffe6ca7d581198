"""The table of replies, as read from knowledge/rehearsal.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.core.checking.patterns import any_of, strings, table, tables, text
from coachbot.core.checking.rules import KINDS as PROBLEMS
from coachbot.errors import ContentError

KINDS = (
    "defends",
    "counter_attacks",
    "shuts_down",
    "jokes",
    "cries",
    "agrees_too_fast",
    "asks_why",
    "tired",
)
LEVELS = ("easy", "ordinary", "hard")
LINES = ("harsh", "sweeping", "unclear", "clear")
SEEN = (
    *PROBLEMS,
    "apology",
    "whole",
    "fact_feeling",
    "asked",
    "feeling",
    "fact",
    "long",
    "short",
    "plain",
)


@dataclass(frozen=True, slots=True)
class Group:
    """One way of answering: what is said, what may be needed, what another try could do."""

    kind: str
    replies: tuple[str, ...]
    need: str
    hint: str
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Replies:
    """The simulated partner's replies, and what is said about the person's own line."""

    groups: Mapping[str, tuple[Group, ...]]  # by kind
    courses: Mapping[str, Mapping[str, tuple[str, ...]]]  # level → sort of line → kinds, in turn
    topics: Mapping[str, re.Pattern[str]]
    seen: Mapping[str, tuple[str, ...]]


def parse_replies(raw: Mapping[str, object], source: str) -> Replies:
    """Read the table; raises ContentError naming the file and the key."""
    topics = {
        name: re.compile(any_of(strings(words, source, f"topics.{name}")))
        for name, words in table(raw, "topics", source).items()
    }
    groups = [_group(one, topics, source, i) for i, one in enumerate(tables(raw, "group", source), 1)]
    by_kind = {kind: tuple(g for g in groups if g.kind == kind) for kind in KINDS}
    empty = [kind for kind, found in by_kind.items() if not any(g.topic is None for g in found)]
    if empty:
        raise ContentError(f"{source}, group: there is no group for “{empty[0]}” that fits every topic.")
    seen = table(raw, "seen", source)
    return Replies(
        by_kind,
        {level: _course(raw, level, source) for level in LEVELS},
        topics,
        {name: strings(seen.get(name), source, f"seen.{name}") for name in SEEN},
    )


def _group(raw: Mapping[str, object], topics: Mapping[str, object], source: str, number: int) -> Group:
    where = f"group {number}"
    kind = text(raw.get("kind"), source, f"{where}, kind")
    if kind not in KINDS:
        raise ContentError(f"{source}, {where}: “{kind}” is not a kind of reply.")
    topic = text(raw["topic"], source, f"{where}, topic") if "topic" in raw else None
    if topic is not None and topic not in topics:
        raise ContentError(f"{source}, {where}: “{topic}” is not among the topics.")
    return Group(
        kind,
        strings(raw.get("replies"), source, f"{where}, replies"),
        text(raw.get("need"), source, f"{where}, need"),
        text(raw.get("hint"), source, f"{where}, hint"),
        topic,
    )


def _course(raw: Mapping[str, object], level: str, source: str) -> Mapping[str, tuple[str, ...]]:
    course = table(table(raw, "courses", source), level, source)
    found = {line: strings(course.get(line), source, f"courses.{level}.{line}") for line in LINES}
    for line, kinds in found.items():
        unknown = [kind for kind in kinds if kind not in KINDS]
        if unknown:
            raise ContentError(f"{source}, courses.{level}.{line}: “{unknown[0]}” is not a kind of reply.")
    return found
