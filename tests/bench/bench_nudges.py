"""Nudges at full size: simulated years, a million due rows, and a sender with 50,000 nudges in its lines.

Run `python -m tests.bench.bench_nudges [--people N] [--days N] [--rows N]`. The claims stand beside what
Telegram accepts (30 messages a second) and beside bare sqlite3 doing the least that a claim needs: one row
marked and one written, a transaction for each two hundred.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sqlite3
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coachbot.channels.telegram.pacing import Pace
from coachbot.channels.telegram.rendering import Part
from coachbot.channels.telegram.sender import Sender
from coachbot.core.model import Message
from coachbot.library import read_library
from coachbot.nudges import Nudging
from coachbot.ports import Posted
from coachbot.store import open_store
from tests.years import Result, Years

TELEGRAM = 30  # messages a second
NOW = "2026-05-04T08:30:00+00:00"
PROCESSES = 2


def years(people: int, days: int) -> bool:
    """The simulated years, shared out over two processes; whether they were clean."""
    began = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES) as pool:
        parts = list(pool.map(_years, [people // PROCESSES] * PROCESSES, [days] * PROCESSES, range(1, 9)))
    for part in parts:
        print(f"years: {part}")
    sent = sum(part.sent for part in parts)
    took = time.perf_counter() - began
    print(f"years: {people} people, {days} days, {sent} sent in {took:.0f} s")
    return all(part.clean for part in parts)


def _years(people: int, days: int, seed: int) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(Years(Path(folder), read_library(), people=people, days=days, seed=seed).run())


# ---------------------------------------------------------------- a million due rows


def million(rows: int) -> None:
    """Claims a second out of so many rows that are due at once, and how much memory that takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/million.sqlite"
        asyncio.run(_made(path, rows))
        cpu = time.process_time()
        took, low, high = asyncio.run(_claimed(path, rows))
        cpu = (time.process_time() - cpu) / rows * 1e6
        per_second = rows / took
        print(f"claims: {rows} in {took:.0f} s, {per_second:.0f}/s, {per_second / TELEGRAM:.0f} x Telegram's")
        print(f"claims: {cpu:.0f} µs of CPU each, so {1e6 / cpu:.0f}/s on one core that is quiet")
        print(f"claims: memory {low:.0f} MB after a tenth, {high:.0f} MB at the end")
        print(f"claims: bare sqlite3 {_bare(folder, min(rows, 200_000)):.0f}/s")


async def _made(path: str, rows: int) -> None:
    await open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as database, database:
        names = ((n, f"telegram:{n}") for n in range(1, rows + 1))
        database.executemany(
            "INSERT INTO people (id, name, keeps, language, zone, settings, created) "
            f"VALUES (?, ?, 1, 'en', 'Europe/London', '{{}}', '{NOW}')",
            names,
        )
        database.execute(
            "INSERT INTO nudge_plans (person_id, time, spread, days, every, pace, unanswered, thriving, "
            "topics, next_at) SELECT id, '09:30', 0, '0123456', 1, 1, 0, 0, '{}', ? FROM people",
            (NOW,),
        )


async def _claimed(path: str, rows: int) -> tuple[float, float, float]:
    store = open_store(f"sqlite:///{path}")
    nudging = Nudging(read_library(), store)
    began, done, low = time.perf_counter(), 0, 0.0
    while done < rows:
        done += len((await nudging.sweep(NOW, 5000)).posted)
        if not low and done >= rows / 10:
            low = _megabytes()
    took = time.perf_counter() - began
    await store.close()
    return took, low, _megabytes()


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _bare(folder: str, rows: int) -> float:
    database = sqlite3.connect(f"{folder}/bare.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE plans (id INTEGER PRIMARY KEY, next_at TEXT)")
    database.execute(
        "CREATE TABLE outbox (id INTEGER PRIMARY KEY, person INTEGER, day TEXT, UNIQUE(person, day))"
    )
    database.execute("BEGIN")
    database.executemany("INSERT INTO plans VALUES (?, ?)", ((n, NOW) for n in range(rows)))
    database.execute("CREATE INDEX ix ON plans (next_at)")
    database.execute("COMMIT")
    began = time.perf_counter()
    for start in range(0, rows, 200):
        database.execute("BEGIN IMMEDIATE")
        for n in range(start, min(rows, start + 200)):
            database.execute("UPDATE plans SET next_at = '2026-05-05' WHERE id = ? AND next_at = ?", (n, NOW))
            database.execute("INSERT INTO outbox (person, day) VALUES (?, '2026-05-04')", (n,))
        database.execute("COMMIT")
    took = time.perf_counter() - began
    database.close()
    return rows / took


# ---------------------------------------------------------------- the sender


class _Box:
    """Takes what is shown, and notes when."""

    def __init__(self) -> None:
        self.shown: list[float] = []
        self._seen: dict[str, asyncio.Event] = {}

    async def show(self, part: Part) -> int | None:
        await asyncio.sleep(0.02)  # about what Telegram takes
        self.shown.append(asyncio.get_running_loop().time())
        self._event(str(part.arguments["text"])).set()
        return len(self.shown)

    async def saw(self, text: str) -> None:
        """Wait until this was shown."""
        await self._event(text).wait()

    def _event(self, text: str) -> asyncio.Event:
        return self._seen.setdefault(text, asyncio.Event())


class _Clock:
    def now(self) -> str:
        return datetime.now(UTC).isoformat(timespec="seconds")


async def sender(waiting: int, seconds: float) -> None:
    """The most that leave in any one second, and how long a reply waits behind so many nudges."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/sender.sqlite")
        box, clock = _Box(), _Clock()
        line = Sender(box, store, clock, Pace(), "")
        until = (datetime.now(UTC) + timedelta(hours=3)).isoformat(timespec="seconds")
        _fill(f"{folder}/sender.sqlite", waiting, until)
        posted = await store.unsent(waiting)
        line.put(posted)
        running = asyncio.create_task(line.run())
        waits = []
        for n in range(5):
            await asyncio.sleep(seconds / 6)
            asked = asyncio.get_running_loop().time()
            line.put([Posted(10**9 + n, f"telegram:{10**7 + n}", Message(f"reply {n}"), 1, clock.now())])
            await asyncio.wait_for(box.saw(f"reply {n}"), 60)
            waits.append(asyncio.get_running_loop().time() - asked)
        await asyncio.sleep(seconds / 6)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await line.drain(0)
        await store.close()
    times = sorted(box.shown)
    most = max(sum(1 for other in times if at <= other < at + 1) for at in times)
    print(f"sender: {len(times)} sent in {times[-1] - times[0]:.0f} s, at most {most} in any one second")
    print(f"sender: a reply behind {waiting} nudges went after {max(waits) * 1000:.0f} ms at most")


def _fill(path: str, rows: int, until: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        created = datetime.now(UTC).isoformat(timespec="seconds")
        packed = '{"text":"a nudge"}'
        database.executemany(
            "INSERT INTO outbox (person, turn, ordinal, kind, payload, buttons, created, attempts, until) "
            "VALUES (?, 0, 0, 'nudge', ?, 0, ?, 0, ?)",
            ((f"telegram:{n}", packed, created, until) for n in range(1, rows + 1)),
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--only", choices=("years", "million", "sender"))
    chosen = parser.parse_args()
    clean = True
    if chosen.only in (None, "sender"):
        asyncio.run(sender(50_000, 12.0))
    if chosen.only in (None, "million"):
        million(chosen.rows)
    if chosen.only in (None, "years"):
        clean = years(chosen.people, chosen.days)
    sys.exit(0 if clean else 1)
