"""What was forgotten stays so, and what is old goes."""

from __future__ import annotations

import shutil
from pathlib import Path

from coachbot.ports import Store
from coachbot.store import SqlStore, open_store
from tests.store.made import SetClock, answered, filled, rows, turn


async def test_a_restored_backup_does_not_bring_the_forgotten_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    store = open_store(url)
    await answered(store, turn("ana"))
    await answered(store, turn("ben"))
    await store.close()
    shutil.copy(tmp_path / "x.sqlite", tmp_path / "backup")
    store = open_store(url)
    await answered(store, turn("ana", expected=1, forget=True))
    await store.close()
    shutil.copy(tmp_path / "backup", tmp_path / "x.sqlite")
    await open_store(url).close()
    assert [row["name"] for row in rows(url)["people"]] == ["ben"]


async def test_the_note_of_the_forgotten_names_nobody(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/x.sqlite")
    await answered(store, turn("telegram:77123"))
    await store.delete("telegram:77123")
    await store.close()
    noted = (tmp_path / "x.sqlite.forgotten").read_text()
    assert len(noted.split()) == 2
    assert "77123" not in noted


async def test_who_comes_back_after_being_forgotten_is_a_stranger_who_stays(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    store = open_store(url)
    await answered(store, turn("ana"))
    await store.delete("ana")
    await answered(store, turn("ana"))
    await store.close()
    await open_store(url).close()
    assert [row["name"] for row in rows(url)["people"]] == ["ana"]


async def aged(url: str, clock: SetClock, days: int | None) -> SqlStore:
    """A store in which ana was silent since March and ben wrote in March and in May."""
    store = open_store(url, clock=clock, retention_days=days)
    await answered(store, turn("ana", at="2026-03-01T08:00:00+00:00"))
    await answered(store, turn("ben", at="2026-03-01T08:00:00+00:00", text="in March"))
    await answered(
        store, turn("ben", expected=1, at="2026-05-01T08:00:00+00:00", text="in May", new_session=True)
    )
    clock.time = "2026-05-02T08:00:00+00:00"
    return store


async def test_what_is_older_than_the_days_of_retention_goes_by_itself(url: str, clock: SetClock) -> None:
    store = await aged(url, clock, 30)
    await store.close()  # closing sweeps, as every quiet minute does
    left = rows(url)
    assert [row["name"] for row in left["people"]] == ["ben"]
    assert [row["text"] for row in left["turns"]] == ["in May"]
    assert len(left["sessions"]) == 1


async def test_without_days_of_retention_everything_stays(url: str, clock: SetClock) -> None:
    store: Store = await aged(url, clock, None)
    await store.close()
    assert len(rows(url)["turns"]) == 3
    assert "people" in filled(url)
