"""From how people complain to what an essay is about, by way of our own gems.

A stranger's essay says nothing of how people put it, and its words are not theirs. Of our own gems both
sides are known: what people say, and what the essay then tells. So a message is told by which of ours it
sounds like, an essay by which of ours it tells like, and where the two agree they belong together. On two
strangers' libraries the right essay came first a fifth more often (tests/eval/eval_gems.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coachbot.core.retrieval.linear import Linear, Numbers, directions
from coachbot.core.vectors import Vectors, unit

_SHARP_SAID, _SHARP_TOLD = 0.6, 0.1  # how much the likest of ours counts more than the next
_LEAST = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Bridge:
    """Which of our gems a message sounds like, and how far each essay tells like each of them."""

    said: Linear
    told: Vectors  # an essay a row, one of ours a column; a row's sum is 1

    def across(self, vector: Vectors) -> Numbers:
        """For each essay how much more the message leads to it than to an essay at random, as a logarithm."""
        shares = self.told @ _shares(self.said.of(vector)[:, : self.told.shape[1]], _SHARP_SAID)[0]
        found: Numbers = np.log((shares + _LEAST) / (shares.mean() + _LEAST))
        return found


def build_bridge(
    ours: Sequence[tuple[Vectors, Vectors]], passing: Sequence[Vectors], essays: Vectors, centre: Numbers
) -> Bridge | None:
    """The bridge to these essays, a row each; `ours` has for each gem what is said and what it tells."""
    if not ours or not len(essays):
        return None
    said = directions([rows for rows, _ in ours], passing, essays.shape[1])
    tell = unit(np.stack([unit(rows - centre).mean(axis=0) for _, rows in ours]))
    return Bridge(said, _shares(unit(essays - centre) @ tell.T, _SHARP_TOLD))


def _shares(scores: Vectors, sharpness: float) -> Vectors:
    powers = np.exp((scores - scores.max(axis=1, keepdims=True)) / sharpness)
    found: Vectors = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
    return found
