from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pexpect
import pytest
from rich.console import Console

from coachbot.channels.terminal.screen import Screen
from coachbot.channels.terminal.talk import Company, Talk
from coachbot.coach import Coach
from coachbot.core.library import Library
from coachbot.errors import ContentError, StoreError
from coachbot.ports import Change, Posted, Store
from coachbot.store import SqlStore, open_store
from coachbot.voices.script import ScriptedVoice
from tests.program import Program

EVENING, NEXT_DAY = "2025-03-01T21:00:00+00:00", "2025-03-02T21:00:00+00:00"


class Typist:
    """A person who types these lines, one after the other."""

    early = False

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)

    async def line(self) -> str | None:
        return self._lines.pop(0) if self._lines else None


class Stopped:
    """A clock that stands still."""

    def __init__(self, at: str) -> None:
        self._at = at

    def now(self) -> str:
        return self._at


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/talk.sqlite")
    yield opened
    await opened.close()


async def _talk(library: Library, store: Store, *lines: str, at: str = EVENING) -> str:
    """What stands on the screen after these lines."""
    coming: asyncio.Future[Company] = asyncio.get_running_loop().create_future()
    coming.set_result(Company(Coach(library, store, ScriptedVoice(library.kit)), store, Stopped(at)))
    out = io.StringIO()
    await Talk(coming, Screen(Console(file=out, width=80)), "ann").run(Typist(*lines))
    return out.getvalue()


async def _texts(store: Store) -> Sequence[str]:
    kept = (await store.export("ann"))["messages"]
    assert isinstance(kept, list)
    return [each["text"] for each in kept if each["from"] == "user"]


async def test_a_stranger_reads_the_first_words_before_anything_else(library: Library, store: Store) -> None:
    assert "not a therapist" in await _talk(library, store)


async def test_someone_known_is_not_told_them_again(library: Library, store: Store) -> None:
    await _talk(library, store, "He forgot our anniversary.")
    assert "not a therapist" not in await _talk(library, store)


async def test_a_number_taps_the_button_and_says_which(library: Library, store: Store) -> None:
    shown = await _talk(library, store, "He forgot our anniversary.", "1")
    assert " · " in shown


async def test_a_number_that_is_on_no_button_is_a_message(library: Library, store: Store) -> None:
    await _talk(library, store, "17")
    assert (await _texts(store))[-1] == "17"


async def test_blank_lines_are_not_messages(library: Library, store: Store) -> None:
    await _talk(library, store, "", "   ", "He forgot our anniversary.")
    assert list(await _texts(store)) == ["/start", "He forgot our anniversary."]


async def test_what_came_due_is_there_on_the_return(library: Library, store: Store) -> None:
    await _talk(library, store, "He lied to me for a year.", "I need a pause")
    before = await _talk(library, store)
    after = await _talk(library, store, at=NEXT_DAY)
    assert (before.strip(), bool(after.strip())) == ("", True)


class Shaky(SqlStore):
    """A store whose disk is full for one turn."""

    full = False

    async def save(self, change: Change) -> Sequence[Posted]:
        if self.full:
            self.full = False
            raise StoreError("The disk is full.")
        return await super().save(change)


async def test_a_turn_that_fails_costs_one_sentence_and_the_talk_goes_on(
    library: Library, store: Store
) -> None:
    assert isinstance(store, SqlStore)
    await _talk(library, store, "hello")
    store.__class__ = Shaky
    store.full = True  # type: ignore[attr-defined]
    shown = await _talk(library, store, "He forgot our anniversary.", "He forgot our anniversary.")
    assert shown.strip().startswith("The disk is full.")
    assert list(await _texts(store)) == ["/start", "hello", "He forgot our anniversary."]


async def test_a_coach_that_cannot_come_ends_the_talk(store: Store) -> None:
    coming: asyncio.Future[Company] = asyncio.get_running_loop().create_future()
    coming.set_exception(ContentError("prompts/en/gem.txt is missing."))
    with pytest.raises(ContentError):
        await Talk(coming, Screen(Console(file=io.StringIO())), "ann").run(Typist("hello"))


# ---------------------------------------------------------------- at a real terminal


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "folder")


def _at_terminal(program: Program, *arguments: str) -> pexpect.spawn[str]:
    program.folder.mkdir(exist_ok=True)
    return pexpect.spawn(
        sys.executable,
        ["-m", "coachbot", "chat", *arguments],
        cwd=str(program.folder),
        env={**program.environment, "PROMPT_TOOLKIT_NO_CPR": "1"},
        encoding="utf-8",
        dimensions=(40, 100),
        timeout=20,
    )


def _leave(terminal: pexpect.spawn[str]) -> None:
    for _ in range(20):  # between two prompts nobody reads the keys
        terminal.sendeof()
        if terminal.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=1) == 0:
            break
    terminal.close()


def test_the_prompt_shows_first_and_the_first_words_after_it(program: Program) -> None:
    terminal = _at_terminal(program)
    terminal.expect("you ›")
    terminal.expect("not a therapist")
    terminal.send("he forgot our anniversary\r")
    terminal.expect("anniversary")
    _leave(terminal)
    assert terminal.exitstatus == 0


def test_a_line_typed_before_the_coach_is_there_is_answered(program: Program) -> None:
    terminal = _at_terminal(program)
    terminal.expect("you ›")
    for _ in range(5):  # the prompt shows a moment before it reads the keys
        terminal.send("he forgot our anniversary\r")
        if terminal.expect(["He forgot your anniversary", pexpect.TIMEOUT], timeout=4) == 0:
            break
    else:
        pytest.fail("nobody answered")
    terminal.close()


def test_who_leaves_before_the_coach_has_come_leaves_in_peace(program: Program) -> None:
    terminal = _at_terminal(program)
    terminal.expect("you ›")
    _leave(terminal)
    assert (terminal.exitstatus, "Error" in str(terminal.before)) == (0, False)


def test_the_arrow_key_brings_back_what_was_written_before(program: Program) -> None:
    program.chat("he forgot our anniversary", user="me")
    terminal = _at_terminal(program)
    terminal.expect("you ›")
    for _ in range(20):  # what was written before is there when the store is
        terminal.send("\x1b[A")
        if terminal.expect(["he forgot our anniversary", pexpect.TIMEOUT], timeout=1) == 0:
            break
    else:
        pytest.fail("the line from before did not come back")
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130


def test_lines_from_a_pipe_are_answered_in_plain_text(program: Program) -> None:
    ended = program.run("chat", lines="he forgot our anniversary\n")
    assert (ended.code, ended.err) == (0, "")
    assert "not a therapist" in ended.out
    assert "\x1b" not in ended.out
