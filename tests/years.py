"""Simulated years: many people, many zones, one real database, and a clock that runs as fast as it can.

Used small by the tests and in full by `make bench`. What should come is worked out here once more, by another
way: minute by minute on the person's own clock, day by day in the order of their calendar.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from coachbot.core.library import Library
from coachbot.core.nudging.plan import LEVELS, Plan, Topics
from coachbot.days import Replan, Stir
from coachbot.nudges import Nudging
from coachbot.ports import Account, Deed, Posted
from coachbot.store import SqlStore, open_store
from tests.store.made import turn

HOUR = timedelta(hours=1)
# Sixty zones: both hemispheres, halves and quarters of an hour, and the strangest clock changes there are.
ZONES = (
    "Europe/Berlin Europe/London Europe/Dublin Europe/Lisbon Europe/Madrid Europe/Paris "
    "Europe/Rome Europe/Athens Europe/Istanbul Europe/Moscow Europe/Kyiv Europe/Chisinau "
    "Africa/Casablanca Africa/El_Aaiun Africa/Cairo Africa/Lagos Africa/Nairobi "
    "Africa/Johannesburg Atlantic/Azores Atlantic/Reykjavik America/St_Johns America/Halifax "
    "America/New_York America/Toronto America/Chicago America/Denver America/Phoenix "
    "America/Los_Angeles America/Anchorage America/Adak Pacific/Honolulu America/Havana "
    "America/Santiago America/Asuncion America/Sao_Paulo America/Argentina/Buenos_Aires "
    "America/Bogota America/Mexico_City America/Caracas America/Nuuk Asia/Beirut Asia/Jerusalem "
    "Asia/Tehran Asia/Dubai Asia/Kabul Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Yangon "
    "Asia/Bangkok Asia/Shanghai Asia/Tokyo Australia/Lord_Howe Australia/Sydney "
    "Australia/Adelaide Australia/Eucla Pacific/Auckland Pacific/Chatham Pacific/Apia "
    "Pacific/Kiritimati"
).split()
# Most choose a sensible hour; some an hour that clock changes leave out or bring twice.
TIMES = ("08:30", "08:00", "12:15", "18:30", "21:30", "07:00", "02:30", "01:30", "23:45", "00:10")


@dataclass
class Person:
    """What happened to one person, for the oracle."""

    name: str
    zone: str
    time: str
    plan: Plan
    version: int = 1
    sent: list[tuple[datetime, str]] = field(default_factory=list)  # (when, for which of their days)
    dropped: set[str] = field(default_factory=set)  # days claimed and then dropped, announced
    claimed: dict[str, datetime] = field(default_factory=dict)  # from the database, at the end
    announced: set[str] = field(default_factory=set)
    events: list[tuple[datetime, str, str]] = field(default_factory=list)  # (when, what, value)


@dataclass
class Result:
    """What came of it."""

    sent: int = 0
    announced: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    kills: int = 0
    changes: Counter[str] = field(default_factory=Counter)

    @property
    def clean(self) -> bool:
        """Whether nothing was missed, doubled or outside somebody's hours."""
        return not (self.missed or self.doubled or self.outside)

    def __str__(self) -> str:
        return (
            f"{self.sent} sent, {len(self.missed)} missed, {len(self.doubled)} doubled, "
            f"{len(self.outside)} outside their hours; announced {dict(self.announced)}; "
            f"{self.kills} kills; {dict(self.changes)}"
        )


