"""Writes coachbot/store/fresh.sql anew, after a migration was added: `python -m tests.store.freeze`."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from coachbot.store.engine import Database
from coachbot.store.migrating import migrate
from coachbot.store.place import locate, prepare
from coachbot.store.schema import FRESH


def frozen(folder: Path) -> str:
    """The statements that made a database which went through every migration, a blank line between two."""
    place = locate(f"sqlite:///{folder}/migrated.sqlite")
    prepare(place)
    database = Database(place)
    database.begin(writing=True)
    migrate(database.connection)
    database.say("COMMIT")
    database.close()
    connection = sqlite3.connect(folder / "migrated.sqlite")
    made = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name NOT GLOB 'sqlite_*' ORDER BY rowid"
    ).fetchall()
    rows = [line for line in connection.iterdump() if line.startswith("INSERT INTO") and _is_ours(line)]
    connection.close()
    return "\n\n".join([*(_trimmed(sql) for (sql,) in made), *rows]) + "\n"


def _is_ours(line: str) -> bool:
    """A row that a migration wrote; the revision itself is written when it is known."""
    return '"alembic_version"' not in line and '"sqlite_sequence"' not in line


def _trimmed(sql: str) -> str:
    return "\n".join(line.rstrip() for line in sql.splitlines())


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        FRESH.write_text(frozen(Path(folder)), encoding="utf-8")
