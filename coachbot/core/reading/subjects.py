"""Where the subjects of a sentence are, each with its verb: what a parser would find, by looking about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


_SKIP = listed("""
both all each also just really never always even still actually already all
""")
_STARTS_PHRASE = en.POSS | en.DET | en.NUM | en.LETTER
_PHRASE_STOPS = en.PUNCT | en.NOM | en.FUSED | en.WH | en.QUOTE | en.LINK | en.SUBORD
_AFTER_VERB = en.POSS | en.ACC | en.ANY | en.DET | en.PREP | en.SUBORD | en.ADV | en.WH | en.TIME
_NO_VERB = listed("""
last own past present close clean mean upset open free cool kind dear right
""")
_JOINS = frozenset(("and", "&"))
_REACH = 11


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


def subjects(words: Sequence[Word]) -> Iterator[Subject]:
    """Every subject with its verb, in order."""
    at, last = 0, len(words)
    while at < last:
        found = _subject_at(words, at)
        if found is None:
            at += 1
            continue
        yield found
        at = max(found.verb, found.end - 1) + 1


def _subject_at(words: Sequence[Word], at: int) -> Subject | None:
    tag = words[at].tag
    if tag & en.FUSED:
        return Subject(at, at + 1, at)
    if tag & (en.AUX | en.MODAL):
        return _inverted(words, at)
    if tag & en.NOM:
        return _nominative(words, at)
    if tag & en.ANY and at + 1 < len(words) and words[at + 1].low == "of":
        return _phrase(words, at)
    if tag & en.ANY and (verb := _plain_verb(words, at)) >= 0:
        return Subject(at, at + 1, verb)
    if tag & en.WH:
        return _relative(words, at)
    if tag & (_STARTS_PHRASE | en.ACC) or (_may_be_noun(tag) and _opens(words, at)):
        return _phrase(words, at)
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
    if at and words[at - 1].tag & en.PREP and not tag & (en.AUX | en.MODAL):
        return -1
    if tag & (en.AUX | en.MODAL) or (tag & (en.PAST_FORM | en.THIRD_FORM) and not tag & en.WEAK):
        return verb
    return verb if tag & (en.PAST_FORM | en.THIRD_FORM) and _verb_place(words, verb) else -1


def _verb_place(words: Sequence[Word], verb: int) -> bool:
    """Whether a doubtful form is followed by what follows verbs."""
    return verb + 1 >= len(words) or bool(words[verb + 1].tag & _AFTER_VERB)


def _nominative(words: Sequence[Word], at: int) -> Subject | None:
    """As in "I", "she": always a subject; alone, or with another ("he and I")."""
    end = at + 1
    if end < len(words) and words[end].low in _JOINS and (other := _end_of_phrase(words, end + 1)) > 0:
        verb = finite_after(words, other)
        if verb >= 0 and verb <= other + 1:
            return Subject(at, other, verb)
    verb = finite_after(words, end)
    if verb >= 0:
        return Subject(at, end, verb)
    if end < len(words) and words[end].tag & en.COMMA:
        return _interrupted(words, at, end)
    if words[at].low in ("he", "she", "they", "we") and end < len(words) and not words[end].tag & _NO_CLAUSE:
        verb = next((p for p in range(end, min(end + 6, len(words))) if _looks_finite(words[p])), end)
        return Subject(at, end, verb)
    return Subject(at, end, end) if end < len(words) and not words[end].tag else None


_NO_CLAUSE = en.PUNCT | en.COORD | en.PREP & ~en.ADV | en.SUBORD | en.NOM | en.FUSED


def _looks_finite(word: Word) -> bool:
    return bool(word.tag & en.SURE) or (not word.tag and word.low.endswith("s"))


def _end_of_phrase(words: Sequence[Word], at: int) -> int:
    """Where "I", "me", "my wife", "the kids", "Ben" ends; 0 if none of these stands there."""
    if at >= len(words):
        return 0
    tag = words[at].tag
    if tag & (en.NOM | en.ACC) and not tag & en.POSS:
        return at + 1
    if tag & (en.POSS | en.DET):
        end = at + 1
        while (
            end < len(words)
            and end < at + 4
            and not words[end].tag & (en.SURE | _PHRASE_STOPS | en.COORD | en.PREP)
        ):
            end += 1
        return end if end > at + 1 else 0
    return at + 1 if tag & en.LETTER or not tag else 0


def _inverted(words: Sequence[Word], at: int) -> Subject | None:
    """As in "should I", "has she": where a clause begins, or after a question word or "never"."""
    after = at + 1
    if after >= len(words) or not _may_invert(words, at):
        return None
    tag = words[after].tag
    if tag & en.NOM or words[after].low in ("it", "you", "this", "that", "there"):
        return Subject(after, after + 1, at, inverted=True)
    if (at and not words[at - 1].tag & en.WH) or words[after].low == "no":
        return None  # "and had no money"
    if tag & (en.POSS | en.DET) and (end := _end_of_phrase(words, after)):
        return Subject(after, end, at, inverted=True)
    return None


def _may_invert(words: Sequence[Word], at: int) -> bool:
    if at == 0:
        return True
    before = words[at - 1]
    if before.tag & (en.PUNCT | en.COORD | en.WH | en.NEG) or before.low in ("once", "so", "also"):
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


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether a clause could begin here, so that a bare noun may be its subject."""
    return at == 0 or bool(words[at - 1].tag & (en.PUNCT | en.COORD | en.SUBORD))


