"""The search: which gem first, then which of its passages for this conflict; nothing when nothing fits."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, inf, log, sqrt
from typing import TYPE_CHECKING

from coachbot.core.model import Foundation, Gem, Passage, Side, Step
from coachbot.core.retrieval import lexical
from coachbot.core.retrieval.index import Index
from coachbot.core.retrieval.matter import matter
from coachbot.core.retrieval.passages import Quote, leans, quotes
from coachbot.core.retrieval.query import Query
from coachbot.core.retrieval.sides import side_of

if TYPE_CHECKING:  # without vectors, numpy is not needed
    from coachbot.core.retrieval.space import Near

# Measured on complaints written after the gems (tests/eval/eval_gems.py).
_SHORTLIST = 16  # gems whose lines are looked at
_TRACK = 1.15
_FOUNDATION = 0.10  # times how much it is in play
_STEP = 1.10
_SHARED_THEME = 0.9  # for each theme that a better gem already has
_LATELY, _AGAIN = 4, 0.93  # for each theme that one of the last few gems had
_DISLIKED_THEME = 0.8  # for each theme of a gem that was put away
_DISLIKED_LIKE = 0.5  # and what a gem just like it would lose
# With vectors, for gems with lines; in standard deviations of the discriminants. Chosen on messages whose
# hits had been read one by one.
_WORDS = 0.028  # what BM25 adds
_IDEA, _IDEAS = 0.14, 2.0  # what a theme adds that was said, and how much of it counts
_LINE = 0.3  # what one of its lines adds when all of it was said
_AGREEING = 2.0  # times what reading and this person's choices add
_SOFT = 0.4  # how near a rival has to be to cast doubt
_BRIEF, _LONG = 0.5, 40  # how much doubt a short message is allowed, and how many words are no longer short
_SURE = -0.28
_RUNNERS_UP = 0.75  # how far behind the first another may be
# And for others: what a score comes to by which 1 is enough.
_ENOUGH_TOLD, _STEEP_TOLD = 0.05, 8.0
_IDEAS_TOLD = 0.02
_SURELY_TOLD = 5.5  # so near that it counts though the text might be about something else
# How far a text may lie beyond the border, by what its words tell.
_BORDER_US, _BORDER_PERHAPS, _BORDER_ELSEWHERE = -7.0, -3.0, 0.0
_BORDER_SURELY = -9.0

_STEP_FOUNDATION = {
    Step.EMPATHY: Foundation.EMPATHY,
    Step.SAFETY: Foundation.SAFETY,
    Step.TRUST: Foundation.TRUST,
    Step.RESPECT: Foundation.RESPECT,
    Step.SETTLE: Foundation.SAFETY,
}

Ranked = list[tuple[int, float]]


def search(index: Index, query: Query, near: Near | None = None, *, limit: int = 3) -> tuple[Passage, ...]:
    """The best passages, one a gem, best first; empty when nothing fits or the text is not about a couple.

    `near` is what the vectors say of the query's text; without it words alone decide.
    """
    stems = lexical.stems_of(index, query.text)
    said = lexical.weights(index, lexical.stems_of(index, matter(query.text)), query)
    if near is None:
        fitting = [] if lexical.elsewhere(index, query, stems) else _by_words(index, query, said)
    else:
        fitting = _by_meaning(index, query, said, near, about_us=_about_us(index, query, stems, near))
    side = side_of(query) if fitting else Side.EITHER
    return tuple(_passage(index, n, score, said, near, side) for n, score in _varied(index, fitting, limit))


def _by_words(index: Index, query: Query, said: dict[str, float]) -> Ranked:
    found = {n: s for n, s in lexical.sums(index, said).items() if _allowed(index.gems[n], query)}
    first = sorted(found, key=lambda n: (-found[n], n))[:_SHORTLIST]
    scored = ((n, (found[n] + lexical.evidence(index, n, said)) * _fit(index, n, query, None)) for n in first)
    return _sorted(each for each in scored if lexical.fits(index, *each, said))


def _about_us(index: Index, query: Query, stems: list[str], near: Near) -> bool:
    if lexical.elsewhere(index, query, stems):
        return query.track is None and near.ours > _BORDER_ELSEWHERE
    named = query.couple or query.track is not None or lexical.names_us(index, stems)
    return near.ours > (_BORDER_US if named else _BORDER_PERHAPS)


def _by_meaning(index: Index, query: Query, said: dict[str, float], near: Near, *, about_us: bool) -> Ranked:
    lined = _of_lined(index, query, said, near) if about_us else []
    enough = 1.0 if about_us else _SURELY_TOLD if near.ours > _BORDER_SURELY else inf
    return _sorted((*lined, *(each for each in _of_others(index, query, said, near) if each[1] >= enough)))


def _of_lined(index: Index, query: Query, said: dict[str, float], near: Near) -> Ranked:
    """Gems whose author wrote how people say it: one is found when it stands out from the rest.

    Among the rest are messages that no gem fits, and gems that may not be shown again.
    """
    first = near.best_lined(2 * _SHORTLIST + len(query.seen))
    if not first:
        return []
    words = near.sums([(index.postings[token], weight) for token, weight in said.items()])
    strong = {
        n: float(near.scores[n] + _WORDS * words[n]) + _evidence(index, query, said, near, n) for n in first
    }
    top = max(strong.values())
    rivals = sum(exp((each - top) / _SOFT) for each in (*strong.values(), *near.passing.tolist()))
    brief = max(0.0, 1 - len(query.text.split()) / _LONG)
    sure = 1 - _SURE - _SOFT * log(rivals) + _BRIEF * brief
    if sure < 1:
        return []
    return [
        (n, sure + each - top)
        for n, each in strong.items()
        if each >= top - _RUNNERS_UP and _allowed(index.gems[n], query)
    ]


def _evidence(index: Index, query: Query, said: dict[str, float], near: Near, n: int) -> float:
    """What speaks for a gem beside nearness and words: theme, line, reading, and this person's choices."""
    themes = _IDEA * min(lexical.themes_said(index, n, said), _IDEAS)
    return themes + _LINE * lexical.best_line(index, n, said) + _AGREEING * (_fit(index, n, query, near) - 1)


