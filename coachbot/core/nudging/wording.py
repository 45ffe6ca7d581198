"""What people write about how often, on which days, until when; and the same told back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from coachbot.core.nudging.plan import EVERY_DAY, LEVELS
from coachbot.core.nudging.times import clock_time, instant, part_of_day

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_EVERY = re.compile(r"\bevery (\d+|two|three|seven|other|second|third)? ?days?\b")
_SPAN = re.compile(
    r"\b(\d{1,3}|a|one|two|three|four|five|six|seven|ten) ?(d|days?|w|weeks?|m|months?|h|hours?)\b"
)
_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?({'|'.join(_MONTHS)})[a-z]*\b")
_MONTH_DAY = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]* (\d{{1,2}})(?:st|nd|rd|th)?\b")
_WEEKDAY = re.compile(r"\b(mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|rsday|urday|s|day)?s?\b")
_ORDINALS = {"other": 2, "second": 2, "third": 3, "two": 2, "three": 3, "seven": 7}
EVENING = "18:00"


def how_often(text: str) -> int | None:
    """Days between two nudges as a text says it, on the levels there are; None if it doesn't."""
    said = text.lower()
    if found := _EVERY.search(said):
        wanted = found[1] or "1"
        days = int(wanted) if wanted.isdigit() else _ORDINALS[wanted]
        return next((level for level in LEVELS if level >= days), LEVELS[-1])
    if "weekly" in said or "a week" in said:
        return 7
    return 1 if "daily" in said or "each day" in said else None


def weekdays(text: str) -> tuple[int, ...] | None:
    """The days of the week that a text names; None if it names none."""
    said = text.lower()
    if "weekdays" in said or "workdays" in said:
        return EVERY_DAY[:5]
    if "weekend" in said:
        return EVERY_DAY[5:]
    found = {_SHORT[match[1][:3]] for match in _WEEKDAY.finditer(said)}
    return tuple(sorted(found)) or None


def told_days(every: int, days: Sequence[int]) -> str:
    """How often, in words: "every day", "every 3 days", "on Mondays and Fridays"."""
    if len(days) == len(EVERY_DAY):
        return {1: "every day", 7: "once a week"}.get(every, f"every {every} days")
    if tuple(days) == EVERY_DAY[:5] and every == 1:
        return "on weekdays"
    names = [f"{WEEKDAYS[day]}s" for day in days]
    listed = " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
    return f"on {listed}" if every == 1 else f"every {every} days at most, on {listed}"


def told_time(time: str, spread: int) -> str:
    """The time of day in words."""
    if not spread:
        return f"at {time}"
    hour = int(time[:2])
    return "in the morning" if hour < 11 else "at midday" if hour < 15 else "in the evening"


def told_date(at: datetime, zone: tzinfo) -> str:
    """A day in words: "Friday 27 November"."""
    local = at.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]} {local.day} {local:%B}"


def until(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """When a pause that a text asks for is over; None if it says no time."""
    span = _SPAN.search(text.lower())
    if span:
        return now + _length(span[1], span[2])
    day = named_day(text, now.astimezone(zone).date())
    return instant(day, "00:00", zone) if day else None


def by_when(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The time that an agreement names; the evening of a day named without one. None if it names none."""
    said = text.lower()
    local = now.astimezone(zone)
    time = clock_time(said) if re.search(r"\d[:.h]\d\d|\d ?[ap]\.?m\b|o'?clock", said) else part_of_day(said)
    span = _SPAN.search(said)
    if span and re.search(r"\b(?:in|within)\b", said):
        length = _length(span[1], span[2])
        if length < timedelta(days=1):
            return now + length
        return instant((local + length).date(), time or EVENING, zone)
    day = named_day(said, local.date())
    if day is None and (
        time is None or not re.search(r"\b(?:by|until|till|before|at|today|tonight)\b", said)
    ):
        return None
    return instant(day or local.date(), time or EVENING, zone)


def named_day(text: str, today: date) -> date | None:
    """The day that a text names, never one before today where it leaves that open."""
    said = text.lower()
    if found := _DATE.search(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_MONTH.search(said):
        return _coming(_MONTHS.index(found[2]) + 1, int(found[1]), today)
    if found := _MONTH_DAY.search(said):
        return _coming(_MONTHS.index(found[1]) + 1, int(found[2]), today)
    if "tomorrow" in said:
        return today + timedelta(days=1)
    if re.search(r"\b(?:today|tonight|this evening)\b", said):
        return today
    if "weekend" in said:
        return today + timedelta(days=(5 - today.weekday()) % 7)
    if "next week" in said:
        return today + timedelta(days=7)
    if found := _WEEKDAY.search(said):
        return today + timedelta(days=(_SHORT[found[1][:3]] - today.weekday() - 1) % 7 + 1)
    return None


def _length(number: str, unit: str) -> timedelta:
    count = int(number) if number.isdigit() else _NUMBERS[number]
    hours = {"h": 1, "d": 24, "w": 24 * 7, "m": 24 * 30}[unit[0]]
    return timedelta(hours=count * hours)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _coming(month: int, day: int, today: date) -> date | None:
    this = _day(today.year, month, day)
    return this if this is None or this >= today else _day(today.year + 1, month, day)
