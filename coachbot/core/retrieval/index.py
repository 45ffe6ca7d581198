"""The index: BM25 over whole gems, each field with its own weight, computed once.

A gem is found by its themes and by how a hurt person would say it. Its own prose is indexed only where
there is no such line: a story's tables, lorries and herons are not what it is about. All that does
not depend on the question is multiplied out here: a search only adds.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from coachbot.core.model import Gem
from coachbot.core.retrieval.heard import Heard
from coachbot.core.retrieval.words import Thesaurus, Vocabulary, raw_words, stem

_WEIGHTS = (3.0, 3.0, 0.3)  # what is said, the themes, the rest
_K1 = 1.4
_B = 0.6  # how much a long field is discounted


@dataclass(frozen=True, slots=True)
class Line:
    """One way of saying it, as tokens."""

    tokens: frozenset[str]
    mass: float  # the sum of their idf


@dataclass(frozen=True, slots=True)
class Postings:
    """Which gems a token stands in, and what it adds there; in bare numbers, for there may be millions."""

    gems: array[int]
    adds: array[float]


@dataclass(frozen=True, slots=True)
class Background:
    """What every library is held against: complaints, essays' sentences, what no gem is about, messages."""

    said: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    heard: Heard = field(default_factory=Heard)
    ours: tuple[Gem, ...] = ()  # our own gems, whoever's are used


@dataclass(frozen=True, slots=True)
class Index:
    """Everything a search needs; immutable, shared by all conversations."""

    gems: tuple[Gem, ...]
    vocabulary: Vocabulary
    idf: Mapping[str, float]
    postings: Mapping[str, Postings]
    lines: tuple[tuple[Line, ...], ...]  # sounds_like, by gem
    by_slug: Mapping[str, int]
    background: Background = Background()

    def places(self, slugs: Iterable[str]) -> list[int]:
        """Where gems stand; slugs of none are passed over."""
        return [self.by_slug[slug] for slug in slugs if slug in self.by_slug]


def build_index(
    gems: Sequence[Gem], thesaurus: Thesaurus | None = None, background: Background | None = None
) -> Index:
    """The index of the published gems; without a thesaurus it knows stems only."""
    shown = tuple(gem for gem in gems if gem.published)
    vocabulary = _vocabulary(shown, thesaurus or Thesaurus())
    lines = [[vocabulary.tokens(line) for line in gem.sounds_like] for gem in shown]
    fields = [_fields(gem, said, vocabulary) for gem, said in zip(shown, lines, strict=True)]
    idf = _idf(fields)
    return Index(
        gems=shown,
        vocabulary=vocabulary,
        idf=idf,
        postings=_postings(fields, idf),
        lines=tuple(tuple(_line(tokens, idf) for tokens in said) for said in lines),
        by_slug={gem.slug: n for n, gem in enumerate(shown)},
        background=background or Background(),
    )


def _prose(gem: Gem) -> str:
    """What is read besides the lines. Our titles are pictures, and would be found for the wrong words."""
    return f"{gem.practice}\n{gem.why}" if gem.sounds_like else f"{gem.title}\n{gem.body}"


def _vocabulary(gems: Sequence[Gem], thesaurus: Thesaurus) -> Vocabulary:
    words = {word for gem in gems for word in raw_words("\n".join((_prose(gem), *gem.sounds_like)))}
    return Vocabulary(thesaurus, {word: stem(word) for word in words})


def _fields(gem: Gem, lines: list[list[str]], vocabulary: Vocabulary) -> tuple[Counter[str], ...]:
    """What is said, the themes, the rest; prose stands in for what is said where no lines are."""
    said = Counter(token for line in lines for token in line)
    themes = Counter("~" + theme for theme in gem.themes)
    prose = Counter(vocabulary.tokens(_prose(gem)))
    return (said, themes, prose) if lines else (prose, themes, Counter())


def _idf(fields: Sequence[tuple[Counter[str], ...]]) -> dict[str, float]:
    df = Counter(token for counts in fields for token in set().union(*counts))
    return {token: log(1 + (len(fields) - n + 0.5) / (n + 0.5)) for token, n in df.items()}


def _postings(fields: Sequence[tuple[Counter[str], ...]], idf: Mapping[str, float]) -> dict[str, Postings]:
    sizes = [[counts.total() for counts in gem] for gem in fields]
    means = [max(1.0, sum(column) / len(column)) for column in zip(*sizes, strict=True)] if sizes else []
    found = {token: Postings(array("q"), array("d")) for token in idf}
    for n, (counts, size) in enumerate(zip(fields, sizes, strict=True)):
        shares: defaultdict[str, float] = defaultdict(float)
        for weight, count, length, mean in zip(_WEIGHTS, counts, size, means, strict=True):
            scale = weight / (1 - _B + _B * length / mean)
            for token, times in count.items():
                shares[token] += times * scale
        for token, share in shares.items():
            found[token].gems.append(n)
            found[token].adds.append(idf[token] * share * (_K1 + 1) / (share + _K1))
    return found


def _line(tokens: list[str], idf: Mapping[str, float]) -> Line:
    kinds = frozenset(tokens)
    return Line(kinds, sum(idf[token] for token in kinds))
