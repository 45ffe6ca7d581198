"""A text cut into stretches that are looked at one by one: a story of one breath stays whole."""

from __future__ import annotations

import re

from coachbot.core.model import Span

BREATH = 70  # words of a stretch: some 100 tokens
MOST = 24
_ENDS = re.compile(r"(?<=[.!?])[\"')\u201d\u2019]*\s+|\n+")


def breaths(text: str, size: int = BREATH) -> tuple[Span, ...]:
    """The text itself, or its sentences in handfuls of about `size` words, which overlap by one.

    A text of less than one and a half of them is one stretch, one without words has none; of a very long one
    the first and the last are kept.
    """
    if not text.strip():
        return ()
    if len(text.split()) <= size * 3 // 2:
        return (Span(text, 0, len(text)),)
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
    return tuple(found) if len(found) <= MOST else (*found[: MOST // 2], *found[-MOST // 2 :])


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
