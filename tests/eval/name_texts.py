"""Texts with names marked letter by letter, made at random: frames of ours with slots, and stories of ours.

A frame's slots are filled from the lists that we ship; in stories "he", "my wife" and the like become names.
Then a text is written as people write: all small, all large, tokens apart, points left out.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from coachbot.core.anonymity import Kind, anonymise
from coachbot.library import read_lists

HERE = Path(__file__).parent
LISTS = read_lists()
OTHER, PERSON, PLACE, FIRM, THING, UNSAID = 0, 1, 2, 3, 4, -100
Marked = tuple[str, list[int]]
T = TypeVar("T")
_MARKED = {"person": PERSON, "place": PLACE, "workplace": FIRM, "school": FIRM}
_WORDS = sorted(word for word in LISTS.words if 3 < len(word) < 9 and word.isalpha())
_GIVEN, _AMBIGUOUS, _SURNAMES = sorted(LISTS.given), sorted(LISTS.ambiguous), sorted(LISTS.surnames)
_CITIES, _REGIONS, _FIRMS = sorted(LISTS.cities), sorted(LISTS.regions), sorted(LISTS.firms)
_ROLE = (
    r"\b(?:my|our|his|her|ur) (husband|wife|boyfriend|girlfriend|partner|bf|gf|brother|sister|friend|mate|"
    r"boss|ex|son|daughter|cousin|uncle|aunt|mum|mom|dad)\b|\b(he|she|him|his)\b"
)


def _known() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    key = ""
    for line in (HERE / "names" / "known.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            key = line.strip("[]")
        elif not line.startswith("#"):
            found[key] = [each.strip() for each in line.split(";")]
    return found


_KNOWN = _known()


class Maker:
    """Makes texts at random; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._slots: dict[str, tuple[Callable[[], str], int]] = {
            "F": (self.given, PERSON), "K": (self.given, PERSON), "L": (self.surname, PERSON),
            "N": (lambda: f"{self.given()} {self.surname()}", PERSON), "C": (self._celebrity, PERSON),
            "P": (self._anybody, PERSON),
            "T": (self._town, PLACE), "V": (self._spot, PLACE), "O": (self._firm, FIRM),
            "S": (self._school, FIRM), "M": (lambda: self.pick(_KNOWN["things"]), THING),
            "H": (lambda: f"@{self.pick(_WORDS)}{self.chance.randint(1, 99)}", OTHER),
            "X": (lambda: "".join(self.pick("abcdefghKLMNP23456") for _ in range(8)), OTHER),
        }  # fmt: skip

    def pick(self, some: Sequence[T]) -> T:
        """One of some."""
        return self.chance.choice(some)

    def given(self) -> str:
        """A given name: common, rare, one that is a word, a made-up one, one with a letter wrong."""
        shelves = (_KNOWN["common"], _GIVEN, _AMBIGUOUS)
        (shelf,) = self.chance.choices(shelves, (55, 37, 8))
        name = self._made_up() if self.chance.random() < 0.08 else self.pick(shelf)
        return _large(self._misspelt(name) if self.chance.random() < 0.04 else name)

    def surname(self) -> str:
        made = self._made_up() + self.pick(["", "ski", "son", "ov", "man", "berg"])
        return _large(made if self.chance.random() < 0.12 else self.pick(_SURNAMES))

    def _anybody(self) -> str:
        return self.pick([self.given(), self.given(), self.surname()])

    def _made_up(self) -> str:
        parts = [
            self.pick("bdfgjklmnprstvwyz") + self.pick(["a", "e", "i", "o", "u", "ai", "ou"])
            for _ in range(2)
        ]
        name = "".join(parts) + self.pick(["", "n", "r", "l", "s"])
        return f"{name}z" if LISTS.is_word(name) else name

    def _misspelt(self, name: str) -> str:
        i = self.chance.randrange(1, max(2, len(name) - 1))
        return self.pick([name[:i] + name[i:][:1] + name[i:], name[:i] + name[i + 1 :], f"{name}{name[-1]}"])

    def _celebrity(self) -> str:
        whole = self.pick(_KNOWN["people"])
        return self.pick([whole, whole, whole.split()[-1], f"{self.given()} {self.surname()}"])

    def _town(self) -> str:
        return _large(self.pick(self.pick([_CITIES, _CITIES, _REGIONS])))

    def _spot(self) -> str:
        kind = self.pick(["Arms", "Park", "Hospital", "Station", "Cafe", "Street", "Library"])
        return self.pick([f"{self._town()} {kind}", f"The {_large(self.pick(_WORDS))} {kind}"])

    def _firm(self) -> str:
        made = f"{self.surname()} {self.pick(['Group', 'Ltd', 'Motors', '& Sons'])}"
        return self.pick(
            [self.pick(_KNOWN["firms"]), self.pick(_KNOWN["firms"]), _large(self.pick(_FIRMS)), made]
        )

    def _school(self) -> str:
        return f"{self.pick([self._town(), self.surname()])} {self.pick(['High', 'University', 'College'])}"

    def filled(self, frame: str) -> Marked:
        """A frame with its slots filled."""
        text, marks = "", list[int]()
        for part in re.split(r"(\{[^}]+\})", frame):
            word, mark = part, OTHER
            if part.startswith("{="):
                word, mark = part[2:-1], PERSON
            elif part.startswith("{"):
                make, mark = self._slots[part[1:-1]]
                word = make()
            text, marks = text + word, marks + [mark] * len(word)
        return text, marks

    def planted(self, story: str) -> Marked:
        """A story some of whose people have names now; what may be a name in it already is left unsaid."""
        marks = [OTHER] * len(story)
        for entity in anonymise([story], LISTS).entities[0]:
            if entity.kind in {Kind.PERSON, Kind.PLACE, Kind.WORKPLACE, Kind.SCHOOL}:
                marks[entity.start : entity.end] = [UNSAID] * (entity.end - entity.start)
        share, people = self.pick([0.0, 0.15, 0.3, 0.5]), dict[str, str]()
        text, told, last = "", list[int](), 0
        for found in re.finditer(_ROLE, story, re.IGNORECASE):
            if self.chance.random() > share:
                continue
            name = people.setdefault((found[1] or "they").lower(), self.given())
            keep = f"{found[0]} " if found[1] and self.chance.random() < 0.5 else ""
            tail = "'s" if (found[2] or "").lower() == "his" else ""
            text += story[last : found.start()] + keep + name + tail
            told += (
                marks[last : found.start()] + [OTHER] * len(keep) + [PERSON] * len(name) + [OTHER] * len(tail)
            )
            last = found.end()
        return text + story[last:], told + marks[last:]

    def written(self, marked: Marked) -> Marked:
        """The same as somebody might type it."""
        text, marks = marked
        if self.chance.random() < 0.3:
            text, marks = _without(text, marks, r" (?=[.,!?;:)'])")
        if self.chance.random() < 0.2:
            text, marks = _without(text, marks, r"[.,!?;:']")
        small = "".join(c.lower() if mark == PERSON else c for c, mark in zip(text, marks, strict=True))
        typed = self.chance.choices(
            (text, text.lower(), text.upper(), small, _large(text)), (47, 30, 6, 12, 5)
        )[0]
        return (typed if len(typed) == len(marks) else text), marks


