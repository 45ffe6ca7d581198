"""Fits what the point of a story is told by: writes knowledge/points/points.npz.

Ridge regression of the readers' marks (3 what hurts most, 2 matters too, 1 background, 0 empty) on each thing
that can be told back. Run it after the stories or the retelling changed: `make fit`. It also prints how
often the first thing told gets which mark, on stories left out of the fit, beside the reading's own order.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coachbot.core.model import Retelling
from coachbot.core.plain import straighten
from coachbot.core.reading import read
from coachbot.core.reading.points import BEST, TRAITS, Points, traits_of, weighed
from coachbot.core.vectors import Vectors
from coachbot.library import POINTS, content_folder, read_library, shelf
from coachbot.vectors import neural

RIDGE_TRAITS, RIDGE_MEANING = 5.0, 8.0
FOLDS = 10
SAME = 0.6  # a candidate gets the mark of a stretch that it shares so much with


@dataclass(frozen=True, slots=True)
class Story:
    """What was told in a story, as the reading finds it, with the vectors and marks of each."""

    told: tuple[Retelling, ...]
    length: int
    vectors: Vectors
    marks: Vectors


def stories(rows: Sequence[dict[str, object]], embedder: neural.NeuralEmbedder) -> Iterator[Story]:
    """Each story in which at least two things are told and marked."""
    lexicon = read_library().kit.lexicon
    for row in rows:
        text, marked = str(row["text"]), row["marks"]
        assert isinstance(marked, list)
        found = [(one, _mark(one, text, marked)) for one in read(text, lexicon).retellings]
        told = tuple(one for one, mark in found if mark is not None)
        if len(told) > 1:
            vectors = embedder.embed([straighten(one.text) for one in told])
            marks = np.array([mark for _, mark in found if mark is not None], np.float32)
            yield Story(told, len(text), vectors, marks)


def _mark(one: Retelling, text: str, marked: Sequence[Sequence[object]]) -> int | None:
    """The mark of the stretch that a candidate is most of."""
    for mark, words in marked:
        start = text.find(str(words))
        end = start + len(str(words))
        shared = min(end, one.end) - max(start, one.start)
        if shared > SAME * (max(end, one.end) - min(start, one.start)):
            return int(str(mark))
    return None


def fitted(found: Sequence[Story]) -> Vectors:
    """The weights of the traits and of the meaning, in one row."""
    rows = np.concatenate([_row(each) for each in found]).astype(np.float64)
    marks = np.concatenate([each.marks for each in found]).astype(np.float64)
    ridge = np.diag([1e-3, *[RIDGE_TRAITS] * (TRAITS - 1), *[RIDGE_MEANING] * 384])
    weights: Vectors = np.linalg.solve(rows.T @ rows + ridge, rows.T @ marks).astype(np.float32)
    return weights


def _row(story: Story) -> Vectors:
    return np.concatenate([traits_of(story.told, story.length), story.vectors], axis=1)


def points_from(weights: Vectors, model: str, version: str) -> Points:
    """The weights as the coach uses them."""
    return Points(weights[:TRAITS], weights[TRAITS:], model, version)


def left_out(found: Sequence[Story]) -> Iterator[tuple[float, float, float]]:
    """For each story with a best: it, the first by the reading's order, and the first by a fit without it."""
    for fold in range(FOLDS):
        points = points_from(fitted([s for n, s in enumerate(found) if n % FOLDS != fold]), "", "")
        for story in found[fold::FOLDS]:
            marks = dict(zip([one.start for one in story.told], story.marks, strict=True))
            first = weighed(story.told, story.vectors, story.length, points)[0]
            yield float(story.marks.max()), float(story.marks[0]), float(marks[first.start])


def main() -> int:
    knowledge = shelf("knowledge")
    keys = knowledge.under("points", ".toml")
    rows = [row for key in keys for row in _tables(knowledge.toml(key)["story"])]
    embedder = neural.load()
    found = list(stories(rows, embedder))
    best = np.array([row for row in left_out(found) if row[0] == BEST])
    for name, firsts in (("by its words", best[:, 1]), ("by its meaning", best[:, 2])):
        shares = [f"{mark}: {np.mean(firsts == mark):.0%}" for mark in (3, 2, 1, 0)]
        print(f"what is told first, {name}, in {len(best)} stories left out: {', '.join(shares)}")
    weights = fitted(found)
    np.savez_compressed(
        Path(content_folder("knowledge")) / POINTS,
        traits=weights[:TRAITS],
        meaning=weights[TRAITS:],
        model=np.array(embedder.name),
        stories=np.array(knowledge.version(*keys)),
    )
    return 0


def _tables(rows: object) -> list[dict[str, object]]:
    return rows if isinstance(rows, list) else []


if __name__ == "__main__":
    sys.exit(main())
