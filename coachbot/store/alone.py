"""One receiver at a time: a lock that ends with the program that holds it, however that ends."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import func, select

from coachbot.errors import Away, StoreError, Taken
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.place import locate, prepare

RECEIVER = 0x636F616368626F78
TAKEN = "Another coachbot receives messages into the database {place}: stop it, or use another database."

_SHARED: Statement[tuple[int]] = Statement(select(func.pg_try_advisory_lock_shared(RECEIVER)))
_ALONE: Statement[tuple[int]] = Statement(select(func.pg_try_advisory_lock(RECEIVER)))

Result = TypeVar("Result")


class Hold:
    """What keeps others out while it is open.

    A server's lock goes with its line, so a line of its own stands for the whole life of a program: a line
    that was cut is made anew, and the lock with it. Others see by that line that we live.
    """

    def __init__(self, database: Database | None = None, file: int | None = None, *, together: bool) -> None:
        self._database, self._file, self._together = database, file, together
        self._line = 0  # the line on which the lock was taken; 0: none yet
        self._one = threading.Lock()

    async def keep(self) -> None:
        """See that we still hold it. Taken if another does by now, StoreError while the server is away."""
        if self._database is not None:
            await self.ask(lambda _: None)

    async def ask(self, work: Callable[[Database], Result]) -> Result:
        """Have something done on this line, in a transaction; it waits behind nobody's turn."""
        return await asyncio.to_thread(self.do, work)

    def do(self, work: Callable[[Database], Result]) -> Result:
        """Do it in this thread."""
        database = self._database
        if database is None:
            raise StoreError("A file has no line to a server.")
        with self._one:
            try:
                database.begin(writing=True)
                self._hold(database)
                result = work(database)
                database.say("COMMIT")
            except database.Error as error:
                _undo(database)
                raise database.failed(error) from None
            except StoreError:
                _undo(database)
                raise
            return result

    def _hold(self, database: Database) -> None:
        if self._line == database.line:
            return
        row = database.one(_SHARED if self._together else _ALONE, {})
        if row is None or not row[0]:
            raise Taken(TAKEN.format(place=database.place.name))
        self._line = database.line

    def close(self) -> None:
        """Let others in."""
        if self._database is not None:
            with self._one:
                self._database.close()
        if self._file is not None:
            os.close(self._file)


def receive_alone(url: str, *, together: bool = False, patient: bool = False) -> Hold:
    """Be the only receiver, or on PostgreSQL one of those that are `together`; Taken if another is.

    Away if the server does not answer; who is `patient` gets a hold that holds nothing before it is kept.
    """
    place = locate(url)
    prepare(place)
    if place.path is not None:
        return Hold(file=_locked(os.fspath(place.path)), together=together)
    if place.sqlite:
        return Hold(together=together)
    hold = Hold(Database(place, at_once=False), together=together)
    try:
        hold.do(lambda _: None)
    except StoreError as error:
        if not (patient and isinstance(error, Away)):
            hold.close()
            raise
    return hold


def _undo(database: Database) -> None:
    with suppress(database.Error, StoreError):
        database.say("ROLLBACK")


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
        raise Taken(TAKEN.format(place=path)) from None
    return file
