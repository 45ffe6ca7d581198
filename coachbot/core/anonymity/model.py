"""What is found in a text that could lead to somebody, and what stands there instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a found thing is."""

    PERSON = "person"
    PLACE = "place"
    WORKPLACE = "workplace"
    SCHOOL = "school"
    DATE = "date"
    AGE = "age"
    MONEY = "money"
    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"
    ADDRESS = "address"
    LINK = "link"
    ID = "id"


NAMING = frozenset(Kind) - {Kind.DATE, Kind.AGE, Kind.MONEY}
"""The kinds that name somebody or lead to them directly."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A stretch of one text, in code points, end-exclusive, and what it is."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Entity:
    """A finding with what takes its place."""

    start: int
    end: int
    kind: Kind
    text: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Rare:
    """A fact that is nobody's name and may give somebody away all the same; `line` is the text's number."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Anonymised:
    """The texts as a stranger may read them; `entities` hold offsets of the texts as given."""

    texts: tuple[str, ...]
    entities: tuple[tuple[Entity, ...], ...]
    rare: tuple[Rare, ...] = ()
    originals: Mapping[str, str] = field(default_factory=dict)  # replacement -> first wording

    def restore(self, text: str) -> str:
        """A text with the replacements in it turned back into what they stand for."""
        for replacement, original in self.originals.items():
            text = text.replace(replacement, original)
        return text


class Likely(NamedTuple):
    """How likely a word is part of somebody's name, of a place's, of an employer's or a school's: 0 to 1."""

    person: float
    place: float
    organisation: float


Recognise = Callable[[Sequence[str]], Sequence[Sequence[Finding]]]
"""Something that has learned what names look like: for each text, what it found."""

Judge = Callable[[Sequence[str]], Sequence[Sequence[Likely]]]
"""Something that has learned which words are names: for each text, of each word as `tokens_of` cuts it."""
