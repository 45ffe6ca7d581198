"""`make load`: the real program, several times on one PostgreSQL, under load and every trouble we can make.

People write over HTTP, as Telegram brings it; a model of a set slowness words the answers where `--model`
is given. On a schedule: a kill -9, a crash of the database, a storm of 429, a network that cuts, a
database whose commits take 50 ms (for a slow disk), deliveries twice and late, a rolling restart. At the
end every promise is looked at in what was sent and in what is stored, and the table says which was kept.
Exit code 1 if one was not.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psycopg

from coachbot.store import open_store, upgrade
from tests.model_server import ModelServer
from tests.postgres import Server, binaries
from tests.telegram.botapi import TOKEN, BotApi, Call, Fault
from tests.telegram.damage import Damage
from tests.telegram.drill import TEXTS
from tests.telegram.ports import free_port
from tests.telegram.replicas import ADDRESS, LEFT, SECRET

ROOT = Path(__file__).parents[2]
DRAIN_S, WAIT_S = 20.0, 30.0


@dataclass
class Load:
    """One run, and what was measured in it."""

    people: int
    each: int
    workers: int
    seed: int
    pause: float  # seconds between two messages of all, in the mean
    model: float | None  # seconds that a model takes
    trees: tuple[Path, ...] = (ROOT,)  # whose code each program runs, in turn
    kills: list[float] = field(default_factory=list)
    drains: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    unfit: int = 0  # deliveries that were brought once more by us
    written: list[tuple[int, float]] = field(default_factory=list)

    async def run(self, server: Server, url: str) -> Damage:
        """Do it, and look at the damage."""
        self._url, self._server, self._chance = url, server, random.Random(self.seed)
        async with contextlib.AsyncExitStack() as stack:
            self._api = await stack.enter_async_context(BotApi().serving())
            model = None
            if self.model is not None:
                model = await stack.enter_async_context(ModelServer())
                model.pause = self.model / 20
            self._model = model
            self._running = [await self._begin(n) for n in range(self.workers)]
            try:
                await self._arrive()
                began = time.monotonic()
                load = asyncio.create_task(self._write())
                for trouble in self._troubles():
                    await asyncio.sleep(self.people * self.each * self.pause / 8)
                    print(f"{time.monotonic() - began:5.0f} s  {trouble.__doc__}", flush=True)
                    await trouble()
                await load
                await self._quiet()
                self.seconds = time.monotonic() - began
                return await self._look()
            finally:
                for _, process in self._running:
                    with contextlib.suppress(ProcessLookupError):
                        process.kill()

    # ------------------------------------------------------------ programs

    async def _begin(self, n: int, port: int | None = None) -> tuple[int, asyncio.subprocess.Process]:
        port = port or free_port()
        more = {"COACHBOT_LLM_BASE_URL": self._model.url, "COACHBOT_LLM_MODEL": "m"} if self._model else {}
        settings = {
            "COACHBOT_TELEGRAM_TOKEN": TOKEN,
            "COACHBOT_TELEGRAM_BASE_URL": self._api.url,
            "COACHBOT_DATABASE_URL": self._url,
            "COACHBOT_WEBHOOK_SECRET": SECRET,
        }
        words = ("telegram", "--webhook", ADDRESS, "--port", str(port))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "coachbot", *words),
            cwd=self.trees[n % len(self.trees)],
            env={**os.environ, **settings, **more, "PYTHONPATH": str(self.trees[n % len(self.trees)])},
            stderr=asyncio.subprocess.DEVNULL,
        )
        await self._ready(port)
        self._doors([*getattr(self, "_running", []), (port, process)])
        return port, process

    async def _ready(self, port: int) -> None:
        async with asyncio.timeout(180), aiohttp.ClientSession() as session:
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.1)

    def _doors(self, running: list[tuple[int, asyncio.subprocess.Process]]) -> None:
        self._api.courier.doors = [f"http://127.0.0.1:{port}/hook" for port, _ in running]

    # ------------------------------------------------------------ people

    async def _arrive(self) -> None:
        """Everybody says hello, and yes to keeping."""
        for person in range(1, self.people + 1):
            self._api.text(person, "/start")
        await self._api.until(self.people, seconds=300)
        for person in range(1, self.people + 1):
            self._api.tap(person, "1:consent.yes")
        await self._api.until(2 * self.people, seconds=300)

    def _said(self) -> dict[int, list[str]]:
        chance = random.Random(self.seed)
        return {person: chance.choices(TEXTS, k=self.each) for person in range(1, self.people + 1)}

    async def _write(self) -> None:
        said = self._said()
        order = [person for person in said for _ in range(self.each)]
        self._chance.shuffle(order)
        for person in order:
            update = self._api.text(person, said[person].pop(0))
            self.written.append((person, time.time()))
            if self._chance.random() < 0.05:
                asyncio.get_running_loop().call_later(self._chance.random() * 3, self._again, update)
            await asyncio.sleep(self.pause * 2 * self._chance.random())

    def _again(self, update: dict[str, object]) -> None:
        self.unfit += 1
        self._replay = asyncio.ensure_future(self._bring(update))

    async def _bring(self, update: dict[str, object]) -> None:
        """An old delivery, once more: late, and out of order."""
        head = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        door = self._chance.choice(list(self._api.courier.doors))
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with aiohttp.ClientSession() as session:
                await (await session.post(door, data=json.dumps(update).encode(), headers=head)).read()

    # ------------------------------------------------------------ troubles

    def _troubles(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        return (self._kill, self._storm, self._cut, self._slow_disk, self._crash, self._kill, self._roll)

    async def _kill(self) -> None:
        """kill -9 of one program; another takes its place"""
        n = self._chance.randrange(len(self._running))
        port, process = self._running[n]
        process.kill()
        await process.wait()
        self.kills.append(self._api.now())
        self._running[n] = (port, process)
        self._running[n] = await self._begin(n, port)
        self._doors(self._running)

    async def _storm(self) -> None:
        """429 for everybody, for five seconds"""
        self._api.limits.bar(0, self._api.now() + 5)

    async def _cut(self) -> None:
        """the network to Telegram is cut thirty times, and answers 502 ten times"""
        self._api.faults += [Fault("drop", "*", times=30), Fault("502", "*", times=10)]

    async def _slow_disk(self) -> None:
        """every commit takes 50 ms more, for ten seconds"""
        await self._set("SET commit_siblings = 0", "SET commit_delay = 50000")
        await asyncio.sleep(10)
        await self._set("RESET commit_delay", "RESET commit_siblings")

    async def _set(self, *settings: str) -> None:
        async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
            for each in (*(f"ALTER SYSTEM {setting}" for setting in settings), "SELECT pg_reload_conf()"):
                await connection.execute(each.encode())

    async def _crash(self) -> None:
        """the database crashes and comes back"""
        await asyncio.to_thread(self._server.stop, signal.SIGQUIT)
        self.kills.append(self._api.now())
        await asyncio.to_thread(self._server.start)

    async def _roll(self) -> None:
        """a rolling restart: a new program, then SIGTERM to an old one, until all are new"""
        for n, (_, process) in enumerate(list(self._running)):
            self._running[n] = await self._begin(n)
            self._doors(self._running)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            await process.wait()
            self.drains.append(time.monotonic() - began)

    # ------------------------------------------------------------ the end

    async def _quiet(self) -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with contextlib.suppress(psycopg.OperationalError):
                async with await psycopg.AsyncConnection.connect(self._url) as connection:
                    left = [
                        await (await connection.execute(sql.encode())).fetchone() for sql in LEFT.values()
                    ]
                if not self._api.updates and left[0] == (0,) and left[2] == (0,):
                    break
            await asyncio.sleep(0.3)
        await asyncio.sleep(1)

    async def _look(self) -> Damage:
        damage, came = Damage(sorted(self.kills)), defaultdict[int | None, list[Call]](list)
        for call in self._api.sent():
            came[call.chat].append(call)
        with psycopg.connect(self._url) as connection:
            for what, sql in LEFT.items():
                damage.expect(what, connection.execute(sql.encode()).fetchall(), [(0,)])
        store = open_store(self._url)
        for person, texts in self._said().items():
            kept = (await store.export(f"telegram:{person}"))["messages"]
            assert isinstance(kept, list)
            heard = [each["text"] for each in kept if each["from"] == "user"][1:]
            damage.expect(f"of {person} is stored", heard, texts)
            damage.compare(f"{person}", came[person][1:], [e["text"] for e in kept if e["from"] == "coach"])
        await store.close()
        at = defaultdict[int, list[float]](list)
        for person, when in self.written:
            at[person].append(when)
        for person, times in at.items():
            last = came[person][-1].at if came[person] else 0.0
            self.waits.append(max(0.0, last - times[-1]))
        return damage


def report(load: Load, damage: Damage) -> bool:
    """Print the promises; whether all were kept."""
    total = load.people * load.each
    again = sum(damage.twice)
    promises = [
        ("every message is stored once, every answer came, in order", not damage.wrong, f"{total} messages"),
        ("at most one answer again for each kill", max(damage.twice, default=0) <= 1, f"{again} came again"),
        ("a delivery that came twice had one effect", not damage.wrong, f"{load.unfit} brought again"),
        ("a program that is told to end drains in 20 s", max(load.drains, default=0) <= DRAIN_S,
         f"{max(load.drains, default=0):.1f} s"),
        ("nobody's last answer waited more than 30 s", max(load.waits) <= WAIT_S, f"{max(load.waits):.1f} s"),
    ]  # fmt: skip
    print(f"\n{total} messages of {load.people} people, {load.workers} programs")
    print(f"{load.seconds:.0f} s, {len(load.kills)} deaths, seed {load.seed}")
    for promise, held, figure in promises:
        print(f"{'kept' if held else 'BROKEN':8}{promise:72}{figure}")
    print(*damage.wrong[:10], sep="\n")
    return all(held for _, held, _ in promises)


def main() -> int:
    """The whole run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--each", type=int, default=20, help="messages of one person")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=float, default=15.0, help="messages a second, of all")
    parser.add_argument("--model", type=float, default=None, help="a model words it, in so many seconds")
    parser.add_argument(
        "--old", type=Path, default=None, help="a tree of an older release; half the programs run it"
    )
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = parser.parse_args()
    programs = binaries()
    if programs is None:
        print("There is no PostgreSQL server here.")
        return 1
    server = Server(programs)
    try:
        server.start()
        url = server.url(server.create())
        upgrade(url)
        trees = (ROOT,) if chosen.old is None else (ROOT, chosen.old)
        load = Load(
            chosen.people, chosen.each, chosen.workers, chosen.seed, 1 / chosen.rate, chosen.model, trees
        )
        damage = asyncio.run(load.run(server, url))
    finally:
        server.away()
    return 0 if report(load, damage) else 1


if __name__ == "__main__":
    sys.exit(main())
