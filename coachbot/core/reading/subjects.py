"""Where the subjects of a sentence are, each with its verb: what a parser would find, by looking about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coachbot.core.reading import english as en
from coachbot.core.reading.lists import listed
from coachbot.core.reading.nounphrases import (
    JOINS,
    STARTS_PHRASE,
    end_of_person,
    end_of_phrase,
    interrupted,
    phrase,
)
from coachbot.core.reading.verbal import Subject, finite_after, looks_finite, opens, verb_place
from coachbot.core.reading.written import Word


def subjects(words: Sequence[Word]) -> Iterator[Subject]:
    """Every subject with its verb, in order."""
    at, last = 0, len(words)
    if (hidden := _left_out(words)) is not None:
        yield hidden
        at = hidden.verb + 1
    while at < last:
        found = _subject_at(words, at)
        if found is None:
            at += 1
            continue
        yield found
        at = max(found.verb, found.end - 1) + 1


_MY_PAST = listed("""
found got went had saw caught came started tried realized realised discovered broke lost met moved
decided was felt thought knew heard woke cried yelled snapped cheated slept confronted been
""")


_HIS_PAST = listed("""
said told asked left called texted forgot didn't won't wouldn't doesn't hasn't hadn't refused promised
lied cancelled canceled ignored walked wasn't isn't bought spent took sent blocked dumped kissed hid
laughed
""")


_MY_NOW = listed("""
feel need want miss love hate wish hope can't cannot couldn't don't haven't am
""")


_WRONGS = listed("forgot cancelled canceled ignored blocked refused laughed")


_KNOWS = listed("know want think understand feel have care believe love trust")


_BEFORE_VERB = en.ADV | en.COORD | en.TIME


def _past_greeting(words: Sequence[Word]) -> int:
    """Where the sentence begins after "hey all,"."""
    if words[0].low not in ("hey", "hi", "hello", "ok", "okay", "so", "well"):
        return 0
    return next((at + 1 for at, word in enumerate(words[:4]) if word.tag & en.COMMA), 0)


def _left_out(words: Sequence[Word]) -> Subject | None:
    """A sentence that begins with its verb: "found out today", "told me to leave", "can't sleep"."""
    at = first = _past_greeting(words)
    while at < len(words) - 2 and words[at].tag & _BEFORE_VERB and not words[at].tag & (en.SURE | en.ANY):
        at += 1
        first = at if words[at - 1].tag & (en.COORD | en.TIME) else first
    if at > first + 3 or at > len(words) - 2:
        return None
    low, near = words[at].low, [word.low for word in words[at + 1 : at + 5]]
    if words[at + 1].tag & (en.NOM | en.FUSED) or near[0] in ("you", "it"):
        return None
    if words[at].tag & en.AUX and words[at + 1].tag & (en.ANY | en.DET | en.POSS) and low != "had":
        return None  # "was this right"
    to_me = "me" in near and (words[at].tag & (en.PAST_FORM | en.THIRD_FORM | en.AUX | en.MODAL))
    if to_me and (low in _HIS_PAST or low in _MY_PAST or words[at].tag & en.THIRD_FORM):
        return Subject(first, first, at, left_out="they")
    if low in _HIS_PAST:
        wronged = low in _WRONGS and bool({"my", "our"} & set(near))
        return Subject(first, first, at, left_out="they?" if wronged else "?")
    if low in _MY_PAST or (low in _MY_NOW and (low != "don't" or near[0] in _KNOWS)):
        return Subject(first, first, at, left_out="i")
    return None


def _subject_at(words: Sequence[Word], at: int) -> Subject | None:
    tag = words[at].tag
    if tag & en.FUSED:
        return Subject(at, at + 1, at)
    if tag & (en.AUX | en.MODAL):
        return _inverted(words, at)
    if tag & en.NOM:
        return _nominative(words, at)
    if tag & en.ANY and at + 1 < len(words) and words[at + 1].low == "of":
        return phrase(words, at)
    if tag & en.ANY and (verb := _plain_verb(words, at)) >= 0:
        return Subject(at, at + 1, verb)
    if tag & en.WH:
        return _relative(words, at)
    if tag & (STARTS_PHRASE | en.ACC) or (_may_be_noun(tag) and opens(words, at)):
        return phrase(words, at)
    return None


def _may_be_noun(tag: int) -> bool:
    return not tag & ~en.LETTER or bool(tag & en.WEAK and tag & en.THIRD_FORM)


def _plain_verb(words: Sequence[Word], at: int) -> int:
    """The verb of "it" or "you": anything goes after "you", a sure form after the others."""
    verb = finite_after(words, at + 1)
    if verb < 0:
        return -1
    tag = words[verb].tag
    if words[at].low in ("you", "these", "those"):
        return verb if verb == at + 1 or not tag & en.WEAK else -1
    governed = at and words[at - 1].tag & en.PREP and not words[at - 1].tag & en.SUBORD
    if governed and (words[at].low == "it" or not tag & (en.AUX | en.MODAL)):
        return -1
    if tag & (en.AUX | en.MODAL) or (tag & (en.PAST_FORM | en.THIRD_FORM) and not tag & en.WEAK):
        return verb
    return verb if tag & (en.PAST_FORM | en.THIRD_FORM) and verb_place(words, verb) else -1


def _nominative(words: Sequence[Word], at: int) -> Subject | None:
    """As in "I", "she": always a subject; alone, or with another ("he and I")."""
    end = at + 1
    if end < len(words) and words[end].low in JOINS and (other := end_of_phrase(words, end + 1)) > 0:
        verb = finite_after(words, other)
        if verb >= 0 and verb <= other + 1:
            return Subject(at, other, verb)
    verb = finite_after(words, end)
    if verb >= 0:
        return Subject(at, end, verb)
    if end < len(words) and words[end].tag & en.COMMA:
        return interrupted(words, at, end)
    if words[at].low in ("he", "she", "they", "we") and end < len(words) and not words[end].tag & _NO_CLAUSE:
        verb = next((p for p in range(end, min(end + 6, len(words))) if looks_finite(words[p])), end)
        return Subject(at, end, verb)
    return Subject(at, end, end) if end < len(words) and not words[end].tag else None


_NO_CLAUSE = en.PUNCT | en.COORD | en.PREP | en.SUBORD | en.NOM | en.FUSED


def _inverted(words: Sequence[Word], at: int) -> Subject | None:
    """As in "should I", "has she": where a clause begins, or after a question word or "never"."""
    after = at + 1
    if after >= len(words) or words[at].low == "been" or not _may_invert(words, at):
        return None
    tag = words[after].tag
    if tag & en.NOM or words[after].low in ("it", "you", "this", "that", "there"):
        return Subject(after, after + 1, at, inverted=True)
    if (at and not words[at - 1].tag & en.WH) or words[after].low == "no":
        return None  # "and had no money"
    if tag & (en.POSS | en.DET) and (end := end_of_person(words, after)):
        return Subject(after, end, at, inverted=True)
    return None


def _may_invert(words: Sequence[Word], at: int) -> bool:
    if at == 0:
        return True
    before = words[at - 1]
    if words[at].tag & en.MODAL and words[at + 1].tag & en.NOM:
        return True
    if before.tag & (en.PUNCT | en.COORD | en.WH | en.NEG) or before.low in ("once", "so", "also", "else"):
        return True
    return at > 1 and words[at - 2].low == "how"  # "how long do I"


def _relative(words: Sequence[Word], at: int) -> Subject | None:
    """As in "who left", "which hurts": the pronoun is the subject."""
    if words[at].low not in ("who", "which", "whoever", "whatever", "what"):
        return None
    verb = finite_after(words, at + 1)
    if verb < 0 or (verb == at + 1 and verb + 1 < len(words) and words[verb + 1].tag & en.NOM):
        return None  # "what should I"
    return Subject(at, at + 1, verb)
