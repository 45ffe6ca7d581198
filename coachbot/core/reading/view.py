"""Who "we" and "you" are in a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coachbot.core.model import Partner, Person
from coachbot.core.reading import english as en
from coachbot.core.reading.calls import orders
from coachbot.core.reading.clauses import Clause
from coachbot.core.reading.joints import Joint
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
_YOU = listed("you your you're you've you'll you'd yours yourself")
_THIRD = listed("he she him her his he's she's")
_MINE = listed("me i my us i'm i've i'd i'll we we've our")
_EVER = listed("never always")
# What is done with a coach and what a coach is: "i sent you the text", "you sound like a robot".
_COACHED = listed("""
answer ask draft explain fix give help know mean misread misunderstand read repeat rephrase reply respond
say send sound suggest tell think type understand write agree show
""")
# What nobody says of a coach: "you came home at two".
_LIVED = listed("""
bring buy call cancel cheat come cook drink drive eat go invite kiss laugh leave live marry move promise pay
shout sleep slam spend stay throw touch wake walk yell
""")
_COACH = listed("""
advice ai answer answers app bot chatbot coach draft help machine message question questions reply robot
sentence technology text texts therapist therapy version
""")


def _is_letter(clauses: Sequence[Clause], partner: Partner) -> bool:
    """Whether all of it is plainly spoken to the partner: "you promised to come and you didn't".

    Otherwise "you" is the coach, whom the message was sent to.
    """
    lows = [clause.lows for clause in clauses]
    said = frozenset[str]().union(*lows)
    if said & _THIRD or (partner.known and "dear" not in frozenset[str]().union(*lows[:1])):
        return False
    if any(low & _READERS and low & _YOU for low in lows):
        return False
    told = [c for c in clauses if c.lows & _YOU and c.verb not in _COACHED]
    if any(clause.head == "you" and clause.lows & _EVER for clause in told):
        return not said & (_COACH - {"help"})
    if said & _COACH:
        return False
    if any(_accuses(clause) and clause.verb in _LIVED for clause in told):
        return True
    both = sum(1 for clause in told if clause.lows & _MINE)
    return both > 1 or (both == 1 and len(lows) < 5 and any(_accuses(clause) for clause in told))


def _accuses(clause: Clause) -> bool:
    """As in "you were late": said to the partner and not to the coach."""
    return clause.head == "you" and not clause.question and not clause.hypothetical and clause.tense == "past"


def addressed(clauses: Sequence[Clause], view: View) -> Sequence[Clause]:
    """The person's own clauses; in a letter "you" is the partner, else the coach, and that is left out."""
    clauses = [clause for clause in clauses if not clause.quoted]
    if view.letter:
        return [replace(c, subject=Person.PARTNER) if c.head == "you" else c for c in clauses]
    kept: list[Clause] = []
    gone = False  # whether the clause before was said to the coach
    for clause in clauses:
        hangs = gone and clause.joint in _HANGING
        gone = hangs or _is_to_the_coach(clause)
        if gone and clause.joint is Joint.THAT and not hangs and kept:
            if kept[-1].subject is Person.PARTNER:
                gone = False  # "he makes you feel small": anybody
            else:
                del kept[-1]  # "I want to tell him you were right"
        if not gone:
            kept.append(clause)
    return kept


_THANKS = frozenset(("thanks", "thank", "thx", "ty", "cheers"))
_HANGING = frozenset((Joint.THAT, Joint.WHO, Joint.WHICH))


def _is_to_the_coach(clause: Clause) -> bool:
    """As in "i just told you", "you haven't said anything"; not "she told me you can't"."""
    if clause.words[0].low in _THANKS or orders(clause.words, clause.subject_at):
        return True
    if clause.said_by is not None or clause.question or not clause.lows & _YOU:
        return False
    if clause.subject is Person.PARTNER or ("know" in clause.lows and clause.head != "you"):
        return False
    return clause.head == "you" or clause.subject in (Person.ME, None)
