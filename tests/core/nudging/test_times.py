from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.nudging.plan import Plan
from coachbot.core.nudging.times import (
    admitted,
    clock_time,
    instant,
    last_moment,
    next_slot,
    night,
    out_of_night,
    part_of_day,
)

BERLIN = ZoneInfo("Europe/Berlin")
DAILY = Plan(zone="Europe/Berlin", time="08:30", every=1, pace=1)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("8:30", "08:30"), ("at 8.30 please", "08:30"), ("7 pm", "19:00"), ("12am", "00:00"),
        ("19h30", "19:30"),
        ("8", "08:00"), ("around 9", "09:00"), ("8 o'clock", "08:00"), ("12:15 p.m.", "12:15"),
        ("25:00", None),
        ("we had 3 fights", None), ("", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_write_it(text: str, time: str | None) -> None:
    assert clock_time(text) == time


def test_a_part_of_the_day_stands_for_a_time() -> None:
    assert (part_of_day("in the morning"), part_of_day("after lunch"), part_of_day("whenever")) == (
        "08:00", "12:15", None,
    )  # fmt: skip


def test_a_time_that_the_clock_leaves_out_comes_an_hour_later_and_one_that_comes_twice_the_first_time() -> (
    None
):
    assert instant(date(2026, 3, 29), "02:30", BERLIN).astimezone(BERLIN).strftime("%H:%M") == "03:30"
    assert instant(date(2026, 10, 25), "02:30", BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_hour_stays_the_same_over_a_clock_change() -> None:
    after, found = datetime(2026, 3, 27, 12, tzinfo=UTC), []
    for _ in range(3):
        slot = next_slot(DAILY, BERLIN, after)
        assert slot is not None
        found.append(slot.at.astimezone(BERLIN).strftime("%d %H:%M"))
        after = slot.at
    assert found == ["28 08:30", "29 08:30", "30 08:30"]


def test_only_chosen_days_and_nothing_in_a_pause() -> None:
    plan = Plan(zone="UTC", every=1, pace=1, days=(0,), paused_until="2026-03-10T00:00:00+00:00")
    slot = next_slot(plan, UTC, datetime(2026, 3, 1, tzinfo=UTC))
    assert slot is not None
    assert slot.day == "2026-03-16"


@pytest.mark.parametrize(
    ("local", "then"), [("21:59", "21:59"), ("22:00", "08:00"), ("03:00", "08:00"), ("08:00", "08:00")]
)
def test_what_was_agreed_on_never_comes_at_night(local: str, then: str) -> None:
    at = instant(date(2026, 5, 4), local, BERLIN)
    assert out_of_night(at, BERLIN).astimezone(BERLIN).strftime("%H:%M") == then


def test_a_pause_puts_off_what_was_agreed_on() -> None:
    plan = Plan(paused_until="2026-05-06T23:30:00+00:00")
    assert admitted(datetime(2026, 5, 4, 12, tzinfo=UTC), plan, UTC) == datetime(2026, 5, 7, 8, tzinfo=UTC)


def test_a_late_one_may_go_for_three_hours_but_not_into_the_night_unless_they_chose_it() -> None:
    evening, late = Plan(zone="UTC", time="21:00", every=1), Plan(zone="UTC", time="23:00", every=1)
    assert last_moment(evening, datetime(2026, 5, 4, 21, tzinfo=UTC), UTC).hour == 22
    assert last_moment(late, datetime(2026, 5, 4, 23, tzinfo=UTC), UTC).hour == 2


@given(
    st.sampled_from(
        ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia"]
    ),
    st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)),
    st.integers(0, 23),
)
def test_the_next_one_lies_ahead_at_the_chosen_hour_within_two_days(
    name: str, after: datetime, hour: int
) -> None:
    zone, moment = ZoneInfo(name), after.replace(tzinfo=UTC)
    plan = Plan(zone=name, time=f"{hour:02d}:30", every=1, pace=1)
    slot = next_slot(plan, zone, moment)
    assert slot is not None
    assert moment < slot.at <= moment + timedelta(hours=50)
    shown = slot.at.astimezone(zone)
    assert (shown.hour - hour) % 24 in (0, 1)
    assert night(shown) or 8 <= shown.hour < 22
