"""Asking that leaves no room: ultimatums, demands and orders to stop, and how far what is asked reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coachbot.core.reading.lexicon import Hit
from coachbot.core.reading.lists import listed, phrases
from coachbot.core.reading.owner import nearest
from coachbot.core.reading.tokens import COMMA, END, Tokens

LONGEST = 30  # words of one thing asked for
_NEAR = 8  # words back in which what is said belongs to the same clause
_BREAKS = listed("because but though although so")
_SUBJECT = listed("i he she they we")


def end_of(words: Sequence[str], start: int) -> int:
    """The last word of what is asked for: to the end of the clause."""
    for at in range(start, min(start + LONGEST, len(words))):
        word = words[at]
        if word == END or (word in _BREAKS and at > start):
            return at - 1
        if word in (COMMA, "and") and at + 1 < len(words) and words[at + 1] in _SUBJECT:
            return at - 1
    return min(start + LONGEST, len(words)) - 1


def _sentence(tokens: Tokens, at: int) -> tuple[int, int]:
    """The first and last word of the sentence around a place, as far as something asked for may reach."""
    first = last = at
    while first and tokens.sentences[first - 1] == tokens.sentences[at] and at - first < LONGEST:
        first -= 1
    while last + 1 < len(tokens) and tokens.words[last + 1] != END and last - at < LONGEST:
        last += 1
    return first, last


# ---------------------------------------------------------------- or else


def ultimatums(tokens: Tokens, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """Each "or else", as wide as its sentence."""
    done = -1
    for at in sorted({*(hit.first for hit in hits), *_threats(tokens)}):
        if tokens.quoted[at] or tokens.sentences[at] == done:
            continue
        done = tokens.sentences[at]
        yield _sentence(tokens, at)


def _threats(tokens: Tokens) -> Iterator[int]:
    """Where a condition or an "or" leads to an end: "if it isn't sorted, I'm going to my mum's"."""
    words = tokens.words
    condition = -1  # the sentence in which something is made a condition
    for at, word in enumerate(words):
        if word in _CONDITIONS or (word in _TIME_WORDS and tuple(words[at : at + 2]) in _TIMES):
            condition = tokens.sentences[at]
        elif word == "or" and _ends_it(words, at + 1):
            yield at
        elif word in _WHO and condition == tokens.sentences[at] and word != "he" and _ends_it(words, at):
            before = words[at - 1] if at else END
            if before in (COMMA, "then", "and", "now") or words[at - 1 : at] == ["again"]:
                yield at


def _ends_it(words: Sequence[str], at: int) -> bool:
    """Whether these words tell an end: "we're finished", "i'm handing back the key", "separation"."""
    if at < len(words) and words[at] in _ENDINGS:
        return True
    if at >= len(words) or words[at] not in _WHO:
        return False
    said = [word for word in words[at + 1 : at + 9] if word not in _HELPING]
    said = said[: next((k for k, word in enumerate(said) if word in (END, COMMA)), len(said))]
    if not said or said[0] in ("not", "never"):
        return said[:2] == ["not", "coming"]
    return said[0] in _OVER or (said[0] in _MOVES and not _PLACES.isdisjoint(said[1:]))


_CONDITIONS = listed("if unless until")
_TIMES = phrases("next time|one more|once more|one last|another one|last chance|final chance")
_TIME_WORDS = frozenset(pair[0] for pair in _TIMES)
_WHO = listed("i we it he she they us")
_HELPING = listed("am is are will be have already just then really")
_ENDINGS = listed("separation divorce goodbye nothing counselling")
_OVER = listed("""
leave leaving gone out done over finished through walk walking file filing divorce divorcing
separate separating pack packing quit quitting end ending
""")
_MOVES = listed("""
go going move moving take taking hand handing change changing find finds sleep sleeping stay staying
call sell
""")
_PLACES = listed("""
hotel parents mother mothers mum mums mom moms sister sisters brother brothers home out away key
keys locks lawyer solicitor ring kids children house flat without another off
""")


# ---------------------------------------------------------------- no room


def demands(tokens: Tokens, hits: Sequence[Hit]) -> Iterator[tuple[int, int]]:
    """Each sentence that leaves no room: "he goes by Sunday, no discussion", "from now on you ask me"."""
    done = -1
    final = [hit for hit in hits if hit.meaning.name == "final" and not _is_hoped(tokens, hit)]
    for at in sorted({*(hit.first for hit in final), *_ordered(tokens)}):
        if tokens.quoted[at] or tokens.sentences[at] == done:
            continue
        done = tokens.sentences[at]
        first, last = _sentence(tokens, at)
        if last > first:
            yield first, last


def _is_hoped(tokens: Tokens, hit: Hit) -> bool:
    """Whether it is a question, a hope or a promise, or says that something will not be."""
    before = tokens.words[max(0, hit.first - _NEAR) : hit.first]
    denied = "not" in tokens.words[hit.first + 1 : hit.first + 4] and tokens.words[hit.first] in _THIRD
    return denied or (bool(before) and before[-1] in _OPEN) or any(word in _HOPED for word in before)


def _ordered(tokens: Tokens) -> Iterator[int]:
    """Where the present tells what somebody is to do: "he gives me the password today"."""
    words = tokens.words
    for at, word in enumerate(words[:-2]):
        if word not in _THIRD or not (words[at + 1] in _COMPLIES or words[at + 1] in ("gets", "get", "can")):
            continue
        if at and words[at - 1] not in _OPENS and tokens.sentences[at] == tokens.sentences[at - 1]:
            continue
        after = words[at + 2 : at + 12]
        after = after[: next((k for k, one in enumerate(after) if one == END), len(after))]
        if words[at + 1] == "can":
            if after[-1:] == ["first"] and after[0] in _DOES:
                yield at
        elif any(tuple(after[k : k + 2]) in _TERMS or one in _DUE for k, one in enumerate(after)):
            yield at


_THIRD = listed("he she they")
_OPENS = listed("and then now tonight tomorrow today so this week or") | {END, COMMA}
_COMPLIES = listed("""
gives tells deletes apologises apologizes sits stops pays sells ends quits hands answers cancels
blocks signs returns explains apologise apologize delete pay sell return sign goes moves picks takes
brings shows leaves books cleans cooks
""")
_DOES = listed("say apologise apologize call come ask stop change go make start try give listen text explain")
_DUE = listed("today tonight immediately")
_TERMS = phrases("""
by monday|by tuesday|by wednesday|by thursday|by friday|by saturday|by sunday|by the|by tonight
by tomorrow|by noon|this week|this month|no excuses|no debate|no discussion|no arguments|that is
full stop|end of|from now|or else|and that
""")


# ---------------------------------------------------------------- stop


def stops(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Each "stop ignoring me", "don't call me that", "no more sarcasm" where somebody is told so."""
    words = tokens.words
    for at, word in enumerate(words[:-1]):
        if word not in _FIRST_WORDS:
            continue
        before = words[at - 1] if at else END
        if tokens.quoted[at] or _is_anothers(tokens, at, before):
            continue
        pair = (word, words[at + 1])
        forbids = pair == ("do", "not") and words[at + 2 : at + 3] and not _is_mild(words[at + 2 : at + 5])
        halts = word in _STOPPING and words[at + 1] != END
        if before in TOLD_SO and (halts or forbids or pair in _ENOUGH):
            yield at, end_of(words, at + 1)
        elif word in _STOPPING and (before in _OUGHT or (before == "to" and words[at - 2] in _HAVE_TO)):
            yield _clause_start(words, at), end_of(words, at + 1)
        elif word in _STOPPING and before in _SUBJECT and before != "i" and words[at - 2 : at - 1] in _CAN:
            yield at - 2, end_of(words, at + 1)
        elif word == "stop" and words[at + 1].endswith("ing") and before not in _GOES_ON:
            yield at, end_of(words, at + 1)