class Years:
    """One run. `answering` is the share of people who tap now and then."""

    def __init__(self, folder: Path, library: Library, *, people: int, days: int, seed: int = 1) -> None:
        self.url = f"sqlite:///{folder}/years.sqlite"
        self.library, self.chance = library, random.Random(seed)
        self.start = datetime(2026, 1, 28, tzinfo=UTC)
        self.end = self.start + timedelta(days=days)
        self.people = {f"telegram:{n}": self._person(n) for n in range(people)}
        self.result = Result()
        self.store: SqlStore

    def _person(self, n: int) -> Person:
        zone, time = ZONES[n % len(ZONES)], TIMES[self.chance.randrange(len(TIMES))]
        every = self.chance.choice(LEVELS)
        plan = Plan(time=time, every=every, topics=Topics(foundation="trust"))
        return Person(f"telegram:{n}", zone, time, plan)

    # ------------------------------------------------------------ the run

    async def run(self) -> Result:
        """Live through it, then hold what came against what should have come."""
        self._open()
        for person in self.people.values():
            await self._save(person, self.start, (Replan(person.plan),), expected=0)
            person.events.append((self.start, "zone", person.zone))
        now, down_until = self.start, self.start
        while now < self.end:
            if now >= down_until:
                if self.chance.random() < 0.004:  # a restart; one in three lasts for hours
                    down_until = now + self.chance.choice((HOUR / 6, HOUR, 5 * HOUR))
                    await self._restart()
                else:
                    await self._sweep(now)
            await self._live(now)
            now += HOUR / 2
        await self.store.close()
        self._read()
        self._judge()
        return self.result

    def _open(self) -> None:
        opened = open_store(self.url)
        assert isinstance(opened, SqlStore)
        self.store, self.nudging = opened, Nudging(self.library, opened)

    async def _restart(self) -> None:
        self.result.kills += 1
        await self.store.close()
        self._open()

    async def _sweep(self, now: datetime) -> None:
        """The sweep, and what the sender does: note that it leaves, send, mark; a kill between any two."""
        at = now.isoformat(timespec="seconds")
        swept = await self.nudging.sweep(at)
        for why in ("late", "talking", "nothing new"):
            if swept.counts[why]:
                self.result.announced[why] += swept.counts[why]
        dies = self.chance.random() < 0.01
        posted = await self.store.unsent(1000)
        while posted:
            if dies:
                posted = posted[: self.chance.randrange(len(posted)) + 1]
            went = await asyncio.gather(
                *(self._send(each, now, dies and each is posted[-1]) for each in posted)
            )
            await self.store.sent([(each.id, 1) for each, marked in zip(posted, went, strict=True) if marked])
            if dies:
                await self._restart()
                dies = False
            posted = await self.store.unsent(1000)

    async def _send(self, posted: Posted, now: datetime, dies: bool) -> bool:
        """Send one, unless it is late or in doubt; whether it lives to be marked as sent."""
        stage = self.chance.randrange(3) if dies else 3
        if posted.until is not None and now.isoformat() > posted.until:
            self._dropped(posted, "late to send")
            await self.store.drop(posted.id, "late")
        elif stage == 0:
            return False
        elif not await self.store.leave(posted.id):
            self._dropped(posted, "in doubt")
            await self.store.drop(posted.id, "in doubt")
        elif stage > 1:
            self._receive(posted, now)
            return stage > 2
        return False

    def _receive(self, posted: Posted, now: datetime) -> None:
        self.people[posted.user].sent.append((now, day_of(posted)))

    def _dropped(self, posted: Posted, why: str) -> None:
        self.result.announced[why] += 1
        self.people[posted.user].dropped.add(day_of(posted))

    # ------------------------------------------------------------ what people do

    async def _live(self, now: datetime) -> None:
        """Some answer, move, change their hour or pause."""
        names = list(self.people)
        for _ in range(self._some(len(names) * 0.0012)):
            person = self.people[names[self.chance.randrange(len(names))]]
            await self._act(person, now)

    def _some(self, mean: float) -> int:
        return int(mean) + (self.chance.random() < mean - int(mean))

    async def _act(self, person: Person, now: datetime) -> None:
        what = self.chance.choice(("answer",) * 12 + ("zone", "time", "pause"))
        self.result.changes[what] += 1
        value, deed = "", Replan(person.plan)
        if what == "zone":
            person.zone = value = self.chance.choice(ZONES)
        elif what == "time":
            value = self.chance.choice(TIMES)
            person.plan = replace(person.plan, time=value)
        elif what == "pause":
            value = (now + timedelta(days=self.chance.randrange(1, 20))).isoformat(timespec="seconds")
            person.plan = replace(person.plan, paused_until=value)
        deeds: tuple[Deed, ...] = (Stir(person.plan.topics),)
        deeds = deeds if what == "answer" else (replace(deed, plan=person.plan), *deeds)
        person.events.append((now, what, value))
        await self._save(person, now, deeds, expected=person.version)
        person.version += 1

    async def _save(self, person: Person, now: datetime, deeds: Sequence[Deed], expected: int) -> None:
        account = Account(person.name, keeps=True, zone=person.zone)
        at = now.isoformat(timespec="seconds")
        await self.store.save(
            turn(
                person.name,
                at=at,
                account=account,
                deeds=tuple(deeds),
                expected=expected,
                messages=(),
                post=False,
            )
        )

    # ------------------------------------------------------------ the judgment

    def _read(self) -> None:
        """What the database says of each day."""
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as database, database:
            query = "SELECT name, day, at, outcome FROM nudges JOIN people ON people.id = person_id"
            for name, day, at, outcome in database.execute(query):
                person = self.people[name]
                if outcome == "sent":
                    person.claimed[day] = datetime.fromisoformat(at)
                else:
                    person.announced.add(day)

    def _judge(self) -> None:
        for person in self.people.values():
            self.result.sent += len(person.sent)
            days = Counter(day for _, day in person.sent)
            self.result.doubled += [f"{person.name} {day}" for day, times in days.items() if times > 1]
            Oracle(person, self.end).judge(self.result)
            lost = set(person.claimed) - set(days) - person.dropped
            self.result.missed += [f"{person.name} {day} claimed and never sent" for day in lost]


