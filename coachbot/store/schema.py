"""Which revision a database has, and how it comes to the newest."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import bindparam, func, inspect, select
from sqlalchemy.exc import DBAPIError

from coachbot.errors import Away, StoreError
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.orders import remarks
from coachbot.store.place import Place, locate, prepare
from coachbot.store.tables import people, reach

REVISIONS = ("m001", "m002", "m003", "m004", "m005", "m006", "m007", "m008", "m009", "m010", "m011")
"""Every revision in order, as in migrations/versions; a test holds this against Alembic's own view."""

NEWEST = REVISIONS[-1]

FRESH = Path(__file__).with_name("fresh.sql")
"""What all migrations make of an empty SQLite file. They take 0.4 s and this 0.01 s, before the first words
of a person's first talk; `python -m tests.store.freeze` writes it anew, and a test holds it against them."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The revisions of one database in order, and the folder of their migrations inside the store's."""

    revisions: tuple[str, ...]
    folder: str
    fresh: Path | None = None


MAIN = Chain(REVISIONS, "migrations", FRESH)

_OLDEST: Statement[tuple[str]] = Statement(select(reach.c.oldest).where(reach.c.schema == bindparam("found")))
_COUNT: Statement[tuple[int]] = Statement(select(func.count()).select_from(people))


def revision(database: Database, chain: Chain = MAIN) -> str | None:
    """The revision of a database, None for an empty one; StoreError if it is not ours or too new.

    A newer one that still serves our newest, as during a rolling deploy, counts as that.
    """
    name = database.place.name
    try:
        tables = set(inspect(database.connection).get_table_names())
        found = _stored(database) if "alembic_version" in tables else None
    except DBAPIError as error:
        raise database.failed(_cause(error)) from None
    if found is None and tables - {"alembic_version"}:
        raise StoreError(f"The database {name} holds something else, not what coachbot keeps.")
    if found is not None and found not in chain.revisions:
        if reach.name in tables and _oldest_served(database, found) in chain.revisions:
            return chain.revisions[-1]
        raise StoreError(f"The database {name} was written by a newer coachbot (its schema is {found}).")
    return found


def _oldest_served(database: Database, found: str) -> str | None:
    row = database.one(_OLDEST, {"found": found})
    return row[0] if row else None


def _stored(database: Database) -> str | None:
    return database.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def bring_up(database: Database, chain: Chain = MAIN) -> None:
    """Run the missing migrations in one transaction; StoreError if one fails, with nothing changed."""
    if revision(database, chain) == chain.revisions[-1]:
        return
    _foreign_keys(database, "OFF")  # rebuilding a table must not delete what hangs on it
    try:
        database.begin(writing=True)
        database.alone()
        _step_up(database, chain)
        database.say("COMMIT")
    except (DBAPIError, database.Error) as error:
        with suppress(database.Error):  # SQLite may have rolled back by itself
            database.say("ROLLBACK")
        failed = database.failed(_cause(error))
        kind = Away if isinstance(failed, Away) else StoreError
        raise kind(f"{failed} It could not be upgraded; nothing was changed.") from None
    finally:
        _foreign_keys(database, "ON")


def _step_up(database: Database, chain: Chain) -> None:
    found = revision(database, chain)
    if found == chain.revisions[-1]:  # another process was quicker
        return
    if found is None and chain.fresh is not None and database.place.sqlite:
        for statement in chain.fresh.read_text(encoding="utf-8").split("\n\n"):
            database.say(statement)
        database.say(f"INSERT INTO alembic_version VALUES ('{chain.revisions[-1]}')")  # noqa: S608 - ours
        return
    from coachbot.store.migrating import migrate  # here, because Alembic costs 0.2 s and is seldom needed

    migrate(database.connection, folder=chain.folder)


def check(database: Database, chain: Chain = MAIN) -> None:
    """StoreError unless the schema is the newest and the database can be written."""
    found, newest = revision(database, chain), chain.revisions[-1]
    if found != newest:
        state = "is empty" if found is None else f"has the schema {found}, this program needs {newest}"
        raise StoreError(f"The database {database.place.name} {state}: run coachbot db upgrade.")
    try:
        database.begin(writing=True)
        database.say("ROLLBACK")
    except database.Error as error:
        raise database.failed(error) from None


def upgrade(url: str) -> None:
    """Make or bring up the database at this URL; StoreError if that cannot be done."""
    database = connect(locate(url))
    try:
        bring_up(database)
    finally:
        database.close()


def status(url: str) -> str:
    """What the database at this URL is like, in a sentence or a few; nothing is made or changed."""
    place = locate(url)
    if not _exists(place):
        return f"There is no database at {place.name} yet; it is made when it is first needed."
    database = Database(place)
    try:
        return _describe(database, revision(database))
    finally:
        database.close()


def _exists(place: Place) -> bool:
    try:
        return place.path is None or place.path.exists()
    except OSError as error:
        raise StoreError(f"The database {place.name} cannot be read: {error.strerror}.") from None


def _describe(database: Database, found: str | None) -> str:
    name = database.place.name
    if found is None:
        return f"The database {name} is empty; coachbot db upgrade fills in the tables."
    if found != NEWEST:
        return f"The database {name} has the schema {found} and needs {NEWEST}: run coachbot db upgrade."
    counted = database.one(_COUNT, {})
    stands = f"The database {name} is up to date (schema {found}, people: {counted[0] if counted else 0})."
    return "\n".join((stands, *remarks(database)))


def connect(place: Place, *, at_once: bool = True) -> Database:
    """Open the database at a place, or only when it is first used, making its folder and file if need be."""
    prepare(place)
    return Database(place, at_once=at_once)


def _foreign_keys(database: Database, state: str) -> None:
    if database.place.sqlite:
        database.say(f"PRAGMA foreign_keys={state}")


def _cause(error: Exception) -> Exception:
    return error.orig if isinstance(error, DBAPIError) and isinstance(error.orig, Exception) else error
