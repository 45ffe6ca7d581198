"""Who was forgotten, noted outside the database: a backup that is put back must not bring them back.

A line is a time and a tag: a random number that only the database links to a person, and does no longer.
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
        _note(database.place, f"{now[:10]} {row[0]}\n")
    return gone


def bury(database: Database) -> int:
    """Delete whoever was forgotten and is there again; returns how many they were."""
    names = [row[0] for tag in _tags(database.place) for row in database.all(_TAGGED, {"mark": tag})]
    for name in names:
        delete_all(database, name)
    return len(names)


def _note(place: Place, line: str) -> None:
    path = notes(place)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.") from None


def _tags(place: Place) -> Sequence[str]:
    path = notes(place)
    try:
        lines = path.read_text(encoding="ascii").splitlines() if path and path.exists() else []
    except (OSError, UnicodeDecodeError):
        raise StoreError(f"{path} cannot be read.") from None
    return [line.partition(" ")[2] for line in lines if " " in line]
