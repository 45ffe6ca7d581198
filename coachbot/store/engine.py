"""One open database: found by its URL, made safe to use, and what is said when it cannot be used.

Everything in which SQLite and PostgreSQL differ at run time stands in this file.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, cast

from sqlalchemy import URL, Engine, NullPool, Select, Table, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert
from sqlalchemy.sql.elements import ClauseElement

from coachbot.errors import Conflict, StoreError
from coachbot.store.secret import Secret

if TYPE_CHECKING:
    from coachbot.store.vault import Vault

Value = str | int | None
Row = TypeVar("Row", bound=tuple[Value, ...])

BUSY_MS = 5000

SEALED = "\x02"
"""Begins a sealed text; no keyboard makes it, so a plain text never does."""

# secure_delete writes zeros over what is deleted; WAL with NORMAL survives kill -9 whole, and a power cut
# without damage (the last moments may be missing).
PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
)

SENTENCES = {
    "SQLITE_READONLY": "The database {place} cannot be written.",
    "SQLITE_CANTOPEN": "The database {place} cannot be opened.",
    "SQLITE_BUSY": "The database {place} is locked by another process.",
    "SQLITE_LOCKED": "The database {place} is locked by another process.",
    "SQLITE_FULL": "The disk that holds the database {place} is full.",
    "SQLITE_IOERR": "The disk that holds the database {place} cannot be read or written.",
    "SQLITE_CORRUPT": "The database {place} is damaged.",
    "SQLITE_NOTADB": "The file {place} is not a SQLite database, or is damaged.",
    "SQLITE_PERM": "The database {place} cannot be written.",
    "SQLITE_AUTH": "The database {place} cannot be written.",
}


RACES = frozenset(
    {
        *("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_FOREIGNKEY"),
        *("UniqueViolation", "ForeignKeyViolation", "SerializationFailure", "DeadlockDetected"),
    }
)
"""Errors that mean no more than that somebody else was quicker."""


class Statement(Generic[Row]):
    """A statement of SQLAlchemy Core and, in its type, the row that it returns.

    An insert with `unless_there` does nothing where a row with the same unique key stands already.
    """

    __slots__ = ("core", "unless_there")

    def __init__(self, core: Executable, *, unless_there: bool = False) -> None:
        self.core = core
        self.unless_there = unless_there


class _Cursor(Protocol):
    """What both drivers' cursors have and we use."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> object: ...

    def fetchall(self) -> Sequence[object]: ...


class _Driver(Protocol):
    """What both drivers' connections have and we use."""

    def execute(self, sql: str, parameters: Sequence[Value] | Mapping[str, Value] = (), /) -> _Cursor: ...


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


def _engine(place: Place) -> Engine:
    """An engine in autocommit: we say BEGIN ourselves, since drivers begin too late or not at all."""
    try:
        arguments = {"check_same_thread": False} if place.sqlite else {}
        engine = create_engine(
            place.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            connect_args=arguments,
        )
    except ImportError:
        raise StoreError("PostgreSQL needs the package psycopg: pip install 'coachbot[postgres]'.") from None
    if place.sqlite:
        event.listen(engine, "connect", _pragmas)
    return engine


