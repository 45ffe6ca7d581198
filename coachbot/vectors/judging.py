"""A judge of words: how likely each is somebody's name, by a small network of our own.

MiniLM reads small letters only; what a word looks like, and which lists know it, is told beside (`shapes`).
The first three of its layers come from the packaged model, two more and the last step from `names.npz`,
fitted by tests/eval/fit_names.py to frames and stories of our own with names put in at random.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from coachbot.core.anonymity import Likely, Lists
from coachbot.core.anonymity.shapes import WIDTH, shapes
from coachbot.core.anonymity.tokens import tokens_of
from coachbot.vectors.layers import judged, read_weights
from coachbot.vectors.trunk import Trunk

WEIGHTS = Path(__file__).parent / "names.npz"
LAYER = 3  # of the model's six, after which its states are taken
# Of the classes (nothing, person, place, organisation, other name) those that are told.
_TOLD = slice(1, 4)
_MOST = 400  # characters that are looked at together
_END = re.compile(r"[.!?\n]\s|\s")


class WordJudge:
    """Judges each word of a text; loads 20 MB of weights when it is made."""

    def __init__(self, lists: Lists) -> None:
        self._lists, self._trunk = lists, Trunk(LAYER)
        self._weights = read_weights(WEIGHTS)

    def judge(self, texts: Sequence[str]) -> Sequence[Sequence[Likely]]:
        """For each text how likely each of its words (as `tokens_of` cuts them) is a name's."""
        return [self._of(text) for text in texts]

    def _of(self, text: str) -> list[Likely]:
        tokens = tokens_of(text)
        looks = shapes(text, tokens, self._lists)
        owner = {i: n for n, token in enumerate(tokens) for i in range(token.start, token.end)}
        sums, counts = np.zeros((len(tokens), 3)), np.zeros((len(tokens), 1))
        for start, end in windows(text):
            states, offsets = self._trunk.states(text[start:end])
            owners = [owner.get(start + first) if last > first else None for first, last in offsets]
            told = [[0.0] * WIDTH if n is None else looks[n] for n in owners]
            found = judged(states, np.array(told, np.float32), self._weights)
            for n, row in zip(owners, found, strict=True):
                if n is not None:
                    sums[n] += row[_TOLD]
                    counts[n] += 1
        return [Likely(*row) for row in (sums / np.maximum(counts, 1)).tolist()]


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Pieces of a text, of at most 400 characters, cut after a sentence or at least after a word."""
    start = 0
    while len(text) - start > _MOST:
        ends = [found.end() for found in _END.finditer(text, start + _MOST // 2, start + _MOST)]
        sentences = [end for end in ends if text[end - 2] in ".!?\n"]
        end = (sentences or ends or [start + _MOST])[-1]
        yield start, end
        start = end
    yield start, len(text)