class Oracle:
    """What one person should have had, from what happened to them: by the calendar, day after day."""

    def __init__(self, person: Person, end: datetime) -> None:
        self.person, self.end = person, end
        self.events = sorted(person.events, key=lambda event: event[0])

    def judge(self, result: Result) -> None:
        """Look at each sending: was it in their hours? And at each gap: should something have come?"""
        sent = sorted(self.person.sent)
        for at, day in sent:
            zone, time, paused = self._standing(at)
            begins = first_minute(date.fromisoformat(day), time, zone)
            if not begins <= at <= begins + 3 * HOUR or (paused is not None and at < paused):
                result.outside.append(f"{self.person.name} {day} {at} {zone} {time}")
        result.missed += self._missed()

    def _standing(self, at: datetime) -> tuple[str, str, datetime | None]:
        zone, time, paused = "", self.person.time, None
        for when, what, value in self.events:
            if when > at or (when == at and what != "zone" and at != self.events[0][0]):
                break
            if what == "zone":
                zone = value if when < at or zone == "" else zone
            elif what == "time":
                time = value
            elif what == "pause":
                paused = datetime.fromisoformat(value)
        return zone, time, paused

    def _missed(self) -> list[str]:
        """Days on which the pace, the hour and the pause would have let one come, and none came."""
        claimed, missed = self.person.claimed, []
        pace, unanswered, answered, last = self.person.plan.every, 0, True, None
        for day in days_between(self.events[0][0], self.end):
            begins = self._begins(day)  # one that came counts for the pace, whatever its hour did that day
            until = claimed.get(day.isoformat(), begins)
            if until is None or not self.events[0][0] < until < self.end - 3 * HOUR:
                continue
            if last is not None:
                pace, unanswered, answered = self._stirred(claimed[last], until, pace, unanswered, answered)
            due = last is None or (day - date.fromisoformat(last)).days >= pace
            if day.isoformat() in claimed:
                unanswered, answered, last = unanswered + 1, False, day.isoformat()
                if unanswered == 3:
                    pace, unanswered = min((level for level in LEVELS if level > pace), default=LEVELS[-1]), 0
            elif due and begins and day.isoformat() not in self.person.announced and self._clear(begins):
                missed.append(f"{self.person.name} {day}")
        return missed

    def _begins(self, day: date) -> datetime | None:
        """When their hour begins on a day, in the zone and at the time that hold then."""
        guess = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        for _ in range(3):
            zone, time, _ = self._standing(guess)
            found = first_minute(day, time, zone or self.events[0][2])
            if found == guess:
                return found
            guess = found
        return None  # it moved away while the day went on

    def _stirred(
        self, since: datetime, until: datetime, pace: int, unanswered: int, answered: bool
    ) -> tuple[int, int, bool]:
        if answered or not any(since <= when < until for when, *_ in self.events[1:]):
            return pace, unanswered, answered
        slower = [level for level in LEVELS if self.person.plan.every <= level < pace]
        return (slower[-1] if slower else pace), 0, True

    def _clear(self, begins: datetime) -> bool:
        """Whether nothing that happened about then explains that nothing came."""
        _, _, paused = self._standing(begins + 3 * HOUR)
        if paused is not None and begins < paused:
            return False
        busy = any(begins - 36 * HOUR <= when <= begins + 4 * HOUR for when, *_ in self.events)
        return not busy


@cache
def first_minute(day: date, time: str, zone: str) -> datetime:
    """When the clock there first shows this time of this day, tried out with the offsets near it."""
    there = ZoneInfo(zone)
    wall = datetime(day.year, day.month, day.day, int(time[:2]), int(time[3:]), tzinfo=UTC)
    near = (wall - timedelta(days=2), wall + timedelta(days=2))
    offsets = [at.astimezone(there).utcoffset() or timedelta() for at in near]
    tried = [wall - offset for offset in offsets]
    right = [at for at in tried if at.astimezone(there).replace(tzinfo=UTC) == wall]
    return min(right) if right else tried[0]  # left out by the clock change: by the offset before it


def day_of(posted: Posted) -> str:
    """Which of their days a nudge was for."""
    return posted.message.buttons[0].id.partition(":")[2].rpartition(".")[0]


def days_between(start: datetime, end: datetime) -> list[date]:
    """Every day that is somewhere between one and the other."""
    return [start.date() + timedelta(days=n) for n in range(-2, (end - start).days + 2)]
