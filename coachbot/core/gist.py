"""What is said back of a message in which no clause could be read: some of their own words, facing them.

"Same fight, number 400. Dishes." has no verb, and is all that somebody has to say. It comes back as it
stands rather than not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coachbot.core.facing import facing
from coachbot.core.model import Step
from coachbot.core.plain import straighten
from coachbot.core.reading import is_rude, past_the_insult

BEGINNING = (Step.ARRIVE, Step.LISTEN, Step.CLOSE)  # where it is wanted
LOOKED_AT = 1_500  # characters
LONGEST = 20  # words that are said back
_FEW = 7  # words up to which the next piece is taken along
_LETTER = 2  # sentences to somebody as "you" from which on a message is a letter
_TELLING = 2  # words of their own from which on something was told

_SENTENCE = re.compile(r"[^.!?\n…]+[.!?\n…]*")
_JOINT = re.compile(r"(?:,|;| -|–|—)? (?:but|and then|so|because|which) (?=\w+ \w+)|: ", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:(?:ok|okay|so|hey|hi|hello|well|anyway|honestly|basically|tbh|lol|um+|right|like|and|but|just|"
    r"also|god|ugh|oh|"
    r"long story short|short version|the thing is|i guess|i think|i mean|idk|sorry|look|listen|you know)"
    r"(?:[ ,:.\-–—]+|$))+",
    re.IGNORECASE,
)
_TELL_ME = re.compile(
    r"^(?:please )?(?:just )?(?:tell me|say|admit|agree) (?:that )?(?:i'?m|i am) (?:right|not wrong|"
    r"not crazy|allowed)"
    r"(?: to (?:be|feel) \w+)?(?: (?:that|because|when|for|about))? ",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[ ,]+(?:i guess|i suppose|tbh|lol|idk|honestly|haha|right|though|really|you know|ok)+$", re.IGNORECASE
)
# What is said to us, or of the telling, and not of the two.
_OF_THE_TALK = re.compile(
    r"\b(?:advice|where to (?:start|begin)|reddit|r/\w+|post|posted|thread|vent|rant|app|bot|throwaway|"
    r"update|tl;?dr|"
    r"don't fix|"
    r"talk to you|told you|thanks|thank you|help me|need help|question|anyone|http|www|"
    r"tell me something|let me guess)\b|^(?:help|please|hi|hello|hey)$",
    re.IGNORECASE,
)
_TO_THEM = re.compile(
    r"\byou(?:r|'\w+)?\b.*\b(?:me|my|mine|us|our|i|i'\w+)\b|\b(?:me|my|us|our|i|i'\w+)\b.*\byou(?:r|'\w+)?\b",
    re.IGNORECASE,
)
_QUOTES = '"“”'
_ASKS = re.compile(
    r"^(?:how|what|why|when|where|who|is it|is this|is that|do|does|did|can|could|should|would|am i|"
    r"are we) ",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_COMMON = frozenset(
    """
    that this what with have been were will would could should about there their they them then than
    from just like really very much some more most when where which while because after before again
    always never ever even still also only into over your yours mine myself himself herself want
    know think feel felt feeling say said says tell told make made get got going gone come came back
    here well good bad okay sure thing things stuff something nothing anything everything someone
    anyone everyone it's i'm don't didn't can't won't isn't wasn't doesn't that's he's she's we're
    they're i've and but for the you him her his our are was has had not all any out who how why did
    does one two lot bit way day time now yes too off down want wants need needs help stupid sorry
    went goes gone me
    """.split()
)


@dataclass(frozen=True, slots=True)
class Gist:
    """Their words, without a final stop; `tells`: they say something of their own."""

    said: str
    words: str  # the same as they wrote it
    tells: bool
    asks: bool = False  # a question, as it stands
    letter: bool = False  # said to the partner as "you", as it stands


def gist(text: str) -> Gist | None:
    """The words that carry most of a message, facing the person; None when nothing can be said back."""
    pieces = list(_pieces(straighten(text[:LOOKED_AT])))
    told = [(piece, _own(piece)) for piece, asks in pieces if not asks]
    best = max(told, key=lambda one: min(one[1], 4), default=None)
    if best is None:
        return _letter(text) or next((_asked(p) for p, asks in pieces if asks and _own(p)), None)
    words = _with_neighbours([piece for piece, _ in told], told.index(best))
    said = ". ".join(faced[:1].upper() + faced[1:] for word in words if (faced := facing(word)))
    return Gist(said, ". ".join(words), sum(_own(word) for word in words) >= _TELLING) if said else None


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The sentences, and the halves of long ones, that can be said back; with whether each is a question."""
    for found in _SENTENCE.finditer(text):
        whole = past_the_insult(_trimmed(found[0]))
        asks = "?" in found[0] or bool(_ASKS.match(whole))
        halves = [whole] if len(whole.split()) <= LONGEST or asks else _JOINT.split(whole)
        for piece in map(_trimmed, halves):
            if _is_sayable(piece, LONGEST + 2 * asks) and (asks or _faces(piece)):
                yield piece, asks


def _is_sayable(piece: str, longest: int) -> bool:
    return 0 < len(piece.split()) <= longest and not _OF_THE_TALK.search(piece) and not is_rude(piece)


def _faces(piece: str) -> bool:
    torn = any(piece.count(mark) % 2 for mark in _QUOTES[:1]) or piece.count("“") != piece.count("”")
    return not torn and bool(facing(piece)) and not piece.lower().startswith(("me ", "me:"))


def _trimmed(piece: str) -> str:
    piece = piece.strip(" \t\n.!?…,;:-–—()")
    if piece[:1] in _QUOTES and piece[-1:] in _QUOTES:
        piece = piece[1:-1]
    if sum(piece.count(mark) for mark in _QUOTES) % 2:
        piece += "”" if "“" in piece else '"'  # the stop that closed the sentence took it along
    return _AFTER.sub("", _TELL_ME.sub("", _BEFORE.sub("", piece))).strip(" ,;:")


def _own(piece: str) -> int:
    """How many words of it somebody else would hardly have used."""
    return sum(1 for word in set(_WORD.findall(piece.lower())) if len(word) > 2 and word not in _COMMON)


def _with_neighbours(pieces: Sequence[str], at: int) -> list[str]:
    """The piece with the next and the one before, where they are short enough to come along."""
    first = last = at
    if last + 1 < len(pieces) and len(pieces[last + 1].split()) <= _FEW:
        last += _size(pieces[first : last + 2]) <= LONGEST
    if first and len(pieces[first - 1].split()) <= _FEW:
        first -= _size(pieces[first - 1 : last + 1]) <= LONGEST
    return list(pieces[first : last + 1])


def _size(pieces: Sequence[str]) -> int:
    return sum(len(piece.split()) for piece in pieces)


def _asked(piece: str) -> Gist:
    plain = piece.replace('"', "'")
    return Gist(plain, plain, tells=False, asks=True)


def _letter(text: str) -> Gist | None:
    """A sentence of what is said to somebody else as "you", where a message is nothing but that."""
    said = [_trimmed(found[0]) for found in _SENTENCE.finditer(text[:LOOKED_AT]) if "?" not in found[0]]
    to_them = [
        one for one in said if _TO_THEM.search(one) and 2 < len(one.split()) <= LONGEST and not is_rude(one)
    ]
    if len(to_them) < _LETTER or len(to_them) * 2 < len(said):
        return None
    words = max(to_them, key=_own).replace('"', "'")
    return Gist(words, words, tells=True, letter=True)
