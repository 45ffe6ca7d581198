"""How a person writes, and a sentence put into that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.plain import straighten

TERSE = 15  # words a message, below which short lines are somebody's own
FORMAL = 18
LOOKED_AT = 12  # messages


@dataclass(frozen=True, slots=True)
class Register:
    """A way of writing: what a composed line must do to look like the person's own."""

    capitals: bool = True  # begins sentences with a capital
    stops: bool = True  # ends messages with a full stop
    contractions: bool = True  # "I'm", "don't"
    emoji: bool = False
    words: float = 20.0  # mean length of a message, in words
    formal: bool = False  # "I would be grateful", no slang

    @property
    def terse(self) -> bool:
        """Whether short lines are this person's own."""
        return self.words < TERSE


_SENTENCE_START = re.compile(r"(?:^|[.!?\n]\s{1,3})[\"'(]?([A-Za-z])")
_CONTRACTED = re.compile(
    r"\b(?:\w{1,10}'(?:m|re|ve|ll|d|t|s)|im|ive|dont|cant|didnt|wont|thats|doesnt|isnt)\b", re.IGNORECASE
)
_WHOLE = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|could|would) not|i (?:am|have been|will|would)|it is|that is)\b",
    re.IGNORECASE,
)
_EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
_SMALL_I = re.compile(r"(?<![\w'])i(?![\w.])")
_LARGE_I = re.compile(r"(?<![\w'])I(?![\w.])")


def register(texts: Sequence[str]) -> Register:
    """How someone writes, from what they wrote; with nothing to go by, plain ordinary writing."""
    told = [straighten(text).strip()[:2000] for text in texts if len(text.split()) > 1][-LOOKED_AT:]
    if not told:
        return Register()
    whole = "\n".join(told)
    words = len(whole.split()) / len(told)
    contracted, spelt = len(_CONTRACTED.findall(whole)), len(_WHOLE.findall(whole))
    contractions = spelt < 2 or contracted >= spelt
    capitals = _capitals(whole)
    return Register(
        capitals=capitals,
        stops=sum(text[-1] in ".!?…" for text in told) * 2 >= len(told),
        contractions=contractions,
        emoji=bool(_EMOJI.search(whole)),
        words=words,
        formal=capitals and not contractions and words >= FORMAL,
    )


def _capitals(text: str) -> bool:
    starts = _SENTENCE_START.findall(text)
    small, large = len(_SMALL_I.findall(text)), len(_LARGE_I.findall(text))
    upper = sum(str(start).isupper() for start in starts)
    return upper + large >= len(starts) - upper + small


_EXPANDED = (
    (re.compile(r"\b(can)'t\b", re.IGNORECASE), r"\1not"),
    (re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
    (re.compile(r"\b(let)'s\b", re.IGNORECASE), r"\1 us"),
    (re.compile(r"\b(I)'m\b", re.IGNORECASE), r"\1 am"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"\b(I|you|we|they)'d\b", re.IGNORECASE), r"\1 would"),
    (re.compile(r"\b(it|that|what|there|here)'s\b", re.IGNORECASE), r"\1 is"),
)
_START = re.compile(r"(^|[.!?\n]\s{1,3})([\"'(]?)([a-z])")
_CAPITAL_START = re.compile(r"(^|[.!?\n]\s{1,3})([\"'(]?)([A-Z])(?![A-Z])")
_OF_ME = re.compile(r"(?<![\w'])I(?='(?:m|ve|ll|d)\b|(?![\w'.]))")


def dress(text: str, way: Register) -> str:
    """A composed sentence in a person's register: capitals, contractions, final stop."""
    if not way.contractions:
        for short, long in _EXPANDED:
            text = short.sub(long, text)
    if way.capitals:
        text = _SMALL_I.sub("I", _START.sub(lambda m: m[1] + m[2] + m[3].upper(), text))
    else:
        text = _OF_ME.sub("i", _CAPITAL_START.sub(lambda m: m[1] + m[2] + m[3].lower(), text))
    if way.stops:
        return text if text[-1:] in ".!?…" or not text else text + "."
    return text.removesuffix(".")