def _phrase(words: Sequence[Word], at: int) -> Subject | None:
    """A noun phrase and its verb: "my wife and I have", "her family loves", "things were"."""
    end, joined = at + 1, False
    limit = min(at + _REACH, len(words))
    if (
        words[at].tag & en.ACC
        and not words[at].tag & en.POSS
        and (end >= limit or words[end].low not in _JOINS)
    ):
        return None
    while end < limit:
        word = words[end]
        if word.low == "and" and [w.low for w in words[end + 1 : end + 3]] == ["a", "half"]:
            end += 3
            continue
        if word.low in _JOINS:
            following = _end_of_phrase(words, end + 1) if _may_join(words, at, end) else 0
            if not following:
                return None
            end, joined = following, True
            continue
        if word.tag & en.COMMA:
            return _interrupted(words, at, end)
        if word.low == "who":
            return _explained(words, at, end)
        if _stops_phrase(words, end):
            return None
        if word.tag & en.FINITE and _is_verb(words, at, end, joined=joined):
            return Subject(at, end, end)
        end += 1
    return None


_WHOLES = listed("of all both half")


def _stops_phrase(words: Sequence[Word], at: int) -> bool:
    """Whether a noun phrase cannot go on with this word."""
    word = words[at]
    if word.tag & en.QUOTE:
        return " " in word.text
    if word.tag & (_PHRASE_STOPS | en.COORD) or word.low in ("you", "it", "/"):
        return not (word.tag & en.ADV and word.tag & en.SUBORD == 0 and word.low == "so")
    if word.tag & en.PREP and not word.tag & en.ADV:
        return word.low != "of"
    follows = words[at - 1].low in _WHOLES or words[at - 1].tag & en.ING_FORM
    return bool(word.tag & (en.POSS | en.DET)) and not follows and not word.tag & en.ADV


def _may_join(words: Sequence[Word], at: int, join: int) -> bool:
    """Whether "and" goes on with the phrase ("my wife and I") or begins a clause ("the car and we")."""
    following = words[join + 1] if join + 1 < len(words) else None
    if following is None or (following.tag & en.NOM and following.low != "i") or following.tag & en.FUSED:
        return False
    if following.low == "i":
        named = words[at].tag & (en.POSS | en.ACC | en.LETTER) or at == 0
        return bool(named) and not _is_object(words, at)
    return _opens(words, at) or (bool(words[at].tag & en.ACC) and not _is_object(words, at))


