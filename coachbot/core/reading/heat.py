"""How hot a message is, 0-10: words, swearing, capitals, marks, repetition, against its length."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coachbot.core.reading.lexicon import Hit
from coachbot.core.reading.tokens import END, Tokens

_STORY = 15  # words from which a message is more than a calm word
CAP = 4000  # characters whose marks and capitals are counted
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_MARKS = re.compile(r"!{2,}|\?{2,}|[?!]{2,}")
_STRETCHED = re.compile(r"([a-zA-Z])\1{3,}")
_SHOUTED = frozenset("THE AND LOL OMG WTF BTW USA TLDR EDIT UPDATE FAQ LDR NSFW IMO AITA FYI ASAP PMS PTSD ADHD STD STI".split())


def heat_of(tokens: Tokens, hits: Sequence[Hit]) -> int:
    """0 for a calm word, 10 for a flood; long and quiet texts stay low however much they tell."""
    if not tokens.words:
        return 0
    points = _words(tokens, hits) + _looks(tokens.text[:CAP]) + _repeats(tokens.words)
    count = len(tokens)
    # A hot word in ten burns; the same word in three hundred is part of a story.
    thinned = points if count <= 40 else points * (40 / count) ** 0.7
    return max(1 if count > _STORY else 0, min(10, round(thinned * 0.95)))


def _words(tokens: Tokens, hits: Sequence[Hit]) -> float:
    """Points for words; a stretch counts once for the hottest of what it means, and quotes don't."""
    best: dict[int, float] = {}
    cooling = 0.0
    for hit in hits:
        weight = hit.meaning.weight
        if weight < 0:
            cooling += weight
        elif not tokens.quoted[hit.first]:
            best[hit.first] = max(best.get(hit.first, 0.0), weight)
    return max(0.0, sum(sorted(best.values(), reverse=True)[:30]) + max(cooling, -4.0))


def _looks(text: str) -> float:
    """Points for capitals, marks and stretched letters."""
    shouted = [w for w in _CAPITALS.findall(text) if w not in _SHOUTED]
    words = _LETTERS.findall(text)
    share = len(shouted) / len(words) if words else 0.0
    capitals = 4.0 if share > 0.5 and len(words) > 3 else min(4.0, 1.2 * len(shouted))
    marks = min(2.5, 0.9 * len(_MARKS.findall(text)) + 0.3 * text.count("!"))
    return capitals + marks + min(1.0, 0.5 * len(_STRETCHED.findall(text)))


def _repeats(words: Sequence[str]) -> float:
    """A point for saying it twice: "again. again.", "why why"."""
    spoken = [w for w in words[:400] if w != END and len(w) > 2]
    return min(1.5, 0.75 * sum(a == b for a, b in zip(spoken, spoken[1:], strict=False)))
