"""When the database cannot be used: one sentence that names it, and nothing of what a person said."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coachbot.core.model import Message
from coachbot.errors import StoreError
from coachbot.store import open_store, status, upgrade
from coachbot.store.compiled import Statement
from coachbot.store.tables import people
from coachbot.store.trouble import SENTENCES
from tests.store.made import turn

# As root nothing is forbidden, so the program is tried as somebody else.
AS_SOMEBODY = """
import os, sys, coachbot.store, coachbot.store.migrating
if os.geteuid() == 0:
    os.setuid(65534)
try:
    getattr(coachbot.store, sys.argv[2])(sys.argv[1])
    print("fine")
except coachbot.store.schema.StoreError as error:
    print(error)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user may at least look into, as pytest's own may not be."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


def as_somebody(path: Path, what: str = "open_store") -> str:
    arguments = [sys.executable, "-c", AS_SOMEBODY, f"sqlite:///{path}", what]
    return subprocess.run(
        arguments, capture_output=True, text=True, check=True, cwd=Path.cwd()
    ).stdout.strip()


def test_a_folder_that_cannot_be_made(folder: Path) -> None:
    folder.chmod(0o555)
    assert (
        as_somebody(folder / "new" / "x.sqlite")
        == f"The folder {folder}/new cannot be made: Permission denied."
    )


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    folder.chmod(0o555)
    path = folder / "x.sqlite"
    assert as_somebody(path) == f"The database {path} cannot be written: Permission denied."


def test_a_read_only_file(folder: Path) -> None:
    path = folder / "x.sqlite"
    upgrade(f"sqlite:///{path}")
    path.chmod(0o444)
    assert as_somebody(path) == f"The database {path} cannot be written: Permission denied."


def test_a_file_in_a_folder_where_no_log_can_be_written(folder: Path) -> None:
    path = folder / "x.sqlite"
    upgrade(f"sqlite:///{path}")
    path.chmod(0o666)
    folder.chmod(0o555)
    assert as_somebody(path) in {f"The database {path} cannot be {word}." for word in ("opened", "written")}


def test_the_status_of_a_file_that_cannot_be_seen(folder: Path) -> None:
    (folder / "closed").mkdir()
    path = folder / "closed" / "x.sqlite"
    upgrade(f"sqlite:///{path}")
    (folder / "closed").chmod(0)
    assert as_somebody(path, "status") == f"The database {path} cannot be read: Permission denied."


@pytest.mark.parametrize("use", [open_store, upgrade, status])
@pytest.mark.parametrize(
    "content", [b"no database at all, and long enough to be looked at" * 20, b"SQLite format 3\0"]
)
def test_a_file_that_is_no_database(tmp_path: Path, use: Callable[[str], Any], content: bytes) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(content * 40)
    with pytest.raises(StoreError, match=r"x\.sqlite.* damaged\.$"):
        use(f"sqlite:///{path}")
    assert path.read_bytes() == content * 40


def test_a_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    upgrade(f"sqlite:///{path}")
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(StoreError, match=r"^The database .*x\.sqlite is damaged\.$"):
        open_store(f"sqlite:///{path}")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE stamps (id INTEGER)")
    other.close()
    with pytest.raises(StoreError, match="holds something else"):
        open_store(f"sqlite:///{path}")


@pytest.mark.parametrize("target", ["folder", "under a file"])
def test_a_path_that_can_be_no_file(tmp_path: Path, target: str) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path if target == "folder" else tmp_path / "file" / "x.sqlite"
    with pytest.raises(StoreError, match=str(tmp_path)):
        open_store(f"sqlite:///{path}")


@pytest.mark.parametrize("url", ["", "mysql://x/y", "coachbot.sqlite", "sqlite://missing/slash", "://"])
def test_a_url_that_names_no_database(url: str) -> None:
    with pytest.raises(StoreError, match=r"must begin with sqlite:/// or postgresql://\.$"):
        open_store(url)


@pytest.mark.parametrize("use", [open_store, upgrade, status])
def test_a_server_that_does_not_answer_and_a_password_that_stays_secret(use: Callable[[str], Any]) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match=r"cannot be reached\.$") as caught:
        use("postgresql://me:hush@127.0.0.1:1/x")
    assert "hush" not in str(caught.value)


def test_a_folder_s_strange_name_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "a b %20 ü 'q'" / "x.sqlite"
    upgrade(f"sqlite:///{path}")
    assert "up to date" in status(f"sqlite:///{path}")


def test_nobody_else_can_read_the_files(tmp_path: Path) -> None:
    previous = os.umask(0)
    upgrade(f"sqlite:///{tmp_path}/x.sqlite")
    os.umask(previous)
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o600}


async def test_a_full_disk_fails_the_turn_in_a_sentence_and_later_turns_succeed(tmp_path: Path) -> None:
    store: Any = open_store(f"sqlite:///{tmp_path}/x.sqlite")
    await store._worker.ask(lambda database: database.say("PRAGMA max_page_count = 1"), writes=False)
    with pytest.raises(StoreError, match=r"^The disk that holds the database .*x\.sqlite is full\.$"):
        await store.save(turn(text="SECRET" * 10_000))
    await store._worker.ask(lambda database: database.say("PRAGMA max_page_count = 100000"), writes=False)
    await store.save(turn())
    assert (await store.load("ana")).version == 1
    await store.close()


async def test_an_error_of_the_database_never_holds_what_was_said(tmp_path: Path) -> None:
    store: Any = open_store(f"sqlite:///{tmp_path}/x.sqlite")
    wrong: Statement[tuple[()]] = Statement(people.insert().values(name="SECRET", language=None))
    with pytest.raises(StoreError) as caught:
        await store._worker.ask(lambda database: database.write(wrong, {}), writes=True)
    await store._worker.ask(lambda database: database.say("DROP TABLE outbox"), writes=True)
    with pytest.raises(StoreError) as second:
        await store.save(turn(messages=(Message("SECRET"),)))
    assert "SECRET" not in f"{caught.value!r} {second.value!r}"
    await store.close()


def test_every_sentence_is_one_and_names_the_place() -> None:
    assert all("{place}" in words and words.endswith(".") for words in SENTENCES.values())
