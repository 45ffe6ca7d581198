"""Old and new programs work side by side: what a release says to the database, a newer schema understands."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import Column, create_engine, insert, text

from coachbot.errors import StoreError
from coachbot.store import open_store, upgrade
from coachbot.store.engine import Database
from coachbot.store.place import locate
from coachbot.store.row import Value
from coachbot.store.schema import NEWEST, REVISIONS
from coachbot.store.tables import metadata, reach

RELEASES = sorted(Path(__file__).with_name("released").glob("*.json"))
_NAMED = {"sqlite": re.compile(r":(\w+)"), "postgresql": re.compile(r"%\((\w+)\)s")}


def served() -> list[Path]:
    """The releases that the newest schema still serves."""
    (oldest,) = [row["oldest"] for row in _reach() if row["schema"] == NEWEST]
    return [each for each in RELEASES if REVISIONS.index(each.stem) >= REVISIONS.index(oldest)]


def _reach() -> list[dict[str, str]]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        fresh = Path(locate.__code__.co_filename).with_name("fresh.sql").read_text(encoding="utf-8")
        for statement in fresh.split("\n\n"):
            connection.exec_driver_sql(statement)
        return [dict(row) for row in connection.execute(reach.select()).mappings()]


def test_every_schema_says_which_programs_it_serves() -> None:
    said = {row["schema"]: row["oldest"] for row in _reach()}
    assert set(said) == set(REVISIONS[REVISIONS.index("m010") :])
    assert set(said.values()) <= set(REVISIONS)


@pytest.mark.parametrize("release", served(), ids=lambda path: path.stem)
def test_a_newer_schema_understands_every_statement_of_a_release(release: Path, url: str) -> None:
    upgrade(url)
    engine = "sqlite" if url.startswith("sqlite") else "postgresql"
    database = Database(locate(url))
    statements = json.loads(release.read_text(encoding="utf-8"))[engine]
    for sql in statements:
        values: dict[str, Value] = dict.fromkeys(_NAMED[engine].findall(sql))
        database.connection.exec_driver_sql(f"EXPLAIN {sql}", values)
    database.close()
    assert len(statements) > 100


@pytest.mark.parametrize("release", served(), ids=lambda path: path.stem)
def test_no_row_of_a_release_lacks_what_a_newer_schema_asks_for(release: Path) -> None:
    for sql in json.loads(release.read_text(encoding="utf-8"))["sqlite"]:
        if written := re.match(r"INSERT INTO (\w+) \(([^)]*)\)", sql):
            given = set(written[2].replace(" ", "").replace('"', "").split(","))
            needed = {column.name for column in metadata.tables[written[1]].c if _is_asked_for(column)}
            assert needed <= given, sql


def _is_asked_for(column: Column[object]) -> bool:
    return not column.nullable and column.server_default is None and column.name != "id"


def newer(url: str, oldest: str) -> None:
    """A database as a later program's migration leaves it."""
    upgrade(url)
    engine = create_engine(locate(url).url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'm999'"))
        connection.execute(insert(reach).values(schema="m999", oldest=oldest))
    engine.dispose()


async def test_a_program_starts_on_a_newer_schema_that_still_serves_it(url: str) -> None:
    newer(url, oldest=NEWEST)
    store = open_store(url)
    assert (await store.load("ana")).version == 0
    await store.close()


def test_a_program_refuses_a_newer_schema_that_does_not(url: str) -> None:
    newer(url, oldest="m999")
    with pytest.raises(StoreError, match="written by a newer coachbot"):
        open_store(url)
