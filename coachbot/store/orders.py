"""What an operator orders: a pause for everybody, a ban for one; and how everything stands, in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, func, insert, select, update

from coachbot.core.model import Message, Said
from coachbot.ports import Orders, Posted, Standing
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.ledger import of_day
from coachbot.store.post import block, handle, put
from coachbot.store.sharing import flags
from coachbot.store.tables import bans, inbox, outbox, switches

PAUSED = "paused"
TROUBLES = ("poison", "unreadable")

_SWITCHES: Statement[tuple[str]] = Statement(select(switches.c.name))
_ON: Statement[tuple[()]] = Statement(
    insert(switches).values(name=bindparam("which"), at=bindparam("now")), unless_there=True
)
_OFF: Statement[tuple[()]] = Statement(delete(switches).where(switches.c.name == bindparam("which")))
_BANNED: Statement[tuple[str]] = Statement(select(bans.c.person))
_BAN: Statement[tuple[()]] = Statement(
    insert(bans).values(person=bindparam("who"), at=bindparam("now")), unless_there=True
)
_UNBAN: Statement[tuple[()]] = Statement(delete(bans).where(bans.c.person == bindparam("who")))
_AWAY: Statement[tuple[()]] = Statement(
    update(inbox).where(inbox.c.update_id == bindparam("update")).values(set_aside=bindparam("reason"))
)
_INBOX: Statement[tuple[int, str | None]] = Statement(
    select(func.count(), func.min(inbox.c.received_at)).where(inbox.c.handled_at.is_(None))
)
_OUTBOX: Statement[tuple[int]] = Statement(
    select(func.count()).where(outbox.c.sent_at.is_(None), outbox.c.dropped.is_(None))
)
_ASIDE: Statement[tuple[str, int]] = Statement(
    select(inbox.c.set_aside, func.count())
    .where(inbox.c.set_aside.is_not(None), inbox.c.handled_at.is_not(None))
    .group_by(inbox.c.set_aside)
)


def orders(database: Database) -> Orders:
    """What the operator has ordered."""
    names = {name for (name,) in database.all(_SWITCHES, {})}
    return Orders(PAUSED in names, frozenset(name for (name,) in database.all(_BANNED, {})))


def switch(database: Database, name: str, now: str, *, on: bool) -> bool:
    """Turn a switch; False if it stood so already."""
    if on:
        return database.write(_ON, {"which": name, "now": now}) > 0
    return database.write(_OFF, {"which": name}) > 0


def ban(database: Database, user: str, now: str) -> bool:
    """Ban somebody, and drop what waits for them; False if they were banned already."""
    block(database, user, now)
    return database.write(_BAN, {"who": user, "now": now}) > 0


def unban(database: Database, user: str) -> bool:
    """Let somebody in again; False if they were not banned."""
    return database.write(_UNBAN, {"who": user}) > 0


def turn_away(
    database: Database, said: Said, messages: Sequence[Message], reason: str, now: str
) -> Sequence[Posted]:
    """Handle an update without a turn."""
    handle(database, said.update, said.at, now)
    if said.update is not None:
        database.write(_AWAY, {"update": said.update, "reason": reason})
    return put(database, said.user, messages, 0, said.at)


def standing(database: Database, day: str) -> Standing:
    """How everything stands, on a day in UTC."""
    waiting, oldest = database.one(_INBOX, {}) or (0, None)
    unsent = database.one(_OUTBOX, {}) or (0,)
    aside = {reason: number for reason, number in database.all(_ASIDE, {}) if reason in TROUBLES}
    return Standing(waiting, oldest, unsent[0], aside, flags(database), tuple(of_day(database, day)))


def remarks(database: Database) -> list[str]:
    """What an operator should know of: an order that stands, and what could not be handled; often nothing."""
    stands, found = orders(database), standing(database, "")
    told = ["It is paused: coachbot resume goes on."] if stands.paused else []
    if stands.banned:
        told.append(f"Banned: {', '.join(sorted(stands.banned))}.")
    aside = ", ".join(f"{number} {reason}" for reason, number in sorted(found.aside.items()))
    if aside:
        told.append(f"Set aside in the last 48 hours, with an apology: {aside}; the log says where it broke.")
    if found.waiting:
        told.append(f"Updates that wait: {found.waiting}, the first since {found.oldest}.")
    return told
