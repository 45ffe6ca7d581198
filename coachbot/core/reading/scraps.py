"""What a few words leave out: "wife mad" is "your wife is mad"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coachbot.core.model import Person, Retelling
from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.lists import listed
from coachbot.core.reading.people import NOUNS


def scrap(text: str, clauses: Sequence[Clause]) -> Iterator[Retelling]:
    """As in "wife mad": two or three words that leave out all but the heart of it."""
    if len(clauses) != 1 or clauses[0].verb_at >= 0 or len(clauses[0].words) > 4:
        return
    words = [word for word in clauses[0].words if word.low != "my"]
    if (
        len(words) < 2
        or words[0].low not in NOUNS
        or not (words[1].tag & en.ADJ_THAT or words[1].low in _STATES)
    ):
        return
    said = f"your {NOUNS[words[0].low][0]} is {' '.join(word.low for word in words[1:])}"
    start, end = clauses[0].start, clauses[0].end
    yield Retelling(text[start:end], start, end, said, Person.PARTNER, 0.3, "fact")


_STATES = listed(
    "late drunk gone away asleep distant cold silent quiet moody jealous sick stressed depressed"
)