def _is_object(words: Sequence[Word], at: int) -> bool:
    """Whether what begins here belongs to the verb or preposition before it."""
    if at == 0:
        return False
    before = words[at - 1]
    if before.tag & en.SUBORD and before.low != "than":
        return False
    if before.tag & en.PREP and not before.tag & en.ADV:
        return True
    return bool(before.tag & en.VERBAL) and en.LEMMA.get(before.low) not in _OPINE


_OPINE = THAT_VERBS - listed("love hate like ask hear see show text message forget care answer")


def _explained(words: Sequence[Word], at: int, who: int) -> Subject | None:
    """As in "my husband who is 45 told me": the verb after the relative clause's own."""
    inner = finite_after(words, who + 1 + (who + 1 < len(words) and bool(words[who + 1].tag & en.NOM)))
    if inner < 0:
        return None
    for place in range(inner + 1, min(inner + 9, len(words))):
        tag = words[place].tag
        if (
            tag & (en.PUNCT | en.COORD | en.NOM | en.FUSED | en.SUBORD & ~en.PREP | en.WH)
            or words[place].low == "to"
        ):
            return None
        if tag & en.SURE and not tag & en.WEAK and not words[place - 1].tag & (en.AUX | en.MODAL | en.NEG):
            return Subject(at, who, place)
    return None


def _interrupted(words: Sequence[Word], at: int, comma: int) -> Subject | None:
    """As in "my husband, who never helps, left": the verb after the second comma."""
    if comma + 1 < len(words) and words[comma + 1].tag & (en.NOM | en.FUSED | en.COORD):
        return None
    near = finite_after(words, comma + 1)
    if (
        0 <= near <= comma + 2
        and not _is_object(words, at)
        and words[near].tag & en.PAST_FORM
        and not words[near].tag & en.WEAK
    ):
        return Subject(at, comma, near)  # "my wife, recently told me"
    for place in range(comma + 1, min(comma + 14, len(words) - 1)):
        if words[place].tag & en.COMMA:
            verb = finite_after(words, place + 1)
            sure = verb == place + 1 and words[verb].tag & en.SURE and not words[verb].tag & en.WEAK
            sure = sure or (verb >= 0 and _verb_place(words, verb) and bool(words[verb].tag & en.SURE))
            return Subject(at, comma, verb) if sure else None
    return None


def _is_bare_singular(words: Sequence[Word], at: int, verb: int) -> bool:
    """As in "and anger were": one bare noun before a plural verb is the end of something longer."""
    bare = verb == at + 1 and not words[at].tag & (en.POSS | en.DET | en.NUM | en.ANY | en.ACC)
    return (
        bare
        and words[verb].low in ("were", "are", "have", "weren't", "aren't")
        and not words[at].low.endswith("s")
    )


def _is_verb(words: Sequence[Word], at: int, place: int, *, joined: bool) -> bool:
    """Whether the word after a noun phrase is its verb and not one more noun or adjective."""
    tag, before = words[place].tag, words[place - 1].low
    if before.endswith("'s") or (words[at].tag & en.NUM and not _opens(words, at)):
        return False
    if tag & (en.AUX | en.MODAL):
        return not _is_bare_singular(words, at, place)
    if (
        place == at + 1
        and words[at].tag & (en.POSS | en.DET)
        and words[at].low not in ("this", "that", "one")
    ):
        return False  # "my left", "the dumped"
    if tag & (en.PAST_FORM | en.THIRD_FORM) and not tag & en.WEAK:
        return not (tag & en.PARTICIPLE_FORM and _is_object(words, at))
    if tag & en.BASE_FORM and place + 1 < len(words) and words[place + 1].low == "me":
        return words[at].tag & en.POSS > 0  # "my husband say me"
    bare = not words[at].tag & (_STARTS_PHRASE | en.ANY | en.ACC) and words[at].low not in en.KIN
    if bare or _is_object(words, at) or words[place].low in _NO_VERB or tag & en.ADV:
        return False
    plural = joined or before.endswith("s") or before in ("kids", "people", "parents")
    return bool(tag & (en.PAST_FORM | en.THIRD_FORM) or (plural and tag & en.BASE_FORM)) and _verb_place(
        words, place
    )
