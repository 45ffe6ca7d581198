"""What of a gem is turned into vectors, and what those vectors come to for one gem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coachbot.core.model import Gem
from coachbot.core.retrieval.passages import sentences
from coachbot.core.vectors import Vectors

_CHUNK = 160  # words: with the title well inside what the model looks at
_FINE = np.float32(400)  # no part of a row of length 1 that a model makes is far over a quarter


@dataclass(frozen=True, slots=True)
class Pieces:
    """The texts of a gem that are looked for: how people say it, or the whole; and what may be quoted."""

    said: tuple[str, ...]
    whole: tuple[str, ...]
    told: tuple[str, ...]
    tells: tuple[str, ...] = ()  # a gem with lines of its own, in parts

    @property
    def texts(self) -> tuple[str, ...]:
        """All of them, in the order in which `fold` wants their vectors."""
        return (*self.said, *self.whole, *self.told, *self.tells)


def pieces(gem: Gem, heard: Sequence[str] = ()) -> Pieces:
    """A gem whose author wrote how people say it is found by that and by messages, any other by its words."""
    told = gem.quotable or tuple(gem.body[first:last] for first, last in sentences(gem.body))
    if gem.sounds_like:
        return Pieces((*gem.sounds_like, gem.why, *heard), (), told, _parts(gem))
    return Pieces((), _parts(gem), told)


def telling(gem: Gem) -> tuple[str, ...]:
    """What a gem tells: its best sentences, and all of it in parts."""
    return (*gem.quotable, *_parts(gem))


def _parts(gem: Gem) -> tuple[str, ...]:
    return tuple(f"{gem.title}. {chunk}" for chunk in _chunks(gem.body))


def _chunks(body: str) -> Iterator[str]:
    """Whole paragraphs together, as many as the model takes in at once; a long one by its words."""
    held: list[str] = []
    for paragraph in re.split(r"\n\s*\n", body):
        words = paragraph.split()
        if held and len(held) + len(words) > _CHUNK:
            yield " ".join(held)
            held = []
        held += words
        while len(held) > _CHUNK:
            yield " ".join(held[:_CHUNK])
            held = held[_CHUNK:]
    if held:
        yield " ".join(held)


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """The vectors of one gem; those of its sentences in single bytes, for there are many."""

    said: Vectors
    whole: Vectors
    told: NDArray[np.int8]
    tells: Vectors


def fold(parts: Pieces, vectors: Vectors) -> Folded:
    """A gem's vectors in their places. `vectors` has a row for each of `parts.texts`."""
    said, whole = len(parts.said), len(parts.said) + len(parts.whole)
    told = whole + len(parts.told)
    return Folded(vectors[:said], vectors[said:whole], small(vectors[whole:told]), vectors[told:])


def small(rows: Vectors) -> NDArray[np.int8]:
    """Rows in single bytes; a cosine made from them is off by about a thousandth."""
    found: NDArray[np.int8] = np.clip(np.rint(rows * _FINE), -127, 127).astype(np.int8)
    return found


def large(rows: NDArray[np.int8]) -> Vectors:
    """Rows as numbers again."""
    return rows.astype(np.float32) / _FINE
