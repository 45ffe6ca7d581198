"""One open database, and the statements that run on it.

Almost everything in which SQLite and PostgreSQL differ at run time stands in this file.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Generic, Protocol, cast

from sqlalchemy import Engine, NullPool, Select, Table, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert
from sqlalchemy.sql.elements import ClauseElement

from coachbot.errors import StoreError
from coachbot.store.escaping import escaped, mended, unescaped
from coachbot.store.place import Place
from coachbot.store.row import Row, Value
from coachbot.store.secret import Secret
from coachbot.store.trouble import meant

if TYPE_CHECKING:
    from coachbot.store.vault import Vault

BUSY_MS = 5000

# What a server may take, in milliseconds, before we say that it failed; a dead line is noticed in 25 s.
SESSION = "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"
LINE: Mapping[str, str | int] = {
    "application_name": "coachbot",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15000,
    "options": SESSION,
}
ALONE = 0x636F616368626F74
"""The advisory lock of whoever changes the schema or the keys."""

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
    """What both drivers' connections have and we use; `closed` is psycopg's alone."""

    @property
    def closed(self) -> bool: ...

    def execute(self, sql: str, parameters: Sequence[Value] | Mapping[str, Value] = (), /) -> _Cursor: ...


def _engine(place: Place) -> Engine:
    """An engine in autocommit: we say BEGIN ourselves, since drivers begin too late or not at all."""
    try:
        chosen = {key: value for key, value in LINE.items() if key not in place.url.query}
        arguments = {"check_same_thread": False} if place.sqlite else chosen
        engine = create_engine(
            place.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            connect_args=arguments,
        )
    except ImportError:
        raise StoreError("PostgreSQL needs the package psycopg: pip install 'coachbot[scale]'.") from None
    if place.sqlite:
        event.listen(engine, "connect", _pragmas)
    return engine


def _pragmas(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in PRAGMAS:
        connection.execute(pragma)


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

    def __init__(self, place: Place, *, at_once: bool = True) -> None:
        self.place = place
        self.engine = _engine(place)
        self.scrubs = False  # something was deleted whose traces must go
        self.vault: Vault | None = None  # without one, texts lie as they are
        self.person: int | None = None  # whose texts are being written
        self.line = 0  # how many times we connected: session locks live as long as one line
        self._compiled: dict[Statement[tuple[Value, ...]], _Compiled] = {}
        self.Error: type[Exception] = self.engine.dialect.loaded_dbapi.Error
        self._driver: _Driver | None = None
        if at_once:
            self.open()

    def open(self) -> None:
        """Connect, anew if need be; StoreError if the database cannot be reached."""
        self._let_go()
        try:
            self.connection = self.engine.connect()
        except DBAPIError as error:
            raise self.failed(error.orig if isinstance(error.orig, Exception) else error) from None
        self._driver = cast("_Driver", self.connection.connection.dbapi_connection)
        self.line += 1

    @property
    def lost(self) -> bool:
        """Whether there is no connection, or no longer: only a server can go away."""
        return self._driver is None or (not self.place.sqlite and self._driver.closed)

    def _execute(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> _Cursor:
        if self._driver is None:
            raise StoreError(f"The database {self.place.name} cannot be reached.")
        return self._driver.execute(sql, values)

    def failed(self, error: Exception) -> Exception:
        """The error as we raise it: a lost race is a Conflict, all else a StoreError."""
        return meant(self.place, error)

    def _run(self, statement: Statement[Row], values: Mapping[str, Value]) -> tuple[_Cursor, _Compiled]:
        key = cast("Statement[tuple[Value, ...]]", statement)
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = _Compiled(key, self)
        if compiled.secrets and self.vault is not None:
            values = {**values, **self._sealed(compiled, values, self.vault)}
        if not self.place.sqlite:
            values = escaped(values)
        try:
            return self._execute(compiled.sql, compiled.values(values)), compiled
        except UnicodeEncodeError:  # half an emoji, from a broken client
            return self._execute(compiled.sql, compiled.values(mended(values))), compiled

    def _sealed(self, compiled: _Compiled, values: Mapping[str, Value], vault: Vault) -> dict[str, Value]:
        return {
            name: vault.seal(self, column, text)
            for name, column in compiled.secrets.items()
            if isinstance(text := values[name], str) and text
        }

    def _opened(self, row: Row, compiled: _Compiled) -> Row:
        """A row with its sealed texts opened."""
        if not self.place.sqlite:
            row = cast("Row", tuple(map(unescaped, row)))
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
        plain = self.place.sqlite and not (compiled.sealed and self.vault)
        return rows if plain else [self._opened(row, compiled) for row in rows]

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
        if self.lost:
            self.open()
        try:
            self._execute("BEGIN IMMEDIATE" if writing and self.place.sqlite else "BEGIN")
        except self.Error:
            if not self.lost:
                raise
            self.open()  # the server went away while nobody asked for anything
            self._execute("BEGIN")

    def alone(self) -> None:
        """Wait, in a transaction, until no other program changes the schema or the keys, however long.

        On SQLite a writing transaction is alone already.
        """
        if not self.place.sqlite:
            self._execute("SET LOCAL statement_timeout = 0")
            self._execute("SET LOCAL lock_timeout = '60s'")
            self._execute(f"SELECT pg_advisory_xact_lock({ALONE})")

    def milliseconds(self) -> int:
        """Since 1970, by the one clock that all programs on this database share."""
        if self.place.sqlite:
            return time.time_ns() // 1_000_000
        found = self._execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint").fetchone()
        return cast("tuple[int]", found)[0]

    def session(self) -> int | None:
        """The number by which the server knows our line; SQLite has no server."""
        if self.place.sqlite:
            return None
        return cast("tuple[int]", self._execute("SELECT pg_backend_pid()").fetchone())[0]

    def say(self, sql: str) -> None:
        """Run a bare word of transaction control, such as COMMIT."""
        self._execute(sql)

    def fold(self) -> None:
        """Empty SQLite's write-ahead log into the database: until then it holds what was deleted."""
        if self.place.sqlite:
            self._execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.scrubs = False

    def close(self) -> None:
        """Let go of the connection."""
        self._let_go()
        self.engine.dispose()

    def _let_go(self) -> None:
        if self._driver is not None:
            if self.lost:
                self.connection.invalidate()
            self.connection.close()
            self._driver = None
