"""What joins a clause to the one before, and the words that tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from coachbot.core.reading import english as en
from coachbot.core.reading.lists import listed
from coachbot.core.reading.verbal import Subject
from coachbot.core.reading.verbs import THAT_VERBS
from coachbot.core.reading.written import Word


class Joint(StrEnum):
    """What joins a clause to the one before."""

    START = "start"  # a sentence begins
    MAIN = "main"  # what a clause with "when" or "because" was leading up to
    AND = "and"
    OR = "or"
    BUT = "but"
    SO = "so"
    BREAK = "break"  # a dash, a colon, dots, an emoji, a comma between two sentences
    RUN_ON = "run_on"  # nothing at all
    SUB = "sub"  # because, when, after, every time
    THAT = "that"  # belongs to the verb or noun before: "he said", "how much", "the way"
    WHICH = "which"  # a relative clause that can be left out
    WHO = "who"  # one that cannot
    VERB = "verb"  # one more verb of the same subject: "and left"
    RESUME = "resume"  # the verb after a relative clause
    QUOTE = "quote"


@dataclass(slots=True)
class Start:
    """Where a clause begins; `opens` when it can stand without what is before it."""

    at: int
    joint: Joint
    subject: Subject | None
    opens: bool


_TELLS = listed("""
tell ask show text promise remind convince assure warn inform message let make remember
""")


def takes_clause(words: Sequence[Word], at: int) -> bool:
    """Whether a clause without "that" may follow this word: "said", "told me", "sure", "about"."""
    if at < 0:
        return False
    word = words[at]
    if en.LEMMA.get(word.low) in THAT_VERBS or word.tag & en.ADJ_THAT or word.low in ("not", "is", "was"):
        return True
    if word.tag & en.FUSED:
        return word.low == "that's"
    if word.low == "out" and at > 0:
        return en.LEMMA.get(words[at - 1].low) in ("find", "figure", "point")
    if word.tag & (en.ACC | en.ANY) and at > 0:
        return en.LEMMA.get(words[at - 1].low) in _TELLS
    return word.low in _TAKE_CLAUSE


_TAKE_CLAUSE = listed("about of than like except")


MOMENTS = listed("""
time times day night moment minute second week weekend month year morning way once
""")


SOME = listed("""
the every all any each some no a an first last only one this that those these next
""")


ANYTHING = listed("""
everything anything nothing something someone anyone everyone everybody all way reason what whatever
""")


DETERMINED = listed("last this that one every each some the next all a an most")


_LEADS = en.PREP | en.TIME | en.ADV | en.NEG


def is_lead(words: Sequence[Word], at: int) -> bool:
    """Whether "last night", "in front of everyone", "now", "every time" begins here."""
    tag, low = words[at].tag, words[at].low
    if low in DETERMINED and any(word.tag & en.TIME for word in words[at + 1 : at + 3]):
        return True
    return bool(tag & _LEADS) and not (tag & en.FINITE and not tag & en.WEAK)


def is_open_noun(words: Sequence[Word], at: int) -> bool:
    """Whether a clause that follows may be about this noun: "the girl", "everything", "things"."""
    word = words[at]
    if word.tag & en.PUNCT:
        return False
    if word.low in ANYTHING:
        return True
    if word.tag & en.TIME and at:
        return words[at - 1].low in ("a", "the", "that", "same", "one")
    if word.tag & (en.ADV | en.ACC | en.NUM | en.QUOTE) or en.is_verbal(word.tag):
        return False
    for back in range(at - 1, max(at - 4, -1), -1):
        low, tag = words[back].low, words[back].tag
        if low in SOME:
            return True
        if tag & (en.POSS | en.VERBAL | en.PREP | en.PUNCT):
            return word.low.endswith("s") and not tag & en.POSS
    return False


def is_time(word: Word) -> bool:
    """Whether the word is a noun of time: "the night before", "two weeks after"."""
    return bool(word.tag & en.TIME) and word.low not in ("again", "recently", "lately", "now", "today", "ago")


ABSORBED = listed("""
even ever right just only especially partly mostly mainly exactly simply soon long far as
""")


def is_lead_noun(words: Sequence[Word], at: int, subject: Subject) -> bool:
    """As in "in a summer nobody had planned, we": the first subject only explains a noun that leads up."""
    tag, near = words[subject.start].tag, words[max(at, subject.start - 5) : subject.start]
    if not tag & (en.NOM | en.FUSED | en.POSS) or not is_open_noun(words, subject.start - 1):
        return False
    later = range(subject.verb, min(subject.verb + 10, len(words) - 1))
    if not any(words[p].tag & en.COMMA and words[p + 1].tag & (en.NOM | en.FUSED | en.POSS) for p in later):
        return False  # nothing follows that it could lead up to
    if tag & en.POSS and not any(word.low in ("the", "all", "any") for word in near):
        return False
    return any(word.tag & en.PREP and not word.tag & en.ADV for word in near)
