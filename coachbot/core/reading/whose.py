"""Whose a feeling is: the person's own and felt, denied, or somebody else's, wished for or only reported.

From a feeling's word the sentence is walked backwards, over "so", "not" and "and", to what it hangs on ("am",
"feel", "makes me"); `owner` goes on from there to the subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from coachbot.core.reading import hinges as on
from coachbot.core.reading.owner import (
    Whose,
    affirms,
    another_says,
    before_i,
    denies,
    mine_or_none,
    quotes_another,
    subject,
    unless,
)
from coachbot.core.reading.tokens import COMMA, END, Tokens


class Hangs(Enum):
    """What a feeling's word hangs on."""

    FEEL = auto()
    BE = auto()  # "am", "got", "became"
    BEING = auto()
    ME = auto()  # "makes me sad"
    BARE = auto()  # nothing: "embarrassed.", "so tired"
    LOOSE = auto()  # after a comma or "and", or as in "I went to bed angry"
    HOW = auto()  # "how hurt I am"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: what it hangs on, whose it is, and the first word of its modifiers."""

    hangs: Hangs
    whose: Whose
    first: int


def place(tokens: Tokens, first: int, known: Mapping[int, Place]) -> Place:
    """Where the adjective that begins at `first` stands; `known` has the places before it, by last word.

    A feeling joined to one before it ("hurt and lonely") hangs where that one hangs.
    """
    words = tokens.words
    at, negated, nearer = first - 1, False, ""
    while at >= 0:
        word = words[at]
        joint = at if at in known else _joint(words, at, known)
        if joint is not None:
            return _joined(words, first, joint, known[joint], negated=negated)
        if word in on.NOT:
            negated = negated or not affirms(word, nearer)
            at -= 1
        elif (words[at - 1 : at] == ["a"] and word in on.PARTED) or (word == "of" and words[at - 1] in on.OF):
            at -= 2
        elif word in on.DEGREE:
            nearer, at = word, at - 1
        else:
            break
    if quotes_another(tokens, first):
        return Place(Hangs.LOOSE, Whose.NOT, at + 1)
    hangs, whose = _hangs(tokens, max(at, -1), first)
    return Place(hangs, unless(whose, negated=negated), at + 1)


def _joined(words: list[str], first: int, joint: int, before: Place, *, negated: bool) -> Place:
    """The place of a feeling joined to one before: "not sad or angry" denies both, "not angry, sad" one."""
    whose = before.whose
    if whose is Whose.DENIED and not any(w in ("or", "nor") for w in words[joint + 1 : first]):
        whose = Whose.MINE
    if negated and whose is Whose.MINE:
        whose = Whose.DENIED
    return Place(before.hangs, whose, joint + 1)


def _joins(word: str) -> bool:
    return word == COMMA or word in on.AND or word in on.BUT


def _joint(words: list[str], at: int, known: Mapping[int, Place]) -> int | None:
    """The last word of the feeling that "and", "but" or a comma joins to what comes after, or None."""
    back = at
    while back >= 0 and at - back < 5 and (_joins(words[back]) or words[back] in _ASIDE):
        back -= 1
    return back if back < at and back in known else None


# "cruel, sort of, and light"
_ASIDE = frozenset(("sort", "kind", "of", "honestly", "really", "maybe", "also", "probably"))
_YES = frozenset(("yes", "yeah", "yep", "yea", "yup", "ok", "both", "neither", "oh", "well", "um", "hmm"))


def _hangs(tokens: Tokens, at: int, first: int) -> tuple[Hangs, Whose]:
    """What the word at `at` makes of a feeling after it."""
    words = tokens.words
    word = words[at] if at >= 0 else END
    before = words[at - 1] if at > 0 else ""
    if word in _YES and before in ("", END):
        return Hangs.BARE, Whose.MINE  # "yes ashamed"
    if word == END or (word in on.ANSWERING and before in ("i", "would", "just")):
        return Hangs.BARE, Whose.MINE
    if word in on.VERBS:
        hangs = Hangs.FEEL if word in on.FEEL else Hangs.BEING if word == "being" else Hangs.BE
        return hangs, subject(tokens, at)
    if word in on.ME and before in on.MAKING:
        wish = word == "myself" and before.startswith("mak")
        return Hangs.ME, Whose.NOT if wish else unless(Whose.MINE, negated=denies(words, at))
    if word == "how":
        who = next((w for w in words[first : first + 6] if w in on.SUBJECTS), None)
        return Hangs.HOW, Whose.MINE if who == "i" else Whose.NOT
    loose = _joins(word) or word in on.AT_PLACES or word in ("because", "too") or _ends_so(tokens, at, first)
    return Hangs.LOOSE, Whose.MINE if loose and mine_or_none(tokens, at) else Whose.NOT


def _ends_so(tokens: Tokens, at: int, first: int) -> bool:
    """As in "I wander the house bewildered": a thing before the feeling, and nobody who may feel it."""
    words = tokens.words
    ends = first + 1 >= len(words) or words[first + 1] in (END, COMMA)
    near = words[max(0, at - 5) : at + 1]
    acts = "i" in near and near.index("i") < len(near) - 2
    return (
        ends
        and acts
        and not any(w in on.OTHERS or w in on.DEGREE or w in on.THE for w in near[-1:])
        and not any(w in on.OTHERS for w in near)
    )


def whole(tokens: Tokens, first: int, last: int, *, idiom: bool) -> Whose:
    """Whose a whole phrase is ("it hurts me", "walking on eggshells")."""
    words = tokens.words
    if quotes_another(tokens, first):
        return Whose.NOT
    if words[first] in ("i", "we"):
        return before_i(tokens, first)
    clause = _clause_before(words, first)
    if any(w in on.IF or w in on.MODAL or w in on.UNREAL for w in clause):
        return Whose.NOT
    helped = len(clause) > 1 and (clause[-1] in on.DEGREE or clause[-1] in on.AUX) and clause[-2] in on.NOT
    if helped or (clause and clause[-1] in on.NOT):
        return Whose.DENIED
    if any(w in on.MINE for w in words[first : last + 1]):
        return Whose.NOT if another_says(tokens, first) else Whose.MINE
    doubtful = idiom or another_says(tokens, first)
    return Whose.NOT if doubtful and not mine_or_none(tokens, first - 1) else Whose.MINE


def _clause_before(words: list[str], first: int) -> list[str]:
    """The few words before a phrase that belong to its clause."""
    near = words[max(0, first - 5) : first]
    breaks = [k + 1 for k, word in enumerate(near) if word in (END, COMMA) or word in on.BUT]
    return near[breaks[-1] if breaks else 0 :]
