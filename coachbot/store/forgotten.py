"""Who was forgotten, noted outside the database: a backup that is put back must not bring them back.

A line is a day and a random number: a tag that only the database links to them, and does so no more;
in the file beside the coaches' database a transcript's id.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import bindparam, select

from coachbot.errors import StoreError
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.place import Place
from coachbot.store.tables import people
from coachbot.store.whose import delete_all

_TAG: Statement[tuple[str | None]] = Statement(select(people.c.tag).where(people.c.name == bindparam("who")))
_TAGGED: Statement[tuple[str]] = Statement(select(people.c.name).where(people.c.tag == bindparam("mark")))


def notes(place: Place) -> Path | None:
    """The file of tags: beside a SQLite database, in the data folder for PostgreSQL."""
    if place.sqlite:
        return place.path.with_name(f"{place.path.name}.forgotten") if place.path else None
    name = f"{place.url.host or 'local'}-{place.url.database}.forgotten"
    return user_data_path("coachbot", appauthor=False) / name


def forget(database: Database, user: str, now: str) -> int:
    """Delete everything about a person and note their tag; returns how many rows went."""
    row = database.one(_TAG, {"who": user})
    gone = delete_all(database, user)
    if row is not None and row[0]:
        note(database.place, [row[0]], now)
    return gone


def bury(database: Database) -> int:
    """Delete whoever was forgotten and is there again; returns how many they were."""
    names = [row[0] for tag in noted(database.place) for row in database.all(_TAGGED, {"mark": tag})]
    for name in names:
        delete_all(database, name)
    return len(names)


def note(place: Place, marks: Sequence[str], now: str) -> None:
    """Write down what is never to come back. Raises StoreError where that can't be written."""
    path = notes(place)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a") as file:
            file.writelines(f"{now[:10]} {mark}\n" for mark in marks)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.") from None


def noted(place: Place) -> Sequence[str]:
    """What is never to come back. Raises StoreError where that can't be read."""
    path = notes(place)
    try:
        lines = path.read_text(encoding="ascii").splitlines() if path and path.exists() else []
    except (OSError, UnicodeDecodeError):
        raise StoreError(f"{path} cannot be read.") from None
    return [line.partition(" ")[2] for line in lines if " " in line]
