"""One open database, and the statements that run on it.

Almost everything in which SQLite and PostgreSQL differ at run time stands in this file.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, cast

from sqlalchemy import Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from coachbot.errors import StoreError
from coachbot.store.compiled import ROW, Compiled, Prepared, Statement, Values, key_of
from coachbot.store.escaping import escaped, mended, unescaped
from coachbot.store.place import Place
from coachbot.store.row import Row, Value
from coachbot.store.trouble import meant

if TYPE_CHECKING:
    from sqlalchemy import Table

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


class Database:
    """One connection, for one thread at a time. Statements are compiled once and run on the driver itself.

    SQLAlchemy writes the SQL for either dialect; going through its Connection at run time would cost
    15-20 µs a statement more (measured: 23 µs against 6), which is most of what a turn costs.
    """

    def __init__(self, place: Place, *, at_once: bool = True) -> None:
        self.place = place
        self.engine = _engine(place)
        self.scrubs = False  # something was deleted whose traces must go
        self._vault: Vault | None = None
        self.person: int | None = None  # whose texts are being written
        self.line = 0  # how many times we connected: session locks live as long as one line
        self._prepared: dict[Statement[tuple[Value, ...]], Prepared] = {}
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

    @property
    def vault(self) -> Vault | None:
        """What seals texts; without one they lie as they are."""
        return self._vault

    @vault.setter
    def vault(self, vault: Vault | None) -> None:
        self._vault = vault
        self._prepared.clear()

    def _ready(self, statement: Statement[Row]) -> Prepared:
        key = cast("Statement[tuple[Value, ...]]", statement)
        prepared = self._prepared.get(key)
        if prepared is None:
            sealing = self._vault is not None
            prepared = self._prepared[key] = Prepared(key, self.engine.dialect, sealing=sealing)
        return prepared

    def _run(self, compiled: Compiled, values: Values) -> _Cursor:
        if not self.place.sqlite:
            values = escaped(values)
        try:
            return self._execute(compiled.sql, compiled.values(values))
        except UnicodeEncodeError:  # half an emoji, from a broken client
            return self._execute(compiled.sql, compiled.values(mended(values)))

    def _insert(self, prepared: Prepared, values: Values) -> _Cursor:
        if prepared.asks_key:
            values = {**values, ROW: self._next_key(cast("Table", prepared.table))}
        if self._vault is not None and prepared.main.secrets:
            values = self._sealed(prepared.main, values, values[prepared.key or ROW], self._vault)
        return self._run(prepared.main, values)

    def _next_key(self, table: Table) -> int:
        """The key that a row will have, on SQLite in a transaction that writes."""
        name = table.name
        if self.place.sqlite:
            last = f"SELECT max({key_of(table).name}) AS n FROM {name}"  # noqa: S608 - names of our own tables
            given = f"SELECT seq FROM sqlite_sequence WHERE name = '{name}'"  # noqa: S608
            asked = f"SELECT max(coalesce(n, 0)) + 1 FROM ({last} UNION ALL {given})"  # noqa: S608
        else:
            asked = f"SELECT nextval(pg_get_serial_sequence('{name}', 'id'))"
        return cast("tuple[int]", self._execute(asked).fetchone())[0]

    def _sealed(self, compiled: Compiled, values: Values, row: Value, vault: Vault) -> Values:
        return {
            **values,
            **{
                name: vault.seal(self, column, text, row)
                for name, column in compiled.secrets.items()
                if isinstance(text := values[name], str) and text
            },
        }

    def _opened(self, row: Row, prepared: Prepared) -> Row:
        """A row with its sealed texts opened."""
        if not self.place.sqlite:
            row = cast("Row", tuple(map(unescaped, row)))
        if not prepared.sealed:
            return row
        opened: list[Value] = list(row)[: prepared.width]
        for place, column, key in prepared.sealed if self._vault else ():
            text = opened[place]
            if isinstance(text, str) and text.startswith(SEALED) and self._vault is not None:
                opened[place] = self._vault.open(self, column, text, row[key])
        return cast("Row", tuple(opened))

    def one(self, statement: Statement[Row], values: Values) -> Row | None:
        """The first row, or None."""
        prepared = self._ready(statement)
        row = cast("Row | None", self._run(prepared.main, values).fetchone())
        return None if row is None else self._opened(row, prepared)

    def all(self, statement: Statement[Row], values: Values) -> list[Row]:
        """All rows."""
        prepared = self._ready(statement)
        rows = cast("list[Row]", self._run(prepared.main, values).fetchall())
        plain = self.place.sqlite and not prepared.sealed
        return rows if plain else [self._opened(row, prepared) for row in rows]

    def write(self, statement: Statement[tuple[()]], values: Values) -> int:
        """Run an insert, an update or a delete; returns how many rows it met."""
        prepared = self._ready(statement)
        if prepared.finds_rows is None or self._vault is None:
            return self._insert(prepared, values).rowcount
        met = 0
        for (row,) in cast("list[tuple[Value]]", self._run(prepared.finds_rows, values).fetchall()):
            sealed = self._sealed(prepared.main, {**values, ROW: row}, row, self._vault)
            met += self._run(prepared.main, sealed).rowcount
        return met

    def add(self, statement: Statement[tuple[()]], values: Values) -> int:
        """Insert one row; returns its id."""
        cursor = self._insert(self._ready(statement), values)
        if self.place.sqlite:
            return cast("sqlite3.Cursor", cursor).lastrowid or 0
        return cast("tuple[int]", cursor.fetchone())[0]

    def belongs(self, person: int) -> None:
        """What is written from now on is this person's."""
        self.person = person
        if self._vault is not None:
            self._vault.turn()

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
