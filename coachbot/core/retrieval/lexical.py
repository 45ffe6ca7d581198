"""What words say: BM25 with ideas and lines. It serves alone where no vectors are, and beside them."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log

from coachbot.core.model import Track
from coachbot.core.retrieval.index import Index
from coachbot.core.retrieval.query import Query

# Measured on complaints written after the gems (tests/eval/eval_gems.py).
_LINE = 5.0  # what one sounds_like line adds when all of it was said
_THEME = 6.0  # what it adds that a gem's own theme was said
_ENOUGH = 2.0  # more than this of a theme adds nothing
_LEAST = 13.0  # below this, nothing fits
_NEAR = 0.6  # this much of a line has to be said, if no theme was
_ALL, _SHORT = 0.95, 6  # and this much is enough by itself where little else was said
_SHARED = 4  # words in common, where there are no lines
_READ = 1500  # characters of a text that are looked at, from each end


def stems_of(index: Index, text: str) -> list[str]:
    """The stems of a text, of its two ends if it is very long."""
    capped = text if len(text) <= 2 * _READ else f"{text[:_READ]}\n{text[-_READ:]}"
    return index.vocabulary.stemmed(capped)


def names_us(index: Index, stems: list[str]) -> bool:
    """Whether a word is there that names the couple."""
    return any(each in index.vocabulary.thesaurus.us for each in stems)


def elsewhere(index: Index, query: Query, stems: list[str]) -> bool:
    """About work, study or family, as far as words and reading tell, with no partner in it."""
    known = index.vocabulary.thesaurus
    if query.track or query.couple or not known.us or names_us(index, stems):
        return query.track is Track.OFF_TOPIC
    if not any(each in known.perhaps for each in stems):
        return True
    mine = (
        word for my, *near in zip(stems, stems[1:], stems[2:], strict=False) if my == "my" for word in near
    )
    return any(each in known.elsewhere for each in stems) or any(each in known.others for each in mine)


def weights(index: Index, stems: list[str], query: Query) -> dict[str, float]:
    """Tokens of the question and how much each counts; saying a thing often adds less each time."""
    counts = Counter(index.vocabulary.counted(stems))
    found = {token: 1 + log(times) for token, times in counts.items() if token in index.idf}
    for token in index.vocabulary.tokens(" ".join((*query.needs, *query.feelings))):
        if token in index.idf:
            found.setdefault(token, 0.5)
    return found


def sums(index: Index, said: dict[str, float]) -> dict[int, float]:
    """BM25 by gem, of the gems that have a word or an idea in common with what was said."""
    scores: defaultdict[int, float] = defaultdict(float)
    for token, weight in said.items():
        postings = index.postings[token]
        for n, adds in zip(postings.gems, postings.adds, strict=True):
            scores[n] += weight * adds
    return scores


def fits(index: Index, n: int, score: float, said: dict[str, float]) -> bool:
    """Common words are not enough: a gem's theme, or most of one of its lines, has to be there.

    Where its author wrote no lines, several words in common have to do.
    """
    if not index.lines[n]:
        shared = sum(n in index.postings[token].gems for token in said)
        return shared >= min(_SHARED, (len(said) + 1) // 2)
    line = best_line(index, n, said)
    return (line >= _ALL and len(said) <= _SHORT) or (
        score >= _LEAST and (line >= _NEAR or themes_said(index, n, said) > 0)
    )


def evidence(index: Index, n: int, said: dict[str, float]) -> float:
    """What counts beside the words: that the gem's own theme was said, and how nearly one of its lines."""
    return _THEME * min(themes_said(index, n, said), _ENOUGH) + _LINE * best_line(index, n, said)


def themes_said(index: Index, n: int, said: dict[str, float]) -> float:
    """How strongly the gem's own themes were said: 0, or 1 and more."""
    return sum(said.get("~" + theme, 0.0) for theme in index.gems[n].themes)


def best_line(index: Index, n: int, said: dict[str, float]) -> float:
    """0-1: how much of the nearest way of saying it was said."""
    best, idf = 0.0, index.idf.__getitem__
    for line in index.lines[n]:
        if line.mass:
            best = max(best, sum(map(idf, line.tokens & said.keys())) / line.mass)
    return best
