"""What the product needs from the world, as Protocols, and the values that cross there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from coachbot.core.anonymity.model import Finding
from coachbot.core.model import Danger, Message, Mode, Passage, Reading, Said, Step
from coachbot.core.moves import Say
from coachbot.core.nudging.kept import Claim, Days, Waiting
from coachbot.core.nudging.plan import Plan
from coachbot.core.nudging.seeing import Overview
from coachbot.core.session import Session

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    from coachbot.core.vectors import Vectors

# ---------------------------------------------------------------- what is kept


@dataclass(frozen=True, slots=True)
class Account:
    """A person as the store knows them.

    `keeps` is their answer to "may I keep this": None until they answered. Without a yes nothing
    they say is written anywhere but the inbox and the outbox, and there only until it is delivered.
    """

    user: str
    keeps: bool | None = None
    country: str | None = None
    language: str = "en"
    zone: str | None = None
    blocked: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class House:
    """Under whose roof a talk is held, for who asks: `/privacy` tells all of it."""

    operator: str = ""
    days: int | None = None  # after which what is kept goes; None: when the person deletes it
    sealed: bool = False  # texts are encrypted where they lie
    model: str = ""  # the host of the model that reads along; empty: none does


@dataclass(frozen=True, slots=True)
class Versions:
    """Which dialogue, prompts and gems spoke; the last two are content hashes."""

    dialogue: int
    prompts: str
    gems: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What a turn needs to know of a person; `state` is the session as JSON, None for a stranger.

    `version` goes up by one with every save; 0 means that nothing is stored yet.
    """

    account: Account
    state: str | None = None
    version: int = 0
    seen_gems: tuple[str, ...] = ()
    kept_gems: tuple[str, ...] = ()
    disliked_gems: tuple[str, ...] = ()
    plan: Plan | None = None  # of nudges; None where nothing was ever chosen


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do at a time: `kind` is settle_check, follow_up or agreement."""

    user: str
    kind: str
    at: str  # ISO, UTC
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A closing card, kept for /card."""

    at: str
    text: str


class Deed:
    """Something that a turn writes beside itself, in its own transaction.

    Each use case has dataclasses of its own that inherit from this; `store/deeds.py` says how each is done.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One finished turn, to be written in one transaction.

    With `account.keeps` not True only the account, the outbox and the inbox mark are written;
    the outbox text is erased once sent.
    """

    said: Said
    account: Account
    state: str
    expected: int  # the version that was loaded; another one raises Conflict
    step: Step
    mode: Mode | None
    hold: bool
    danger: Danger
    reading: str  # JSON
    messages: tuple[Message, ...]
    voice: str  # model or script
    versions: Versions
    gem: Passage | None = None
    gem_events: tuple[tuple[str, str], ...] = ()  # (slug, seen | kept | disliked)
    card: Card | None = None
    schedule: tuple[Due, ...] = ()
    cancel: tuple[str, ...] = ()  # kinds of Due that no longer apply
    due: int | None = None  # the Due that this turn answers: claimed, then done with this save
    post: bool = True  # False: the caller shows the messages itself (terminal)
    new_session: bool = False  # a session began with this turn
    partner: str | None = None  # "your husband": names the relationship that this is about
    turn: int = 0  # the turn's number in this person's talk
    forget: bool = False  # delete everything about the person first, in the same transaction
    deeds: tuple[Deed, ...] = ()  # only for those who are kept


@dataclass(frozen=True, slots=True)
class Delivery:
    """An update as it came, written down before it is acknowledged."""

    update: int
    user: str
    payload: str  # JSON, as received
    at: str


@dataclass(frozen=True, slots=True)
class Posted:
    """A message in the outbox."""

    id: int
    user: str
    message: Message
    turn: int  # goes into callback data, so that a stale tap is known
    created: str
    kind: str = "reply"
    replaces: int | None = None  # a channel's message id to edit instead of sending anew
    attempts: int = 0
    until: str | None = None  # the last moment at which it may be sent


