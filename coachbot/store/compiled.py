"""A statement as one driver wants it, and what of it is sealed.

A sealed text is bound to its row's key. So a select of such texts brings the keys of their rows along, an
insert is told the key that its row will have, and an update finds its rows' keys first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Generic, cast

from sqlalchemy import Column, Select, Table, Update, bindparam, select
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert
from sqlalchemy.sql.elements import ClauseElement

from coachbot.store.row import Row, Value
from coachbot.store.secret import Secret

if TYPE_CHECKING:
    from sqlalchemy import Dialect

ROW = "row_key_"
"""The name under which a statement is told the key of its row."""

Values = Mapping[str, Value]


class Statement(Generic[Row]):
    """A statement of SQLAlchemy Core and, in its type, the row that it returns.

    An insert with `unless_there` does nothing where a row with the same unique key stands already; with
    `key` it names the parameter that is its row's key, which the database gives otherwise.
    """

    __slots__ = ("core", "key", "unless_there")

    def __init__(self, core: Executable, *, unless_there: bool = False, key: str | None = None) -> None:
        self.core = core
        self.unless_there = unless_there
        self.key = key


class Compiled:
    """Its text, and its values in order or by name."""

    __slots__ = ("_constants", "_order", "secrets", "sql")

    def __init__(self, core: Executable, dialect: Dialect, *, end: str = "") -> None:
        compiled = cast("SQLCompiler", cast("ClauseElement", core).compile(dialect=dialect))
        self.sql = str(compiled) + end
        self._order = tuple(compiled.positiontup or ())
        self._constants: Values = {
            name: bind.value for name, bind in compiled.binds.items() if not bind.required
        }
        # What has to be sealed on its way in, by name.
        binds = {name: bind.type for name, bind in compiled.binds.items() if bind.required}
        self.secrets = {name: kind for name, kind in binds.items() if isinstance(kind, Secret)}

    def values(self, given: Values) -> Sequence[Value] | Values:
        """The values as the driver wants them."""
        if self._constants:
            given = {**self._constants, **given}
        return [given[key] for key in self._order] if self._order else given


class Prepared:
    """All that one of our statements needs on one driver; `sealing` says whether texts are sealed at all."""

    __slots__ = ("asks_key", "finds_rows", "key", "main", "sealed", "table", "width")

    def __init__(self, statement: Statement[tuple[Value, ...]], dialect: Dialect, *, sealing: bool) -> None:
        core = statement.core
        self.key, self.width = statement.key, 0
        self.sealed: Sequence[tuple[int, Secret, int]] = ()  # column, what it is, column of its row's key
        self.finds_rows: Compiled | None = None
        self.table = core.table if isinstance(core, Insert | Update) else None
        words = self.table is not None and any(isinstance(c.type, Secret) for c in self.table.c)
        self.asks_key = sealing and words and isinstance(core, Insert) and self.key is None
        end = " ON CONFLICT DO NOTHING" if statement.unless_there else ""
        if isinstance(core, Select):
            core = self._with_keys(core)
        elif isinstance(core, Insert):
            core = self._inserting(core, returning=not (statement.unless_there or dialect.name == "sqlite"))
        self.main = Compiled(core, dialect, end=end)
        if sealing and isinstance(core, Update) and self.main.secrets:
            key = key_of(core.table)
            found = select(key).where(core.whereclause) if core.whereclause is not None else select(key)
            self.finds_rows = Compiled(found, dialect)
            self.main = Compiled(core.where(key == bindparam(ROW)), dialect)

    def _inserting(self, core: Insert, *, returning: bool) -> Insert:
        key = key_of(core.table)
        if self.asks_key:
            core = core.values({key.name: bindparam(ROW)})
        return cast("Insert", core.returning(key)) if returning else core.inline()

    def _with_keys(self, core: Select[tuple[Value, ...]]) -> Select[tuple[Value, ...]]:
        columns = [cast("Column[Value]", column) for column in core.selected_columns]
        self.width = len(columns)
        secret = [(i, c) for i, c in enumerate(columns) if isinstance(c.type, Secret)]
        tables = list(dict.fromkeys(column.table for _, column in secret))
        self.sealed = [
            (i, cast("Secret", column.type), self.width + tables.index(column.table)) for i, column in secret
        ]
        return core.add_columns(*(key_of(table) for table in tables))


def key_of(table: object) -> Column[Value]:
    """The one column that is a table's key."""
    return next(iter(cast("Table", table).primary_key))
