"""Thoughts that begin with "I feel": "I feel like he …", "I feel that …", "I feel I made …".

What follows "feel" decides: a feeling is a feeling ("like crying"), a name for oneself is a verdict ("like a
maid"), and a clause is a thought, whatever it says. "The anger I feel when …" is none of these.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coachbot.core.model import FauxFeeling
from coachbot.core.reading.lexicon import FauxEntry, Hit, Lexicon, Situation
from coachbot.core.reading.tokens import COMMA, END, Tokens
from coachbot.core.reading.whose import DEGREE, Whose, nearest, subject

THOUGHT = "thought"
LONGEST = 25  # words that are shown of a thought
_FEEL = frozenset("feel feels felt feeling".split())
_PRONOUNS = frozenset("i he she we they you it this there these those everyone everything nobody nothing something"
                      " someone people neither no one each".split())  # fmt: skip
_DETERMINERS = frozenset("my his her our their the a an your all both most some any every each".split())
_VERBS = frozenset(
    "am is are was were be been being have has had do does did can could will would shall should may might must need"
    " needs want wants get gets got keep keeps never always just really not made make makes deserve deserves owe"
    " know knew think went go goes said told took take gave lost tried matter matters care cares love loves like"
    " seem seems feel feels cheated lied betrayed wasted trust trusts treats treat doesnt dont cant isnt only even"
    " still also actually basically honestly probably definitely almost kind already slowly barely constantly".split()
)
_SENSED = frozenset(
    "heart chest stomach throat body head hands face skin blood pulse gut anger pain sadness hurt love fear anxiety tears"
    " eyes emotions feelings mood temper tension energy shoulders jaw guilt shame way same need urge pull pressure"
    " weight touch presence breath".split()
)
_SELF_NAMES = frozenset("a an the his her their some such one".split())
_STATE_NOUNS = frozenset(
    "shit crap hell garbage dirt rubbish death poop ass jelly lead rain snow heaven gold home family magic fire ice".split()
)
_STATES = frozenset("wreck mess zombie weight million bucks knot ton hole wave relief dream nightmare teenager new burden kid".split())
_NOT_THIS = frozenset("this that it these those so".split())
_IDLE = frozenset("well better good bad great way too so right wrong same different strongly sure".split())
_HOW_MUCH = (DEGREE | {"strongly"}) - {"like", "that", "this", "as"}
_BREAKS = frozenset("but because and so although though when while since".split())


def find_thoughts(
    tokens: Tokens, taken: Collection[tuple[int, int]], situations: Sequence[Hit], lexicon: Lexicon
) -> list[FauxFeeling]:
    """Each "I feel like …" that holds a thought; `taken` are places that were read as something else."""
    found: list[FauxFeeling] = []
    words = tokens.words
    for at, word in enumerate(words):
        if word not in _FEEL or at + 1 >= len(words):
            continue
        start = _thought_after(words, at)
        if start is None or not _mine(tokens, at):
            continue
        last = _end(words, start)
        span = tokens.span(_first(tokens, at), last)
        if any(span.start <= a and b <= span.end for a, b in taken):
            continue
        onto = _behind(situations, start, last, lexicon) or _about(words, start, lexicon)
        found.append(FauxFeeling(span.text, span.start, span.end, THOUGHT, onto.feelings, onto.needs))
    return found


def _first(tokens: Tokens, at: int) -> int:
    """From "I" on where it stands close before."""
    near = max(0, at - 4)
    return next((k for k in range(at - 1, near - 1, -1) if tokens.words[k] == "i"), at)


def _mine(tokens: Tokens, at: int) -> bool:
    """Whether it is the person who feels so; what they do not feel "like" is a thought all the same."""
    words = tokens.words
    before = words[at - 1] if at else END
    if before in ("it", "this", "that", "just", "really", "always", "all", "everything") or words[at] == "feels":
        return nearest(tokens, at - 1) not in ("he", "she", "they", "you", "husband", "wife") or before in ("it", "this")
    return subject(tokens, at) is not Whose.NOT


def _thought_after(words: Sequence[str], at: int) -> int | None:
    """Where a thought begins after "feel" at `at`, or None where something else follows."""
    next_at = at + 1
    while next_at < len(words) and words[next_at] in _HOW_MUCH:
        next_at += 1
    if next_at >= len(words):
        return None
    word = words[next_at]
    if word == "like" and words[at] == "feels":
        opens = words[next_at + 1 : next_at + 2] and words[next_at + 1] in ("a", "the", "an", "my", "his", "her")
        return next_at if opens or _clause(words, next_at + 1, bare=True) else None
    if word == "like":
        return next_at if _like(words, next_at + 1) else None
    if word == "as" and words[next_at + 1 : next_at + 2] and words[next_at + 1] in ("if", "though"):
        return next_at
    if word == "that":
        return next_at if _clause(words, next_at + 1, bare=False) else None
    return next_at if _clause(words, next_at, bare=True) else None


def _like(words: Sequence[str], at: int) -> bool:
    """Whether "feel like" opens a thought here, and not a wish, a state or a pointing word."""
    while at < len(words) and (words[at] in DEGREE and words[at] not in _NOT_THIS or words[at] in ("complete", "total", "absolute", "fucking", "such")):
        at += 1
    if at >= len(words) or words[at] in (END, "crying"):
        return False
    word, after = words[at], words[at + 1] if at + 1 < len(words) else END
    if word == COMMA:
        return True
    if word.endswith("ing") and word not in ("nothing", "something", "everything", "anything", "being", "king"):
        return _clause(words, at, bare=True)
    if word in _STATE_NOUNS or word in ("myself", "me", "him", "her", "us", "them"):
        return False
    if word in _NOT_THIS:
        return after in _VERBS or (after not in (END, COMMA, "when", "for", "all", "every", "about", "again", "too", "and", "but", "since", "because", "right", "most", "any", "anymore", "sometimes", "often", "before", "with", "after", "until", "if", "lately", "now", "a") and word != "so")
    if word in ("a", "an", "the") and any(w in _STATES for w in words[at + 1 : at + 4]):
        return False
    return True


def _clause(words: Sequence[str], at: int, *, bare: bool) -> bool:
    """Whether a subject and its verb follow; `bare`: with no "that" before, so that they must be plain to see."""
    if at >= len(words):
        return False
    word, after = words[at], words[at + 1] if at + 1 < len(words) else END
    if word in ("if", "when", "after", "before", "by", "doing", "being", "having") and not bare:
        return True
    if word == "this" and after in ("way", "time", "much", "bad", "good", "sad", "pain", "hurt"):
        return False
    if word in _PRONOUNS:
        if bare and word in ("nothing", "something", "everything", "it", "this", "people", "no", "each", "neither", "these", "those"):
            return after in _VERBS
        return after not in (END, COMMA) and not (word == "you" and bare and after not in _VERBS)
    if word in _DETERMINERS:
        if word in ("my", "his", "her", "their", "our") and after in _SENSED and bare:
            return False
        return any(w in ("is", "are", "was", "were", "should", "would", "will", "has", "have", "needs", "does", "do", "can", "could") for w in _upto(words, at + 1, 6))
    if not bare:
        return word not in (END, COMMA, "way", "too", "pain", "hurt", "same", "feeling") and len(_upto(words, at, 4)) > 2
    return word not in _IDLE and after in ("is", "are", "was", "were", "has", "should", "would", "does") and word.isalpha() and word not in ("how", "what", "when", "and", "but", "because", "or", "where", "why", "which", "who")


def _upto(words: Sequence[str], at: int, most: int) -> list[str]:
    near = list(words[at : at + most])
    return near[: near.index(END)] if END in near else near


def _end(words: Sequence[str], start: int) -> int:
    """The last word of the thought: to the end of the sentence, or to where the next clause begins."""
    for at in range(start + 1, min(start + LONGEST, len(words))):
        if words[at] == END or (words[at] == COMMA and words[at + 1 : at + 2] and words[at + 1] in _BREAKS):
            return at - 1
        if words[at] == "but" and at > start + 3:
            return at - 1
    return min(start + LONGEST, len(words)) - 1


def _behind(situations: Sequence[Hit], start: int, last: int, lexicon: Lexicon) -> Situation | None:
    """The situation told inside the thought, which says what it may open onto."""
    inside = [h for h in situations if start <= h.first and h.last <= last]
    if not inside:
        return None
    best = max(inside, key=lambda h: h.meaning.weight)
    return lexicon.situations[best.meaning.name]


def _about(words: Sequence[str], start: int, lexicon: Lexicon) -> FauxEntry:
    """What a thought may open onto when it tells of no known situation: by whom it is about."""
    about = [w for w in words[start + 1 : start + 4] if w not in DEGREE]
    first = about[0] if about else ""
    if words[start] == "like" and first in ("a", "an", "the"):
        return lexicon.thoughts["self"]
    whom = {"i": "me", "we": "us", "he": "them", "she": "them", "they": "them", "you": "them", "my": "them"}
    return lexicon.thoughts[whom.get(first, "it")]