def _of_others(index: Index, query: Query, said: dict[str, float], near: Near) -> Ranked:
    """Gems by authors who wrote no such lines, as they are imported."""
    if near.lined.all():
        return []
    ideas = near.sums([(index.postings[token], weight) for token, weight in said.items() if token[0] == "~"])
    rough = near.of_others(1 + (near.scores + _IDEAS_TOLD * ideas - _ENOUGH_TOLD) * _STEEP_TOLD)
    few = min(2 * _SHORTLIST + len(query.seen), len(rough))
    shown = (int(n) for n in rough.argpartition(-few)[-few:] if _allowed(index.gems[n], query))
    return [(n, float(rough[n]) * _fit(index, n, query, near)) for n in shown]


def _sorted(scored: Iterable[tuple[int, float]]) -> Ranked:
    return sorted(scored, key=lambda each: (-each[1], each[0]))


def _allowed(gem: Gem, query: Query) -> bool:
    known = gem.slug in query.seen or gem.slug in query.disliked
    return not known and not any(kind in gem.not_for for kind in query.danger)


def _fit(index: Index, n: int, query: Query, near: Near | None) -> float:
    """How far the reading speaks for a gem, and this person's own choices: 1 when they say nothing."""
    gem = index.gems[n]
    fit = _TRACK if query.track in gem.tracks else 1.0
    fit *= 1 + _FOUNDATION * max(
        (weight for each, weight in query.foundations if each in gem.foundations), default=0.0
    )
    fit *= _STEP if _STEP_FOUNDATION.get(query.step or Step.GEM) in gem.foundations else 1.0
    return fit * _taste(index, n, query, near)


def _taste(index: Index, n: int, query: Query, near: Near | None) -> float:
    """What was put away lowers what is like it; what came lately, a little."""
    if not query.seen and not query.disliked:
        return 1.0
    themes = index.gems[n].themes
    taste = 1.0
    for m in index.places(query.seen[-_LATELY:]):
        taste *= _AGAIN ** len(set(themes).intersection(index.gems[m].themes))
    for m in index.places(query.disliked):
        taste *= _DISLIKED_THEME ** len(set(themes).intersection(index.gems[m].themes))
        taste *= 1 - _DISLIKED_LIKE * max(0.0, near.likeness(n, m) if near else 0.0)
    return taste


def _varied(index: Index, ranked: Ranked, limit: int) -> Ranked:
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


# ---------------------------------------------------------------- the passage


def _passage(
    index: Index, n: int, score: float, said: dict[str, float], near: Near | None, side: Side
) -> Passage:
    gem = index.gems[n]
    found = quotes(gem, index.vocabulary)
    told = near.quotes(n, gem, found) if near else [0.0] * len(found)
    values = [_closeness(index, quote, said, like) for quote, like in zip(found, told, strict=True)]
    best = max(
        zip(found, values, strict=True), key=lambda each: (each[0].to in {side, Side.EITHER}, each[1])
    )[0]
    return Passage(gem.slug, gem.title, best.text, best.start, round(score, 3), gem.source)


def _closeness(index: Index, quote: Quote, said: dict[str, float], like: float) -> float:
    """How near a passage is to what was said; one that leans on its context is worth half."""
    shared = sum(index.idf[token] * weight for token, weight in said.items() if token in quote.tokens)
    near = shared / sqrt(8 + len(quote.tokens)) + 10 * max(0.0, like)
    return near / 2 if leans(quote.text) else near
