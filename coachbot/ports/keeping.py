"""What is kept of a person, and the store that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from coachbot.core.couple.parts import Part
from coachbot.core.model import Danger, Message, Mode, Passage, Said, Step
from coachbot.core.nudging.kept import Claim, Days, Waiting
from coachbot.core.nudging.plan import Plan

if TYPE_CHECKING:  # it tells of models' uses, which are told in terms of what is kept
    from coachbot.ports.operating import Standing


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
    bot: str = ""  # its name on Telegram, for links to it


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
    linked: bool = False  # as far as this side knows: the other may have left
    rests: bool = False  # what is between the two rests, because of this side
    beside: str = ""  # which message that was no turn's answer is the newest, of the last two days; a hash


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


@dataclass(frozen=True, slots=True)
class Bond:
    """One person's end of a link, with what they may see of what is between the two.

    `theirs` is what the other is called, None when there is no other any more. `last` is the number of the
    last part that anybody made: a new one is written after it or not at all, and it is shown to nobody.
    """

    id: int
    mine: str
    theirs: str | None
    parts: tuple[Part, ...] = ()
    last: int = 0


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who asks to be linked; `own`: they opened their own link; `linked`: the two are linked already."""

    name: str
    own: bool = False
    linked: bool = False


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

    async def bonds(self, user: str, opening: tuple[int, int] | None = None) -> Sequence[Bond]:
        """A person's links with what they may see of each; `opening` (bond, part) as if they read that."""
        ...

    async def invitation(self, user: str, code: str, now: str) -> Invitation | None:
        """Who asks with this code's hash, for who opened it; None if it is used, too old or wrong."""
        ...

    async def stands(self, posted: int) -> bool:
        """Whether a message still waits in the outbox: what one partner began may have been stopped."""
        ...

    async def standing(self) -> Standing:
        """How everything stands now, in numbers."""
        ...

    async def leave(self, posted: int) -> bool:
        """Note that a message leaves that may be sent but once; False if it left or was dropped before."""
        ...
