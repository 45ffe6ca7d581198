from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import coachbot.core.nudging.times as times
from coachbot.core.library import Library
from tests.years import Years


async def test_in_simulated_months_nothing_is_missed_doubled_or_outside_anybodys_hours(
    tmp_path: Path, library: Library
) -> None:
    result = await Years(tmp_path, library, people=60, days=100).run()
    assert result.clean, str(result)
    assert result.sent > 800
    assert result.kills > 10


async def test_the_judge_finds_an_hour_that_slips_over_a_clock_change(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = times.instant
    monkeypatch.setattr(times, "instant", lambda *given: right(*given) - timedelta(hours=1))
    assert not (await Years(tmp_path, library, people=20, days=20).run()).clean
