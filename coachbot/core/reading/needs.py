"""Needs that are named, and those heard behind what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from coachbot.core.model import FauxFeeling, Feeling, Need, Strategy
from coachbot.core.reading.lexicon import Hit, Kind, Lexicon
from coachbot.core.reading.signs import Happened
from coachbot.core.reading.tokens import END, Tokens
from coachbot.core.reading.whose import DEGREE, nearest

MOST = 4  # guesses
SURE = 0.3  # score below which nothing is guessed
_RANKS = (1.0, 0.65, 0.4)  # the first need of a list is likelier than the third
_WANT = frozenset(
    "need needs needed needing want wants wanted wanting crave craving miss missing deserve deserved lack lacking long"
    " longing looking seek seeking value valued valuing like love wish wished expect expected ask asking asked hoping"
    " hope prefer require requires about important matters yearn yearning after".split()
)
_BARE = frozenset("some a to the maybe mostly guess think and , for of bit".split())
_LACK = frozenset("no zero without more some enough lack less losing lost any bit little".split())
_REACH = 7  # words between "I need" and what is needed
_SHORT = 6


def named_needs(tokens: Tokens, hits: Sequence[Hit]) -> list[Need]:
    """Needs that the person names as theirs: "I need respect", "I don't feel heard", "no trust left"."""
    found: dict[str, Need] = {}
    for hit in hits:
        if hit.meaning.name not in found and _is_named(tokens, hit):
            span = tokens.span(hit.first, hit.last)
            found[hit.meaning.name] = Need(span.text, span.start, span.end, hit.meaning.name)
    return sorted(found.values(), key=lambda n: n.start)


def _is_named(tokens: Tokens, hit: Hit) -> bool:
    words = tokens.words
    before = _before(words, hit.first)
    if tokens.quoted[hit.first]:
        return False
    if any(w in ("he", "she", "they", "you", "his", "her") for w in before[-1:]):
        return False
    if len(words) <= _SHORT and all(w in _BARE or w in DEGREE for w in words[: hit.first]):
        return True
    for back in range(len(before) - 1, -1, -1):
        word = before[back]
        if word in _WANT or (word == "feel" and words[hit.first] in ("feel", "be")):
            return _wants(tokens, hit.first - len(before) + back, before[:back], word)
        if word in _LACK and back >= len(before) - 2:
            return _lacks(tokens, hit.first - len(before) + back, before[: back + 1])
    return words[hit.first] in ("feel", "be", "being") and _unfelt(tokens, hit.first, before)


def _before(words: Sequence[str], first: int) -> Sequence[str]:
    """The words of the same sentence before a place, a few at most."""
    near = words[max(0, first - _REACH) : first]
    return near[max((k + 1 for k, w in enumerate(near) if w == END), default=0) :]


def _wants(tokens: Tokens, at: int, before: Sequence[str], word: str) -> bool:
    """Whether it is the person who wants, and doesn't say that they don't."""
    if "not" in before[-3:] or "never" in before[-2:]:
        return False
    if word in ("like", "love") and "would" not in before[-2:]:
        return False
    if word in ("about", "after", "important", "matters"):
        return word != "about" or "it" in before or "is" in before
    return nearest(tokens, at) in (None, "i", "we")


def _lacks(tokens: Tokens, at: int, before: Sequence[str]) -> bool:
    word = before[-1]
    if word in ("any", "enough"):
        return "not" in before or "never" in before or "without" in before
    if word in ("no", "zero", "without", "lack", "losing", "lost"):
        return True
    return nearest(tokens, at) in (None, "i", "we") and len(tokens) <= _SHORT * 2


def _unfelt(tokens: Tokens, first: int, before: Sequence[str]) -> bool:
    """"I don't feel heard" names the need that isn't met."""
    close = [w for w in before if w not in DEGREE][-3:]
    if not any(w in ("not", "never") for w in close) and before[-1:] != ["never"]:
        return False
    return nearest(tokens, first - 1) in ("i", "we")


# ---------------------------------------------------------------- guesses


def guessed_needs(
    happened: Sequence[Happened],
    faux: Sequence[FauxFeeling],
    feelings: Sequence[Feeling],
    strategies: Sequence[Strategy],
    lexicon: Lexicon,
) -> list[Need]:
    """Needs behind what is told, likeliest first, each at the words that make it likely."""
    scores: dict[str, float] = {}
    spans: dict[str, tuple[float, Need]] = {}

    def count(names: Iterable[str], weight: float, text: str, start: int, end: int) -> None:
        for name, rank in zip(names, _RANKS, strict=False):
            scores[name] = scores.get(name, 0.0) + weight * rank
            if weight * rank > spans.get(name, (0.0, None))[0]:
                spans[name] = weight * rank, Need(text, start, end, name, guessed=True)

    for one in happened:
        count(one.situation.needs, one.weight, one.span.text, one.span.start, one.span.end)
    for story in faux:
        # a thought's own situation has been counted already
        count(story.needs, 0.4 if story.word == "thought" else 1.2, story.text, story.start, story.end)
    for strategy in strategies:
        count(strategy.needs, 0.9, strategy.text, strategy.start, strategy.end)
    for feeling in feelings:
        family = lexicon.families[lexicon.feelings[feeling.word].family]
        count(family.needs, 0.35, feeling.text, feeling.start, feeling.end)
    ranked = sorted(scores, key=lambda name: -scores[name])
    return [spans[name][1] for name in ranked if scores[name] >= SURE]


def all_needs(named: Sequence[Need], guessed: Sequence[Need]) -> tuple[Need, ...]:
    """What was named, then the likeliest guesses that weren't."""
    known = {need.name for need in named}
    return (*named, *[need for need in guessed if need.name not in known][:MOST])


NEED = Kind.NEED
HITS = Mapping[Kind, list[Hit]]
