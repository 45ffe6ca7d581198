"""The kill drill: a bot under load is killed with -9 again and again, and nobody may notice.

`python -m tests.telegram.drill --kills 50 --users 50` kills the real program; with `--echo`, a small one.
What must hold afterwards: every message was answered; in each chat in order; what is stored is what was said;
and at most the one message in flight at each kill came twice.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tests.telegram import bot
from tests.telegram.botapi import TOKEN, BotApi
from tests.telegram.damage import Damage, of_coach, of_echo, waiting

FORKS = multiprocessing.get_context("forkserver")
ROOT = Path(__file__).parents[2]
TEXTS = (
    "we had a fight last night about the dishes and he went to sleep on the sofa",
    "he said i'm exactly like my mother, in front of the kids",
    "yes",
    "sad mostly, and tired",
    "i want us to be on the same side",
    "what do you mean",
    "no, that's not it",
    "he promised to fix the tap three months ago",
)


class Process(Protocol):
    """A bot that runs."""

    def kill(self) -> None: ...
    def is_alive(self) -> bool: ...
    def join(self, timeout: float | None = None) -> None: ...


Start = Callable[[str, Path, int], Process]


def forked(fault: str | None = None) -> Start:
    """Starts the echo bot by fork, in milliseconds; it dies at the given call, or never for 0."""
    FORKS.set_forkserver_preload(["tests.telegram.bot"])

    def start(url: str, database: Path, die_at: int) -> Process:
        process = FORKS.Process(target=bot.live, args=(url, str(database), fault, die_at), daemon=True)
        process.start()
        return process

    return start


class Program:
    """The real program, `coachbot telegram`, as a process."""

    def __init__(self, url: str, database: Path, _: int = 0) -> None:
        settings = {
            "COACHBOT_TELEGRAM_TOKEN": TOKEN,
            "COACHBOT_TELEGRAM_BASE_URL": url,
            "COACHBOT_DATABASE_URL": f"sqlite:///{database}",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "coachbot", "telegram"],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def kill(self) -> None:
        """Kill it with -9."""
        self.process.kill()

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def join(self, timeout: float | None = None) -> None:
        """Wait for its end, so long at most."""
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            return
        if self.process.stderr is not None:
            self.process.stderr.close()


@dataclass
class Drill:
    """One drill: who writes how often, how often the bot dies, and by which seed."""

    users: int
    each: int  # messages of one user
    kills: int
    seed: int
    start: Start = field(default_factory=forked)
    calls: Sequence[int] = ()  # with these, it dies once at each of these calls, not at random times
    pause: float = 0.01  # between two messages of the load, in the mean
    patience: float = 60.0  # seconds without anything new
    coach: bool = False  # the real one answers: it is asked to keep the talks, and believed

    async def run(self) -> Damage:
        """Do it, and look at the damage."""
        with tempfile.TemporaryDirectory(prefix="drill") as folder:
            database = Path(folder) / "drill.sqlite"
            async with BotApi().serving() as api:
                if self.coach:
                    await self._consent(api, database)
                load = asyncio.create_task(self._load(api))
                damage = Damage(await self._massacre(api, database))
                last = await asyncio.to_thread(self.start, api.url, database, 0)
                try:
                    await load
                    await self._quiet(api, database)
                finally:
                    last.kill()
                    await asyncio.to_thread(last.join)
                if self.coach:
                    await of_coach(damage, api, database, self._said())
                else:
                    of_echo(damage, api, database, self._said())
                return damage

    def _said(self) -> dict[int, list[str]]:
        if not self.coach:
            return {user: [f"{user}/{n}" for n in range(self.each)] for user in range(1, self.users + 1)}
        chance = random.Random(self.seed)
        return {user: chance.choices(TEXTS, k=self.each) for user in range(1, self.users + 1)}

    async def _consent(self, api: BotApi, database: Path) -> None:
        """Everybody says yes to keeping."""
        process = await asyncio.to_thread(self.start, api.url, database, 0)
        for user in range(1, self.users + 1):
            api.text(user, "/start")
        await api.until(self.users, seconds=60)
        for user in range(1, self.users + 1):
            api.tap(user, f"{1}:consent.yes")
        await api.until(2 * self.users, seconds=60)
        await asyncio.sleep(0.3)
        process.kill()
        await asyncio.to_thread(process.join)

    async def _load(self, api: BotApi) -> None:
        chance, said = random.Random(self.seed), self._said()
        order = [user for user in said for _ in range(self.each)]
        chance.shuffle(order)
        for user in order:
            api.text(user, said[user].pop(0))
            if self.pause:
                await asyncio.sleep(self.pause * 2 * chance.random())

    async def _massacre(self, api: BotApi, database: Path) -> list[float]:
        """Start and kill; returns when each died."""
        chance = random.Random(self.seed + 1)
        died = []
        for at in self.calls or [0] * self.kills:
            process = await asyncio.to_thread(self.start, api.url, database, at)
            await api.heard(seconds=180)  # on a machine with other work a start takes that long
            await asyncio.to_thread(process.join, 2.0 if at else chance.random())
            process.kill()
            await asyncio.to_thread(process.join)
            died.append(api.now())
        return died

    async def _quiet(self, api: BotApi, database: Path) -> None:
        """Wait until nothing waits, there or here; not for ever if nothing moves any more."""
        count, until = -1, time.monotonic() + self.patience
        while time.monotonic() < until:
            if not api.updates and not await asyncio.to_thread(waiting, database):
                await asyncio.sleep(0.2)  # for what should not come any more
                return
            if len(api.calls) != count:
                count, until = len(api.calls), time.monotonic() + self.patience
            await asyncio.sleep(0.1)


def main() -> int:
    """The big drill; exit code 1 if anybody would have noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--each", type=int, default=20, help="messages of one user")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--echo", action="store_true", help="the small bot, which starts in no time")
    chosen = parser.parse_args()
    start: Start = forked() if chosen.echo else Program
    pause = chosen.kills * (0.7 if chosen.echo else 2.0) / (chosen.users * chosen.each)
    drill = Drill(
        chosen.users, chosen.each, chosen.kills, chosen.seed, start, pause=pause, coach=not chosen.echo
    )
    print(f"seed {chosen.seed}: {chosen.users} people, {chosen.each} messages each, {chosen.kills} kills")
    began = time.monotonic()
    damage = asyncio.run(drill.run())
    print(f"{len(damage.kills)} kills in {time.monotonic() - began:.0f} s")
    print(f"{sum(damage.twice)} messages came twice, at most {max(damage.twice, default=0)} after one kill")
    print(*damage.wrong, sep="\n")
    print("nobody noticed" if damage.bearable else "SOMEBODY NOTICED")
    return 0 if damage.bearable else 1


if __name__ == "__main__":
    sys.exit(main())
