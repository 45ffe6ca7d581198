"""Which of the things a person told is the point: what the best listener would say back first.

The reading weighs what was said by its words. Here it is weighed again by what it means, with a ridge
regression on the vector of the person's own words and a few traits of them. It was fitted by
tests/eval/fit_points.py to marks that readers gave to stories of ours, and is shipped ready.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coachbot.core.model import Person, Retelling
from coachbot.core.vectors import Vectors
from coachbot.errors import ContentError

KINDS = ("fact", "saying", "own_act", "inner", "background", "wish", "question")
PERSONS = (Person.ME, Person.PARTNER, Person.WE, Person.OTHER)
BEST = 3.0  # the mark of what hurts most; what is empty or beside the point gets 0
_EMPTY = 0.9 / BEST  # half of what weighs less than this says nothing
_FAINT = 0.58  # below it every second one is background, as far as readers marked it
_ARRAYS = ("traits", "meaning", "model", "stories")
_ENDS_OUTSIDE = re.compile(r"\b(?:it|this|that|them|there)$")
_BEGINS_OUTSIDE = re.compile(r"(?:it|this|that|they|there)\b")
_OUTSIDE = re.compile(r"\b(?:it|this|that)\b")


@dataclass(frozen=True, slots=True)
class Points:
    """What the point is told by: a weight for each of `traits_of`, and one for each of the 384 of a vector.

    `model` made the vectors; `stories` is the hash of what it was fitted to.
    """

    traits: Vectors
    meaning: Vectors
    model: str
    stories: str


def points_of(arrays: Mapping[str, NDArray[np.generic]], source: str) -> Points:
    """What is in the file that the fit wrote. Raises ContentError if it doesn't belong together."""
    missing = [name for name in _ARRAYS if name not in arrays]
    if missing:
        raise ContentError(f"{source}: {missing[0]} is missing.")
    traits, meaning = arrays["traits"].astype(np.float32), arrays["meaning"].astype(np.float32)
    if traits.shape != (TRAITS,) or meaning.shape != (384,):
        raise ContentError(f"{source}: its arrays don't belong together; fit it anew.")
    return Points(traits, meaning, str(arrays["model"]), str(arrays["stories"]))


def traits_of(told: Sequence[Retelling], length: int) -> Vectors:
    """A row for each: one, its weight, where it stands, how long it is, its kind, whose it is, what it lacks.

    `length` is that of the whole text, in characters.
    """
    return np.array([_traits(one, length, first=one is told[0]) for one in told], np.float32)


def _traits(one: Retelling, length: int, *, first: bool) -> list[float]:
    return [
        1.0,
        one.weight,
        one.start / length,
        one.end / length,
        min(len(one.said.split()), 22) / 22,
        float(first),
        *(float(one.kind == kind) for kind in KINDS),
        *(float(one.who is who) for who in PERSONS),
        float(_ENDS_OUTSIDE.search(one.said) is not None),
        float(_BEGINS_OUTSIDE.match(one.said) is not None),
        float(_OUTSIDE.search(one.said) is not None),
    ]


TRAITS = 6 + len(KINDS) + len(PERSONS) + 3


def is_faint(told: Sequence[Retelling]) -> bool:
    """Whether even the heaviest of what was weighed here is more likely background than the point."""
    return told[0].weight < _FAINT


def weighed(
    told: Sequence[Retelling], vectors: Vectors, length: int, points: Points
) -> tuple[Retelling, ...]:
    """The same, what matters most first, without what says nothing unless nothing else is there.

    `vectors` has a row for the person's own words of each.
    """
    marks = traits_of(told, length) @ points.traits + vectors @ points.meaning
    weights = (marks / BEST).clip(0.05, 1.0)
    found = [replace(one, weight=round(float(w), 2)) for one, w in zip(told, weights, strict=True)]
    found.sort(key=lambda one: -one.weight)
    return tuple([one for one in found if one.weight >= _EMPTY] or found[:1])
