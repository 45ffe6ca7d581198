"""Two people: the deeds by which they are linked and do things together, and when what is between them rests.

A deed is written in the turn of whoever does it, with its number among the couple's: if the other was
quicker, the turn is heard again on what stands then. What reaches the other is put at the wall, and goes on
when the wall lets it (`coachbot/core/couple/wall.py`).
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coachbot.core.changing import replace
from coachbot.core.couple.parts import Act, New
from coachbot.core.couple.talks import Phase, current
from coachbot.core.model import Message
from coachbot.core.session import Session
from coachbot.ports import Bond, Deed, Kept, Store

CODE_BYTES = 16
CODE_LIVES = timedelta(hours=24)
PAYLOAD = "link_"
TALKING = "with."  # begins the `Session.command` of whoever writes something that may cross


@dataclass(frozen=True, slots=True)
class Push:
    """A message that waits at the wall behind a new part, for the other of the two.

    `part` is its place among the turn's new parts, from 1. The message holds words of its maker's only.
    """

    part: int
    message: Message


@dataclass(frozen=True, slots=True)
class Invite(Deed):
    """Ask to be linked: a code's hash, until when it works, and the name that the other sees."""

    code: str
    until: str
    name: str


@dataclass(frozen=True, slots=True)
class Refuse(Deed):
    """Say no to a code: from now on it works for nobody, and whoever made it is told nothing."""

    code: str


@dataclass(frozen=True, slots=True)
class Join(Deed):
    """Say yes to a code, under this name; the message tells the one who asked."""

    code: str
    name: str
    couple: str
    told: Message


@dataclass(frozen=True, slots=True)
class Unbind(Deed):
    """End a link from one's own side; the other is told nothing."""

    bond: int


@dataclass(frozen=True, slots=True)
class Between(Deed):
    """Do something towards the other: new parts after the last one that was seen, and what tells of them.

    `ask_at`: a time at which each is asked, alone, how an agreement went.
    """

    bond: int
    last: int
    parts: tuple[New, ...]
    pushes: tuple[Push, ...] = ()
    ask_at: str | None = None


@dataclass(frozen=True, slots=True)
class Rest(Deed):
    """Let everything between this person and anybody rest, or go on."""

    on: bool


def new_code() -> str:
    """128 random bits as 22 letters that a link may carry."""
    return base64.urlsafe_b64encode(secrets.token_bytes(CODE_BYTES)).decode().rstrip("=")


def new_tag() -> str:
    """What buttons call a new part."""
    return secrets.token_hex(8)


def writes_next(session: Session, turn: int) -> bool:
    """Whether what is written in this turn is for what was asked for in the turn before."""
    return turn == session.offered_at + 1


def new_couple() -> str:
    """A random id for two people, that means nothing anywhere else."""
    return secrets.token_hex(8)


def hashed(code: str) -> str:
    """A code as it is kept: who reads the database can't use it."""
    return hashlib.sha256(b"coachbot link\0" + code.encode()).hexdigest()


def lives_until(now: str) -> str:
    """When a code made now ends."""
    return (datetime.fromisoformat(now) + CODE_LIVES).isoformat(timespec="seconds")


def must_rest(session: Session) -> bool:
    """Whether what is between this person and another has to rest: a danger stands, is asked about or was."""
    return session.hold is not None or session.asking is not None or session.closed


async def resting(
    store: Store, kept: Kept, read: Callable[[], Session], after: Session, told: Callable[[str], Message]
) -> tuple[Deed, ...]:
    """What a turn writes when it makes things rest, or lets them go on; nothing for most turns.

    A talk that is going on is laid down as either of the two may lay it down. The other hears of it only
    where they wait for an answer in that very talk, in the same words as always (`told`).
    """
    rests = must_rest(after)
    if not kept.linked or rests == kept.rests:
        return ()
    if not rests:
        return (Rest(on=False),)
    before = read()  # once more, in the few turns that need it
    in_talk = (before.command or "").startswith(f"{TALKING}talk") and writes_next(before, after.turn)
    laid = [_laid_down(bond, told if in_talk else None) for bond in await store.bonds(kept.account.user)]
    return (*(each for each in laid if each is not None), Rest(on=True))


def _laid_down(bond: Bond, told: Callable[[str], Message] | None) -> Between | None:
    talk = current(bond.parts, bond.id) if bond.theirs is not None else None
    if talk is None or talk.phase is Phase.INVITED:
        return None
    tag = new_tag()
    pushes = (Push(1, told(tag)),) if told is not None and talk.rests is None else ()
    return Between(bond.id, bond.last, (New(Act.REST, talk.n, tag=tag),), pushes)


def meant_for_the_other(session: Session) -> bool:
    """Whether what is written now was asked for as something that may cross."""
    return (session.command or "").startswith(TALKING)


def let_go(session: Session) -> Session:
    """The session without anything that was about to be written to the other."""
    return replace(session, command=None, pending="") if meant_for_the_other(session) else session


def up_to_date(session: Session, kept: Kept) -> Session:
    """The session at the start of a turn: what was asked for to cross counts for the next message only."""
    between = kept.beside != session.beside
    session = replace(session, linked=kept.linked, beside=kept.beside, between=between)
    waits = session.asking is not None or writes_next(session, session.turn)
    return session if waits else let_go(session)


def joined(bonds: Sequence[Bond]) -> tuple[Bond, ...]:
    """The links at whose other end there is somebody."""
    return tuple(bond for bond in bonds if bond.theirs is not None)
