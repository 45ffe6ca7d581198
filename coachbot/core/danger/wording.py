"""A text as the signs see it: one character per word, with the way back to the person's own text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.core.danger.pattern import NUMBER, PAUSE, QUOTE, STOP, UNKNOWN
from coachbot.core.model import Evidence
from coachbot.core.plain import Plain, flatten

HEAD, TAIL = 20_000, 4_000  # characters that are looked at: the rest of a very long text is not
_TOKEN = re.compile(r"'[sd](?![^\W_])|[^\W\d_]+|\d+|\.{2,}|[^\w\s']|\n")
MARKS: Mapping[str, str] = (
    dict.fromkeys([".", "!", "?", "\n", "\u0964", "\u3002"], STOP)
    | dict.fromkeys([",", ";", ":", "(", ")", "[", "]", "..", "...", "....", ".....", "......"], PAUSE)
    | dict.fromkeys(['"'], QUOTE)
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One stretch of text in words; `at` is where it begins in the person's text."""

    text: str
    plain: Plain
    words: list[str]
    codes: str
    at: int = 0

    def evidence(self, start: int, end: int, rule: str) -> Evidence:
        """The words from `start` to `end` as the person wrote them."""
        places = [found.span() for found in _TOKEN.finditer(self.plain.text)]
        first, last = self.plain.span(places[start][0], places[max(start, end - 1)][1])
        return Evidence(self.text[first:last], self.at + first, self.at + last, rule)


def wordings(text: str, codes: Mapping[str, str]) -> list[Wording]:
    """The text in words; of a very long one its beginning and its end."""
    if len(text) <= HEAD + TAIL:
        return [_wording(text, 0, codes)]
    end = len(text) - TAIL
    return [_wording(text[:HEAD], 0, codes), _wording(text[end:], end, codes)]


def _wording(text: str, at: int, codes: Mapping[str, str]) -> Wording:
    plain = flatten(text)
    words = _TOKEN.findall(plain.text)
    known = codes.get
    return Wording(text, plain, words, "".join([known(word) or _unknown(word) for word in words]), at)


def _unknown(word: str) -> str:
    return NUMBER if word.isdigit() else UNKNOWN
