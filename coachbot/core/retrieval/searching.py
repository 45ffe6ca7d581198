"""The search: which gem first, then which of its passages for this conflict; nothing when nothing fits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from math import log, sqrt

from coachbot.core.model import DangerKind, Foundation, Gem, Passage, Step, Track
from coachbot.core.retrieval.index import Index
from coachbot.core.retrieval.passages import Quote, leans, quotes

# Measured on complaints written after the gems (tests/eval/eval_gems.py).
_LINE = 5.0  # what one sounds_like line adds when all of it was said
_THEME = 6.0  # what it adds that a gem's own theme was said
_ENOUGH = 2.0  # more than this of a theme adds nothing
_SHORTLIST = 16  # gems whose lines are looked at
_TRACK = 1.15
_FOUNDATION = 0.10  # times how much it is in play
_STEP = 1.10
_LEAST = 13.0  # below this, nothing fits
_NEAR = 0.6  # this much of a line has to be said, if no theme was
_ALL, _SHORT = 0.95, 6  # and this much is enough by itself where little else was said
_SHARED = 4  # words in common, where there are no lines
_SHARED_THEME = 0.9  # for each theme that a better gem already has
_READ = 1500  # characters of a text that are looked at, from each end

_STEP_FOUNDATION = {
    Step.EMPATHY: Foundation.EMPATHY,
    Step.SAFETY: Foundation.SAFETY,
    Step.TRUST: Foundation.TRUST,
    Step.RESPECT: Foundation.RESPECT,
    Step.SETTLE: Foundation.SAFETY,
}


@dataclass(frozen=True, slots=True)
class Query:
    """What is known when a gem is looked for; `exclude` are slugs, `danger` whatever was found so far."""

    text: str
    track: Track | None = None
    foundations: tuple[tuple[Foundation, float], ...] = ()  # as in a Reading
    needs: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()
    step: Step | None = None
    exclude: Collection[str] = ()
    danger: Collection[DangerKind] = ()


def search(index: Index, query: Query, *, limit: int = 3) -> tuple[Passage, ...]:
    """The best passages, one a gem, best first; empty when nothing fits or the text is not about a couple."""
    stems = index.vocabulary.stemmed(_capped(query.text))
    if _elsewhere(index, query, stems):
        return ()
    said = _weights(index, stems, query)
    fitting = [each for each in _ranked(index, query, said) if _fits(index, *each, said)]
    return tuple(_passage(index, n, score, said) for n, score in _varied(index, fitting, limit))


def _capped(text: str) -> str:
    return text if len(text) <= 2 * _READ else f"{text[:_READ]}\n{text[-_READ:]}"


def _elsewhere(index: Index, query: Query, stems: list[str]) -> bool:
    """About work, study or family, as far as words and reading tell, with no partner in it."""
    known = index.vocabulary.thesaurus
    if query.track or not known.us or any(each in known.us for each in stems):
        return query.track is Track.OFF_TOPIC
    if not any(each in known.perhaps for each in stems):
        return True
    mine = (
        word for my, *near in zip(stems, stems[1:], stems[2:], strict=False) if my == "my" for word in near
    )
    return any(each in known.elsewhere for each in stems) or any(each in known.others for each in mine)


def _weights(index: Index, stems: list[str], query: Query) -> dict[str, float]:
    """Tokens of the question and how much each counts; saying a thing often adds less each time."""
    counts = Counter(index.vocabulary.counted(stems))
    weights = {token: 1 + log(times) for token, times in counts.items() if token in index.idf}
    for token in index.vocabulary.tokens(" ".join((*query.needs, *query.feelings))):
        weights.setdefault(token, 0.5)
    return weights


def _ranked(index: Index, query: Query, said: dict[str, float]) -> list[tuple[int, float]]:
    scores: defaultdict[int, float] = defaultdict(float)
    for token, weight in said.items():
        for n, adds in index.postings.get(token, ()):
            scores[n] += weight * adds
    allowed = {n: s for n, s in scores.items() if _allowed(index.gems[n], query)}
    first = sorted(allowed, key=lambda n: (-allowed[n], n))[:_SHORTLIST]
    full = [(n, (allowed[n] + _evidence(index, n, said)) * _fit(index.gems[n], query)) for n in first]
    return sorted(full, key=lambda each: (-each[1], each[0]))


def _allowed(gem: Gem, query: Query) -> bool:
    return gem.slug not in query.exclude and not any(kind in gem.not_for for kind in query.danger)


def _fits(index: Index, n: int, score: float, said: dict[str, float]) -> bool:
    """Common words are not enough: a gem's theme, or most of one of its lines, has to be there.

    Where its author wrote no lines, several words in common have to do.
    """
    if not index.lines[n]:
        shared = sum(any(n == gem for gem, _ in index.postings[token]) for token in said)
        return shared >= min(_SHARED, (len(said) + 1) // 2)
    line = _best_line(index, n, said)
    return (line >= _ALL and len(said) <= _SHORT) or (
        score >= _LEAST and (line >= _NEAR or _themes_said(index, n, said) > 0)
    )


def _themes_said(index: Index, n: int, said: dict[str, float]) -> float:
    """How strongly the gem's own themes were said: 0, or 1 and more."""
    return sum(said.get("~" + theme, 0.0) for theme in index.gems[n].themes)


