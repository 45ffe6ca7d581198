"""A text cut into pieces that a model of meaning can hold: a story of one breath stays whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coachbot.core.model import Span

BREATH = 36  # words of the sentences that are looked at by themselves in a longer text
MOST_BREATHS = 24
WHOLE = 180  # words that stay in one piece: as many as a model takes in
MOST = 12  # pieces that are looked at: a model takes some 20 ms for each
_ENDS = re.compile(r"(?<=[.!?])[\"')\u201d\u2019]*\s+|\n+")


def pieces(text: str, whole: int = WHOLE) -> tuple[Span, ...]:
    """The text itself, or its stretches of some sentences, each beginning in the middle of the one before.

    At most `whole` words make one piece; of a very long text the first and the last pieces are kept. A text
    without words has none.
    """
    if not text.strip():
        return ()
    if len(text.split()) <= whole:
        return (Span(text, 0, len(text)),)
    least = whole * 2 // 3
    found = tuple(_stretches(text, _sentences(text, least), least))
    return found if len(found) <= MOST else (*found[: MOST // 2], *found[-MOST // 2 :])


def breaths(text: str, size: int = BREATH) -> tuple[Span, ...]:
    """The sentences of a longer text in handfuls of about `size` words, each beginning with the last's end.

    A text of less than one and a half of them has none; of a very long one the first and the last are kept.
    """
    if len(text.split()) <= size * 3 // 2:
        return ()
    sentences = _sentences(text, size)
    lengths = [len(text[start:end].split()) for start, end in sentences]
    found: list[Span] = []
    first = 0
    while first < len(sentences):
        last, words = first, lengths[first]
        while last + 1 < len(sentences) and words + lengths[last + 1] <= size:
            last += 1
            words += lengths[last]
        start, end = sentences[first][0], sentences[last][1]
        found.append(Span(text[start:end], start, end))
        if last + 1 == len(sentences):
            break
        first = max(last, first + 1)
    half = MOST_BREATHS // 2
    return tuple(found) if len(found) <= MOST_BREATHS else (*found[:half], *found[-half:])


def _sentences(text: str, most: int) -> list[tuple[int, int]]:
    """Where the sentences begin and end; one without an end in sight is cut."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for end, following in [*((m.start(), m.end()) for m in _ENDS.finditer(text)), (len(text), len(text))]:
        words = list(re.finditer(r"\S+", text[start:end]))
        for first in range(0, len(words), most):
            last = words[min(first + most, len(words)) - 1]
            bounds.append((start + words[first].start(), start + last.end()))
        start = following
    return bounds


def _stretches(text: str, sentences: Sequence[tuple[int, int]], least: int) -> list[Span]:
    lengths = [len(text[start:end].split()) for start, end in sentences]
    found: list[Span] = []
    first = 0
    while first < len(sentences):
        last, words = first, lengths[first]
        while words < least and last + 1 < len(sentences):
            last += 1
            words += lengths[last]
        start, end = sentences[first][0], sentences[last][1]
        found.append(Span(text[start:end], start, end))
        if last + 1 == len(sentences):
            break
        half, passed = first, 0
        while half < last and passed < words / 2:
            passed += lengths[half]
            half += 1
        first = max(half, first + 1)
    return found
