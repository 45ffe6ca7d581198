"""How hot a message is, 0-10: words, swearing, capitals, marks, repetition, against its length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from coachbot.core.reading.lexicon import Hit
from coachbot.core.reading.lists import listed
from coachbot.core.reading.tokens import END, Tokens

_STORY = 15  # words from which a message is more than a calm word
_REPEATS = 120  # words among which one is looked for twice
CAP = 1500  # characters whose marks and capitals are counted
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_MARKS = re.compile(r"!{2,}|\?{2,}|[?!]{2,}")
_STRETCHED = re.compile(r"([a-zA-Z])\1{3,}")
_SHOUTED = listed("""
THE AND LOL OMG WTF BTW USA TLDR EDIT UPDATE FAQ LDR NSFW IMO AITA FYI ASAP PMS PTSD ADHD STD STI
""")


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
    shouted = sum(word not in _SHOUTED for word in _CAPITALS.findall(text))
    capitals = 0.0
    if shouted:
        words = len(_LETTERS.findall(text))
        capitals = 4.0 if words > 3 and shouted > words / 2 else min(4.0, 1.2 * shouted)
    loud, asked = text.count("!"), text.count("?")
    marks = 0.9 * len(_MARKS.findall(text)) + 0.3 * loud if loud + asked > 1 else 0.3 * loud
    return capitals + min(2.5, marks) + min(1.0, 0.5 * len(_STRETCHED.findall(text)))


def _repeats(words: Sequence[str]) -> float:
    """A point for saying it twice: "again. again.", "why why"."""
    spoken = [w for w in words[:_REPEATS] if w != END]
    return min(1.5, 0.75 * sum(a == b and len(a) > 2 for a, b in pairwise(spoken)))
