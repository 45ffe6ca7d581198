"""CPU of a turn of the whole coach as people and histories grow: it should not matter how many there are.

Run `python -m tests.bench.bench_growth`. A thousand people with ten messages each against a million
people, of whom those who talk have ten thousand messages each. The rows are put in past the store; turns
are made as the door makes them: written down, answered, marked as sent. Rounds of both alternate in one
process, and the medians are told.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sqlite3
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from coachbot.app import library_of
from coachbot.coach import Coach
from coachbot.core.model import Said
from coachbot.ports import Delivery
from coachbot.settings import Settings
from coachbot.store import SqlStore, open_store
from coachbot.voices.script import ScriptedVoice
from tests.bench.bench_telegram import SAID

AT = "2026-03-01T21:40:00+00:00"
SPEAKERS = 10


@dataclass
class Place:
    """A database of one size, and who talks in it."""

    name: str
    store: SqlStore
    coach: Coach
    update: int = 0
    costs: list[float] | None = None

    async def say(self, text: str) -> None:
        """Everybody who talks says this."""
        for number in range(SPEAKERS):
            self.update += 1
            user = f"telegram:{number}"
            await self.store.receive([Delivery(self.update, user, '{"text":"x"}', AT)])
            turn = await self.coach.turn(Said(user, AT, text=text, update=self.update))
            await self.store.sent([(posted.id, posted.id) for posted in turn.posted])


def grow(path: Path, people: int, history: int) -> None:
    """Put in so many people, and so many older turns of those who talk."""
    file = sqlite3.connect(path)
    there = file.execute("SELECT * FROM people LIMIT 1").fetchone()
    columns = [each[1] for each in file.execute("PRAGMA table_info(people)")]
    names, marks = columns.index("name"), ",".join("?" * len(columns))

    def person(number: int) -> tuple[object, ...]:
        row = list(there)
        row[0], row[names] = number, f"telegram:{number}"
        row[columns.index("tag")] = f"t{number}"
        return tuple(row)

    file.executemany(f"INSERT INTO people VALUES ({marks})", (person(n) for n in range(100, 100 + people)))
    turns = [each[1] for each in file.execute("PRAGMA table_info(turns)") if each[1] != "id"]
    listed = ",".join(turns)
    for (session,) in file.execute("SELECT max(id) FROM sessions GROUP BY conversation_id").fetchall():
        newest = "SELECT id FROM turns WHERE session_id = ? ORDER BY id DESC LIMIT 1"
        copy = f"INSERT INTO turns ({listed}) SELECT {listed} FROM turns WHERE id = ({newest})"
        file.executemany(copy, ((session,) for _ in range(history)))
    file.commit()
    file.execute("ANALYZE")
    file.close()


async def open_place(folder: Path, name: str, people: int, history: int) -> Place:
    """A database of this size whose people have begun to talk."""
    library = library_of(Settings())
    path = folder / f"{name}.sqlite"
    store = open_store(f"sqlite:///{path}")
    place = Place(name, store, Coach(library, store, ScriptedVoice(library.kit)), costs=[])
    for text in ("/start", "yes", *SAID):
        await place.say(text)
    await store.close()
    grow(path, people, history)
    place.store = open_store(f"sqlite:///{path}")
    place.coach = Coach(library, place.store, ScriptedVoice(library.kit))
    await place.say(SAID[0])
    return place


async def measure(small: tuple[int, int], large: tuple[int, int], rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        places = [await open_place(folder, f"n{n}", *size) for n, size in enumerate((small, large))]
        for number in range(rounds):
            for place in places:
                used = time.process_time()
                await place.say(SAID[number % len(SAID)])
                assert place.costs is not None
                place.costs.append((time.process_time() - used) / SPEAKERS * 1000)
        found = []
        for place, (people, history) in zip(places, (small, large), strict=True):
            found.append(statistics.median(place.costs or [0.0]))
            print(
                f"{people:>9,} people, {history:>6,} older messages each: {found[-1]:6.2f} ms of CPU a turn"
            )
            await place.store.close()
        print(f"{found[1] / found[0]:.2f} times (wanted: 1.2 at most); load {os.getloadavg()[0]:.1f}")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--history", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    chosen, _ = parser.parse_known_args()
    asyncio.run(measure((1000, 10), (chosen.people, chosen.history), chosen.rounds))


if __name__ == "__main__":
    main()
