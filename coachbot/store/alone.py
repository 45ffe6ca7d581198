"""One receiver at a time: a lock that ends with the program that holds it, however that ends."""

from __future__ import annotations

import os

from sqlalchemy import func, select

from coachbot.errors import StoreError
from coachbot.store.engine import Database, Statement
from coachbot.store.place import locate, prepare

RECEIVER = 0x636F616368626F78
TAKEN = "Another coachbot receives messages into the database {place}: stop it, or use another database."


_SHARED: Statement[tuple[int]] = Statement(select(func.pg_try_advisory_lock_shared(RECEIVER)))
_ALONE: Statement[tuple[int]] = Statement(select(func.pg_try_advisory_lock(RECEIVER)))


class Hold:
    """What keeps others out while it is open."""

    def __init__(self, database: Database | None = None, file: int | None = None) -> None:
        self._database, self._file = database, file

    def close(self) -> None:
        """Let others in."""
        if self._database is not None:
            self._database.close()
        if self._file is not None:
            os.close(self._file)


def receive_alone(url: str, *, together: bool = False) -> Hold:
    """Be the only receiver, or on PostgreSQL one of those that are `together`; StoreError if another is."""
    place = locate(url)
    prepare(place)
    if place.path is not None:
        return Hold(file=_locked(os.fspath(place.path)))
    if place.sqlite:
        return Hold()
    database = Database(place)
    row = database.one(_SHARED if together else _ALONE, {})
    if row is None or not row[0]:
        database.close()
        raise StoreError(TAKEN.format(place=place.name))
    return Hold(database)


def _locked(path: str) -> int | None:
    try:
        import fcntl
    except ImportError:  # there is none on Windows
        return None
    file = os.open(f"{path}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise StoreError(TAKEN.format(place=path)) from None
    return file