def _evidence(index: Index, n: int, said: dict[str, float]) -> float:
    """What counts beside the words: that the gem's own theme was said, and how nearly one of its lines."""
    return _THEME * min(_themes_said(index, n, said), _ENOUGH) + _LINE * _best_line(index, n, said)


def _best_line(index: Index, n: int, said: dict[str, float]) -> float:
    """0-1: how much of the nearest way of saying it was said."""
    best = 0.0
    for line in index.lines[n]:
        if line.mass:
            best = max(best, sum(index.idf[t] for t in line.tokens if t in said) / line.mass)
    return best


def _fit(gem: Gem, query: Query) -> float:
    """How far the reading speaks for a gem: 1 when it says nothing."""
    fit = _TRACK if query.track in gem.tracks else 1.0
    fit *= 1 + _FOUNDATION * max(
        (weight for each, weight in query.foundations if each in gem.foundations), default=0.0
    )
    return fit * (_STEP if _STEP_FOUNDATION.get(query.step or Step.GEM) in gem.foundations else 1.0)


def _varied(index: Index, ranked: list[tuple[int, float]], limit: int) -> list[tuple[int, float]]:
    """The first few, each new one a little lower for every theme that one above it has."""
    left, chosen, taken = list(ranked), list[tuple[int, float]](), set[str]()
    while left and len(chosen) < limit:
        best = max(left, key=lambda each: each[1] * _SHARED_THEME ** _shared(index, each[0], taken))
        left.remove(best)
        chosen.append(best)
        taken.update(index.gems[best[0]].themes)
    return chosen


def _shared(index: Index, n: int, taken: set[str]) -> int:
    return len(taken.intersection(index.gems[n].themes))


def _passage(index: Index, n: int, score: float, said: dict[str, float]) -> Passage:
    gem = index.gems[n]
    choice = enumerate(quotes(gem, index.vocabulary))
    best = max(choice, key=lambda each: (_closeness(index, each[1], said), -each[0]))[1]
    return Passage(gem.slug, gem.title, best.text, best.start, round(score, 3), gem.source)


def _closeness(index: Index, quote: Quote, said: dict[str, float]) -> float:
    """How near a passage is to what was said; one that leans on its context is worth half."""
    shared = sum(index.idf[token] * weight for token, weight in said.items() if token in quote.tokens)
    near = shared / sqrt(8 + len(quote.tokens))
    return near / 2 if leans(quote.text) else near
