"""What is read: a person before their turn, and what is due."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import bindparam, func, select

from coachbot.ports import Account, Due, Kept
from coachbot.store.compiled import Statement
from coachbot.store.couples import is_linked
from coachbot.store.engine import Database
from coachbot.store.nudging import load_plan
from coachbot.store.row import Value
from coachbot.store.tables import conversations, due, gem_events, outbox, people
from coachbot.store.wire import unpack_settings

_Known = tuple[
    int, int | None, str | None, str, str | None, str, str | None, str | None, str | None, int | None
]  # id, keeps, country, language, zone, settings, blocked at, tag, state, version
_KNOWN: Statement[_Known] = Statement(
    select(
        people.c.id,
        people.c.keeps,
        people.c.country,
        people.c.language,
        people.c.zone,
        people.c.settings,
        people.c.blocked_at,
        people.c.tag,
        conversations.c.state,
        conversations.c.version,
    )
    .select_from(people.outerjoin(conversations, conversations.c.person_id == people.c.id))
    .where(people.c.name == bindparam("who"))
    .order_by(conversations.c.updated.desc())
    .limit(1)
)
_GEMS: Statement[tuple[str, str]] = Statement(
    select(gem_events.c.slug, gem_events.c.what)
    .where(gem_events.c.person_id == bindparam("person"))
    .order_by(gem_events.c.at, gem_events.c.id)
)
_BESIDE: Statement[tuple[int | None]] = Statement(
    select(func.max(outbox.c.id)).where(outbox.c.person == bindparam("who"), outbox.c.kind != "reply")
)
_due = (
    select(people.c.name, due.c.kind, due.c.at, due.c.id)
    .select_from(due.join(people, due.c.person_id == people.c.id))
    .where(due.c.done_at.is_(None), due.c.at <= bindparam("now"), people.c.blocked_at.is_(None))
    .order_by(due.c.at, due.c.id)
    .limit(bindparam("most"))
)
_DUE: Statement[tuple[str, str, str, int]] = Statement(_due)
_DUE_OF: Statement[tuple[str, str, str, int]] = Statement(_due.where(people.c.name == bindparam("who")))


def load(database: Database, user: str) -> Kept:
    """What is known of a person; a stranger gets an empty Kept."""
    row = database.one(_KNOWN, {"who": user})
    if row is None:
        return Kept(Account(user))
    person, keeps, country, language, zone, settings, blocked_at, tag, state, version = row
    account = Account(
        user=user,
        keeps=None if keeps is None else bool(keeps),
        country=country,
        language=language,
        zone=zone,
        blocked=blocked_at is not None,
        settings=unpack_settings(settings),
    )
    if version is None:
        return Kept(account)
    gems = database.all(_GEMS, {"person": person})
    seen, kept, disliked = (
        tuple(slug for slug, what in gems if what == wanted) for wanted in ("seen", "kept", "disliked")
    )
    plan = load_plan(database, person)
    linked, rests = is_linked(database, person)
    beside, nudges = _newest_beside(database, user, tag), plan[0] if plan else None
    return Kept(account, state, version, seen, kept, disliked, nudges, linked, rests, beside)


def _newest_beside(database: Database, user: str, tag: str | None) -> str:
    # Kept with the talk, and told with it: a number would tell how much the program wrote to others.
    row = database.one(_BESIDE, {"who": user})
    return sha256(f"{tag} {row[0]}".encode()).hexdigest()[:12] if row and row[0] else ""


def due_by(database: Database, now: str, limit: int, user: str | None = None) -> list[Due]:
    """What is due and not done, oldest first; of one person if one is named."""
    asked: dict[str, Value] = {"now": now, "most": limit}
    rows = database.all(_DUE, asked) if user is None else database.all(_DUE_OF, {**asked, "who": user})
    return [Due(name, kind, at, number) for name, kind, at, number in rows]
