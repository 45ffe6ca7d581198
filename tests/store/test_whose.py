"""No table forgets a person: these tests walk over all of them, and fail for a new and unthought-of one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Integer, Table, create_engine, insert

from coachbot.core.model import Message
from coachbot.store import open_store, upgrade
from coachbot.store.place import locate
from coachbot.store.tables import metadata
from coachbot.store.whose import owned
from tests.store.made import answered, delivery, filled, rows, turn

# A level, kinds and an hour; sums by day and model; who answers whom just now. A table
# joins this set only if it tells of no one.
# What seals is no word of theirs; what waits at the wall would tell how the other is.
UNTOLD = {"data_keys", "crossings"}
NOBODY_S = {"orphans", "danger_flags", "model_uses", "replicas", "claims", "pace", "switches", "reach"}


def plant(url: str, person: str, first: int) -> None:
    """One row in every table that is somebody's, each pointing at the rows before it."""
    engine = create_engine(locate(url).url)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if table.name not in NOBODY_S:
                connection.execute(insert(table).values(_row(table, person, first)))
    engine.dispose()


def _row(table: Table, person: str, first: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in table.c:
        if column.name == "linked_to":
            continue
        row[column.name] = (
            first if isinstance(column.type, Integer) or column.foreign_keys else f"{person} {column}"
        )
        if column.info:
            row[column.name] = json.dumps(row[column.name])
    if "transcript" in row:
        row["transcript"] = f"{first:016x}"  # a random id, which a trigger keeps until coaches have lost it
    row.update({name: first for name in row if name.endswith("id")})
    return row | {key: person for key in ("name", "person") if key in row}


def test_every_table_is_somebody_s_or_known_to_be_nobody_s() -> None:
    assert set(owned()) | NOBODY_S == set(metadata.tables)
    assert not set(owned()) & NOBODY_S


async def test_an_export_holds_every_table_s_rows_of_this_person_and_of_no_other(url: str) -> None:
    upgrade(url)
    plant(url, "ana", 1)
    plant(url, "ben", 2)
    store = open_store(url)
    told = json.dumps(await store.export("ana"))
    await store.close()
    for table in metadata.sorted_tables:
        if table.name not in NOBODY_S | UNTOLD:
            text = next(
                c
                for c in table.c
                if c.name not in {"name", "person", "linked_to"}
                and "TEXT" in str(c.type)
                and "untold" not in c.info
            )
            assert f"ana {text}" in told
    assert "ben" not in told


async def test_a_deletion_empties_every_table_of_this_person_and_of_no_other(url: str) -> None:
    upgrade(url)
    plant(url, "ana", 1)
    plant(url, "ben", 2)
    store = open_store(url)
    assert await store.delete("ana")
    left = rows(url)
    await store.close()
    assert "ana" not in str(left)
    assert all(len(left[name]) == 1 for name in owned())


async def test_a_deletion_leaves_a_linked_partner_s_relationship_whole(url: str) -> None:
    upgrade(url)
    plant(url, "ana", 1)
    plant(url, "ben", 2)
    engine = create_engine(locate(url).url)
    with engine.begin() as connection:
        connection.execute(metadata.tables["relationships"].update().values(linked_to=1))
    engine.dispose()
    store = open_store(url)
    await store.delete("ana")
    await store.close()
    assert [(each["person_id"], each["linked_to"]) for each in rows(url)["relationships"]] == [(2, None)]


@pytest.mark.parametrize("how", ["delete", "no longer keeps"])
async def test_deleted_words_are_in_no_file_either(tmp_path: Path, how: str) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    store = open_store(url)
    for n in range(20):
        await store.receive([delivery(n, text="SECRETWORD")])
        change = turn(expected=n, update=n, text="SECRETWORD " * 300, messages=(Message("SECRETWORD"),))
        await answered(store, change)
    assert in_files(tmp_path, b"SECRETWORD")
    if how == "delete":
        await store.delete("ana")
        assert filled(url) == {"inbox"}
    else:
        await store.save(turn(expected=20, keeps=False))
    assert not in_files(tmp_path, b"SECRETWORD")
    await store.close()


def in_files(folder: Path, word: bytes) -> bool:
    return any(word in each.read_bytes() for each in folder.iterdir())
