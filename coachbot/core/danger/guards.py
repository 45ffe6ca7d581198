"""What takes a sign back: a no, an if, a story, a grin, a thing long past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.danger.pattern import Pattern
from coachbot.core.danger.signs import Guard, Signs
from coachbot.core.model import When

_ENDS = frozenset(".!?\n")
_NEAR = 5  # words back that a negation reaches


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sign stands: its words are those from `start` to `end`, its subject is at `subject`."""

    words: Sequence[str]
    codes: str
    subject: int
    start: int
    end: int


def holds(guard: Guard, place: Place, denies: bool, signs: Signs) -> bool:
    """Whether the guard stands around a sign; one that `denies` has a no of its own."""
    match guard:
        case Guard.NEGATED:
            return _negated(place, denies, signs)
        case Guard.HYPOTHETICAL:
            return _hypothetical(place, signs)
        case Guard.FICTION:
            return _told_as(signs.fiction, place, *sentence(place.words, place.start, place.end))
        case Guard.GRIN:
            return _with_a_grin(place, signs)
        case Guard.PLAYFUL:
            return _told_as(signs.playful, place, *sentence(place.words, place.start, place.end))
        case Guard.OVER:
            return _over(place, signs)


def _negated(place: Place, denies: bool, signs: Signs) -> bool:
    words, start, end = place.words, place.start, place.end
    if denies:
        end = start
    for at in range(max(place.subject, start - _NEAR, 0), end):
        if not signs.is_a(words[at], "not") or _any(words[at + 1 : start], "rejoined", signs):
            continue
        if not _any(words[at + 1 : at + 3], "deniable", signs):
            return not _any(words[place.end : place.end + 4], "resumed", signs)
    return False


def _hypothetical(place: Place, signs: Signs) -> bool:
    before = place.words[max(0, place.subject - 2) : place.subject]
    after = place.words[place.end : place.end + 3]
    return _any(before, "if", signs) and not _any(after, "again", signs)


def _any(words: Sequence[str], name: str, signs: Signs) -> bool:
    return any(signs.is_a(word, name) for word in words)


def _with_a_grin(place: Place, signs: Signs) -> bool:
    """Whether it is said with a grin, in the same sentence or just after it."""
    words = place.words
    first, last = sentence(words, place.start, place.end)
    while last < len(words) and (words[last] in _ENDS or signs.is_a(words[last], "grin")):
        last += 1
    return _any(words[first:last], "grin", signs)


def _told_as(tellings: Sequence[Pattern], place: Place, first: int, last: int) -> bool:
    told = place.codes[first:last]
    return any(pattern.expression().search(told) for pattern in tellings)


def when_told(place: Place, signs: Signs) -> When:
    """When it is, as far as the sentence says."""
    first, last = sentence(place.words, place.start, place.end)
    around = place.words[first:last]
    if _any(around, "now", signs):
        return When.NOW
    return When.PAST if _any(around, "past", signs) else When.UNKNOWN


def sentence(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Where the sentence around some words begins and ends."""
    first, last = start, end
    while first > 0 and words[first - 1] not in _ENDS:
        first -= 1
    while last < len(words) and words[last] not in _ENDS:
        last += 1
    return first, last


def _over(place: Place, signs: Signs) -> bool:
    """Whether it is told as long past, and nothing in the text says that it still weighs."""
    words = place.words
    first, last = sentence(words, place.start, place.end)
    last = sentence(words, last, min(last + 2, len(words)))[1]
    return _told_as(signs.over, place, first, last) and not _any(words, "still_weighs", signs)


def of_a_former(place: Place, signs: Signs) -> bool:
    """Whether it is told of somebody who is no longer near, or of a trouble that was got over."""
    first, last = sentence(place.words, place.start, place.end)
    return _told_as(
        signs.former, place, first, sentence(place.words, last, min(last + 2, len(place.words)))[1]
    )
