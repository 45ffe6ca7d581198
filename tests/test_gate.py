"""A pause and a ban stop everything but help in danger."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from coachbot.coach import Coach
from coachbot.core.library import Library
from coachbot.core.model import Said, Sort
from coachbot.gate import LOOK_S, TELL_S, Gate
from coachbot.store import SqlStore, open_store
from coachbot.voices.script import ScriptedVoice

AT = "2026-03-01T10:00:00+00:00"
ANA = "telegram:1"


@dataclass
class Steady:
    """A clock that is moved by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = open_store(f"sqlite:///{tmp_path}/gate.sqlite")
    yield opened
    await opened.close()


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
def gate(library: Library, store: SqlStore, steady: Steady) -> Gate:
    coach = Coach(library, store, ScriptedVoice(library.kit))
    return Gate(coach, store, coach.paused_text(), steady)


async def said(gate: Gate, text: str, update: int) -> list[str]:
    turn = await gate.turn(Said(ANA, AT, text=text, update=update))
    return [posted.message.text for posted in turn.posted]


async def test_without_orders_the_coach_answers(gate: Gate) -> None:
    assert "coach" in (await said(gate, "/start", 1))[0]


async def test_a_pause_is_told_once_and_ends(gate: Gate, store: SqlStore, steady: Steady) -> None:
    await store.pause(on=True)
    assert "switched off" in (await said(gate, "he forgot again", 1))[0]
    assert await said(gate, "are you there", 2) == []
    steady.now += TELL_S + 1
    assert "switched off" in (await said(gate, "hello", 3))[0]
    await store.pause(on=False)
    steady.now += LOOK_S + 1
    assert "coach" in (await said(gate, "/start", 4))[0]


async def test_who_is_banned_hears_nothing_and_nothing_of_theirs_is_kept(gate: Gate, store: SqlStore) -> None:
    await store.ban(ANA)
    assert await said(gate, "let me in", 1) == []
    assert (await store.export(ANA))["messages"] == []


@pytest.mark.parametrize("order", ["pause", "ban"])
async def test_help_in_danger_goes_out_whatever_was_ordered(gate: Gate, store: SqlStore, order: str) -> None:
    await (store.pause(on=True) if order == "pause" else store.ban(ANA))
    (help_text,) = await said(gate, "he is choking me and says he will kill me", 1)
    assert "switched off" not in help_text
    assert any(mark.isdigit() for mark in help_text)


async def test_nothing_that_was_due_comes_in_a_pause(gate: Gate, store: SqlStore) -> None:
    await store.pause(on=True)
    assert (await gate.sweep(AT, 10)).posted == []


async def test_a_yes_counts_though_another_program_asked(library: Library, store: SqlStore) -> None:
    asking, hearing = (Coach(library, store, ScriptedVoice(library.kit)) for _ in range(2))
    await asking.turn(Said(ANA, AT, text="/start", update=1))
    await hearing.turn(Said(ANA, AT, Sort.TAP, tap="consent.yes", tap_of=1, update=2))
    assert (await store.load(ANA)).account.keeps is True
    await asking.turn(Said(ANA, AT, Sort.TAP, tap="consent.no", tap_of=1, update=3))
    assert (await store.load(ANA)).account.keeps is True  # what was answered is not undone by an old button
