"""Killed at any moment, and nobody notices; a planted mistake is noticed."""

from __future__ import annotations

import random

import pytest

from tests.telegram.drill import Drill, forked


@pytest.fixture
def seed() -> int:
    drawn = random.randrange(10**6)
    print(f"drawn with seed {drawn}")  # pytest shows it when the test fails
    return drawn


async def test_death_at_any_call_of_the_store_or_of_telegram_costs_nobody_a_message(seed: int) -> None:
    calls = [random.Random(seed + n).randint(1, 80) for n in range(10)]
    damage = await Drill(users=6, each=12, kills=10, seed=seed, calls=calls, pause=0.03).run()
    assert damage.bearable, (seed, calls, damage)


async def test_death_at_any_time_under_load_costs_nobody_a_message(seed: int) -> None:
    damage = await Drill(users=20, each=12, kills=5, seed=seed, pause=0.01).run()
    assert damage.bearable, (seed, damage)


async def test_the_drill_notices_updates_that_are_acknowledged_before_they_are_written() -> None:
    start = forked("acknowledge-first")
    damage = await Drill(3, 5, 2, seed=1, start=start, calls=(6, 7), pause=0, patience=1.5).run()
    assert any("did not get" in line or "got" in line for line in damage.wrong)


async def test_the_drill_notices_answers_that_are_sent_before_they_are_saved() -> None:
    start = forked("send-first")
    damage = await Drill(8, 10, 4, seed=1, start=start, calls=(24, 30, 36, 42), pause=0, patience=5).run()
    assert not damage.bearable
