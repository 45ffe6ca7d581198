"""Needs that are named, and those heard behind what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coachbot.core.model import FauxFeeling, Feeling, Need, Span, Strategy, Track
from coachbot.core.reading.hinges import DEGREE
from coachbot.core.reading.lexicon import Hit, Lexicon
from coachbot.core.reading.lists import listed
from coachbot.core.reading.owner import mine_or_none, nearest
from coachbot.core.reading.signs import Happened
from coachbot.core.reading.thoughts import THOUGHT
from coachbot.core.reading.tokens import END, Tokens

MOST = 3  # guesses
SURE = 0.3  # score below which nothing is guessed
_RANKS = (1.0, 0.65, 0.4)  # the first need of a list is likelier than the third
_REACH = 7  # words between "I need" and what is needed
_TRACK = 1.1  # how surely a track tells what is needed
_SHORT = 6  # words of a message that can be a need's name and little else
_WANT = listed("""
need needs needed needing want wants wanted wanting crave craving miss missing deserve deserved long longing
looking look seeking seek value valued valuing like love wish wished expect expected ask asking asked hoping
hope prefer require requires about important matters yearn yearning after
""")
_LACK = listed("no zero without more some enough lack lacking less losing lost any bit little")
_GONE = listed("no zero without lack lacking losing lost")
_BARE = listed("some a to the maybe mostly guess think and , for of bit")
_PEOPLE = listed("him her them you us husband wife boyfriend girlfriend partner spouse fiance fiancee")
_NOT_MINE = listed("he she they you his her")


def named_needs(tokens: Tokens, hits: Sequence[Hit]) -> list[Need]:
    """Needs that the person names as theirs: "I need respect", "I don't feel heard", "no trust left"."""
    found: dict[str, Need] = {}
    for hit in hits:
        if hit.meaning.name not in found and _is_named(tokens, hit):
            span = tokens.span(hit.first, hit.last)
            found[hit.meaning.name] = Need(span.text, span.start, span.end, hit.meaning.name)
    return sorted(found.values(), key=lambda need: need.start)


def _is_named(tokens: Tokens, hit: Hit) -> bool:
    words = tokens.words
    before = _before(words, hit.first)
    if tokens.quoted[hit.first] or (before and before[-1] in _NOT_MINE):
        return False
    if len(words) <= _SHORT and all(word in _BARE or word in DEGREE for word in words[: hit.first]):
        return True
    for back in range(len(before) - 1, -1, -1):
        at = hit.first - len(before) + back
        if before[back] in _WANT or (before[back] == "feel" and words[hit.first] in ("feel", "be")):
            return _wants(tokens, at, before[:back], hit)
        if before[back] in _LACK and back >= len(before) - 2:
            return _lacks(tokens, at, before[:back])
    return words[hit.first] in ("feel", "be", "being") and _unfelt(tokens, hit.first, before)


def _before(words: Sequence[str], first: int) -> Sequence[str]:
    """The words of the same sentence before a place, a few at most."""
    near = words[max(0, first - _REACH) : first]
    return near[max((k + 1 for k, word in enumerate(near) if word == END), default=0) :]


def _wants(tokens: Tokens, at: int, before: Sequence[str], hit: Hit) -> bool:
    """Whether it is the person who wants, and doesn't say that they don't."""
    word = tokens.words[at]
    if "not" in before[-3:] or "never" in before[-2:] or _is_deed(tokens.words[at + 1 : hit.first]):
        return False
    if word in ("like", "love"):
        return "would" in before[-2:] and mine_or_none(tokens, at)
    if word == "about":
        return "it" in before or "is" in before
    return word in ("after", "important", "matters") or mine_or_none(tokens, at)


def _is_deed(between: Sequence[str]) -> bool:
    """Whether what is wanted is somebody's deed: "I want him to help" is a strategy."""
    return len(between) > 1 and between[-1] == "to" and between[-2] in _PEOPLE


def _lacks(tokens: Tokens, at: int, before: Sequence[str]) -> bool:
    """Whether "no respect", "not any support", "more time" says that it is missing."""
    word = tokens.words[at]
    if word in _GONE:
        return tokens.words[at + 1] != "choice"  # "I had no choice" is an excuse
    if word in ("any", "enough"):
        return any(no in before for no in ("not", "never", "without"))
    return mine_or_none(tokens, at) and len(tokens) <= _SHORT * 2


def _unfelt(tokens: Tokens, first: int, before: Sequence[str]) -> bool:
    """Whether a need isn't met that the person says they don't feel: "I don't feel heard"."""
    close = [word for word in before if word not in DEGREE or word == "never"][-3:]
    denied = any(word in ("not", "never") for word in close)
    return denied and nearest(tokens, first - 1) in ("i", "we")


# ---------------------------------------------------------------- guesses


@dataclass(slots=True)
class _Tally:
    """How likely each need is, and the words that make it so most."""

    scores: dict[str, float] = field(default_factory=dict)
    words: dict[str, tuple[float, Need]] = field(default_factory=dict)

    def add(self, names: Iterable[str], weight: float, span: Span) -> None:
        for name, rank in zip(names, _RANKS, strict=False):
            score = weight * rank
            self.scores[name] = self.scores.get(name, 0.0) + score
            if name not in self.words or score > self.words[name][0]:
                self.words[name] = score, Need(span.text, span.start, span.end, name, guessed=True)

    def ranked(self) -> list[Need]:
        names = sorted(self.scores, key=lambda name: -self.scores[name])
        return [self.words[name][1] for name in names if self.scores[name] >= SURE]


def guessed_needs(
    happened: Sequence[Happened],
    faux: Sequence[FauxFeeling],
    feelings: Sequence[Feeling],
    strategies: Sequence[Strategy],
    track: tuple[Track, Span] | None,
    lexicon: Lexicon,
) -> list[Need]:
    """Needs behind what is told, likeliest first, each at the words that make it likely."""
    tally = _Tally()
    if track is not None:
        tally.add(lexicon.tracks.get(track[0], ()), _TRACK, track[1])
    for one in happened:
        tally.add(one.situation.needs, one.weight, one.span)
    for story in faux:
        # what happens inside a thought has been counted already
        tally.add(story.needs, 0.4 if story.word == THOUGHT else 1.2, story)
    for strategy in strategies:
        tally.add(strategy.needs, 0.9, strategy)
    for feeling in feelings:
        tally.add(lexicon.families[lexicon.feelings[feeling.word].family].needs, 0.35, feeling)
    return tally.ranked()


def all_needs(named: Sequence[Need], guessed: Sequence[Need]) -> tuple[Need, ...]:
    """What was named, then the likeliest guesses that weren't."""
    known = {need.name for need in named}
    return (*named, *[need for need in guessed if need.name not in known][:MOST])
