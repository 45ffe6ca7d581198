"""Linear discriminants: how much more a text sounds like one kind of text than like all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from coachbot.core.vectors import Vectors

_SHRINK = 0.7  # how much of the covariance is replaced by a round one
_SHRINK_BORDER = 0.8
_LIKE_OURS = 75  # gems beside the right one, where the measure was taken

Numbers: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Scores as a product: one column of weights and one constant for each thing that is scored."""

    weights: Vectors
    constants: Numbers

    def of(self, rows: Vectors) -> Numbers:
        """The scores of rows, a column for each thing."""
        found: Numbers = rows @ self.weights + self.constants
        return found


def directions(gems: Sequence[Vectors], passing: Sequence[Vectors], width: int) -> Linear:
    """A column for each gem, then each passing group: how much more a text sounds like it than like all."""
    classes = [*gems, *passing]
    if not gems:
        return Linear(np.zeros((width, 0), np.float32), np.zeros(0, np.float32))
    means = np.stack([rows.mean(axis=0) for rows in classes])
    rests = np.concatenate([rows - mean for rows, mean in zip(classes, means, strict=True)])
    centre = means.mean(axis=0)
    away = means - centre
    weights = np.linalg.solve(_round(rests, _SHRINK), away.T)
    constants = -0.5 * np.einsum("gw,wg->g", away, weights) - centre @ weights
    rows = np.concatenate(classes)
    # One class out of K can stand sqrt(K - 1) deviations above the rest: told as in a library like ours.
    scale = float(np.std(rows @ weights + constants)) * np.sqrt(max(1, len(classes) - 1) / _LIKE_OURS) or 1.0
    return Linear((weights / scale).astype(np.float32), (constants / scale).astype(np.float32))


def border(inside: Vectors, outside: Vectors) -> Linear:
    """One column: above 0 where a text sounds like those inside."""
    ours, others = inside.mean(axis=0), outside.mean(axis=0)
    rests = np.concatenate([inside - ours, outside - others])
    weights = np.linalg.solve(_round(rests, _SHRINK_BORDER), ours - others)
    constant = -0.5 * float((ours + others) @ weights)
    return Linear(weights[:, None].astype(np.float32), np.array([constant], np.float32))


def _round(rests: Vectors, shrink: float) -> Vectors:
    """The covariance, drawn towards one that is the same in every direction."""
    width = rests.shape[1]
    found = rests.T @ rests / len(rests)
    even = np.eye(width, dtype=np.float32) * np.trace(found) / width
    drawn: Vectors = ((1 - shrink) * found + shrink * even).astype(np.float32)
    return drawn
