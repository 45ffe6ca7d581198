"""What the coach knows of one person's talk, as a value that survives weeks in a database."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from coachbot.core.changing import replace
from coachbot.core.model import DangerKind, Foundation, Mode, Partner, Passage, Person, Step, Track

# Steps that the table no longer has, and where a session that waited in one goes on.
REMOVED_STEPS: dict[str, Step] = {}

KEPT_TEXTS = 12  # the person's last messages, for danger's context and their way of writing
TEXT_CAP = 1500  # characters of each
KEPT_SENTENCES = 300
KEPT_LINES = 10  # of both sides
LINE_CAP = 500  # characters of each


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a draft: observation, feeling, need or request."""

    kind: str
    text: str


@dataclass(frozen=True)  # as Session
class Notes:
    """What the person has told so far; what stands here is never asked again."""

    facts: tuple[str, ...] = ()  # turned to face them: "he forgot again"
    clauses: tuple[str, ...] = ()  # the same in their own words: "he forgot again"
    story: tuple[str, ...] = ()  # their last messages that told something
    faint: bool = False  # so far they told only what leads up to it
    topic: str | None = None  # set once what it is about was only named
    asked_me: str | None = None  # a question they put: "whether you should be worried"
    feelings: tuple[str, ...] = ()
    feelings_said: tuple[tuple[str, str], ...] = ()  # (name, their own word for it)
    not_feelings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    need_words: str | None = None  # a need as they said it, to follow "I want"
    not_needs: tuple[str, ...] = ()
    likely_needs: tuple[str, ...] = ()
    faux: tuple[str, ...] = ()
    likely_feelings: tuple[str, ...] = ()
    foundation: Foundation | None = None
    foundation_words: tuple[tuple[Foundation, str], ...] = ()  # their words that speak of each
    scores: tuple[tuple[Foundation, float], ...] = ()
    track: Track | None = None
    worth: tuple[str, ...] = ()
    verdicts: tuple[tuple[str, str], ...] = ()  # (their words, kind): what a message leaves out
    insight: str | None = None  # their answer to the foundation's question
    request: str | None = None
    request_kind: str | None = None
    request_to: str | None = None  # partner or self
    outsider: tuple[str, ...] = ()
    draft: tuple[Line, ...] = ()
    draft_done: bool = False
    wants_message: bool | None = None
    agreement: str | None = None
    practice: str | None = None


@dataclass(frozen=True, slots=True)
class Picker:
    """A list of words being picked from: what it offers, what is ticked, which page shows."""

    kind: str  # feeling or need
    names: tuple[str, ...]
    picked: tuple[str, ...] = ()
    page: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """A danger that stands, or is asked about: its kinds, whose it is, and what was asked last."""

    kinds: tuple[DangerKind, ...] = ()
    by: Person | None = None
    asked: str | None = None  # safe, stay, leave, or ask
    replies: int = 0
    rules: tuple[str, ...] = ()  # what was read as a sign, so that new signs are asked about anew
    language: str = ""  # in which it was said, where that wasn't English
    said: tuple[str, ...] = ()  # the acts of the replies, so that none is said in the same words again


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How far a rehearsal has come."""

    rounds: int = 0
    kind: str | None = None
    said: tuple[str, ...] = ()
    level: str = "ordinary"  # easy, ordinary or hard


@dataclass(frozen=True)  # without slots it is copied whole, in a tenth of the time: `changing.replace`
class Session:
    """One person's talk: where it stands, what is known, what was said and offered."""

    step: Step = Step.ARRIVE
    mode: Mode | None = None
    notes: Notes = field(default_factory=Notes)
    turn: int = 0  # of the whole talk
    session_turn: int = 0  # of this session
    number: int = 0  # how many sessions were begun
    unsure: int = 0  # how many times in a row they didn't know
    asides: int = 0  # remarks in a row that answered nothing
    asked: str | None = None  # what the last reply asked: check, fact, feeling, need, …
    heard: bool = False  # the person felt heard, or asked for more
    mirrored: int = 0
    depth_offered: bool = False
    settle_offered: bool = False
    heat: int = 0
    trail: tuple[Step, ...] = ()
    skipped: tuple[Step, ...] = ()
    partner: Partner = field(default_factory=Partner)
    texts: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    exchange: tuple[str, ...] = ()  # the last lines of both, as a model is shown them: "» theirs", "· ours"
    opening: str = ""
    offered: tuple[str, ...] = ()  # the buttons of the latest message that had any
    offered_at: int = 0
    picker: Picker | None = None
    rehearsal: Rehearsal = field(default_factory=Rehearsal)
    gem: Passage | None = None
    gem_page: int = 0
    gem_done: bool = False
    editing: int | None = None  # which line of the draft is being changed
    hold: Hold | None = None  # a danger that stands: nothing is coached
    asking: Hold | None = None  # a danger question that waits for its answer
    closed: bool = False  # violence was over, they said: listening goes on, couples' steps stay shut
    believed_rules: tuple[str, ...] = ()
    undo: tuple[Line, ...] = ()  # the draft before its last change
    near: tuple[DangerKind, ...] = ()  # dangers that their last messages lay weakly near
    believed: tuple[DangerKind, ...] = ()  # dangers asked about and answered with a no
    follow_up: str | None = None  # ISO time of the agreed follow-up
    last_request: str | None = None  # what the session before this one meant to try
    last_fact: str | None = None
    dictated: str | None = None  # a voice note's transcript that waits for a yes
    tokens_day: str = ""  # a day in UTC, and what of a model it took so far
    tokens: int = 0
    money: float = 0.0
    plain_told: str = ""  # the day on which it was said that the scripted voice carries on
    command: str | None = None  # a command that waits for an answer: country, forget
    pending: str = ""  # what a command heard and still needs something for
    nudges_offered: bool = False
    beside: str = ""  # the newest of what reached them beside the talk, when they last wrote
    between: bool = False  # something reached them so between their last message and this one
    linked: bool = False  # there was somebody to send a message to
    last_at: str = ""

    def knowing(self, **changes: object) -> Session:
        """The same session with other notes."""
        return replace(self, notes=replace(self.notes, **changes))  # type: ignore[arg-type]


_CODEC = TypeAdapter(Session)


def to_json(session: Session) -> str:
    """A session as JSON, without what is at its default."""
    return _CODEC.dump_json(session, exclude_defaults=True).decode()


def from_json(stored: str | None) -> Session:
    """A stored session; what it says of steps that no longer are is migrated.

    A state that cannot be read begins anew rather than leaving a person without an answer.
    """
    if not stored:
        return Session()
    try:
        return _CODEC.validate_json(_migrated(stored) if REMOVED_STEPS else stored)
    except (ValueError, TypeError, AttributeError):  # ValidationError is a ValueError; the rest a migration's
        return Session()


def _migrated(stored: str) -> str:
    state = json.loads(stored)
    state["step"] = REMOVED_STEPS.get(state.get("step"), state.get("step", Step.ARRIVE))
    for name in ("trail", "skipped"):
        state[name] = [REMOVED_STEPS.get(step, step) for step in state.get(name, [])]
    return json.dumps(state)


def told(session: Session, text: str) -> Session:
    """The session with one more of the person's messages remembered."""
    session = replace(session, texts=(*session.texts, text[:TEXT_CAP])[-KEPT_TEXTS:])
    return exchanged(session, f"» {text}")


def exchanged(session: Session, line: str) -> Session:
    """The session with one more line of the talk remembered."""
    return replace(session, exchange=(*session.exchange, line[:LINE_CAP])[-KEPT_LINES:])
