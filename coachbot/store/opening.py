"""How a database is made ready: the newest schema, keys sealed anew, the forgotten gone again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Lock

from coachbot.errors import Away
from coachbot.store.engine import Database
from coachbot.store.forgotten import bury
from coachbot.store.place import locate
from coachbot.store.schema import bring_up, check, connect
from coachbot.store.vault import Vault, equip

CONNECTIONS = 4
"""To a server; SQLite has one writer at a time, and one connection."""


class Ready:
    """Makes a database ready before it is first used, on whichever of its connections that is."""

    def __init__(self, keys: Sequence[str], *, upgrade: bool) -> None:
        self._keys, self._upgrade = keys, upgrade
        self._one, self._done = Lock(), Event()

    def __call__(self, database: Database) -> None:
        """Do it, or see that it is done; StoreError if the database can't be used."""
        if self._done.is_set():
            return
        with self._one:
            if self._done.is_set():
                return
            if database.lost:
                database.open()
            if self._upgrade:
                bring_up(database)
            check(database)
            if self._upgrade:
                _put_in_order(database, self._keys)
            else:
                equip(database, self._keys, turn=False)
            self._done.set()


def opened(
    url: str, keys: Sequence[str], *, upgrade: bool, patient: bool
) -> tuple[Sequence[Database], Ready]:
    """The connections to a database, and what makes it ready; it is, unless its server is away.

    StoreError if it can't be used, Away too unless one is `patient`.
    """
    database = _lazy(connect(locate(url), at_once=False), keys)
    ready = Ready(keys, upgrade=upgrade)
    try:
        ready(database)
    except BaseException as error:
        if not (patient and isinstance(error, Away)):
            database.close()
            raise
    more = () if database.place.sqlite else range(CONNECTIONS - 1)
    return (database, *(_lazy(Database(database.place, at_once=False), keys) for _ in more)), ready


def _lazy(database: Database, keys: Sequence[str]) -> Database:
    """A connection that is made when it is first needed, with its vault."""
    database.vault = Vault(keys) if keys else None
    return database


def _put_in_order(database: Database, keys: Sequence[str]) -> None:
    """Seal keys anew, and let go again whoever a restored backup brought back; all of it or nothing."""
    database.begin(writing=True)
    try:
        database.alone()
        equip(database, keys)
        bury(database)
        database.say("COMMIT")
    except BaseException as error:
        with suppress(database.Error):
            database.say("ROLLBACK")
        if isinstance(error, database.Error):
            raise database.failed(error) from None
        raise
    if database.scrubs:
        database.fold()
