"""What every look for a subject needs: a verb after a place, a place where a clause may begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coachbot.core.reading import english as en
from coachbot.core.reading.lists import listed
from coachbot.core.reading.verbs import THAT_VERBS
from coachbot.core.reading.written import Word


class Subject(NamedTuple):
    """A subject's words `start:end`, its finite verb's place, and whether the verb stands before it."""

    start: int
    end: int
    verb: int
    inverted: bool = False
    left_out: str = ""  # "i" or "they" (somebody else) where no word stands for it: "found out today"


_SKIP = listed("""
both all each also just really never always even still actually already all
""")


_AFTER_VERB = en.POSS | en.ACC | en.ANY | en.DET | en.PREP | en.SUBORD | en.ADV | en.WH | en.TIME


def finite_after(words: Sequence[Word], at: int) -> int:
    """The place of the finite verb that follows at once, adverbs passed over; -1 if there is none."""
    doubtful = -1
    for place in range(at, min(at + 4, len(words))):
        tag = words[place].tag
        if tag & en.FINITE and not tag & en.ADV:
            return place
        if tag & en.FINITE and doubtful < 0:
            doubtful = place
        if not tag & (en.ADV | en.NEG) and words[place].low not in _SKIP:
            break
    return doubtful


def verb_place(words: Sequence[Word], verb: int) -> bool:
    """Whether a doubtful form is followed by what follows verbs."""
    return verb + 1 >= len(words) or bool(words[verb + 1].tag & _AFTER_VERB)


def looks_finite(word: Word) -> bool:
    """Whether the word may be a verb that no list holds: "she back-hands"."""
    return bool(word.tag & en.SURE) or (not word.tag and word.low.endswith("s"))


def opens(words: Sequence[Word], at: int) -> bool:
    """Whether a clause could begin here, so that a bare noun may be its subject."""
    if at and words[at - 1].low == "so" and words[at].low in ("many", "much", "few", "little"):
        return False
    return at == 0 or bool(words[at - 1].tag & (en.PUNCT | en.COORD | en.SUBORD))


def is_object(words: Sequence[Word], at: int) -> bool:
    """Whether what begins here belongs to the verb or preposition before it."""
    if at == 0:
        return False
    before = words[at - 1]
    if before.tag & en.SUBORD and before.low != "than":
        return False
    if before.tag & en.PREP and not before.tag & en.ADV:
        return True
    return bool(before.tag & en.VERBAL) and en.LEMMA.get(before.low) not in OPINE


OPINE = THAT_VERBS - listed("love hate like ask hear see show text message forget care answer")
