"""Danger by nearness of meaning: how near a text lies to danger, as learned from our own examples.

The first layers of a language model read the words (see coachbot/vectors/neural.py); two layers of our own go
on from there, in plain numpy: they began as that model's last two and were fitted to the examples by
tests/eval/fit_danger.py. They are shipped ready, with the hash of those examples; nothing is fitted at run
time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from coachbot.core.danger.assess import Near, Sense
from coachbot.core.model import DangerKind, Person, Span
from coachbot.core.vectors import Vectors
from coachbot.errors import ContentError

HEADS = 12  # of a layer's attention, as in the model
GATHERED = 6  # heads that gather a stretch's tokens into one row
MOST = 2  # dangers that are told of one text
LONG = 45  # words: from here on a text is a story
FEW, FEWER = 9, 1.3  # words that say little, and by how much less sure they are taken to be
_SURE = 1e-12  # keeps a spread of zero from dividing
Arrays: TypeAlias = Mapping[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: what each token takes from the others, and what it makes of that (384 wide, inside 1536)."""

    look: Vectors  # 385 rows, the last one added: what is asked, what is offered, what is given
    join: Vectors
    join_norm: Vectors  # 2 rows: times and plus
    up: Vectors
    down: Vectors
    down_norm: Vectors


@dataclass(frozen=True, slots=True)
class Bounds:
    """How near must be what is asked about, in a short text and a story; what is weak; what is calm."""

    short: float
    long: float
    weak: float
    calm: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """What nearness is measured with.

    `gather` says which tokens count (385 by 6), `hidden` and `out` what they amount to: a number for danger,
    one for each kind, and one for each person. `model` made the tokens' states.
    """

    layers: tuple[Layer, ...]
    gather: Vectors
    hidden: Vectors
    out: Vectors
    kinds: tuple[DangerKind, ...]
    persons: tuple[Person, ...]
    model: str
    examples: str  # hash of the examples
    bounds: Bounds


def nearness_of(arrays: Arrays, source: str) -> Nearness:
    """The classifier from its file's arrays. Raises ContentError if they don't belong together."""
    try:
        kinds = tuple(DangerKind(str(each)) for each in arrays["kinds"])
        persons = tuple(Person(str(each)) for each in arrays["persons"])
        layers = tuple(_layer(arrays, n) for n in range(int(str(arrays["layers"]))))
        gather, hidden, out = (_matrix(arrays, name) for name in ("gather", "hidden", "out"))
        bounds = [float(each) for each in arrays["bounds"].astype(np.float64)]
    except KeyError as error:
        raise ContentError(f"{source}: {error.args[0]} is missing.") from None
    if len(bounds) != len(fields(Bounds)) or out.shape[1] != 1 + len(kinds) + len(persons):
        raise ContentError(f"{source}: its arrays don't belong together; fit it anew.")
    model, examples = str(arrays["model"]), str(arrays["examples"])
    return Nearness(layers, gather, hidden, out, kinds, persons, model, examples, Bounds(*bounds))


def _layer(arrays: Arrays, n: int) -> Layer:
    return Layer(*(_matrix(arrays, f"{n}.{each.name}") for each in fields(Layer)))


def _matrix(arrays: Arrays, name: str) -> Vectors:
    """Kept as whole numbers of 8 bits, with a measure for each column and the row that is added."""
    if name.endswith("norm"):
        return arrays[name].astype(np.float32)
    matrix: Vectors = arrays[name].astype(np.float32) * arrays[f"{name}.measure"].astype(np.float32)
    return np.concatenate([matrix, arrays[f"{name}.plus"].astype(np.float32)[None]])


def sureness(nearness: Nearness, states: Vectors) -> Vectors:
    """How near a stretch of text lies to danger (0 is even), to each kind, and whose it is."""
    for layer in nearness.layers:
        states = _further(layer, states)
    weights = _shares(_times(states, nearness.gather).T)
    parts = states.reshape(len(states), GATHERED, -1)
    gathered = np.einsum("ht,thw->hw", weights, parts).ravel()
    row = np.concatenate([gathered, states.mean(axis=0)])[None]
    sure: Vectors = _times(_bent(_times(row, nearness.hidden)), nearness.out)[0]
    return sure


def _further(layer: Layer, states: Vectors) -> Vectors:
    """The tokens' states one layer further on."""
    tokens, width = states.shape
    seen = _times(states, layer.look).reshape(tokens, 3, HEADS, width // HEADS)
    asked, offered, given = (seen[:, n].transpose(1, 0, 2) for n in range(3))
    shares = _shares(asked @ offered.transpose(0, 2, 1) / np.float32(np.sqrt(width // HEADS)))
    taken = (shares @ given).transpose(1, 0, 2).reshape(tokens, width)
    states = _even(states + _times(taken, layer.join), layer.join_norm)
    return _even(states + _times(_bent(_times(states, layer.up)), layer.down), layer.down_norm)


def _times(rows: Vectors, matrix: Vectors) -> Vectors:
    """A product with a matrix whose last row is added."""
    product: Vectors = rows @ matrix[:-1] + matrix[-1]
    return product


def _shares(numbers: Vectors) -> Vectors:
    """The softmax along the last axis."""
    raised = np.exp(numbers - numbers.max(axis=-1, keepdims=True))
    shares: Vectors = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def _even(rows: Vectors, norm: Vectors) -> Vectors:
    """The layer norm."""
    around = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt((around * around).mean(axis=1, keepdims=True) + np.float32(_SURE))
    even: Vectors = around / spread * norm[0] + norm[1]
    return even


def _bent(numbers: Vectors) -> Vectors:
    """The GELU, in its form with tanh."""
    inside = np.float32(0.7978845608) * (numbers + np.float32(0.044715) * numbers * numbers * numbers)
    bent: Vectors = np.float32(0.5) * numbers * (1 + np.tanh(inside))
    return bent


def whole(sure: Vectors) -> float:
    """How near a text lies to danger, from its stretches' rows: the nearer one is, the more it counts."""
    return float(_shares(sure[:, 0]) @ sure[:, 0])


def nearby(nearness: Nearness, found: Sequence[Span], states: Sequence[Vectors]) -> Sense:
    """What a text says, by its stretches and the states of each one's tokens.

    What is said in passing counts, and the many sentences of a long story don't add up to a danger.
    """
    sure = np.stack([sureness(nearness, each) for each in states])
    at, bounds = whole(sure), nearness.bounds
    words = sum(len(each.text.split()) for each in found)
    taken = at - FEWER if words <= FEW else at
    strong = taken >= (bounds.long if words > LONG else bounds.short)
    near: dict[DangerKind, Near] = {}
    for place in np.argsort(-sure[:, 0])[:MOST] if strong or taken >= bounds.weak else ():
        if not near or sure[place, 0] >= bounds.short:
            each = _near(nearness, found[int(place)], sure[place], strong)
            near.setdefault(each.kind, each)
    return Sense(tuple(near.values()), calm=at < bounds.calm)


def _near(nearness: Nearness, span: Span, sure: Vectors, strong: bool) -> Near:
    """A stretch with the danger that it most likely tells of, and whose it is."""
    kinds = 1 + len(nearness.kinds)
    kind = nearness.kinds[int(np.argmax(sure[1:kinds]))]
    by = nearness.persons[int(np.argmax(sure[kinds:]))]
    return Near(span.text, span.start, span.end, kind, by, strong=strong)
