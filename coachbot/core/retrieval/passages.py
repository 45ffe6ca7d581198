"""The passages of a gem: those its author marked, else runs of whole sentences that can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coachbot.core.model import Gem, Side
from coachbot.core.retrieval.words import Vocabulary

MOST_WORDS = 60
_FEWEST_WORDS = 18
_SENTENCE = re.compile(r"[^\n.?!…]+[.?!…]+[”\"’')]*(?=\s|$)")
# A passage that begins like this leans on the sentence before it.
_LEANS = re.compile(
    r"(?:it|this|that|these|those|they|he|she|but|and|so|or|then|therefore|however|here|such|both|there|"
    r"instead|otherwise|also|because|if so|in other words)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*(?:[-*>#•]|\d+\.)")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a gem that stands alone, and its tokens."""

    text: str
    start: int
    tokens: frozenset[str]
    to: Side = Side.EITHER


def quotes(gem: Gem, vocabulary: Vocabulary) -> tuple[Quote, ...]:
    """What may be quoted of a gem; never empty."""
    sides = gem.spoken_to or (Side.EITHER,) * len(gem.quotable)
    marked = tuple(
        _quote(text, gem.body.index(text), vocabulary, side)
        for text, side in zip(gem.quotable, sides, strict=True)
    )
    return marked or cut(gem.body, vocabulary) or (Quote(gem.body[:300], 0, frozenset()),)


def _quote(text: str, start: int, vocabulary: Vocabulary, to: Side = Side.EITHER) -> Quote:
    return Quote(text, start, frozenset(vocabulary.tokens(text)), to)


def sentences(body: str) -> tuple[tuple[int, int], ...]:
    """Where each whole sentence stands; headings and lists are none."""
    return tuple(span for paragraph in _paragraphs(body) for span in paragraph)


def cut(body: str, vocabulary: Vocabulary) -> tuple[Quote, ...]:
    """Every run of sentences inside one paragraph that has 18-60 words; those that lean come last."""
    found = [quote for spans in _paragraphs(body) for quote in _runs(body, spans, vocabulary)]
    return tuple(sorted(found, key=lambda quote: bool(_LEANS.match(quote.text))))


def _paragraphs(body: str) -> Iterator[list[tuple[int, int]]]:
    for paragraph in re.finditer(r"[^\n]+", body):
        if not _LIST.match(paragraph[0]):
            found = _SENTENCE.finditer(body, paragraph.start(), paragraph.end())
            yield [(m.start() + len(m[0]) - len(m[0].lstrip()), m.end()) for m in found]


def leans(text: str) -> bool:
    """Whether a passage needs the sentence before it to be understood."""
    return _LEANS.match(text) is not None


def _runs(body: str, spans: list[tuple[int, int]], vocabulary: Vocabulary) -> Iterator[Quote]:
    for n, (first, _) in enumerate(spans):
        for _, last in spans[n : n + 4]:
            text = body[first:last]
            if len(text.split()) > MOST_WORDS:
                break
            if len(text.split()) >= _FEWEST_WORDS and text.count("“") == text.count("”"):
                yield _quote(text, first, vocabulary)
