"""Migrations: what they make is what the tables say, and no row is lost on the way."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Integer, MetaData, create_engine, insert

from coachbot.errors import StoreError
from coachbot.store import open_store, status, upgrade
from coachbot.store.engine import Database
from coachbot.store.migrating import config, migrate
from coachbot.store.place import locate, prepare
from coachbot.store.schema import FRESH, NEWEST, REVISIONS
from coachbot.store.tables import metadata
from tests.store.freeze import frozen
from tests.store.made import rows


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where nothing is yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/coachbot.sqlite"
    return str(request.getfixturevalue("postgres_empty"))


def test_the_migrations_make_what_the_tables_say(url: str) -> None:
    upgrade(url)
    engine = create_engine(locate(url).url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_fresh_database_is_what_the_migrations_make(tmp_path: Path) -> None:
    assert FRESH.read_text(encoding="utf-8") == frozen(tmp_path), "run: python -m tests.store.freeze"


def test_what_alembic_does_not_compare_is_made_as_the_tables_say(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path}/migrated.sqlite")
    made = create_engine(f"sqlite:///{tmp_path}/made.sqlite")
    metadata.create_all(made)
    made.dispose()
    assert peculiar(tmp_path / "migrated.sqlite") == peculiar(tmp_path / "made.sqlite") != []


def peculiar(path: Path) -> list[str]:
    """Partial indexes, and the tables that never use a number twice."""
    connection = sqlite3.connect(path)
    indexes = connection.execute("SELECT sql FROM sqlite_master WHERE sql LIKE '% WHERE %'").fetchall()
    tables = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '% AUTOINCREMENT%'").fetchall()
    connection.close()
    return sorted(" ".join(each.split()) for (each,) in indexes + tables)


def test_the_program_and_alembic_agree_on_the_revisions(url: str) -> None:
    database = opened(url)
    found = [
        each.revision for each in ScriptDirectory.from_config(config(database.connection)).walk_revisions()
    ]
    database.close()
    assert tuple(reversed(found)) == REVISIONS


def opened(url: str) -> Database:
    place = locate(url)
    prepare(place)
    return Database(place)


def at_revision(url: str, revision: str) -> None:
    """A database as an older program left it."""
    database = opened(url)
    database.begin(writing=True)
    migrate(database.connection, revision)
    database.say("COMMIT")
    database.close()


def fill(url: str) -> None:
    """One row in every table there is, each pointing at the row before it."""
    engine, found = create_engine(locate(url).url), MetaData()
    found.reflect(engine)
    with engine.begin() as connection:
        for table in found.sorted_tables:
            if table.name != "alembic_version":
                connection.execute(insert(table).values({c.name: _value(c) for c in table.c}))
    engine.dispose()


def _value(column: Column[Any]) -> object:
    return 1 if isinstance(column.type, Integer) else f"{column.name} 1"


@pytest.mark.parametrize("revision", REVISIONS[:-1])
async def test_an_upgrade_keeps_every_row(url: str, revision: str) -> None:
    at_revision(url, revision)
    fill(url)
    before = rows(url)
    upgrade(url)
    after = rows(url)
    assert after.pop("alembic_version") == [{"version_num": NEWEST}]
    assert before.pop("alembic_version") == [{"version_num": revision}]
    for name, content in before.items():
        if name == "reach":  # each schema adds what it serves
            continue
        assert [{key: row[key] for key in content[0]} for row in after[name]] == content


async def test_a_store_opens_an_older_database_and_upgrades_it(url: str) -> None:
    at_revision(url, REVISIONS[0])
    store = open_store(url)
    assert await store.waiting() == []
    await store.close()


def test_a_store_that_may_not_upgrade_says_what_to_do(url: str) -> None:
    at_revision(url, REVISIONS[0])
    with pytest.raises(StoreError, match=r"has the schema m001.*coachbot db upgrade\.$"):
        open_store(url, upgrade=False)


def test_a_database_of_a_newer_program_is_left_alone(url: str) -> None:
    upgrade(url)
    database = opened(url)
    database.say("UPDATE alembic_version SET version_num = 'm999'")
    database.close()
    for each in (open_store, upgrade, status):
        with pytest.raises(StoreError, match=r"newer coachbot \(its schema is m999\)\.$"):
            each(url)


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    at_revision(url, "m001")
    database = opened(url)
    database.say("CREATE TABLE outbox (id INTEGER)")  # in the way of m002, after it has made the inbox
    database.close()
    with pytest.raises(StoreError, match=r"could not be upgraded; nothing was changed\.$"):
        upgrade(url)
    assert "inbox" not in rows(url)
    assert rows(url)["alembic_version"] == [{"version_num": "m001"}]


def test_two_programs_that_start_at_once_upgrade_once(url: str) -> None:
    code = f"from coachbot.store import upgrade; upgrade('{url}')"
    started = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(3)]
    assert [(each.communicate()[1], each.returncode) for each in started] == [(b"", 0)] * 3


def test_a_second_start_does_not_import_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    upgrade(url)
    code = f"import sys, coachbot.store as s; s.open_store('{url}'); print('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"False\n"


@pytest.mark.parametrize(
    ("revision", "words"),
    [
        (None, "There is no database at"),
        ("m001", f"needs {NEWEST}: run coachbot db upgrade."),
        (NEWEST, "up to date"),
    ],
)
def test_status_is_one_sentence_and_changes_nothing(tmp_path: Path, revision: str | None, words: str) -> None:
    path = tmp_path / "folder" / "x.sqlite"
    if revision:
        at_revision(f"sqlite:///{path}", revision)
    said = status(f"sqlite:///{path}")
    assert words in said
    assert said.endswith(".")
    assert path.exists() == bool(revision)
