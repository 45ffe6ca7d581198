"""The words that the finding of names rests on, read from knowledge/anonymity."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.errors import ContentError

WORD_LISTS = ("given", "ambiguous", "surnames", "words", "others", "cities", "regions", "firms")
_TABLES = {
    "roles": None,
    "around": (
        "before",
        "after",
        "modal",
        "speech",
        "beyond",
        "openers",
        "objects",
        "verbal",
        "titles",
        "calls",
        "namers",
    ),
    "places": ("before",),
    "work": ("before",),
}
# Letters that have no accent to take away.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "ð": "d", "ı": "i", "æ": "a", "þ": "t", "ß": "s", "đ": "d"})


def folded(word: str) -> str:
    """A word in lower case without accents, one character for one."""
    low = word.lower()
    if low.isascii():
        return low
    bare = (unicodedata.normalize("NFD", c)[0] for c in low.translate(_PLAIN))
    return "".join(bare)


@dataclass(frozen=True, slots=True)
class Lists:
    """Names, places and ordinary words, folded; what may stand around a name; what is rare."""

    given: frozenset[str]
    ambiguous: frozenset[str]
    surnames: frozenset[str]
    words: frozenset[str]
    others: frozenset[str]
    cities: frozenset[str]
    regions: frozenset[str]
    firms: frozenset[str]
    roles: Mapping[str, str]  # word -> role
    around: Mapping[str, frozenset[str]]
    before_places: frozenset[str]
    work: frozenset[str]
    rare: tuple[re.Pattern[str], ...]

    def is_name(self, low: str) -> bool:
        """Whether a folded word is a given name and nothing else."""
        return low in self.given

    def is_word(self, low: str) -> bool:
        """Whether a folded word is an ordinary one, or one that is written large without being a name."""
        return low in self.words or low in self.others

    def is_place(self, low: str) -> bool:
        """Whether a folded word or group of words names a city or a country."""
        return low in self.cities or low in self.regions


def parse_lists(texts: Mapping[str, str], rules: Mapping[str, object], source: str) -> Lists:
    """Lists from the files' texts and the rules. Raises ContentError naming the key that is wrong."""
    sets = {name: _words(texts[name]) for name in WORD_LISTS}
    tables = {name: _table(rules, name, keys, source) for name, keys in _TABLES.items()}
    roles = {folded(word): role for role, words in tables["roles"].items() for word in words}
    return Lists(
        given=sets["given"],
        ambiguous=sets["ambiguous"],
        surnames=sets["surnames"],
        words=sets["words"],
        others=sets["others"],
        cities=frozenset(name.replace("_", " ") for name in sets["cities"]),
        regions=frozenset(name.replace("_", " ") for name in sets["regions"]),
        firms=frozenset(name.replace("_", " ") for name in sets["firms"]),
        roles=roles,
        around=tables["around"],
        before_places=tables["places"]["before"],
        work=tables["work"]["before"],
        rare=_patterns(rules, source),
    )


def _words(text: str) -> frozenset[str]:
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(" ".join(lines).split())


def _table(
    rules: Mapping[str, object], name: str, keys: tuple[str, ...] | None, source: str
) -> dict[str, frozenset[str]]:
    table = rules.get(name)
    if not isinstance(table, dict):
        raise ContentError(f"{source}: the table [{name}] is missing.")
    found = {}
    for key in keys or tuple(table):
        words = table.get(key)
        if not isinstance(words, str):
            raise ContentError(f"{source}, [{name}] {key}: has to be words in one string.")
        found[key] = frozenset(words.split())
    return found


def _patterns(rules: Mapping[str, object], source: str) -> tuple[re.Pattern[str], ...]:
    rare = rules.get("rare")
    patterns = rare.get("patterns") if isinstance(rare, dict) else None
    if not isinstance(patterns, list) or not all(isinstance(p, str) for p in patterns):
        raise ContentError(f"{source}, [rare] patterns: has to be a list of patterns.")
    try:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    except re.error as error:
        raise ContentError(f"{source}, [rare] patterns: {error}.") from None