class Store(Protocol):
    """The database. Every method is one transaction; none is held open across a model call."""

    async def receive(self, deliveries: Sequence[Delivery]) -> int:
        """Write updates down; those whose id is known are passed over. Returns how many were new."""
        ...

    async def waiting(self, user: str | None = None) -> Sequence[Delivery]:
        """Updates written down and not yet handled, oldest first; of one person if one is named."""
        ...

    async def set_aside(self, update: int, reason: str) -> None:
        """Take a poison update out of the inbox; the reason holds no text of the person's."""
        ...

    async def load(self, user: str) -> Kept:
        """What is known of a person; a stranger gets an empty Kept."""
        ...

    async def save(self, change: Change) -> Sequence[Posted]:
        """Write one turn. Raises Conflict if the version moved or the update was handled before."""
        ...

    async def unsent(self, limit: int = 200, user: str | None = None) -> Sequence[Posted]:
        """Outbox messages not yet sent, in order per person; of one person if one is named."""
        ...

    async def sent(self, delivered: Sequence[tuple[int, int | None]]) -> None:
        """Mark (outbox id, channel's message id) as sent; texts of non-keepers are erased."""
        ...

    async def shown(self, user: str, since: str) -> Sequence[int]:
        """The channel's ids of what was sent to a person since an ISO time in UTC, for two days at most."""
        ...

    async def drop(self, posted: int, reason: str) -> None:
        """Give up on an outbox message; the reason is counted, never a text."""
        ...

    async def block(self, user: str) -> None:
        """The person blocked the bot: drop what waits for them, send nothing until they return."""
        ...

    async def due(self, now: str, limit: int = 100, user: str | None = None) -> Sequence[Due]:
        """What is due by now and not done, oldest first; of one person if one is named."""
        ...

    async def export(self, user: str) -> Mapping[str, object]:
        """Everything kept about a person, as JSON-ready values."""
        ...

    async def delete(self, user: str) -> bool:
        """Delete everything about a person at once; False if there was nothing."""
        ...

    async def close(self) -> None:
        """Finish what is queued and let go of the database."""
        ...

    async def hold(self, posted: Sequence[int]) -> None:
        """Give unsent messages the kind "held": too late for a lock screen, they await the person."""
        ...

    async def days(self, user: str) -> Days:
        """What is kept of a person's days between talks."""
        ...

    async def waiting_plans(self, now: str, limit: int = 200, user: str | None = None) -> Sequence[Waiting]:
        """Plans whose time has come by now, longest waiting first; of one person if one is named."""
        ...

    async def awaiting(self) -> Sequence[str]:
        """Everybody to whom something will come by itself, by name."""
        ...

    async def claim(self, claims: Sequence[Claim]) -> Sequence[Posted | None]:
        """Deal with slots, each once; what goes out for each, None where nothing does."""
        ...

    async def flags(self) -> Mapping[str, int]:
        """How often each kind of danger was flagged, of anybody."""
        ...

    async def orphans(self) -> Sequence[str]:
        """Ids of shared talks that no person is joined to any more: coaches must not see them."""
        ...

    async def settled(self, transcripts: Sequence[str]) -> None:
        """These are gone from the coaches."""
        ...

    async def pass_on(
        self, transcript: str, text: str, now: str, awake: Callable[[str | None, str], bool]
    ) -> bool:
        """Put a coach's note into the outbox of whoever shared this, wants notes and may have one now."""
        ...

    async def leave(self, posted: int) -> bool:
        """Note that a message leaves that may be sent but once; False if it left or was dropped before."""
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """What a replica sees of its own: the chats that it has claimed, and what waits in them, in order."""

    chats: frozenset[str]
    waiting: tuple[Delivery, ...]


class Fleet(Protocol):
    """Several programs on one database, of which this is one."""

    async def beat(self) -> bool:
        """Say that we live, and free what the dead had claimed; False if we haven't watched long enough."""
        ...

    async def look(self, done: Sequence[str], known: frozenset[int], room: int) -> Look:
        """Let go of the chats that are done, claim others if there is room, and see what waits."""
        ...

    async def claim(self, chats: Sequence[str]) -> Sequence[str]:
        """Claim these; returns those that are ours now and were nobody's."""
        ...

    async def leave(self) -> None:
        """Let go of everything: we end."""
        ...

    async def reserve(self, count: int, apart: float) -> Sequence[float]:
        """In how many seconds each of the next messages may leave; `apart` are the seconds between two."""
        ...

    async def hold(self, seconds: float) -> None:
        """Nobody sends for so long."""
        ...


