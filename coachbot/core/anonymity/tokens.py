"""A text cut into words, with what the finding of names asks of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.anonymity.lists import folded
from coachbot.core.plain import straighten

_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_TAIL = re.compile(r"'(?:s|ll|d|ve|re|m)$|'$", re.IGNORECASE)
# What may stand between the end of a sentence and its next word.
_STOP = re.compile(r"[.!?:\n\"\[*•|>]\s*[\"'(\[*]*$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word without its possessive or contracted tail; `low` is folded, `begins` that a sentence does."""

    text: str
    low: str
    start: int
    end: int
    begins: bool
    possessive: bool

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()


def tokens_of(text: str) -> Sequence[Token]:
    """The words of a text in order."""
    plain = straighten(text)
    found: list[Token] = []
    last = 0
    for match in _WORD.finditer(plain):
        word = match[0]
        tail = _TAIL.search(word)
        end = match.end() - (len(tail[0]) if tail else 0)
        own = bool(tail) and tail is not None and tail[0].lower() == "'s"
        cut = text[match.start() : end]
        begins = not found or bool(_STOP.search(plain[last : match.start()]))
        found.append(Token(cut, folded(cut), match.start(), end, begins, own))
        last = match.end()
    return found


def is_lower_cased(tokens: Sequence[Token]) -> bool:
    """Whether its writer uses no capitals, or nothing else."""
    capitals = sum(t.capital for t in tokens if t.low != "i")
    starts = sum(t.begins for t in tokens)
    shouted = sum(t.text.isupper() for t in tokens if len(t.text) > 1)
    return capitals < max(1, starts / 3) or shouted * 2 > len(tokens) > 3


def titled(text: str) -> str:
    """The same text with each word's first letter large and the rest small; no offset moves."""
    plain = straighten(text)

    def large(match: re.Match[str]) -> str:
        word = match[0]
        whole = word[0].upper() + word[1:].lower()
        return whole if len(whole) == len(word) else word

    return _WORD.sub(large, plain)
