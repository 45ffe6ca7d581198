"""What a coach looks at and writes, as immutable values. None holds a person; a transcript's id is random."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a coach may do; a lead also resolves disagreements and looks after the coaches."""

    COACH = "coach"
    LEAD = "lead"


class Verdict(StrEnum):
    """What a coach thinks of one reply."""

    GOOD = "good"
    CHANGE = "change"
    HARMFUL = "harmful"


class State(StrEnum):
    """How far the reviewing of a transcript has come."""

    OPEN = "open"
    DONE = "done"
    SPLIT = "split"  # coaches disagree
    SETTLED = "settled"  # a lead decided


RUBRIC = ("heard", "safe", "step", "voice")
"""What a whole transcript is rated on, 1-5: heard before helped, safe, one step at a time, plain and warm."""


@dataclass(frozen=True, slots=True)
class Coach:
    """Somebody who reviews."""

    id: int
    name: str
    role: Role
    active: bool = True

    @property
    def leads(self) -> bool:
        """Whether they may resolve and look after others."""
        return self.role is Role.LEAD


@dataclass(frozen=True, slots=True)
class Exchange:
    """One thing said and what was answered, anonymised. `found` are (kind, words) of the reading."""

    n: int
    said: str
    replies: tuple[str, ...]
    step: str
    voice: str  # model or script
    heat: int = 0
    found: tuple[tuple[str, str], ...] = ()
    danger: str = "none"
    kinds: tuple[str, ...] = ()
    gem: str | None = None  # its title
    tap: str = ""  # the button's id, where one was tapped; `said` is its label
    hidden: bool = False  # a coach saw a leak in it: its words are gone


@dataclass(frozen=True, slots=True)
class Transcript:
    """A shared session as coaches see it. `published` is a day, so that no clock time leads to anybody."""

    id: str
    published: str
    exchanges: tuple[Exchange, ...]
    foundation: str | None = None
    mode: str | None = None
    prompts: str = ""  # which words spoke: a content hash
    gems: str = ""
    dialogue: int = 0
    note_welcome: bool = False
    rare: tuple[str, ...] = ()  # facts that are nobody's name and may give somebody away


@dataclass(frozen=True, slots=True)
class Listed:
    """A transcript in a list."""

    id: str
    published: str
    turns: int
    step: str  # where it ended
    danger: str
    kinds: tuple[str, ...]
    heat_before: int
    heat_after: int
    voice: str
    state: State
    reviewed: int
    priority: int  # 2 flagged, 1 drawn for review, 0 only found by searching
    seq: int = 0  # where a list goes on from


@dataclass(frozen=True, slots=True)
class Judged:
    """One coach's verdict on one reply."""

    n: int
    coach: int
    by: str
    verdict: Verdict
    reason: str = ""
    better: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A lead's word on a reply that coaches saw differently."""

    n: int
    by: str
    verdict: Verdict
    reason: str = ""
    better: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """One coach's rubric, which ends their review."""

    coach: int
    by: str
    marks: tuple[int, ...]  # in the order of RUBRIC


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a transcript; one that is for the person reaches them only if they wanted notes."""

    id: int
    coach: int
    by: str
    text: str
    at: str
    for_person: bool = False
    delivered: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A transcript with all that one coach may see of its reviews."""

    transcript: Transcript
    listed: Listed
    mine: dict[int, Judged] = field(default_factory=dict)
    others: tuple[Judged, ...] = ()  # only after one's own review, so that nobody follows another
    resolutions: dict[int, Resolution] = field(default_factory=dict)
    ratings: tuple[Rating, ...] = ()
    notes: tuple[Note, ...] = ()
    finished: bool = False  # this coach's review


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search asks for; an empty one asks for everything."""

    words: tuple[str, ...] = ()
    step: str = ""
    danger: str = ""
    voice: str = ""
    state: str = ""
    before: int = 0  # go on before this place in the list; 0 from the newest


@dataclass(frozen=True, slots=True)
class Leak:
    """A synthetic test case made of what a coach marked as a leak: other words of the same form."""

    id: int
    transcript: str
    text: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A reply that coaches want otherwise, with the person's side of the talk before it."""

    transcript: str
    n: int
    said: tuple[str, ...]
    replies: tuple[str, ...]
    verdict: Verdict
    reason: str
    better: str
    prompts: str
    step: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit log."""

    at: str
    by: str
    action: str
    transcript: str | None