def made(seed: int) -> Iterator[Marked]:
    """All the texts to learn from."""
    maker = Maker(seed)
    for name, times in (("tweets", 22), ("couples", 14)):
        for frame in (HERE / "names" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            for _ in range(0 if frame.startswith("#") else times):
                yield maker.written(maker.filled(frame))
    for story in stories():
        yield maker.written(maker.planted(story))
    for file in ("privacy_couples", "privacy_short"):
        for line in (HERE / "fresh" / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for _ in range(5):
                yield maker.written(_renamed(row, maker))


def stories() -> list[str]:
    """What others wrote for us: danger's examples and their look-alikes."""
    found: list[str] = []
    for file in sorted((HERE.parents[1] / "knowledge" / "danger" / "examples").glob("*.toml")):
        for rows in tomllib.loads(file.read_text(encoding="utf-8")).values():
            found += [row[0] for row in rows if isinstance(row, list) and len(row[0]) > 15]
    return found


def _renamed(row: dict[str, object], maker: Maker) -> Marked:
    """A marked text with other names in it."""
    told, entities = str(row["text"]), row.get("entities")
    text, marks, last = "", list[int](), 0
    for entity in sorted(entities, key=lambda e: int(e["start"])) if isinstance(entities, list) else ():
        word, mark = told[entity["start"] : entity["end"]], _MARKED.get(entity["kind"], OTHER)
        if mark == PERSON:
            word = maker.given().lower() if word.islower() else maker.given()
        before = told[last : entity["start"]]
        text, marks = text + before + word, marks + [OTHER] * len(before) + [mark] * len(word)
        last = entity["end"]
    return text + told[last:], marks + [OTHER] * (len(told) - last)


def _without(text: str, marks: list[int], pattern: str) -> Marked:
    gone = {i for found in re.finditer(pattern, text) for i in range(*found.span())}
    kept = [i for i in range(len(text)) if i not in gone]
    return "".join(text[i] for i in kept), [marks[i] for i in kept]


def _large(words: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda found: found[0][0].upper() + found[0][1:], words.replace("_", " "))
