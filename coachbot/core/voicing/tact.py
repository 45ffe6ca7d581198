"""Tact: how near a sentence lies to our examples of what a coach never says, and of what a good one does.

Rules know forms, and a form can always be put otherwise. Kernel ridge regression on vectors of meaning
knows neither forms nor facts, but what a sentence is like. So the two speak together: what a broad rule finds
is cut only if the sentence is also somewhat amiss, and what no rule finds only if it is much so. The weights
were fitted by tests/eval/fit_tact.py and are shipped, with the hash of the examples they were fitted to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coachbot.errors import ContentError

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    import numpy as np
    from numpy.typing import NDArray

    from coachbot.core.vectors import Vectors

GRAIN = 400  # landmarks are stored as whole numbers, so many to 1
_ARRAYS = ("landmarks", "weights", "kinds", "model", "examples", "sharpness", "bounds")


@dataclass(frozen=True, slots=True)
class Amiss:
    """What a sentence is like: `alone`: amiss by itself; `beside`: enough where a broad rule speaks too.

    `much`: amiss even where every word of it is the person's own.
    """

    kind: str
    alone: bool
    beside: bool
    much: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Tact:
    """What it is measured with.

    `landmarks` is a row of 384 for each of n examples; `weights` n by 1 + kinds: how much each says that a
    sentence is amiss (about -1 to 1), and of which kind. `model` made the vectors, `examples` is a hash.
    """

    landmarks: Vectors
    weights: Vectors
    kinds: tuple[str, ...]
    model: str
    examples: str
    sharpness: float
    beside: float
    alone: float
    much: float

    def of(self, vector: Vectors) -> Amiss:
        """What the sentence with this vector (one row) is like."""
        sure = self.sureness(vector)[0]
        kind = self.kinds[int(sure[1:].argmax())]
        score = float(sure[0])
        return Amiss(kind, score >= self.alone, score >= self.beside, score >= self.much)

    def sureness(self, vectors: Vectors) -> Vectors:
        """A row for each vector: how amiss it is, then how much it is of each kind."""
        import numpy as np

        drawn = np.exp(self.sharpness * (vectors @ self.landmarks.T - 1))
        sure: Vectors = (drawn @ self.weights).astype(np.float32)
        return sure


def tact_of(arrays: Mapping[str, NDArray[np.generic]], source: str) -> Tact:
    """The measure from its file's arrays. Raises ContentError if they don't belong together."""
    import numpy as np

    missing = [name for name in _ARRAYS if name not in arrays]
    if missing:
        raise ContentError(f"{source}: {missing[0]} is missing.")
    kinds = tuple(str(each) for each in arrays["kinds"])
    landmarks = arrays["landmarks"].astype(np.float32) / np.float32(GRAIN)
    weights = arrays["weights"].astype(np.float32)
    bounds = tuple(float(each) for each in arrays["bounds"].astype(np.float64))
    if len(bounds) != 3 or weights.shape != (len(landmarks), 1 + len(kinds)):
        raise ContentError(f"{source}: its arrays don't belong together; fit it anew.")
    name, examples = str(arrays["model"]), str(arrays["examples"])
    return Tact(landmarks, weights, kinds, name, examples, float(arrays["sharpness"]), *bounds)
