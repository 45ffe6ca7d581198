"""The retention clock: what is older than the operator wants it kept goes by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Table, bindparam, delete, exists, select

from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.tables import (
    agreements,
    conversations,
    memories,
    nudges,
    people,
    sessions,
    thriving_checks,
    turns,
)
from coachbot.store.whose import delete_all

_SILENT: Statement[tuple[str]] = Statement(
    select(people.c.name).where(
        people.c.created < bindparam("cut"),
        exists().where(conversations.c.person_id == people.c.id).correlate(people),
        ~exists()
        .where(conversations.c.person_id == people.c.id, conversations.c.updated >= bindparam("cut"))
        .correlate(people),
    )
)


def _older(table: Table, column: str) -> Statement[tuple[()]]:
    return Statement(delete(table).where(table.c[column] < bindparam("cut")))


_OLD: tuple[Statement[tuple[()]], ...] = (
    _older(turns, "at"),
    Statement(
        delete(sessions).where(
            sessions.c.opened < bindparam("cut"),
            ~exists().where(turns.c.session_id == sessions.c.id).correlate(sessions),
        )
    ),
    _older(memories, "at"),
    _older(thriving_checks, "at"),
    _older(nudges, "at"),
    Statement(delete(agreements).where(agreements.c.ended_at < bindparam("cut"))),
)


def retain(database: Database, now: str, days: int) -> int:
    """Delete what is older than so many days, and who was silent that long; returns how many rows went."""
    cut = (datetime.fromisoformat(now) - timedelta(days=days)).isoformat(timespec="seconds")
    silent = [row[0] for row in database.all(_SILENT, {"cut": cut})]
    gone = sum(delete_all(database, name) for name in silent)
    gone += sum(database.write(each, {"cut": cut}) for each in _OLD)
    database.scrubs = database.scrubs or gone > 0
    return gone
