"""Who does it, and to whom: the nearest subject, and whom a pronoun means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coachbot.core.danger.signs import Signs

_FAR = 18  # words back that a subject may stand
_FURTHER = 80  # words back that a pronoun's noun may stand
_ENDS = frozenset(".!?\n")


class Role(StrEnum):
    """Everyone who can do or suffer something."""

    ME = "me"
    PARTNER = "partner"
    CHILD = "child"
    OTHER = "other"
    PET = "pet"
    THING = "thing"
    NOBODY = "nobody"  # nobody was named


@dataclass(frozen=True, slots=True)
class Actor:
    """A role and the word that says so."""

    role: Role
    at: int


PRONOUNS = {"he": "m", "she": "f", "they": "n", "him": "m", "her": "f", "them": "n"}
_NOUN_ROLES = (Role.PARTNER, Role.CHILD, Role.OTHER, Role.PET)


def subject(words: Sequence[str], before: int, signs: Signs) -> Actor:
    """Whoever does what begins at word `before`; nobody if the sentence names none."""
    if before and words[before - 1] in ("him", "her", "them"):  # "i let him hit me"
        return Actor(antecedent(words, before - 1, signs), before - 1)
    noun: Actor | None = None
    for at in _back(words, before):
        if words[at] in _PERSONAL:
            return noun or Actor(_meant_by(words, at, signs), at)
        if words[at] in ("who", "whoever"):
            return Actor(_nearest_noun(words, at, signs), at)
        if noun is None and (role := _first(words, at, signs)) is not None:
            noun = Actor(role, at)
    return noun or Actor(Role.NOBODY, max(0, before - 1))


_PERSONAL = frozenset({"i", "we", "he", "she", "they"})
_ANYONE = frozenset({"someone", "somebody", "you", "anyone", "people"})


def _back(words: Sequence[str], before: int) -> Iterator[int]:
    """The places before a word, to the sentence's beginning; what stands in brackets is passed over."""
    aside = False
    for at in range(before - 1, max(-1, before - _FAR), -1):
        if words[at] in _ENDS:
            return
        if words[at] in "()":
            aside = words[at] == ")"
        if not aside:
            yield at


def _meant_by(words: Sequence[str], at: int, signs: Signs) -> Role:
    return Role.ME if words[at] in ("i", "we") else antecedent(words, at, signs)


def _first(words: Sequence[str], at: int, signs: Signs) -> Role | None:
    """The role of a noun that stands where a subject does."""
    if words[at] in _ANYONE:
        return Role.OTHER
    role = Role.THING if words[at] in ("it", "this") else whose(words, at, signs)
    return role if role is not None and _stands_first(words, at, signs) else None


def whose(words: Sequence[str], at: int, signs: Signs) -> Role | None:
    """The role of the noun at `at`: "my sister's husband" and "her boyfriend" are somebody else's."""
    role = noun_role(words[at], signs)
    before = at - 1
    while before > 0 and signs.is_a(words[before], "adjective"):
        before -= 1
    others = before >= 0 and words[before] in ("his", "her", "their", "'s", "s")
    return Role.OTHER if role is Role.PARTNER and others else role


def noun_role(word: str, signs: Signs) -> Role | None:
    """The role that a noun names, if it is one for people, pets or things."""
    for role in (*_NOUN_ROLES, Role.THING):
        if signs.is_a(word, role.value):
            return role
    return None


def antecedent(words: Sequence[str], at: int, signs: Signs, *, besides: Role | None = None) -> Role:
    """Whom he, she or they means: the last fitting noun in the subject's place, else the partner."""
    gender = PRONOUNS.get(words[at], "n")
    loose: Role | None = None
    for place in range(at - 1, max(-1, at - _FURTHER), -1):
        word = words[place]
        role = whose(words, place, signs)
        if role in (None, Role.THING, besides) or not _fits(word, gender, signs):
            continue
        if role is Role.PARTNER or _stands_first(words, place, signs):
            return role or Role.PARTNER
        loose = loose or role
    if besides is Role.PARTNER:
        return loose or Role.OTHER
    spoken = any(PRONOUNS.get(word) == gender for word in words[:at])
    return Role.PARTNER if spoken or loose is None else loose


def _nearest_noun(words: Sequence[str], at: int, signs: Signs) -> Role:
    for place in range(at - 1, max(-1, at - 5), -1):
        role = noun_role(words[place], signs)
        if role is not None:
            return role
    return Role.PARTNER


def _fits(word: str, gender: str, signs: Signs) -> bool:
    if gender == "n":
        return True
    return not signs.is_a(word, "female" if gender == "m" else "male") and not signs.is_a(word, "many")


def _stands_first(words: Sequence[str], at: int, signs: Signs) -> bool:
    """Whether a noun, its "my" and adjectives left aside, opens a clause."""
    place = at - 1
    while place >= 0 and signs.is_a(words[place], "determiner"):
        place -= 1
    return place < 0 or signs.is_a(words[place], "opener")


def object_role(words: Sequence[str], start: int, end: int, doer: Role, signs: Signs) -> Role:
    """Whom the words from `start` to `end` mean, as the object of what `doer` does."""
    for at in range(end - 1, start - 1, -1):
        word = words[at]
        if signs.is_a(word, "me"):
            return Role.ME
        role = noun_role(word, signs)
        if role not in (None, Role.THING):
            return role or Role.OTHER
    for at in range(start, end):
        if words[at] in ("him", "her", "them", "his", "their"):
            besides = Role.PARTNER if doer is Role.PARTNER else None
            return antecedent(words, at, signs, besides=besides)
    return Role.OTHER


def own_body(words: Sequence[str], start: int, end: int, doer: Actor, signs: Signs) -> bool:
    """Whether someone does it to a part of their own body: "he slapped his knee"."""
    owner = {"his": "m", "her": "f", "their": "n"}.get(words[start])
    if owner is None or not signs.is_a(words[end - 1], "body"):
        return False
    word = words[doer.at]
    if word in PRONOUNS:
        return PRONOUNS[word] == owner
    return signs.is_a(word, "male" if owner == "m" else "female")


def speaker_before(words: Sequence[str], start: int, signs: Signs) -> Role:
    """Whose words these are: the one quoted just before them, else the person who writes."""
    before = words[max(0, start - 4) : start]
    said = next((start - len(before) + i for i, word in enumerate(before) if signs.is_a(word, "say")), None)
    if said is None or not any(word in ('"', ",", ":") for word in words[said:start]):
        return Role.ME
    return subject(words, said, signs).role
