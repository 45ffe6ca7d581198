"""Likely feelings and needs for who hasn't named any, and words in order for who wants to pick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coachbot.core.model import Foundation, Reading, Track
from coachbot.core.reading.lexicon import Lexicon

MOST = 3
HEATED = 5  # 0-10: from here on anger is in the words, whatever is told
_OF_OWN_MISTAKES = ("guilty", "ashamed", "scared")


def guess_feelings(reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """Two or three likely feelings that were not named: from stories told as feelings and what happened."""
    scores: dict[str, float] = {}
    for story in reading.faux_feelings:
        _count(scores, story.feelings, 0.7 if story.word == "thought" else 1.3)
    for evidence in reading.because:
        situation = lexicon.situations.get(evidence.rule.partition(".")[2])
        if situation is not None and not evidence.rule.startswith("track."):
            _count(scores, situation.feelings, 0.6)
    if reading.track is Track.OWN_MISTAKE:
        _count(scores, _OF_OWN_MISTAKES, 1.5)
    if reading.heat >= HEATED:
        _count(scores, ("angry", "hurt"), 1.5)
    gone = {*reading.denied, *(f.word for f in reading.feelings)}
    return tuple(name for name in _ranked(scores) if name not in gone)[:MOST]


def guess_needs(reading: Reading, lexicon: Lexicon, exclude: Sequence[str] = ()) -> tuple[str, ...]:
    """Two or three likely needs, those named first; from feelings alone when nothing else tells."""
    names = [need.name for need in reading.needs if need.name not in exclude]
    if len(names) < 2:
        for feeling in reading.feelings:
            entry = lexicon.feelings.get(feeling.word)
            family = lexicon.families.get(entry.family) if entry else None
            names += [n for n in (family.needs if family else ()) if n not in exclude]
    return tuple(dict.fromkeys(names))[:MOST]


def _count(scores: dict[str, float], names: Iterable[str], weight: float) -> None:
    for rank, name in enumerate(names):
        scores[name] = scores.get(name, 0.0) + weight * (1.0, 0.65, 0.4, 0.25)[min(rank, 3)]


def _ranked(scores: dict[str, float]) -> list[str]:
    return sorted(scores, key=lambda name: -scores[name])


def picker_feelings(likely: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Every feeling for a picker: the likely ones, those near them, each family's first, then the rest."""
    known = lexicon.feelings
    first = [name for name in likely if name in known]
    near = [name for one in first for name in known[one].near]
    leads = [name for family in lexicon.families.values() for name in family.first]
    by_family = [n for f in lexicon.families for n, entry in known.items() if entry.family == f]
    return tuple(n for n in dict.fromkeys((*first, *near, *leads, *by_family)) if n in known)


def picker_needs(likely: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Every need for a picker: the likely ones, those near them, then the rest in the file's order."""
    known = lexicon.needs
    first = [name for name in likely if name in known]
    near = [name for one in first for name in known[one].near]
    return tuple(n for n in dict.fromkeys((*first, *near, *known)) if n in known)


def thinnest(readings: Reading | Iterable[Reading]) -> tuple[Foundation, str]:
    """The foundation most in play over one or several readings, and the words that say why ("" if none)."""
    several = (readings,) if isinstance(readings, Reading) else tuple(readings)
    totals = dict.fromkeys(Foundation, 0.0)
    for reading in several:
        for foundation, score in reading.foundations:
            totals[foundation] = 1 - (1 - totals[foundation]) * (1 - score)
    best = max(totals, key=lambda foundation: totals[foundation])
    words = (e.text for r in several for e in r.because if e.rule.startswith(f"{best}."))
    return best, next(words, "")
