"""Danger by nearness of meaning: how near a text lies to our own examples, and to their look-alikes.

A kernel classifier: every landmark (the vector of an example) draws a text that lies near it by its weight,
and the sum says how sure it is. It was fitted by tests/eval/fit_danger.py and is shipped ready, with the hash
of the examples it was fitted to; nothing is fitted at run time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coachbot.core.danger.assess import Near, Sense
from coachbot.core.model import DangerKind, Person, Span
from coachbot.core.vectors import Vectors, unit
from coachbot.errors import ContentError

SUREST = 3  # handfuls of sentences that speak for a longer text
GRAIN = 400  # landmarks are stored as whole numbers, so many to 1
_ARRAYS = ("landmarks", "weights", "kinds", "persons", "model", "examples", "sharpness", "bounds")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How sure must be what is asked about, in a short text and a long one; and what is weak, or calm."""

    short: float
    long: float
    weak: float
    weak_long: float
    calm: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """What nearness is measured with.

    `landmarks` is a row of 384 for each of n examples; `weights` n by 1 + kinds + persons: how much each says
    for danger, for each kind and for whose it is. `model` made the vectors.
    """

    landmarks: Vectors
    weights: Vectors
    kinds: tuple[DangerKind, ...]
    persons: tuple[Person, ...]
    model: str
    examples: str  # hash of the examples
    sharpness: float
    bounds: Bounds


def nearness_of(arrays: Mapping[str, NDArray[np.generic]], source: str) -> Nearness:
    """The classifier from its file's arrays. Raises ContentError if they don't belong together."""
    missing = [name for name in _ARRAYS if name not in arrays]
    if missing:
        raise ContentError(f"{source}: {missing[0]} is missing.")
    kinds = tuple(DangerKind(str(each)) for each in arrays["kinds"])
    persons = tuple(Person(str(each)) for each in arrays["persons"])
    landmarks = arrays["landmarks"].astype(np.float32) / np.float32(GRAIN)
    weights = arrays["weights"].astype(np.float32)
    bounds = tuple(float(each) for each in arrays["bounds"].astype(np.float64))
    if len(bounds) != 5 or weights.shape != (len(landmarks), 1 + len(kinds) + len(persons)):
        raise ContentError(f"{source}: its arrays don't belong together; fit it anew.")
    return Nearness(
        landmarks,
        weights,
        kinds,
        persons,
        str(arrays["model"]),
        str(arrays["examples"]),
        float(arrays["sharpness"]),
        Bounds(*bounds),
    )


def sureness(nearness: Nearness, vectors: Vectors) -> Vectors:
    """A row for each vector: how sure it is of danger (about -1 to 1), of each kind, and of whose it is."""
    drawn = np.exp(nearness.sharpness * (vectors @ nearness.landmarks.T - 1))
    sure: Vectors = (drawn @ nearness.weights).astype(np.float32)
    return sure


def whole_of(pieces: Vectors) -> Vectors:
    """One row for a text from those of its pieces."""
    return unit(pieces.sum(axis=0, keepdims=True))


def nearby(nearness: Nearness, pieces: Vectors, found: Sequence[Span], vectors: Vectors) -> Sense:
    """What a text says, by the vectors of its `pieces` and of the stretches `found` in it.

    A short text is one stretch. A longer one is as sure as the whole and its surest stretches together: what
    is said in passing counts, and the many sentences of a long story don't add up to a danger. It is calm if
    no stretch of it is anything else.
    """
    whole = sureness(nearness, whole_of(pieces))[0]
    sure = sureness(nearness, vectors) if len(found) > 1 else whole[None]
    surest = np.argsort(-sure[:, 0])[:SUREST]
    bounds, long = nearness.bounds, len(found) > 1
    score = float(whole[0] + sure[surest, 0].mean()) / 2
    strong = score >= (bounds.long if long else bounds.short)
    near: dict[DangerKind, Near] = {}
    for place in surest if score >= (bounds.weak_long if long else bounds.weak) else ():
        if not near or sure[place, 0] >= bounds.short:
            each = _near(nearness, found[int(place)], sure[place] + whole, strong)
            near.setdefault(each.kind, each)
    return Sense(tuple(near.values()), calm=score < bounds.calm and sure[surest[0], 0] < bounds.weak)


def _near(nearness: Nearness, span: Span, sure: Vectors, strong: bool) -> Near:
    """A stretch with the danger that it most likely tells of, and whose it is."""
    kinds = 1 + len(nearness.kinds)
    kind = nearness.kinds[int(np.argmax(sure[1:kinds]))]
    by = nearness.persons[int(np.argmax(sure[kinds:]))]
    return Near(span.text, span.start, span.end, kind, by, strong=strong)
