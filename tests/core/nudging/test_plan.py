from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.nudging.plan import LEVELS, Plan, after_sending, chosen, quicker, slower, stirred

DAILY = chosen(Plan(zone="Europe/Berlin"), 1)


def sent(plan: Plan, times: int, first: str = "2026-03-01") -> Plan:
    for _ in range(times):
        day = plan.last_day or first
        then = (date.fromisoformat(day) + timedelta(days=plan.pace)).isoformat()
        plan = after_sending(plan, then, f"{then}T07:30:00+00:00")
    return plan


def test_three_unanswered_slow_it_down_by_one_level_and_never_below_weekly() -> None:
    paces = [sent(DAILY, times).pace for times in (2, 3, 6, 9, 30)]
    assert paces == [1, 2, 3, 7, 7]


def test_being_there_raises_it_by_one_level_once_for_each_nudge() -> None:
    slow = sent(DAILY, 6)
    once = stirred(slow, "2026-04-01T10:00:00+00:00")
    assert (once.pace, once.unanswered) == (2, 0)
    assert stirred(once, "2026-04-01T11:00:00+00:00").pace == 2


def test_the_question_about_thriving_neither_slows_nor_counts() -> None:
    asked = after_sending(DAILY, "2026-03-01", "2026-03-01T07:30:00+00:00", thriving=True)
    assert asked == replace(DAILY, thrived_day="2026-03-01")


@given(st.sampled_from(LEVELS), st.lists(st.booleans(), max_size=40))
def test_it_is_never_quicker_than_was_chosen(every: int, there: list[bool]) -> None:
    plan = chosen(Plan(zone="UTC"), every)
    for answers in there:
        plan = sent(plan, 1)
        plan = stirred(plan, f"{plan.last_day}T20:00:00+00:00") if answers else plan
        assert plan.pace in LEVELS
        assert plan.pace >= every


@given(st.sampled_from(LEVELS))
def test_slower_and_quicker_undo_each_other(pace: int) -> None:
    assert quicker(slower(pace), 1) == pace or slower(pace) == pace