def _is_anothers(tokens: Tokens, at: int, before: str) -> bool:
    """Whether another says so: "he says stop apologising", "my aunt says don't use that word"."""
    return before in ("says", "tells") or (
        before in _SAY and nearest(tokens, at - 1) not in (None, "i", "we")
    )


def _is_mild(after: Sequence[str]) -> bool:
    """Whether a "don't" orders nothing: "don't get me wrong", but "don't tell me how hard it was"."""
    return after[0] in _MILD and tuple(after[:3]) not in _STERN


def _clause_start(words: Sequence[str], at: int) -> int:
    """The first word of the clause around a place, a few words back at most."""
    first = at
    while first and at - first < _NEAR and words[first - 1] not in (END, COMMA):
        first -= 1
    return first


_OPEN = listed("would will could can do did if should when")
_HOPED = listed(
    "promise promises promised said says hope think thinks thought maybe sure know knows if would could"
)
TOLD_SO = listed("please just said say says like and then him her them now so") | {END, COMMA}
_SAY = listed("say says said like tells told")
_CAN = (["can"], ["could"], ["would"], ["will"])
_GOES_ON = listed("""
to i he she they we you it not never can could will would did does do must should who and or ever
cannot even just
""")
_ENOUGH = frozenset(
    phrases("""
no more|enough with|enough of|enough about|less of|knock it|cut it|cut the|cut out|leave me|leave my
lay off|hands off|back off|drop it|drop the|give it|stay out|keep out|keep your|keep my|keep his
keep her|never again|not in|get off|never do|never say|never call|never speak|never touch|never come
never use|never talk|never read
""")
)
_FIRST_WORDS = frozenset(("do", "stop", "quit")) | {pair[0] for pair in _ENOUGH}
_OUGHT = listed("should must")
_HAVE_TO = listed("has have needs need got ought")
_STOPPING = listed("stop quit")
_MILD = listed(
    "know get think want have understand care feel even really fix tell judge"
)  # "don't get me wrong"
_STERN = phrases("""
tell me how|tell me what|tell me to|tell my mother|tell them about|tell him about|tell her about
""")
