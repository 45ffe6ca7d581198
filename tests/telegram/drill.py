"""The kill drill: a bot under load is killed again and again, and nobody may notice.

python -m tests.telegram.drill --kills 50 --users 50 [--seed N]

What must hold afterwards: every message was answered; in each chat in order; what is stored is what was said;
and no more messages came twice than there were kills.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tests.telegram import bot
from tests.telegram.botapi import BotApi

FORKS = multiprocessing.get_context("forkserver")


class Process(Protocol):
    """A bot that runs."""

    def kill(self) -> None: ...
    def is_alive(self) -> bool: ...
    def join(self, timeout: float | None = None) -> None: ...


Start = Callable[[str, Path, int], Process]


@dataclass
class Damage:
    """What a drill found wrong; `twice` counts, for each kill, the messages that came again after it."""

    kills: list[float]
    twice: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def bearable(self) -> bool:
        """Whether nobody noticed more than the one message in flight at each kill."""
        return not self.wrong and max(self.twice, default=0) <= 1

    def came_again(self, at: float) -> None:
        """Count a message that came a second time."""
        place = sum(kill <= at for kill in self.kills)
        self.twice = self.twice or [0] * (len(self.kills) + 1)
        self.twice[place] += 1


def forked(fault: str | None = None) -> Start:
    """Starts the echo bot by fork, in milliseconds; it dies at the given call, or never for 0."""
    FORKS.set_forkserver_preload(["tests.telegram.bot"])

    def start(url: str, database: Path, die_at: int) -> Process:
        process = FORKS.Process(target=bot.live, args=(url, str(database), fault, die_at), daemon=True)
        process.start()
        return process

    return start


@dataclass
class Drill:
    """One drill: who writes how often, how often the bot dies, and by which seed."""

    users: int
    each: int  # messages of one user
    kills: int
    seed: int
    start: Start = field(default_factory=forked)
    calls: Sequence[int] = ()  # with these, it dies once at each of these calls, not at random times
    pause: float = 0.01  # between two messages of the load
    patience: float = 60.0

    async def run(self) -> Damage:
        """Do it, and look at the damage."""
        with tempfile.TemporaryDirectory(prefix="drill") as folder:
            database = Path(folder) / "drill.sqlite"
            async with BotApi().serving() as api:
                load = asyncio.create_task(self._load(api))
                kills = await self._massacre(api, database)
                last = await asyncio.to_thread(self.start, api.url, database, 0)
                try:
                    await load
                    complete = await self._answered(api)
                finally:
                    last.kill()
                    last.join()
                damage = self._damage(api, database, kills)
                if not complete:
                    damage.wrong.append("not everybody was answered in time")
                return damage

    async def _load(self, api: BotApi) -> None:
        chance = random.Random(self.seed)
        order = [user for user in range(1, self.users + 1) for _ in range(self.each)]
        chance.shuffle(order)
        counts = dict.fromkeys(order, 0)
        for user in order:
            counts[user] += 1
            api.text(user, f"{user}/{counts[user]}")
            if self.pause:
                await asyncio.sleep(self.pause * 2 * chance.random())

    async def _massacre(self, api: BotApi, database: Path) -> list[float]:
        """Start and kill; returns when each died."""
        chance = random.Random(self.seed + 1)
        died = []
        for at in self.calls or [0] * self.kills:
            process = await asyncio.to_thread(self.start, api.url, database, at)
            await api.heard()
            await asyncio.to_thread(process.join, 2.0 if at else chance.random())
            process.kill()
            await asyncio.to_thread(process.join)
            died.append(api.now())
        return died

    async def _answered(self, api: BotApi) -> bool:
        wanted = {
            (user, f"{n}: {user}/{n}") for user in range(1, self.users + 1) for n in range(1, self.each + 1)
        }
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            if wanted <= {(call.chat, call.args["text"]) for call in api.sent()}:
                await asyncio.sleep(0.3)  # for the last marks, and for what should not come any more
                return True
            await asyncio.sleep(0.1)
        return False

    def _damage(self, api: BotApi, database: Path, kills: list[float]) -> Damage:
        damage = Damage(kills)
        states = stored(database)
        for user in range(1, self.users + 1):
            said = [f"{user}/{n}" for n in range(1, self.each + 1)]
            wanted = [f"{n}: {text}" for n, text in enumerate(said, start=1)]
            once: list[str] = []
            for call in api.sent(user):
                if once and call.args["text"] == once[-1]:
                    damage.came_again(call.at)
                else:
                    once.append(call.args["text"])
            if once != wanted:
                damage.wrong.append(f"user {user} was answered {once}")
            if states.get(f"telegram:{user}") != said:
                damage.wrong.append(f"of user {user} is stored {states.get(f'telegram:{user}')}")
        if left := leftovers(database):
            damage.wrong.append(f"left over: {left}")
        return damage


def stored(database: Path) -> dict[str, list[str]]:
    """What the echo has in mind of each person."""
    query = "SELECT name, state FROM people JOIN conversations ON person_id = people.id"
    with sqlite3.connect(database) as connection:
        return {name: json.loads(state) for name, state in connection.execute(query)}


def leftovers(database: Path) -> dict[str, int]:
    """What still waits in the inbox and the outbox."""
    queries = {
        "inbox": "SELECT count(*) FROM inbox WHERE handled_at IS NULL",
        "outbox": "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND dropped IS NULL",
        "set aside": "SELECT count(*) FROM inbox WHERE set_aside IS NOT NULL",
    }
    with sqlite3.connect(database) as connection:
        counts = {name: connection.execute(query).fetchone()[0] for name, query in queries.items()}
    return {name: count for name, count in counts.items() if count}


def main() -> int:
    """The big drill; exit code 1 if anybody would have noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--each", type=int, default=40, help="messages of one user")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = parser.parse_args()
    pause = chosen.kills * 0.7 / (chosen.users * chosen.each)
    print(f"seed {chosen.seed}: {chosen.users} users write {chosen.each} messages each, {chosen.kills} kills")
    began = time.monotonic()
    drill = Drill(chosen.users, chosen.each, chosen.kills, chosen.seed, pause=pause)
    damage = asyncio.run(drill.run())
    print(f"{len(damage.kills)} kills in {time.monotonic() - began:.0f} s")
    print(f"{sum(damage.twice)} messages came twice, at most {max(damage.twice, default=0)} after one kill")
    for line in damage.wrong:
        print(line)
    print("nobody noticed" if damage.bearable else "SOMEBODY NOTICED")
    return 0 if damage.bearable else 1


if __name__ == "__main__":
    sys.exit(main())
