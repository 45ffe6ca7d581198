"""Where a word stands in its sentence: whether only a name can stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.anonymity.lists import Lists
from coachbot.core.anonymity.tokens import Token

OWNERS = frozenset("my his her our your their the a ur me one two".split())
_FILLERS = frozenset(
    "called named name is and s ex best new old little older younger elder late dear lovely then".split()
)
_IN_TIME = frozenset("in since until by last next this early late mid of".split())
_IN_SPACE = frozenset("in to near around visit visiting at from".split())


@dataclass(frozen=True, slots=True)
class Place:
    """A word among its neighbours; `before` and `after` are folded, empty across a sentence's end."""

    token: Token
    before: str
    earlier: str
    after: str
    later: str

    @staticmethod
    def of(i: int, tokens: Sequence[Token]) -> Place:
        """The place of the i-th word."""
        token = tokens[i]
        before = tokens[i - 1].low if i and not token.begins else ""
        earlier = tokens[i - 2].low if i > 1 and before and not tokens[i - 1].begins else ""
        after = tokens[i + 1].low if i + 1 < len(tokens) and not tokens[i + 1].begins else ""
        later = tokens[i + 2].low if i + 2 < len(tokens) and after and not tokens[i + 2].begins else ""
        return Place(token, before, earlier, after, later)


def is_town_here(i: int, tokens: Sequence[Token], lists: Lists) -> bool:
    """Whether a name is a town's here: "in Florence", "San Jose"."""
    at = Place.of(i, tokens)
    if at.after and lists.is_place(f"{at.token.low} {at.after}"):
        return True
    return lists.is_place(at.token.low) and at.before in _IN_SPACE and not at.token.possessive


def used_as_name(i: int, tokens: Sequence[Token], lists: Lists, *, flat: bool) -> bool:
    """Whether a word that is also an ordinary one stands where only a name can.

    `flat` says that the text uses no capitals, so that a missing one means nothing.
    """
    at = Place.of(i, tokens)
    if is_introduced(i, tokens, lists) or _is_titled(at, lists):
        return True
    if at.token.capital and not flat and not at.token.begins:
        return at.before not in _IN_TIME or at.token.possessive
    if at.before in lists.around["verbal"]:
        return False
    if at.token.possessive and at.before not in OWNERS and at.after not in {"a", "the", "not", "it"}:
        return True
    return _acts(at, lists) or _is_beside_me(at, lists) or _is_spoken_to(at, lists)


def _is_titled(at: Place, lists: Lists) -> bool:
    return at.before in lists.around["calls"] | lists.around["titles"]


def _acts(at: Place, lists: Lists) -> bool:
    """What follows is what people do, and what comes before begins a clause: "frank won't talk"."""
    opens = at.token.begins or at.before in lists.around["openers"]
    if not opens:
        return False
    if at.after in lists.around["modal"]:
        return at.token.low not in {"will", "may"} or at.after != "not"
    if at.after == "is":
        return at.later.endswith("ing") or at.later in {"so", "my", "mad", "angry", "upset", "here", "gone"}
    return at.after in lists.around["after"]


def _is_beside_me(at: Place, lists: Lists) -> bool:
    """Whether it is joined to the writer: "me and grace", "grace and i"."""
    if at.before == "and" and at.earlier in {"me", "i"}:
        return True
    return (
        at.after == "and"
        and at.later in {"i", "me"}
        and (at.token.begins or at.before in lists.around["openers"])
    )


def _is_spoken_to(at: Place, lists: Lists) -> bool:
    """Whether the verb before it takes a person: "i asked drew and he shrugged"."""
    return at.before in lists.around["speech"] and (
        not lists.is_word(at.after) or at.after in lists.around["after"] | lists.around["beyond"]
    )


def is_introduced(i: int, tokens: Sequence[Token], lists: Lists) -> bool:
    """Whether a word before it promises a name: "my husband X", "Dr X", "a friend called X"."""
    at = Place.of(i, tokens)
    low, known = at.token.low, lists.is_word(at.token.low)
    if low in lists.others or not i or _is_apart(i, tokens):
        return False
    before = at.before or tokens[i - 1].low  # "Mr. X": the full stop is no end
    if low not in lists.ambiguous and known and not at.token.capital:
        return False
    if before in lists.around["namers"]:
        return i > 1 and (at.token.capital or not known)
    if before in lists.around["titles"]:
        return at.token.capital or not known
    if before not in lists.roles or i < 2 or not _is_owned(i, tokens):
        return False
    return at.token.capital or not known or _does(at, lists)


def _is_apart(i: int, tokens: Sequence[Token]) -> bool:
    return tokens[i].start - tokens[i - 1].end > 2


def _is_owned(i: int, tokens: Sequence[Token]) -> bool:
    owner = tokens[i - 2].low
    return (
        owner in OWNERS
        or tokens[i - 2].possessive
        or (i > 2 and tokens[i - 3].low in OWNERS and owner in _FILLERS)
    )


def _does(at: Place, lists: Lists) -> bool:
    """What follows is what a person does: "my friend will said", not "my friend will come"."""
    return (
        at.token.possessive or at.after in lists.around["after"] or at.after in {"", "who", "i", "he", "she"}
    )
