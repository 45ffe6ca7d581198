"""What danger looks like in words: the signs of knowledge/danger/, ready to be looked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coachbot.core.danger.pattern import Pattern
from coachbot.core.model import DangerKind, Level, Person


class Guard(StrEnum):
    """What takes a sign back when it stands around it."""

    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    FICTION = "fiction"
    GRIN = "grin"
    PLAYFUL = "playful"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign, in all its wordings. Without a kind it is an act: who does it to whom gives the kind.

    `by` None means that the subject decides. `weight` is what a weak sign (level none) adds.
    `lookalikes` are sentences near it that are no danger.
    """

    name: str
    level: Level
    kind: DangerKind | None
    by: Person | None
    guards: frozenset[Guard]
    weight: int
    lookalikes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording of a sign, with a sentence that it finds."""

    sign: Sign
    pattern: Pattern
    example: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A turn of phrase that means no harm: its words are not looked at."""

    pattern: Pattern
    example: str


@dataclass(frozen=True, slots=True)
class Signs:
    """All signs, found through a word that each cannot do without.

    `codes` has a character for each known word, typos included; `rules_at` and `figures_at` lead from
    such a character to places in `rules` and `figures`; `faults` are sentences on what was left out.
    """

    codes: Mapping[str, str]
    rules: tuple[Rule, ...]
    figures: tuple[Figure, ...]
    rules_at: Mapping[str, tuple[int, ...]]
    figures_at: Mapping[str, tuple[int, ...]]
    over: tuple[Pattern, ...]  # how something long past is told
    former: tuple[Pattern, ...]  # how somebody is told of who is no longer near
    fiction: tuple[Pattern, ...]  # how a story is told
    playful: tuple[Pattern, ...]  # how horseplay is told
    classes: Mapping[str, frozenset[str]]
    reviewed: Mapping[str, bool]  # language: a reader of it has seen its phrases
    faults: tuple[str, ...] = ()

    @classmethod
    def none(cls) -> Signs:
        """No signs at all, for the day when not even ours can be read."""
        return cls({}, (), (), {}, {}, (), (), (), (), {}, {})

    def is_a(self, word: str, name: str) -> bool:
        """Whether a word belongs to a class."""
        return word in self.classes[name]
