"""Turns and readers of the database for these tests."""

from __future__ import annotations

from typing import Any

from sqlalchemy import MetaData, create_engine

from coachbot.core.model import Button, Danger, Message, Said, Step
from coachbot.ports import Account, Change, Delivery, Store, Versions
from coachbot.store.place import locate

AT = "2026-03-01T21:40:00+00:00"
YES = {"keeps": True}


class SetClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = AT

    def now(self) -> str:
        return self.time


def turn(user: str = "ana", *, expected: int = 0, keeps: bool | None = True, **other: Any) -> Change:
    """A plain turn of a person's; every field of Change and of what was said can be set."""
    said = {name: other.pop(name) for name in ("at", "text", "sort", "tap", "update") if name in other}
    fields: dict[str, Any] = {
        "said": Said(user, **{"at": AT, "text": "he left the table again", **said}),
        "account": Account(user, keeps=keeps),
        "state": '{"step":"listen"}',
        "expected": expected,
        "step": Step.LISTEN,
        "mode": None,
        "hold": False,
        "danger": Danger(),
        "reading": '{"heat":4}',
        "messages": (Message("You were left sitting there."),),
        "voice": "script",
        "versions": Versions(1, "p1", "g1"),
    }
    return Change(**{**fields, **other})


def delivery(update: int, user: str = "ana", text: str = "he left the table again", at: str = AT) -> Delivery:
    return Delivery(update, user, f'{{"text":"{text}"}}', at)


def picker(text: str, *, edits: bool = False) -> Message:
    return Message(text, (Button("sad", "sad"), Button("done", "done")), edits=edits)


async def answered(store: Store, change: Change, channel: int | None = None) -> None:
    """Save a turn and mark what it posted as sent, under this message id of the channel's."""
    await store.sent([(posted.id, channel) for posted in await store.save(change)])


def rows(url: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, read past the store."""
    engine = create_engine(locate(url).url)
    found, metadata = {}, MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            found[table.name] = [dict(row._mapping) for row in connection.execute(table.select())]
    engine.dispose()
    return found


def filled(url: str) -> set[str]:
    """The names of the tables that hold anything, those that tell of the schema left out."""
    return {name for name, content in rows(url).items() if content} - {"alembic_version", "reach"}
