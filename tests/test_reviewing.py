"""Verdicts as work, through the operator's command, and gone with the talk that they were about."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from coachbot.core.wordings import said_with, wordings
from coachbot.library import prompt_pages
from coachbot.reviews.archive import Archive
from coachbot.reviews.desk import Desk
from coachbot.reviews.values import Exchange, Role, Transcript
from coachbot.store.reviews import open_reviews
from tests.console.running import database_of
from tests.program import Program

ROOT = Path(__file__).resolve().parents[1]
AT = "2026-11-23T12:00:00+00:00"
PAGES, VERSION = prompt_pages()
REPLY = "All right. I'm here whenever you want."
TALK = Transcript(
    "00000000000000aa",
    "2026-11-23",
    (
        Exchange(1, "he forgot it again, Tomasz did", ("He forgot it again.",), "listen", "script"),
        Exchange(2, "no reminder please", (REPLY,), "close", "script"),
    ),
    prompts=VERSION,
)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def with_archive(program: Program, use: Callable[[Archive, Desk], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        archive = open_reviews(database_of(program.folder))
        await use(archive, Desk(archive, lambda: AT))
        await archive.close()

    asyncio.run(run())


@pytest.fixture
def exported(program: Program) -> Path:
    async def judge(archive: Archive, desk: Desk) -> None:
        await archive.publish(TALK, 2)
        mira = await archive.add_coach("Mira", Role.COACH, None, AT)
        await desk.judge(mira, TALK.id, 2, "change", "a little stiff", "All right. Write whenever you like.")
        await desk.leak(mira, TALK.id, 1, "Tomasz", "person")

    with_archive(program, judge)
    ended = program.run("reviews", "export", "out")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.strip().endswith("out: 1 cases, 1 leaks, 1 proposals.")
    return program.folder / "out"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_marked_reply_is_a_case_with_what_was_said_before_it(exported: Path) -> None:
    (case,) = lines(exported / "cases.jsonl")
    assert case["id"] == f"{TALK.id}:2"
    assert case["said"] == ["", "no reminder please"]
    assert (case["verdict"], case["replies"]) == ("change", [REPLY])


def test_a_leak_is_a_case_in_which_nothing_leaks(exported: Path) -> None:
    (leak,) = lines(exported / "leaks.jsonl")
    (found,) = leak["entities"]
    assert "Tomasz" not in leak["text"]
    assert leak["text"][found["start"] : found["end"]].istitle()


def test_a_better_wording_is_a_patch_that_applies(exported: Path) -> None:
    (patch,) = (exported / "proposals").iterdir()
    check = ["git", "apply", "--check", str(patch)]
    assert subprocess.run(check, cwd=ROOT, check=False, capture_output=True).returncode == 0
    assert "+All right. Write whenever you like." in patch.read_text()


def test_the_tests_run_an_export(exported: Path) -> None:
    (case,) = lines(exported / "cases.jsonl")
    from tests.talking import talk

    assert talk(said for said in case["said"] if said)


def test_what_is_taken_back_is_gone_from_an_export_too(exported: Path, program: Program) -> None:
    async def remove(archive: Archive, _desk: Desk) -> None:
        await archive.remove([TALK.id])

    with_archive(program, remove)
    assert not lines(exported / "cases.jsonl")
    assert not lines(exported / "leaks.jsonl")
    assert not list((exported / "proposals").iterdir())


def test_an_export_into_a_folder_that_cannot_be_is_one_sentence(program: Program) -> None:
    (program.folder / "file").write_text("")
    assert "cannot be written" in program.run("reviews", "export", "file/out").sentence


def test_a_reply_is_traced_to_the_line_that_says_it() -> None:
    found = said_with(REPLY, wordings(PAGES))
    assert found is not None
    assert (found.file, found.act) == ("en/close.txt", "close.no_follow_up")
    assert PAGES[found.file].splitlines()[found.line - 1] == found.source


def test_words_that_are_nowhere_are_traced_to_nothing() -> None:
    assert said_with("Entirely invented, and never in any file of ours.", wordings(PAGES)) is None
