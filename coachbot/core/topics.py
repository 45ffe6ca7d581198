"""What people say while a danger stands, and to the one direct question: phrases, read as topics."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coachbot.core.signals import plain
from coachbot.errors import ContentError

_READ = 1_000  # characters of a message
_KEYS = ("whole", "within", "anywhere")
_WORD = re.compile(r"\w")
# Every topic has its code; a table of another name would never be answered.
_NAMES: Mapping[str, frozenset[str]] = {
    "staying": frozenset(
        "watched unsafe no_answer called calling numbers phone leave message going steps plan ground why "
        "angry is_it belittle shame children alone safe listen human thanks back".split()
    ),
    "leaving": frozenset(("stands", "wrong", "over")),
    "asked": frozenset(("why", "joke", "angry", "partly", "unsure")),
}


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing that is said, with the phrases it is known by."""

    name: str
    whole: frozenset[str] = frozenset()
    within: re.Pattern[str] | None = None
    anywhere: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of a hold, of the question before it is left, and of the answers to a direct question.

    The first that fits decides; `longest` is how many words a message may have for `within`.
    """

    staying: tuple[Topic, ...] = ()
    leaving: tuple[Topic, ...] = ()
    asked: tuple[Topic, ...] = ()
    longest: int = 40


def topic(text: str, topics: Sequence[Topic], longest: int) -> str | None:
    """The name of the first topic that a message is about."""
    raw = text[:_READ].lower()
    said = plain(raw) or raw.strip()
    short = len(said.split()) <= longest
    for each in topics:
        if said in each.whole:
            return each.name
        if each.anywhere and each.anywhere.search(said):
            return each.name
        if short and each.within and (each.within.search(said) or each.within.search(raw)):
            return each.name
    return None


def parse_topics(raw: Mapping[str, object], source: str) -> Topics:
    """Read `holding.toml`. Raises ContentError for a topic that nothing answers, or no list of phrases."""
    longest = raw.get("longest", 40)
    if not isinstance(longest, int):
        raise ContentError(f"{source}: longest must be a number of words.")
    if unknown := sorted(set(raw) - {*_NAMES, "longest"}):
        raise ContentError(f"{source}: “{unknown[0]}” is not known.")
    staying, leaving, asked = (_topics(raw.get(group), group, source) for group in _NAMES)
    return Topics(staying, leaving, asked, longest)


def _topics(tables: object, group: str, source: str) -> tuple[Topic, ...]:
    if not isinstance(tables, Mapping):
        raise ContentError(f"{source}: [{group}] must hold tables.")
    if unknown := sorted(set(tables) - _NAMES[group]):
        raise ContentError(f"{source}: {group} knows no “{unknown[0]}”.")
    return tuple(_topic(name, table, f"{source}: {group}.{name}") for name, table in tables.items())


def _topic(name: str, table: object, where: str) -> Topic:
    if not isinstance(table, Mapping) or set(table) - set(_KEYS):
        raise ContentError(f"{where} may hold {', '.join(_KEYS)}.")
    whole, within, anywhere = (_phrases(table.get(key, []), f"{where}.{key}") for key in _KEYS)
    return Topic(name, frozenset(plain(p) or p for p in whole), _pattern(within), _pattern(anywhere))


def _phrases(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        raise ContentError(f"{where} must be a list of phrases.")
    return value


def _pattern(phrases: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(_phrase, phrases))) if phrases else None


def _phrase(phrase: str) -> str:
    if not _WORD.search(phrase):  # a face is no word
        return re.escape(phrase)
    ending = r"\w*" if phrase.endswith("*") else r"(?!\w)"
    return rf"(?<!\w){re.escape(plain(phrase.rstrip('*')))}{ending}"
