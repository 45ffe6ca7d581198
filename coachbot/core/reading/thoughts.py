"""Thoughts that begin with "I feel": "I feel like he …", "I feel that …", "I feel I made …".

What follows "feel" decides: a feeling is a feeling ("like crying"), a name for oneself is a verdict ("like a
maid"), and a clause is a thought, whatever it says. "The anger I feel when …" is none of these.
"""

from __future__ import annotations

from collections.abc import Sequence

from coachbot.core.model import FauxFeeling, Span
from coachbot.core.reading.hinges import DEGREE
from coachbot.core.reading.lexicon import FauxEntry, Hit, Lexicon, Situation
from coachbot.core.reading.lists import listed
from coachbot.core.reading.owner import Whose, mine_or_none, nearest, subject
from coachbot.core.reading.tokens import COMMA, END, Tokens

THOUGHT = "thought"
LONGEST = 25  # words that are shown of a thought
_FEEL = listed("feel feels felt feeling")
_IT = listed("it this that just really always all everything")
_PRONOUNS = listed("""
i he she we they you it this there these those everyone everything nobody nothing something someone
people neither no one each
""")
# These are said of feelings too ("I feel nothing", "I feel it"), so that a verb must follow.
_VAGUE = listed("nothing something everything it this people no each neither these those")
_DETERMINERS = listed("my his her our their the a an your all both most some any every each")
_OWNERS = listed("my his her their our")
_VERBS = listed("""
am is are was were be been being have has had do does did can could will would shall should may might
must need needs want wants get gets got keep keeps never always just really not made make makes deserve
deserves owe know knew think went go goes said told took take gave lost tried matter matters care cares
love loves like seem seems feel feels cheated lied betrayed wasted trust trusts treats treat only even
still also actually basically honestly probably definitely almost kind already slowly barely constantly
""")
_FINITE = listed("is are was were should would will has have needs does do did can could")
_SENSED = listed("""
heart chest stomach throat body head hands face skin blood pulse gut anger pain sadness hurt love fear
anxiety tears eyes emotions feelings mood temper tension energy shoulders jaw guilt shame way same need
urge pull pressure weight touch presence breath
""")
_STATE_NOUNS = listed("""
shit crap hell garbage dirt rubbish death poop ass jelly lead rain snow heaven gold home family magic
fire ice myself me him her us them crying
""")
_STATES = listed("""
wreck mess zombie weight million bucks knot ton hole wave relief dream nightmare teenager new burden kid
""")
_POINTING = listed("this that it these those so")
_AFTER_POINTING = listed("""
when for all every about again too and but since because right most any sometimes often before with after
until if lately now a
""") | {END, COMMA}
_PRAISED = listed("way time much bad good sad pain hurt")  # "I feel this way"
_IDLE = listed("""
well better good bad great way too so right wrong same different strongly sure how what when and but
because or where why which who
""")
_SURE = listed("sure certain convinced positive confident")  # "I feel sure she is seeing someone"
_OPENERS = listed("if when after before by doing being having")
_NO_CLAUSE = listed("way too pain hurt same feeling") | {END, COMMA}
_NO_VERB = listed("nothing something everything anything being king")  # they end in -ing all the same
_ARTICLES = listed("a an the")
_SWEARING = listed("complete total absolute fucking such")
_HOW_MUCH = (DEGREE | {"strongly"}) - {"like", "that", "this", "as"}
_BREAKS = listed("but because and so although though when while since")


def find_thoughts(
    tokens: Tokens, taken: Sequence[Span], situations: Sequence[Hit], lexicon: Lexicon
) -> list[FauxFeeling]:
    """Each "I feel like …" that holds a thought and no feeling or faux feeling that was `taken` already."""
    found: list[FauxFeeling] = []
    starts = {faux.start for faux in taken}
    words = tokens.words
    for at, word in enumerate(words):
        start = _thought_after(words, at) if word in _FEEL else None
        if start is None or not _is_mine(tokens, at):
            continue
        last = _end(words, start)
        if starts.intersection(tokens.starts[at : last + 1]):
            continue
        span = tokens.span(_first(words, at), last)
        onto = _behind(situations, start, last, lexicon) or _about(words, start, lexicon)
        found.append(FauxFeeling(span.text, span.start, span.end, THOUGHT, onto.feelings, onto.needs))
    return found


def _first(words: Sequence[str], at: int) -> int:
    """From "I" on where it stands close before."""
    return next((k for k in range(at - 1, max(0, at - 4) - 1, -1) if words[k] == "i"), at)


