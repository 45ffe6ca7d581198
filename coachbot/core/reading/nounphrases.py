"""Noun phrases and their verbs: "my wife and I have", "the lack of sleep is killing me"."""

from __future__ import annotations

from collections.abc import Sequence

from coachbot.core.reading import english as en
from coachbot.core.reading.lists import listed
from coachbot.core.reading.people import NOUNS, PEOPLE
from coachbot.core.reading.verbal import Subject, finite_after, is_object, opens, verb_place
from coachbot.core.reading.verbs import THAT_VERBS
from coachbot.core.reading.written import Word

STARTS_PHRASE = en.POSS | en.DET | en.NUM | en.LETTER


_PHRASE_STOPS = en.PUNCT | en.NOM | en.FUSED | en.WH | en.QUOTE | en.LINK | en.SUBORD


_NO_VERB = listed("""
last own past present close clean mean upset open free cool kind dear right
""")


JOINS = frozenset(("and", "&"))


_REACH = 11


_WHOLES = listed("of all both half")


def phrase(words: Sequence[Word], at: int) -> Subject | None:
    """A noun phrase and its verb: "my wife and I have", "her family loves", "things were"."""
    end, joined, deep = at + 1, False, False
    limit = min(at + _REACH, len(words))
    if _is_lone_object(words, at):
        return None
    while end < limit:
        word = words[end]
        if word.low in JOINS:
            following = _past_and(words, at, end)
            if not following:
                return None
            end, joined = following, True
            continue
        if word.tag & en.COMMA or word.low == "who":
            if not words[at].tag & (STARTS_PHRASE | en.ACC | en.ANY) and at and words[at - 1].tag & en.COMMA:
                return None
            return interrupted(words, at, end) if word.tag & en.COMMA else _explained(words, at, end)
        deep = deep or _goes_deeper(words, at, end)
        if _stops_phrase(words, end) and not (deep and (words[end - 1].tag | word.tag) & en.PREP):
            return None
        if _is_when(words, at, end):
            return None
        if _ends_phrase(words, at, end, joined=joined, deep=deep):
            return Subject(at, _without_adverbs(words, at, end), end)
        end += 1
    return None


def _is_when(words: Sequence[Word], at: int, end: int) -> bool:
    """As in "the next day didn't get up": a time and no subject, unless something is said of the time."""
    if not words[end].tag & en.FINITE or words[end].low in en.BE or not words[end - 1].tag & en.TIME:
        return False
    lead = words[at].low in ("the", "last", "this", "next", "one", "that", "every", "each")
    return (
        lead
        and end - at < 4
        and all(word.tag & (en.TIME | en.DET | en.WEAK) or word.low == "next" for word in words[at:end])
    )


def _without_adverbs(words: Sequence[Word], at: int, end: int) -> int:
    """The phrase's end before "never" and "really"."""
    while end - 1 > at and words[end - 1].tag & (en.ADV | en.NEG) and not words[end - 1].tag & en.PAST_FORM:
        end -= 1
    return end


def _is_lone_object(words: Sequence[Word], at: int) -> bool:
    """As in "me" and "him" when nobody is joined to them."""
    if words[at].low == "that" and at and en.LEMMA.get(words[at - 1].low) in THAT_VERBS:
        return True  # "I read that herpes"
    if not words[at].tag & en.ACC or words[at].tag & en.POSS:
        return False
    if at and words[at - 1].tag & en.PREP:
        return True
    return at + 1 >= len(words) or words[at + 1].low not in JOINS


def _past_and(words: Sequence[Word], at: int, join: int) -> int:
    """Where the phrase goes on after "and"; 0 where it does not."""
    if [word.low for word in words[join + 1 : join + 3]] == ["a", "half"]:
        return join + 3
    return end_of_phrase(words, join + 1) if _may_join(words, at, join) else 0


def _goes_deeper(words: Sequence[Word], at: int, place: int) -> bool:
    """As in "the lack of sex in our marriage is": a preposition inside of a subject."""
    word = words[place]
    inner = word.tag & en.PREP and not word.tag & en.ADV and word.low != "of"
    return bool(inner) and place > at + 1 and opens(words, at)


def _ends_phrase(words: Sequence[Word], at: int, place: int, *, joined: bool, deep: bool) -> bool:
    """Whether the phrase's verb stands here; deep inside of it only a helper is sure."""
    tag = words[place].tag
    if deep and not tag & (en.AUX | en.MODAL):
        return False
    return bool(tag & en.FINITE) and _is_verb(words, at, place, joined=joined)


def _stops_phrase(words: Sequence[Word], at: int) -> bool:
    """Whether a noun phrase cannot go on with this word."""
    word = words[at]
    if word.tag & en.QUOTE:
        return " " in word.text
    if word.tag & (_PHRASE_STOPS | en.COORD) or word.low in ("you", "it", "there", "/"):
        return not (word.tag & en.ADV and word.tag & en.SUBORD == 0 and word.low == "so")
    if word.tag & en.PREP and not word.tag & en.ADV:
        return word.low != "of"
    follows = words[at - 1].low in _WHOLES or words[at - 1].tag & en.ING_FORM
    if word.tag & en.NUM or word.low in ("other", "few", "more"):
        return False
    return bool(word.tag & (en.POSS | en.DET)) and not follows and not word.tag & en.ADV


