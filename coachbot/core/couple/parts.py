"""What two people have done between them, as a list that grows: who did which, about which, with what words.

Everything that stands between two people (what was sent, answered, said by turns, agreed) is folded from
this list; nothing else is kept about it. A part belongs to whoever did it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """The closed set of what one of two people can do towards the other."""

    LINKED = "linked"
    # a message written with the coach
    LETTER = "letter"
    READ = "read"
    NOT_READ = "not_read"
    TAKEN_BACK = "taken_back"
    # questions that both answer alone
    ASKED = "asked"
    ANSWER = "answer"
    ANSWERED = "answered"  # all of them, for good
    DECLINED = "declined"
    # a talk by turns
    TALK = "talk"
    JOINED = "joined"
    REFUSED = "refused"
    SAID = "said"
    HEARD = "heard"
    RIGHT = "right"
    MORE = "more"
    REST = "rest"
    READY = "ready"
    CLOSED = "closed"
    # a small agreement
    OFFER = "offer"
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    WENT = "went"
    SHOW = "show"
    NOT_SHOWN = "not_shown"
    ENDED = "ended"


OPENERS = frozenset({Act.LETTER, Act.ASKED, Act.TALK, Act.OFFER})
"""What begins something, and reaches the other unasked."""


@dataclass(frozen=True, slots=True)
class New:
    """A part that is about to be made; `of` is the number of what it belongs to, 0 for an opener.

    `tag` is random: buttons name a part by it, because a number would tell how much was done in between.
    """

    act: Act
    of: int = 0
    which: str = ""  # of several: a question's name, how an agreement went
    text: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was done; `n` is its place among all of a couple's, `by` the bond of who did it."""

    n: int
    by: int
    act: Act
    of: int = 0
    which: str = ""
    text: str = ""
    tag: str = ""
