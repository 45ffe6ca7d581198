from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coachbot.core.library import Library
from coachbot.core.nudging.agreeing import is_large, what_of, who_does
from coachbot.core.nudging.cities import zone_named, zone_of_clock
from coachbot.core.nudging.wording import by_when, how_often, told_days, until, weekdays

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 4, 19, 0, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every day", 1),
        ("every other day", 2),
        ("every 3 days", 3),
        ("every 5 days", 7),
        ("weekly", 7),
        ("often", None),
    ],
)
def test_how_often_is_read(text: str, days: int | None) -> None:
    assert how_often(text) == days


def test_days_of_the_week_are_read_and_told_back() -> None:
    assert weekdays("on weekdays") == (0, 1, 2, 3, 4)
    assert weekdays("Monday and fri") == (0, 4)
    assert told_days(1, (0, 4)) == "on Mondays and Fridays"


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("by friday", "06 18:00"), ("tomorrow", "05 18:00"), ("tomorrow at 7:30 pm", "05 19:30"),
        ("on sunday, by sunday 19:00", "08 19:00"), ("in three days", "07 18:00"),
        ("by 2026-03-20", "20 18:00"),
        ("on wednesday", "11 18:00"), ("20 march", "20 18:00"), ("some time", None),
    ],
)  # fmt: skip
def test_the_day_of_an_agreement_is_read(text: str, local: str | None) -> None:
    found = by_when(text, NOW, BERLIN)
    assert (found and found.astimezone(BERLIN).strftime("%d %H:%M")) == local


@pytest.mark.parametrize(("text", "days"), [("7d", 7), ("2 weeks", 14), ("a week", 7), ("a month", 30)])
def test_the_length_of_a_pause_is_read(text: str, days: int) -> None:
    assert until(text, NOW, BERLIN) == NOW + timedelta(days=days)


def test_a_pause_until_a_day_ends_as_that_day_begins() -> None:
    assert until("until 2026-12-24", NOW, BERLIN) == datetime(2026, 12, 23, 23, tzinfo=UTC)
    assert until("for ever", NOW, BERLIN) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Berlin", "Europe/Berlin"), ("i'm in new york city", "America/New_York"),
        ("münchen", "Europe/Berlin"),
        ("Europe/Lisbon", "Europe/Lisbon"), ("near Kathmandu", "Asia/Kathmandu"), ("nowhere at all", None),
    ],
)  # fmt: skip
def test_a_city_names_its_zone(library: Library, text: str, zone: str | None) -> None:
    assert zone_named(text, library.cities) == zone


@pytest.mark.parametrize(
    ("text", "zone"),
    [("it's 8 pm here", "Europe/Berlin"), ("14:00", "America/New_York"), ("8:45 am", "Etc/GMT+10")],
)
def test_what_time_it_is_for_them_names_a_zone(library: Library, text: str, zone: str) -> None:
    zones = [(name, ZoneInfo(name)) for name in library.cities.clocks if name != "Pacific/Honolulu"]
    assert zone_of_clock(text, NOW, zones) == zone


def test_an_agreement_says_who_and_what_and_a_large_one_is_known() -> None:
    assert what_of("I'll ring when I'm late, by friday") == "I'll ring when I'm late"
    assert [who_does(t) for t in ("I'll ring", "we talk", "he cooks")] == ["me", "both", "partner"]
    assert is_large("I'll never be late again")
    assert not is_large("I ring when I'm late")
