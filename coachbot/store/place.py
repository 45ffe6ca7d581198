"""Where a database is, read from its URL."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from coachbot.errors import StoreError


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database is; `name` is what a sentence calls it, without any password."""

    url: URL
    path: Path | None
    name: str

    @property
    def sqlite(self) -> bool:
        """Whether it is SQLite rather than PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"


def locate(url: str) -> Place:
    """Read a URL; StoreError if it names no database that we know."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    backend = parsed.get_backend_name() if parsed else ""
    if parsed and backend == "sqlite" and not parsed.host:
        if parsed.database in {None, "", ":memory:"}:
            return Place(parsed.set(drivername="sqlite"), None, "in memory")
        path = Path(str(parsed.database)).absolute()
        return Place(parsed.set(drivername="sqlite", database=str(path)), path, str(path))
    if parsed and backend == "postgresql":
        name = parsed.set(query={}).render_as_string(hide_password=True)
        return Place(parsed.set(drivername="postgresql+psycopg"), None, name)
    raise StoreError("The database's URL must begin with sqlite:/// or postgresql://.")


def prepare(place: Place) -> None:
    """Make the folder and an empty private file for a SQLite database; StoreError if it cannot be."""
    if place.path is None:
        return
    try:
        place.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {place.path.parent} cannot be made: {error.strerror}.") from None
    try:
        os.close(os.open(place.path, os.O_CREAT | os.O_RDWR, 0o600))  # what is said here is nobody else's
    except OSError as error:
        raise StoreError(f"The database {place.path} cannot be written: {error.strerror}.") from None
