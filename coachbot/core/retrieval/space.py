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
from coachbot.core.retrieval.alike import Alike, build_alike
from coachbot.core.retrieval.bridge import Bridge, build_bridge
from coachbot.core.retrieval.index import Postings
from coachbot.core.retrieval.linear import Linear, Numbers, border, directions
from coachbot.core.retrieval.passages import Quote, sentences
from coachbot.core.retrieval.pieces import Folded, large
from coachbot.core.vectors import Vectors, unit

_SENTENCE = np.float32(0.5)  # what the best sentence counts beside the whole
_ACROSS = np.float32(0.22)  # what the way by our own gems counts
_DIRECTION = np.float32(0.47)  # what the discriminants count beside likeness
_SHORTLIST = 48  # gems whose sentences are looked at

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """The vectors of the Background: couples’ complaints, essays’ sentences, all else, passing messages."""

    said: Vectors
    told: Vectors
    elsewhere: Vectors
    passing: Sequence[Vectors] = ()
    ours: Sequence[tuple[Vectors, Vectors]] = ()  # of each of our own gems, what is said and what it tells


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Everything near() needs; immutable."""

    size: int  # how many gems
    lined: Places  # which of them have lines
    directions: Linear  # of those, and after them of passing messages
    alike: Alike  # the same gems
    chunks: Vectors  # of the others
    owners: Places  # the gems that have chunks
    starts: Places  # where the chunks of each begin
    told: NDArray[np.int8]
    ends: Places  # where each gem's told rows end
    centre_said: Numbers
    centre_told: Numbers
    border: Linear
    bridge: Bridge | None  # to the others
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
    essays = _stacked([rows.mean(axis=0, keepdims=True) for rows in chunks], width)
    return Space(
        size=len(folded),
        lined=np.array(lined, np.int64),
        directions=directions([folded[n].said for n in lined], backdrop.passing, width),
        alike=build_alike(
            [folded[n].said for n in lined],
            backdrop.passing if lined else (),
            [folded[n].tells for n in lined],
            (backdrop.said.mean(axis=0), backdrop.told.mean(axis=0)),
        ),
        chunks=unit(_stacked(chunks, width) - backdrop.told.mean(axis=0)),
        owners=np.flatnonzero([len(gem.whole) for gem in folded]),
        starts=np.cumsum([0, *(len(rows) for rows in chunks[:-1])], dtype=np.int64),
        told=np.concatenate([gem.told for gem in folded]) if folded else np.zeros((0, width), np.int8),
        ends=np.cumsum([len(gem.told) for gem in folded], dtype=np.int64),
        centre_said=backdrop.said.mean(axis=0),
        centre_told=backdrop.told.mean(axis=0),
        border=border(backdrop.said, backdrop.elsewhere),
        bridge=build_bridge(backdrop.ours, backdrop.passing, essays, backdrop.told.mean(axis=0)),
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
        found = _DIRECTION * space.directions.of(vector)[0]
        gems, groups = space.alike.of(row)
        scores[space.lined], passing = found[: len(gems)] + gems, found[len(gems) :] + groups
    if len(space.chunks):
        found = np.maximum.reduceat(space.chunks @ row[0], space.starts)
        scores[space.owners] = found + _ACROSS * space.bridge.across(vector) if space.bridge else found
        best = _best(np.where(lined, -np.inf, scores))
        scores[best] += _SENTENCE * _best_sentences(space, best, row, scores[best])
    return Near(space, row, scores, passing, lined, float(space.border.of(vector)[0, 0]))


def _best(scores: Numbers) -> Places:
    """The places of the highest scores; those of the rest are left without their sentence's share."""
    few = min(_SHORTLIST, len(scores))
    best = np.argpartition(scores, -few)[-few:]
    return best[np.isfinite(scores[best])]


def _best_sentences(space: Space, gems: Places, row: Vectors, without: Numbers) -> Numbers:
    """How near the nearest sentence of each gem is; `without` for one that has none."""
    begins = np.where(gems > 0, space.ends[gems - 1], 0)
    sizes = space.ends[gems] - begins
    found = without.copy()
    some = np.flatnonzero(sizes)
    if len(some):
        places = np.concatenate([np.arange(begins[n], begins[n] + sizes[n]) for n in some])
        told = unit(large(space.told[places]) - space.centre_told) @ row[0]
        found[some] = np.maximum.reduceat(told, np.cumsum([0, *sizes[some][:-1]]))
    return found


def _sentences(space: Space, n: int, row: Vectors) -> Numbers:
    rows = large(space.told[space.ends[n - 1] if n else 0 : space.ends[n]])
    found: Numbers = unit(rows - space.centre_told) @ row[0]
    return found


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
