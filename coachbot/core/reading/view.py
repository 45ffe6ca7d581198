"""Who "we" and "you" are in a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coachbot.core.model import Partner, Person
from coachbot.core.reading import english as en
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.lists import listed


@dataclass(frozen=True, slots=True)
class View:
    """Who is who in a message: "we" is the couple (`pair`), "you" is the partner (`letter`)."""

    partner: Partner = field(default_factory=Partner)
    pair: bool = True
    letter: bool = False
    names: frozenset[str] = frozenset()


def view_of(clauses: Sequence[Clause], partner: Partner) -> View:
    """Whether "you" is the partner here, and "we" the two of them."""
    letter = _is_letter(clauses, partner)
    names = frozenset(w.low for c in clauses for w in c.words if w.tag & en.LETTER)
    crowd = any(clause.subject is Person.WE and "friends" in clause.head for clause in clauses)
    crowd = crowd or (not partner.known and any(not clause.lows.isdisjoint(_FAMILY) for clause in clauses))
    return View(partner, pair=not crowd, letter=letter, names=names)


_FAMILY = listed("""
family parents mom mum mother dad father brother sister brothers sisters siblings
""")
_READERS = listed("thank thanks guys reddit advice anyone")
_YOU = listed("you your you're you've you'll you'd")
_THIRD = listed("he she him her his he's she's")
_MINE = listed("me i my us i'm we i've our")


def _is_letter(clauses: Sequence[Clause], partner: Partner) -> bool:
    """Whether all of it is spoken to the partner: "you never listen to me"."""
    lows = [clause.lows for clause in clauses]
    if any(low & _THIRD for low in lows) or (partner.known and "dear" not in set().union(*lows[:1])):
        return False
    if any(low & _READERS and low & _YOU for low in lows):
        return False
    if len(lows) < 6 and any(_accuses(clause) for clause in clauses):
        return True
    both = sum(1 for low in lows if low & _YOU and low & _MINE)
    return both > 1 or (both == 1 and len(lows) < 5)


def _accuses(clause: Clause) -> bool:
    """As in "you never listen", "you were late": said to the partner and not to the coach."""
    if clause.head != "you" or clause.question or clause.hypothetical:
        return False
    return clause.tense == "past" or any(word.low in ("never", "always") for word in clause.words[:4])


def addressed(clauses: Sequence[Clause], view: View) -> Sequence[Clause]:
    """The person's own clauses; in a letter "you" is the partner."""
    if not view.letter:
        return [clause for clause in clauses if not clause.quoted]
    clauses = [clause for clause in clauses if not clause.quoted]
    return [replace(clause, subject=Person.PARTNER) if clause.head == "you" else clause for clause in clauses]
