"""The library as a space of vectors, and how near a text lies to each gem in it.

Three things are computed once. *Directions*: for gems with lines of their own, linear discriminants of
those lines (class means, one shared covariance, shrunk), which beat the nearest line on complaints written
by others. *Centres*: people complain in one way and essays tell in another; with each side's mean taken off,
what is left is what they are about. And *the border*: a discriminant between how couples' conflicts sound
and how everything else does, so that a text about work finds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coachbot.core.model import Gem
from coachbot.core.retrieval.index import Postings
from coachbot.core.retrieval.passages import Quote, sentences
from coachbot.core.retrieval.pieces import Folded, large
from coachbot.core.vectors import Vectors, unit

_SHRINK = 0.7  # how much of the covariance is replaced by a round one
_SHRINK_BORDER = 0.8
_LIKE_OURS = 75  # gems beside the right one, where the measure was taken
_SENTENCE = np.float32(0.5)  # what the best sentence counts beside the whole
_SHORTLIST = 48  # gems whose sentences are looked at

Numbers = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """Scores as a product: one column of weights and one constant for each thing that is scored."""

    weights: Vectors
    constants: Numbers

    def of(self, rows: Vectors) -> Numbers:
        """The scores of rows, a column for each thing."""
        found: Numbers = rows @ self.weights + self.constants
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """The vectors of the Background: couples’ complaints, essays’ sentences, all else, passing messages."""

    said: Vectors
    told: Vectors
    elsewhere: Vectors
    passing: Sequence[Vectors] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Everything near() needs; immutable."""

    size: int  # how many gems
    lined: Places  # which of them have lines
    directions: Linear  # of those, and after them of passing messages
    chunks: Vectors  # of the others
    owners: Places  # whose each chunk is
    told: NDArray[np.int8]
    ends: Places  # where each gem's told rows end
    centre_said: Numbers
    centre_told: Numbers
    border: Linear
    likeness: Vectors  # a row a gem: what it is about as a whole


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """How near one text lies: by gem, and to couples' conflicts at all."""

    space: Space
    row: Vectors  # the text's own, centred
    scores: Numbers  # by gem; for those with lines and for others they mean different things
    passing: Numbers  # how much it sounds like messages that no gem fits, by group
    lined: NDArray[np.bool_]
    ours: float  # above 0: it sounds like a couple's conflict

    def sums(self, said: Sequence[tuple[Postings, float]]) -> Numbers:
        """What words add, by gem, each with its weight."""
        found = np.zeros(self.space.size, np.float32)
        for postings, weight in said:
            places = np.frombuffer(postings.gems, np.int64)
            found[places] += weight * np.frombuffer(postings.adds, np.float64)
        return found

    def best_lined(self, few: int) -> list[int]:
        """The places of the nearest gems that have lines, in no order."""
        places = self.space.lined
        if len(places) <= few:
            return [int(n) for n in places]
        return [int(places[n]) for n in np.argpartition(self.scores[places], -few)[-few:]]

    def of_others(self, scores: NDArray[np.floating]) -> NDArray[np.floating]:
        """The scores, with none for gems that have lines."""
        return np.where(self.lined, -np.inf, scores)

    def likeness(self, n: int, m: int) -> float:
        """The cosine of two gems."""
        return float(self.space.likeness[n] @ self.space.likeness[m])

    def quotes(self, n: int, gem: Gem, found: Sequence[Quote]) -> list[float]:
        """How near each quotation of the n-th gem is; a run of sentences is as near as their mean."""
        told = _sentences(self.space, n, self.row)
        if gem.quotable:
            return [float(each) for each in told]
        spans = sentences(gem.body)
        means: list[float] = []
        for quote in found:
            last = quote.start + len(quote.text)
            inside = [m for m, (start, end) in enumerate(spans) if quote.start <= start and end <= last]
            means.append(float(told[inside].mean()) if inside else 0.0)
        return means


def build_space(folded: Sequence[Folded], backdrop: Backdrop) -> Space:
    """The space of the gems in this order."""
    lined = [n for n, gem in enumerate(folded) if len(gem.said)]
    chunks = [gem.whole for gem in folded if len(gem.whole)]
    width = backdrop.said.shape[1]
    return Space(
        size=len(folded),
        lined=np.array(lined, np.int64),
        directions=_directions([folded[n].said for n in lined], backdrop.passing, width),
        chunks=unit(_stacked(chunks, width) - backdrop.told.mean(axis=0)),
        owners=np.repeat(np.arange(len(folded)), [len(gem.whole) for gem in folded]),
        told=np.concatenate([gem.told for gem in folded]) if folded else np.zeros((0, width), np.int8),
        ends=np.cumsum([len(gem.told) for gem in folded], dtype=np.int64),
        centre_said=backdrop.said.mean(axis=0),
        centre_told=backdrop.told.mean(axis=0),
        border=_border(backdrop),
        likeness=_likeness(folded, backdrop),
    )


def near(space: Space, vector: Vectors) -> Near:
    """How near a text lies. `vector` is its row, of shape (1, width) and length 1."""
    row = unit(vector - space.centre_said)
    scores = np.full(space.size, -np.inf, np.float32)
    lined = np.zeros(space.size, np.bool_)
    lined[space.lined] = True
    passing = np.zeros(0, np.float32)
    if len(space.lined):
        found = space.directions.of(vector)[0]
        scores[space.lined], passing = found[: len(space.lined)], found[len(space.lined) :]
    if len(space.chunks):
        found = space.chunks @ row[0]
        np.maximum.at(scores, space.owners, found)
        for n in _best(np.where(lined, -np.inf, scores)):
            told = _sentences(space, int(n), row)
            scores[n] += _SENTENCE * (told.max() if len(told) else scores[n])
    return Near(space, row, scores, passing, lined, float(space.border.of(vector)[0, 0]))


def _best(scores: Numbers) -> Places:
    """The places of the highest scores; those of the rest are left without their sentence's share."""
    few = min(_SHORTLIST, len(scores))
    best = np.argpartition(scores, -few)[-few:]
    return best[np.isfinite(scores[best])]


def _sentences(space: Space, n: int, row: Vectors) -> Numbers:
    rows = large(space.told[space.ends[n - 1] if n else 0 : space.ends[n]])
    found: Numbers = unit(rows - space.centre_told) @ row[0]
    return found


# ---------------------------------------------------------------- discriminants


def _directions(gems: Sequence[Vectors], passing: Sequence[Vectors], width: int) -> Linear:
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


def _border(backdrop: Backdrop) -> Linear:
    ours, others = backdrop.said.mean(axis=0), backdrop.elsewhere.mean(axis=0)
    rests = np.concatenate([backdrop.said - ours, backdrop.elsewhere - others])
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


def _likeness(folded: Sequence[Folded], backdrop: Backdrop) -> Vectors:
    width = backdrop.said.shape[1]
    rows = [
        (gem.said.mean(axis=0) - backdrop.said.mean(axis=0))
        if len(gem.said)
        else (gem.whole.mean(axis=0) - backdrop.told.mean(axis=0))
        if len(gem.whole)
        else np.zeros(width, np.float32)
        for gem in folded
    ]
    return unit(np.stack(rows).astype(np.float32)) if rows else np.zeros((0, width), np.float32)


def _stacked(rows: Sequence[Vectors], width: int) -> Vectors:
    return np.concatenate(rows) if rows else np.zeros((0, width), np.float32)
