"""Whose a row is: found by walking the tables, so that export and delete cannot forget a new one.

A row is a person's if it names them (`person`), hangs on them (`person_id`), or hangs by a foreign key on
a row that is theirs. `linked_to` is no such key: it points at the other partner, whose rows are their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import ColumnElement, Table, bindparam, delete, select

from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.row import Value
from coachbot.store.tables import metadata, people

# What seals is no word of theirs, and opens nothing alone; what waits at the wall tells how the other is.
_UNTOLD = frozenset({"data_keys", "crossings"})
_NOT_OWNED_BY = frozenset({"linked_to"})


@cache
def owned() -> Mapping[str, ColumnElement[bool]]:
    """For each table with rows of a person's, in the order of their foreign keys: which rows; binds `who`."""
    clauses: dict[str, ColumnElement[bool]] = {}
    for table in metadata.sorted_tables:
        clause = _clause(table, clauses)
        if clause is not None:
            clauses[table.name] = clause
    return clauses


def _clause(table: Table, known: Mapping[str, ColumnElement[bool]]) -> ColumnElement[bool] | None:
    if table is people:
        return people.c.name == bindparam("who")
    if "person" in table.c:
        return table.c.person == bindparam("who")
    for key in table.foreign_keys:
        parent = key.column.table
        if key.parent.name not in _NOT_OWNED_BY and parent.name in known:
            return key.parent.in_(select(key.column).where(known[parent.name]))
    return None


@cache
def _deletions(*, kept_only: bool) -> Sequence[Statement[tuple[()]]]:
    names = [name for name in reversed(list(owned())) if not kept_only or _is_kept(metadata.tables[name])]
    return [Statement(delete(metadata.tables[name]).where(owned()[name])) for name in names]


def _is_kept(table: Table) -> bool:
    """Whether its rows are there only because the person said yes."""
    return table is not people and "person" not in table.c


def delete_kept(database: Database, user: str) -> int:
    """Delete what was kept with a person's yes; the account and the post stay. Returns how many rows went."""
    return _delete(database, user, kept_only=True)


def delete_all(database: Database, user: str) -> int:
    """Delete everything about a person; returns how many rows went."""
    return _delete(database, user, kept_only=False)


def _delete(database: Database, user: str, *, kept_only: bool) -> int:
    gone = sum(database.write(each, {"who": user}) for each in _deletions(kept_only=kept_only))
    database.scrubs = database.scrubs or gone > 0
    return gone


def export(database: Database, user: str) -> Mapping[str, object]:
    """Everything about a person: each table's rows under its name, and the same told in plain order."""
    rows = {name: _rows(database, metadata.tables[name], user) for name in owned() if name not in _UNTOLD}
    accounts = [_account(row) for row in rows.pop("people")]
    told = {
        "user": user,
        "account": accounts[0] if accounts else None,
        "messages": _messages(rows["turns"]),
        "cards": [{"at": s["card_at"], "text": s["card"]} for s in rows["sessions"] if s["card"] is not None],
        "gems": [{key: event[key] for key in ("slug", "what", "at")} for event in rows.pop("gem_events")],
    }
    return {**told, **rows}


def _rows(database: Database, table: Table, user: str) -> list[dict[str, object]]:
    columns = [column for column in table.c if "untold" not in column.info]
    statement: Statement[tuple[Value, ...]] = Statement(
        select(*columns).where(owned()[table.name]).order_by(*table.primary_key.columns)
    )
    named = [(column.name, "json" in column.info) for column in columns]
    return [
        {name: _plain(value) if is_json else value for (name, is_json), value in zip(named, row, strict=True)}
        for row in database.all(statement, {"who": user})
    ]


def _plain(value: Value) -> object:
    """The value that a JSON text stands for; a text that is no JSON, as it is."""
    try:
        return json.loads(value) if isinstance(value, str) and value else None
    except ValueError:
        return value


def _account(row: Mapping[str, object]) -> dict[str, object]:
    keeps = row["keeps"]
    same = {key: row[key] for key in ("country", "language", "zone", "settings", "created")}
    return {"keeps": None if keeps is None else bool(keeps), "blocked": row["blocked_at"] is not None, **same}


def _messages(turns: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Both sides of the talk in order; a tap reads as its button did."""
    labels: dict[object, object] = {}
    told: list[dict[str, object]] = []
    for turn in turns:
        at, tap = turn["at"], turn["tap"]
        if turn["sort"] != "due":
            text = labels.get(tap, tap) if tap is not None and not turn["text"] else turn["text"]
            told.append({"from": "user", "text": text, "at": at})
        messages = turn["messages"]
        for message in messages if isinstance(messages, list) else ():
            labels.update(message.get("buttons", ()))
            told.append({"from": "coach", "text": message["text"], "at": at})
    return told
