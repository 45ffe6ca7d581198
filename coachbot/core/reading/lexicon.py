"""What the reading knows: feelings, faux feelings, needs, situations, and the phrases that tell of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from coachbot.core.model import Foundation, Track
from coachbot.core.reading.phrases import Phrases


class Kind(Enum):
    """What a phrase that was found is a sign of."""

    ADJ = auto()  # a feeling's adjective: "lonely"
    FELT = auto()  # an adjective that is a feeling after "feel" only: "close"
    NOUN = auto()
    SAYS = auto()  # a whole phrase with its person in it: "it hurts me"
    IDIOM = auto()  # a whole phrase whose owner stands outside: "walking on eggshells"
    EMOJI = auto()
    FAUX = auto()
    NEED = auto()
    SITUATION = auto()
    WORTH = auto()
    LOW_WORTH = auto()
    TRACK = auto()
    HINT = auto()  # half a sign of a track
    OFF_TOPIC = auto()
    PART = auto()  # one of two things that make a track together: a hard day of mine, and who stayed away
    FRAME = auto()  # the beginning of something asked for: want, ask, order, thing
    ULTIMATUM = auto()
    HEAT = auto()
    STRATEGY = auto()  # a word of a strategy, looked up in what is asked for only
    ASKED = auto()  # a word that makes what is asked for vague or a stop


class Meaning(NamedTuple):
    """What one phrase means: its kind, the entry's name, and a word or a weight that goes with it."""

    kind: Kind
    name: str
    word: str = ""
    weight: float = 1.0


class Hit(NamedTuple):
    """A phrase found: what it means, its first and its last word."""

    meaning: Meaning
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class FeelingEntry:
    """A feeling of the inventory; `phrase` goes after "you feel" and "you were"; `side` is -1 or 1."""

    name: str
    family: str
    definition: str
    near: tuple[str, ...]
    phrase: str
    label: str
    strength: int = 2
    side: int = -1
    adjectives: frozenset[str] = frozenset()  # words for it that go after "you feel" too


@dataclass(frozen=True, slots=True)
class Family:
    """A family of feelings: which stand first in pickers, and the needs it often points to."""

    name: str
    side: int
    first: tuple[str, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FauxEntry:
    """A story dressed as a feeling; `after_am`: it counts after plain "I am" too."""

    name: str
    feelings: tuple[str, ...]
    needs: tuple[str, ...]
    after_am: bool = False


@dataclass(frozen=True, slots=True)
class NeedEntry:
    """A need; `as_wish` follows "you want" and has {they}, {them}, {their} for the partner."""

    name: str
    as_wish: str
    label: str
    definition: str
    near: tuple[str, ...]
    family: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that happens between two people, with what it usually touches."""

    name: str
    by: str  # partner, me or any: whose act counts
    needs: tuple[str, ...]
    feelings: tuple[str, ...]
    foundations: tuple[tuple[Foundation, float], ...]
    track: Track | None = None
    pull: float = 1.0


@dataclass(frozen=True, slots=True, repr=False)
class Lexicon:
    """Everything the reading looks up, in the order of its files."""

    feelings: Mapping[str, FeelingEntry]
    families: Mapping[str, Family]
    faux: Mapping[str, FauxEntry]
    thoughts: Mapping[str, FauxEntry]  # by whom a thought is about: self, me, us, them, it
    needs: Mapping[str, NeedEntry]
    situations: Mapping[str, Situation]
    tracks: Mapping[Track, tuple[str, ...]]  # the needs that each is mostly about
    strategies: tuple[tuple[str, ...], ...]  # the needs of each, by its number
    mends: Mapping[str, str | None]  # what would mend each kind of request
    phrases: Phrases[Meaning]
    asked: Phrases[Meaning]  # looked up in what is asked for only
    fillers: frozenset[str]

    def __repr__(self) -> str:
        return f"Lexicon({len(self.feelings)} feelings, {len(self.needs)} needs)"
