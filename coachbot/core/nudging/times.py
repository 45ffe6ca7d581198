"""Times of day in a person's own zone, computed anew each time: never by adding 24 hours.

A time that a clock change leaves out comes by as much later (02:30 is then 03:30); one that comes twice is
meant the first time.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from coachbot.core.nudging.plan import Plan

QUIET_FROM, QUIET_TO = 22, 8  # hours of the night, in which nothing comes unless they chose it
LATE = timedelta(hours=3)
LOOK_AHEAD = 400  # days
MORNING, MIDDAY, EVENING = "08:00", "12:15", "18:30"
SPREAD = 60  # minutes after a time that was chosen as a part of the day

_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:[:.h](\d{2}))? ?(a\.?m\.?|p\.?m\.?|o'?clock|uhr|h)?(?![\d:])", re.IGNORECASE
)
_PARTS = {
    "morning": MORNING, "breakfast": MORNING, "midday": MIDDAY, "noon": MIDDAY, "lunch": MIDDAY,
    "evening": EVENING, "night": EVENING, "tonight": EVENING, "after work": EVENING,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """One time at which something is to come: the person's own day, and when it begins in UTC."""

    day: str
    at: datetime
    thriving: bool = False


def parsed(at: str) -> datetime:
    """An ISO time as a value in UTC."""
    return datetime.fromisoformat(at).astimezone(UTC)


def written(at: datetime) -> str:
    """A time as it is kept: ISO, UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def minutes_of(time: str) -> int:
    """Minutes since midnight of "hh:mm"."""
    return int(time[:2]) * 60 + int(time[3:])


def instant(day: date, time: str, zone: tzinfo, plus: int = 0) -> datetime:
    """When it is that time of that day there, in UTC; `plus` is minutes after it."""
    wall = datetime(day.year, day.month, day.day, int(time[:2]), int(time[3:]), tzinfo=zone)
    return wall.astimezone(UTC) + timedelta(minutes=plus)


def clock_time(text: str) -> str | None:
    """The time of day that a text names, as hh:mm: "8:30", "8.30", "half past eight" not, "7 pm", "19h30"."""
    said = text.strip().lower()
    for found in _CLOCK.finditer(said):
        hour, minute, mark = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
        bare = found[2] is None and not mark
        if bare and not re.fullmatch(r"(?:at |around |about )?\d{1,2}", said):
            continue
        if mark in ("am", "pm") and 1 <= hour <= 12:
            hour = hour % 12 + (12 if mark == "pm" else 0)
        if hour < 24 and minute < 60:
            return f"{hour:02d}:{minute:02d}"
    return None


def part_of_day(text: str) -> str | None:
    """The time that stands for a part of the day that a text names."""
    said = text.lower()
    return next((time for word, time in _PARTS.items() if word in said), None)


# ---------------------------------------------------------------- quiet hours


def night(local: datetime) -> bool:
    """Whether it is within the hours in which nobody is written to."""
    return local.hour >= QUIET_FROM or local.hour < QUIET_TO


def own_night(plan: Plan) -> bool:
    """Whether the person chose a time that lies in the night."""
    return not QUIET_TO * 60 <= minutes_of(plan.time) < QUIET_FROM * 60


def out_of_night(at: datetime, zone: tzinfo) -> datetime:
    """The same time, or the end of the night that it lies in."""
    local = at.astimezone(zone)
    if not night(local):
        return at
    day = local.date() + timedelta(days=1 if local.hour >= QUIET_FROM else 0)
    return instant(day, f"{QUIET_TO:02d}:00", zone)


def admitted(at: datetime, plan: Plan, zone: tzinfo) -> datetime:
    """When something agreed on for a time may come: after a pause, and not at night."""
    if plan.paused_until is not None:
        at = max(at, parsed(plan.paused_until))
    return out_of_night(at, zone)


# ---------------------------------------------------------------- the next time


def next_slot(plan: Plan, zone: tzinfo, after: datetime, who: str = "") -> Slot | None:
    """The first time after `after` at which this plan lets something come; None when it is off.

    `who` spreads the people of one time over the minutes that they let it take.
    """
    if not plan.on or not plan.days:
        return None
    if plan.paused_until is not None:
        after = max(after, parsed(plan.paused_until) - timedelta(seconds=1))
    day = _first_day(plan, after.astimezone(zone).date() - timedelta(days=1))
    for _ in range(LOOK_AHEAD):
        thriving = _thriving_on(plan, day)
        if day.weekday() in plan.days and (thriving or _nudge_on(plan, day)):
            at = instant(day, plan.time, zone, _delay(plan, who, day))
            if at > after:
                return Slot(day.isoformat(), at, thriving)
        day += timedelta(days=1)
    return None


def _first_day(plan: Plan, day: date) -> date:
    """Nothing comes before the plan's pace lets it: no need to look at the days until then."""
    if plan.last_day is None or plan.thriving or not plan.every:
        return day
    return max(day, date.fromisoformat(plan.last_day) + timedelta(days=plan.pace))


def _nudge_on(plan: Plan, day: date) -> bool:
    if not plan.every:
        return False
    return plan.last_day is None or (day - date.fromisoformat(plan.last_day)).days >= plan.pace


def _thriving_on(plan: Plan, day: date) -> bool:
    if not plan.thriving or (plan.last_day is not None and day.isoformat() <= plan.last_day):
        return False
    return plan.thrived_day is None or (day - date.fromisoformat(plan.thrived_day)).days >= plan.thriving


def _delay(plan: Plan, who: str, day: date) -> int:
    if not plan.spread:
        return 0
    return zlib.crc32(f"{who} {day.isoformat()}".encode()) % plan.spread


def last_moment(plan: Plan, slot: datetime, zone: tzinfo) -> datetime:
    """Until when what was due at `slot` may still go: three hours, and not into the night."""
    until = slot + LATE
    if own_night(plan):
        return until
    local = slot.astimezone(zone)
    return min(until, instant(local.date(), f"{QUIET_FROM:02d}:00", zone))
