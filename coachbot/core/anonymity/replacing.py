"""What stands in a found thing's place: the same word for the same person through the whole talk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from coachbot.core.anonymity.dates import blunted_age, blunted_date
from coachbot.core.anonymity.lists import Lists, folded
from coachbot.core.anonymity.model import Finding, Kind
from coachbot.core.anonymity.naming import Line
from coachbot.core.anonymity.repeats import distance
from coachbot.core.anonymity.tokens import Token

_WORDS = {
    Kind.PERSON: "person", Kind.PLACE: "place", Kind.WORKPLACE: "workplace", Kind.SCHOOL: "school",
    Kind.PHONE: "phone", Kind.EMAIL: "email", Kind.HANDLE: "handle", Kind.ADDRESS: "address",
    Kind.LINK: "link", Kind.ID: "number", Kind.MONEY: "sum",
}  # fmt: skip
# Of these there may be many from the start; of the others the first has no number.
_NUMBERED = frozenset({"person", "child", "sibling", "relative", "friend", "colleague", "helper", "pet"})
_OWNERS = frozenset("my our his her their your".split())
_ME = re.compile(r"(?:\bmy name(?:'s| is)|\bi'm called|\bthis is|\bcall me|\bi am called)\s*$", re.IGNORECASE)


class Replacer:
    """Gives out replacements; whoever was named before keeps theirs."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._given: dict[tuple[str, str], str] = {}  # (role or kind, key) -> replacement
        self._people: dict[str, str] = {}  # folded word of a name -> replacement
        self._counts: Counter[str] = Counter()

    def prepare(self, lines: Sequence[Line], found: Sequence[Sequence[Finding]]) -> None:
        """Learn each person's role from wherever in the talk it is told, before anything is replaced."""
        roles: dict[str, str] = {}
        for line, findings in zip(lines, found, strict=True):
            for finding in findings:
                if finding.kind is Kind.PERSON and (role := _role(finding, line, self._lists)):
                    roles.setdefault(_key(line.text[finding.start : finding.end]), role)
        for key, role in roles.items():
            self._person(key, role)

    def replacement(self, line: Line, finding: Finding, at: str | None) -> str:
        """What stands in a finding's place."""
        text = line.text[finding.start : finding.end]
        if finding.kind is Kind.AGE:
            return blunted_age(text)
        if finding.kind is Kind.DATE:
            return blunted_date(text, at)
        if finding.kind is Kind.PERSON:
            return self._person(_key(text), "person")
        key = " ".join(folded(text).split())
        word = _WORDS[finding.kind]
        if finding.kind is Kind.PLACE:
            word = (
                "city" if key in self._lists.cities else "region" if key in self._lists.regions else "place"
            )
        return self._numbered(word, key)

    def _person(self, key: str, role: str) -> str:
        words = key.split()
        for word in words:
            if known := self._known(word):
                self._people.update(dict.fromkeys(words, known))
                return known
        given = self._numbered(role, key)
        self._people.update(dict.fromkeys(words, given))
        return given

    def _known(self, word: str) -> str | None:
        if word in self._people:
            return self._people[word]
        for name, known in self._people.items():
            if _same(word, name):
                return known
        return None

    def _numbered(self, word: str, key: str) -> str:
        if (word, key) not in self._given:
            self._counts[word] += 1
            number = self._counts[word]
            plain = word not in _NUMBERED and number == 1
            self._given[word, key] = f"[{word}]" if plain else f"[{word} {number}]"
        return self._given[word, key]


def _same(one: str, other: str) -> bool:
    """Whether two words are one name: a letter wrong, "tom" for "thomas", an initial."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    if len(short) >= 3 and (
        long.startswith(short)
        or (short[-1] in "yi" and long.startswith(short.rstrip("yie")[:4]) and len(short) > 4)
    ):
        return True
    return len(short) >= 4 and short[0] == long[0] and distance(short, long, 1) <= 1


def _key(text: str) -> str:
    words = re.findall(r"[^\W\d_]+", folded(text))
    return " ".join(words)


def _role(finding: Finding, line: Line, lists: Lists) -> str | None:
    """What the sentence calls somebody: "my husband Tom", "Tom, my husband", "I'm called Ann"."""
    tokens = line.tokens
    first = next((i for i, t in enumerate(tokens) if t.end > finding.start), None)
    if first is None:
        return None
    if _ME.search(line.text[: finding.start]):
        return "me"
    before = _told(tokens, range(first - 1, max(-1, first - 4), -1), lists)
    if before:
        return before
    last = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].start < finding.end), first)
    after = [t.low for t in tokens[last + 1 : last + 4]]
    if len(after) > 1 and after[0] in {"my", "our"} and "," in line.text[finding.end : finding.end + 2]:
        return next((lists.roles[low] for low in after[1:] if low in lists.roles), None)
    return None


def _told(tokens: Sequence[Token], around: range, lists: Lists) -> str | None:
    for i in around:
        role: str | None = _roles(lists).get(tokens[i].low)
        if (
            role is not None
            and i
            and tokens[i - 1].low
            in _OWNERS | {"best", "new", "old", "ex", "little", "oldest", "youngest", "eldest", "s"}
        ):
            return "ex" if tokens[i - 1].low == "ex" else role
        if (
            tokens[i].low not in {"called", "named", "and", "is", "s"}
            and role is None
            and not tokens[i].capital
        ):
            return None
    return None


def _roles(lists: Lists) -> Mapping[str, str]:
    return lists.roles