def _pragmas(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in PRAGMAS:
        connection.execute(pragma)


def sentence(place: Place, error: Exception) -> StoreError:
    """What went wrong, in one sentence; never the driver's own words, which may hold a person's."""
    name = str(getattr(error, "sqlite_errorname", ""))
    for code, words in SENTENCES.items():
        if name.startswith(code):
            return StoreError(words.format(place=place.name))
    if place.sqlite:
        return StoreError(f"The database {place.name} failed ({name or type(error).__name__}).")
    if type(error).__name__ == "OperationalError":
        return StoreError(f"The database {place.name} cannot be reached.")
    return StoreError(f"The database {place.name} failed ({type(error).__name__}).")


class _Compiled:
    """A statement as this driver wants it: its text, and its values in order or by name."""

    __slots__ = ("constants", "order", "sealed", "secrets", "sql")

    def __init__(self, statement: Statement[tuple[Value, ...]], database: Database) -> None:
        core = statement.core
        if isinstance(core, Insert):
            wants_id = not (statement.unless_there or database.place.sqlite)  # SQLite's cursor knows it
            core = core.returning(*cast("Table", core.table).primary_key) if wants_id else core.inline()
        element = cast("ClauseElement", core)
        compiled = cast("SQLCompiler", element.compile(dialect=database.engine.dialect))
        self.sql = str(compiled) + (" ON CONFLICT DO NOTHING" if statement.unless_there else "")
        self.order = tuple(compiled.positiontup or ())
        self.constants: dict[str, Value] = {
            name: bind.value for name, bind in compiled.binds.items() if not bind.required
        }
        # What has to be sealed on its way in, by name, and opened on its way out, by place.
        binds = {name: bind.type for name, bind in compiled.binds.items() if bind.required}
        self.secrets = {name: kind for name, kind in binds.items() if isinstance(kind, Secret)}
        columns = core.selected_columns if isinstance(core, Select) else ()
        self.sealed = [(i, c.type) for i, c in enumerate(columns) if isinstance(c.type, Secret)]

    def values(self, given: Mapping[str, Value]) -> Sequence[Value] | Mapping[str, Value]:
        if self.constants:
            given = {**self.constants, **given}
        return [given[key] for key in self.order] if self.order else given


class Database:
    """One connection, for one thread at a time. Statements are compiled once and run on the driver itself.

    SQLAlchemy writes the SQL for either dialect; going through its Connection at run time would cost
    15-20 µs a statement more (measured: 23 µs against 6), which is most of what a turn costs.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.engine = _engine(place)
        self.scrubs = False  # something was deleted whose traces must go
        self.vault: Vault | None = None  # without one, texts lie as they are
        self.person: int | None = None  # whose texts are being written
        self._compiled: dict[Statement[tuple[Value, ...]], _Compiled] = {}
        try:
            self.connection = self.engine.connect()
        except DBAPIError as error:
            raise self.failed(error.orig if isinstance(error.orig, Exception) else error) from None
        self._driver = cast("_Driver", self.connection.connection.dbapi_connection)
        self.Error: type[Exception] = self.engine.dialect.loaded_dbapi.Error

    def failed(self, error: Exception) -> Exception:
        """The error as we raise it: a lost race is a Conflict, all else a StoreError."""
        if {getattr(error, "sqlite_errorname", ""), type(error).__name__} & RACES:
            return Conflict("Someone else wrote first.")
        return sentence(self.place, error)

    def _run(self, statement: Statement[Row], values: Mapping[str, Value]) -> tuple[_Cursor, _Compiled]:
        key = cast("Statement[tuple[Value, ...]]", statement)
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = _Compiled(key, self)
        if compiled.secrets and self.vault is not None:
            values = {**values, **self._sealed(compiled, values, self.vault)}
        try:
            return self._driver.execute(compiled.sql, compiled.values(values)), compiled
        except UnicodeEncodeError:  # half an emoji, from a broken client
            return self._driver.execute(compiled.sql, compiled.values(_mended(values))), compiled

    def _sealed(self, compiled: _Compiled, values: Mapping[str, Value], vault: Vault) -> dict[str, Value]:
        return {
            name: vault.seal(self, column, text)
            for name, column in compiled.secrets.items()
            if isinstance(text := values[name], str) and text
        }

    def _opened(self, row: Row, compiled: _Compiled) -> Row:
        """A row with its sealed texts opened."""
        if self.vault is None or not compiled.sealed:
            return row
        opened: list[Value] = list(row)
        for place, column in compiled.sealed:
            text = opened[place]
            if isinstance(text, str) and text.startswith(SEALED):
                opened[place] = self.vault.open(self, column, text)
        return cast("Row", tuple(opened))

    def one(self, statement: Statement[Row], values: Mapping[str, Value]) -> Row | None:
        """The first row, or None."""
        cursor, compiled = self._run(statement, values)
        row = cast("Row | None", cursor.fetchone())
        return None if row is None else self._opened(row, compiled)

    def all(self, statement: Statement[Row], values: Mapping[str, Value]) -> list[Row]:
        """All rows."""
        cursor, compiled = self._run(statement, values)
        rows = cast("list[Row]", cursor.fetchall())
        return [self._opened(row, compiled) for row in rows] if compiled.sealed and self.vault else rows

    def write(self, statement: Statement[tuple[()]], values: Mapping[str, Value]) -> int:
        """Run an update or a delete; returns how many rows it met."""
        return self._run(statement, values)[0].rowcount

    def add(self, statement: Statement[tuple[()]], values: Mapping[str, Value]) -> int:
        """Insert one row; returns its id."""
        cursor, _ = self._run(statement, values)
        if self.place.sqlite:
            return cast("sqlite3.Cursor", cursor).lastrowid or 0
        return cast("tuple[int]", cursor.fetchone())[0]

    def belongs(self, person: int) -> None:
        """What is written from now on is this person's."""
        self.person = person
        if self.vault is not None:
            self.vault.turn()

    def begin(self, *, writing: bool) -> None:
        """Begin; for writing, SQLite's lock is taken now, because taking it later fails under load."""
        self._driver.execute("BEGIN IMMEDIATE" if writing and self.place.sqlite else "BEGIN")

    def say(self, sql: str) -> None:
        """Run a bare word of transaction control, such as COMMIT."""
        self._driver.execute(sql)

    def fold(self) -> None:
        """Empty SQLite's write-ahead log into the database: until then it holds what was deleted."""
        if self.place.sqlite:
            self._driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.scrubs = False

    def close(self) -> None:
        """Let go of the connection."""
        self.connection.close()
        self.engine.dispose()


def _mended(values: Mapping[str, Value]) -> dict[str, Value]:
    return {
        key: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for key, value in values.items()
    }