def _may_join(words: Sequence[Word], at: int, join: int) -> bool:
    """Whether "and" goes on with the phrase ("my wife and I") or begins a clause ("the car and we")."""
    following = words[join + 1] if join + 1 < len(words) else None
    if following is None or (following.tag & en.NOM and following.low != "i") or following.tag & en.FUSED:
        return False
    if following.low == "i":
        named = words[at].tag & (en.POSS | en.ACC | en.LETTER) or words[at].low in en.KIN
        named = named or (at == 0 and not words[at].tag and words[at].text[:1].isupper())
        since = at > 0 and words[at - 1].low in ("since", "until", "till", "during", "before", "after")
        return bool(named) and not is_object(words, at) and not (since and words[at].tag & en.LETTER)
    return opens(words, at) or (bool(words[at].tag & en.ACC) and not is_object(words, at))


def end_of_phrase(words: Sequence[Word], at: int) -> int:
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


def end_of_person(words: Sequence[Word], at: int) -> int:
    """Where "my best friend" or "my job" ends before the rest of a question; 0 where that is not sure."""
    for place in range(at + 1, min(at + 4, len(words))):
        if words[place].low in NOUNS or words[place].low in PEOPLE:
            return place + 1
    follows = words[at + 2].tag if at + 2 < len(words) else 0
    return (
        at + 2
        if follows & (en.VERBAL | en.ADV | en.NEG | en.PREP) and not words[at + 1].tag & en.VERBAL
        else 0
    )


def _explained(words: Sequence[Word], at: int, who: int) -> Subject | None:
    """As in "my husband who is 45 told me": the verb after the relative clause's own."""
    inner = finite_after(words, who + 1 + (who + 1 < len(words) and bool(words[who + 1].tag & en.NOM)))
    if inner < 0:
        return None
    for place in range(inner + 1, min(inner + 9, len(words))):
        tag = words[place].tag
        if (
            tag & (en.PUNCT | en.COORD | en.NOM | en.FUSED | en.WH)
            or (tag & en.SUBORD and not tag & en.PREP)
            or words[place].low == "to"
        ):
            return None
        if tag & en.SURE and not tag & en.WEAK and not words[place - 1].tag & (en.AUX | en.MODAL | en.NEG):
            return Subject(at, who, place)
    return None


def interrupted(words: Sequence[Word], at: int, comma: int) -> Subject | None:
    """As in "my husband, who never helps, left": the verb after the second comma."""
    if comma + 1 < len(words) and words[comma + 1].tag & (en.NOM | en.FUSED | en.COORD):
        return None
    if is_object(words, at) or not (words[at].tag & (en.POSS | en.NOM | en.LETTER) or opens(words, at)):
        return None
    near = finite_after(words, comma + 1)
    if 0 <= near <= comma + 2 and words[near].tag & en.PAST_FORM and not words[near].tag & en.WEAK:
        return Subject(at, comma, near)  # "my wife, recently told me"
    for place in range(comma + 1, min(comma + 14, len(words) - 1)):
        if words[place].tag & en.COMMA:
            verb = finite_after(words, place + 1)
            sure = verb == place + 1 and words[verb].tag & en.SURE and not words[verb].tag & en.WEAK
            sure = sure or (verb >= 0 and verb_place(words, verb) and bool(words[verb].tag & en.SURE))
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


_GOVERNING = listed("""
in on at from into with by to of under over behind between through inside during against
""")


def _is_verb(words: Sequence[Word], at: int, place: int, *, joined: bool) -> bool:
    """Whether the word after a noun phrase is its verb and not one more noun or adjective."""
    tag, before = words[place].tag, words[place - 1].low
    if before.endswith("'s") or (words[at].tag & en.NUM and not opens(words, at)):
        return False
    if tag & (en.AUX | en.MODAL):
        return not _is_bare_singular(words, at, place) and not (at and words[at - 1].low in _GOVERNING)
    if (
        place == at + 1
        and words[at].tag & (en.POSS | en.DET)
        and words[at].low not in ("this", "that", "one")
    ):
        return False  # "my left", "the dumped"
    if tag & en.PARTICIPLE_FORM and place + 1 < len(words) and words[place + 1].low == "by":
        return False  # "the damage left by her"
    if tag & (en.PAST_FORM | en.THIRD_FORM) and not tag & en.WEAK:
        return not is_object(words, at)
    if tag & en.BASE_FORM and place + 1 < len(words) and words[place + 1].low == "me":
        return bool(words[at].tag & en.POSS) and not is_object(words, at)  # "my husband say me"
    bare = not words[at].tag & (STARTS_PHRASE | en.ANY | en.ACC) and words[at].low not in en.KIN
    if bare or is_object(words, at) or words[place].low in _NO_VERB or tag & en.ADV:
        return False
    plural = joined or before.endswith("s") or before in ("kids", "people", "parents")
    return bool(tag & (en.PAST_FORM | en.THIRD_FORM) or (plural and tag & en.BASE_FORM)) and verb_place(
        words, place
    )