@dataclass(frozen=True, slots=True)
class Cue:
    """What a voice is asked for: the words that the table chose, and what they are about.

    Without `says` nothing is to be worded, and a voice that can takes only its second look at danger.
    """

    says: Sequence[Say]
    session: Session  # after the move
    seed: int
    said: Said
    account: Account
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class Worded:
    """What a voice made of a cue; `session` remembers having said the messages.

    `danger` is what the voice itself saw in the person's words, none for one that doesn't look.
    """

    messages: tuple[Message, ...]
    session: Session
    voice: str = "script"  # model or script: who wrote what was composed
    danger: Danger = field(default_factory=Danger)
    reading: Reading | None = None  # the cue's, with what the voice read besides


class Door(Protocol):
    """Where a turn is shown while it is still being made."""

    async def show(self, text: str) -> None:
        """The reply as far as it is known to be good; it only grows, and the whole message follows."""
        ...

    async def fetch(self, recording: str) -> bytes:
        """The sound of a voice note by its name; OSError if it can't be had."""
        ...


class Transcriber(Protocol):
    """Something that turns a voice note into text."""

    async def transcribe(self, sound: bytes) -> str:
        """What is said in it; VoiceError if it can't be found out."""
        ...

    async def close(self) -> None:
        """Let go of what is open."""
        ...


@dataclass(frozen=True, slots=True)
class Use:
    """One call of a model: how it went, what it took and cost. Not whose it was, and no word of it."""

    day: str  # in UTC, as 2026-11-22
    model: str
    failure: str | None  # None when it went well
    sent: int  # tokens; `cached` are among them
    cached: int
    said: int
    money: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Uses:
    """All calls of a model on a day that ended the same way."""

    day: str
    model: str
    outcome: str  # ok, or the kind of failure
    calls: int
    sent: int
    cached: int
    said: int
    money: float
    seconds: float


class Ledger(Protocol):
    """What the models were used for, in all; it knows no person."""

    async def note_uses(self, uses: Sequence[Use]) -> None:
        """Add calls."""
        ...

    async def uses(self, day: str) -> Sequence[Uses]:
        """The calls of a day, by model and outcome."""
        ...


class Voice(Protocol):
    """Who words a turn; the step was chosen before, and is not a voice's to change."""

    async def word(self, cue: Cue, door: Door | None = None) -> Worded:
        """The messages for what is to be said."""
        ...

    def hush(self, user: str) -> None:
        """They write again: what is being worded for them is finished with what is at hand."""
        ...

    async def prepare(self) -> None:
        """Do what would otherwise make the first person wait."""
        ...

    async def close(self) -> None:
        """Let go of what is open."""
        ...


class Artist(Protocol):
    """Who draws what a person can see of themselves, as PNG files that are gone after a while."""

    async def overview(
        self, user: str, seen: Overview, titles: Mapping[str, str], *, dark: bool
    ) -> str | None:
        """The path of a picture of how it has gone; None where none can be made."""
        ...

    async def card(self, user: str, text: str, *, dark: bool) -> str | None:
        """The path of a picture of a card; None where none can be made."""
        ...

    def forget(self, user: str) -> None:
        """Delete what was drawn for a person."""
        ...


class Embedder(Protocol):
    """A model that turns texts into vectors. Slow enough (0.2-9 ms a text) to stay off the event loop."""

    @property
    def name(self) -> str:
        """The model and its size; vectors of another name can't be compared with these."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of float32 for each text, of length 1; zeros for an empty one. Safe from any thread."""
        ...


class Embedders(Protocol):
    """The models as far as they are loaded: None until then, and for good where one is broken."""

    def load(self) -> None:
        """Load what is not loaded yet, and return when it is there (0.3 s)."""
        ...

    @property
    def library(self) -> Embedder | None:
        """The neural one for the library's own texts, which it remembers from earlier starts."""
        ...

    def keep(self) -> None:
        """Remember what `library` made, for the next start."""
        ...

    @property
    def static(self) -> Embedder | None:
        """Means of word vectors, 256 numbers, 0.2 ms: quick, and blind to the order of words."""
        ...

    @property
    def neural(self) -> Embedder | None:
        """MiniLM, 384 numbers, 9 ms: near each other where the meaning is."""
        ...


class Clock(Protocol):
    """What time it is."""

    def now(self) -> str:
        """The time in UTC, ISO 8601, to the second, ending in +00:00."""
        ...


class Recogniser(Protocol):
    """Somebody who has learned what names look like."""

    def find(self, texts: Sequence[str]) -> Sequence[Sequence[Finding]]:
        """For each text the people, places and organisations in it; offsets in code points."""
        ...