def _is_mine(tokens: Tokens, at: int) -> bool:
    """Whether it is the person who feels so; what they do not feel "like" is a thought all the same."""
    before = tokens.words[at - 1] if at else END
    if before in ("it", "this"):
        return True
    if before in _IT or tokens.words[at] == "feels":
        return mine_or_none(tokens, at - 1) or nearest(tokens, at - 1) == "who"
    return subject(tokens, at) is not Whose.NOT


def _thought_after(words: Sequence[str], at: int) -> int | None:
    """Where a thought begins after "feel" at `at`, or None where something else follows."""
    on = at + 1
    while on < len(words) and words[on] in _HOW_MUCH:
        on += 1
    word, after = _at(words, on), _at(words, on + 1)
    if word == "like":
        if words[at] == "feels" and after.endswith("ing") and after not in _NO_VERB:
            return on if at and words[at - 1] in ("it", "this") else None
        plain = words[at] != "feels" or after in _ARTICLES or after in _OWNERS
        return on if (_like(words, on + 1) if plain else _is_clause(words, on + 1)) else None
    if word in _SURE and after == "that":
        return on if _is_that_clause(words, on + 2) else None
    if word in _SURE:
        return on if _is_clause(words, on + 1) else None
    if word == "how":
        return on if _is_clause(words, on + 2) else None
    if word == "the" and after == "same":
        return on if _at(words, on + 2) in (END, COMMA, "about", "as") else None
    if word == "as":
        return on if after in ("if", "though") else None
    if word == "that":
        return on if _is_that_clause(words, on + 1) else None
    return on if _is_clause(words, on) else None


def _at(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else END


def _like(words: Sequence[str], at: int) -> bool:
    """Whether "feel like" opens a thought here, and not a wish, a state or a pointing word."""
    while (_at(words, at) in DEGREE and words[at] not in _POINTING) or _at(words, at) in _SWEARING:
        at += 1
    word, after = _at(words, at), _at(words, at + 1)
    if word == COMMA:
        return True
    if word == END or word in _STATE_NOUNS:
        return False
    if word.endswith("ing") and word not in _NO_VERB:
        return _is_clause(words, at)
    if word in _POINTING:
        return after in _VERBS or (after not in _AFTER_POINTING and word != "so")
    return word not in _ARTICLES or not any(state in _STATES for state in words[at + 1 : at + 4])


def _is_that_clause(words: Sequence[str], at: int) -> bool:
    """Whether a clause follows "feel that": not "I feel that way", "I feel that too"."""
    word = _at(words, at)
    if word in _NO_CLAUSE:
        return False
    if word in _PRONOUNS or word in _DETERMINERS:
        return _at(words, at + 1) not in (END, COMMA)
    return word in _OPENERS or len(_upto_end(words, at, 4)) > 2


def _is_clause(words: Sequence[str], at: int) -> bool:
    """Whether a subject and its verb follow "feel" with nothing between, plain to see."""
    word, after = _at(words, at), _at(words, at + 1)
    if word in _VAGUE or word == "you":
        return after in _VERBS and not (word == "this" and after in _PRAISED)
    if word in _PRONOUNS:
        return after not in (END, COMMA)
    if word in _DETERMINERS:
        return not (word in _OWNERS and after in _SENSED) and any(
            verb in _FINITE for verb in _upto_end(words, at + 1, 6)
        )
    return word.isalpha() and word not in _IDLE and after in _FINITE


def _upto_end(words: Sequence[str], at: int, most: int) -> Sequence[str]:
    near = words[at : at + most]
    return near[: near.index(END)] if END in near else near


def _end(words: Sequence[str], start: int) -> int:
    """The last word of the thought: to the end of the sentence, or to where the next clause begins."""
    for at in range(start + 1, min(start + LONGEST, len(words))):
        breaks = words[at] == COMMA and _at(words, at + 1) in _BREAKS
        if words[at] == END or breaks or (words[at] == "but" and at > start + 3):
            return at - 1
    return min(start + LONGEST, len(words)) - 1


def _behind(situations: Sequence[Hit], start: int, last: int, lexicon: Lexicon) -> Situation | None:
    """The situation told inside the thought, which says what it may open onto."""
    inside = [hit for hit in situations if start <= hit.first and hit.last <= last]
    best = max(inside, key=lambda hit: hit.meaning.weight, default=None)
    return lexicon.situations[best.meaning.name] if best else None


_WHOM = {"i": "me", "we": "us", "he": "them", "she": "them", "they": "them", "you": "them", "my": "them"}


def _about(words: Sequence[str], start: int, lexicon: Lexicon) -> FauxEntry:
    """What a thought may open onto when it tells of no known situation: by whom it is about."""
    first = next((word for word in words[start + 1 : start + 4] if word not in DEGREE), "")
    if words[start] == "like" and first in _ARTICLES:
        return lexicon.thoughts["self"]
    return lexicon.thoughts[_WHOM.get(first, "it")]
