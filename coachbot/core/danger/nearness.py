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

from coachbot.core.danger.assess import Near
from coachbot.core.model import DangerKind, Person, Span
from coachbot.core.vectors import Vectors
from coachbot.errors import ContentError

GRAIN = 400  # landmarks are stored as whole numbers, so many to 1
_ARRAYS = ("landmarks", "weights", "kinds", "persons", "model", "examples", "sharpness", "bounds")


@dataclass(frozen=True, slots=True)
class Nearness:
    """What nearness is measured with.

    `landmarks` is a row of 384 for each of n examples; `weights` n by 1 + kinds + persons: how much each says
    for danger, for each kind and for whose it is. `model` made the vectors. `bounds` are what a text in one
    piece must reach to be asked about, a piece of a longer one, and either to count as a weak sign.
    """

    landmarks: Vectors
    weights: Vectors
    kinds: tuple[DangerKind, ...]
    persons: tuple[Person, ...]
    model: str
    examples: str  # hash of the examples
    sharpness: float
    bounds: tuple[float, float, float, float]


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
    if len(bounds) != 4 or weights.shape != (len(landmarks), 1 + len(kinds) + len(persons)):
        raise ContentError(f"{source}: its arrays don't belong together; fit it anew.")
    short, piece, weak, weak_piece = bounds
    return Nearness(
        landmarks,
        weights,
        kinds,
        persons,
        str(arrays["model"]),
        str(arrays["examples"]),
        float(arrays["sharpness"]),
        (short, piece, weak, weak_piece),
    )


def sureness(nearness: Nearness, vectors: Vectors) -> Vectors:
    """A row for each vector: how sure it is of danger (about -1 to 1), of each kind, and of whose it is."""
    drawn = np.exp(nearness.sharpness * (vectors @ nearness.landmarks.T - 1))
    sure: Vectors = (drawn @ nearness.weights).astype(np.float32)
    return sure


def nearby(nearness: Nearness, found: Sequence[Span], vectors: Vectors) -> tuple[Near, ...]:
    """What the pieces of a text say, the surest first and one of each kind; none that says too little."""
    if not found:
        return ()
    sure = sureness(nearness, vectors)
    long = len(found) > 1
    enough, weak = nearness.bounds[long], nearness.bounds[2 + long]
    near: dict[DangerKind, Near] = {}
    for place in np.argsort(-sure[:, 0]):
        if sure[place, 0] < weak:
            break
        kind = nearness.kinds[int(np.argmax(sure[place, 1 : 1 + len(nearness.kinds)]))]
        by = nearness.persons[int(np.argmax(sure[place, 1 + len(nearness.kinds) :]))]
        span = found[int(place)]
        each = Near(span.text, span.start, span.end, kind, by, strong=bool(sure[place, 0] >= enough))
        near.setdefault(kind, each)
    return tuple(near.values())
