"""The drill of several programs on one PostgreSQL: they are killed at random, and once the database is too.

`python -m tests.telegram.replicas` does it at full size. What must hold afterwards: every update had its
effect, once and in order; every answer came, in order, at most one of them again for each kill; and what a
killed program had begun was taken up by another within 30 s.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any

import psycopg
import uvloop

from coachbot.channels.telegram.pacing import Pace
from coachbot.channels.telegram.postbox import Hook
from coachbot.channels.telegram.program import run
from coachbot.channels.telegram.reached import Brought
from coachbot.store import open_store, receive_alone
from tests.postgres import Server, fresh
from tests.telegram.bot import Clock
from tests.telegram.botapi import TOKEN, BotApi, Call
from tests.telegram.damage import Damage
from tests.telegram.drill import FORKS
from tests.telegram.echo import Echo
from tests.telegram.ports import free_port

ADDRESS, SECRET = "https://bot.example/hook", "a-secret-of-ours_0123"
# As in the other drill: the next message leaves when the last is marked, so a kill leaves one in doubt.
PACE = Pace(overall=None, per_chat=None, patience=5.0, talk=None)
TAKEN_UP_S = 30.0  # what is promised: by then the chats of a dead program have moved on
BEGUN = """SELECT min(update_id) FROM inbox JOIN claims ON chat = person
    WHERE replica = %s AND handled_at IS NULL GROUP BY chat"""
STILL = "SELECT count(*) FROM inbox WHERE update_id = ANY(%s) AND handled_at IS NULL"
LEFT = {
    "updates unhandled": "SELECT count(*) FROM inbox WHERE handled_at IS NULL",
    "updates set aside": "SELECT count(*) FROM inbox WHERE set_aside IS NOT NULL",
    "messages unsent": "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND dropped IS NULL",
    "messages dropped": "SELECT count(*) FROM outbox WHERE dropped IS NOT NULL",
}
STATES = "SELECT people.name, state::json FROM people JOIN conversations ON person_id = people.id"


def live(base_url: str, database: str, port: int, name: str) -> None:
    """What each program does."""
    uvloop.run(_serve(base_url, database, port, name))


async def _serve(base_url: str, database: str, port: int, name: str) -> None:
    hold, store = receive_alone(database, together=True), open_store(database)
    brought = Brought(Hook(ADDRESS, SECRET), "127.0.0.1", port, store.fleet(name, "telegram", hold))
    await run(
        token=TOKEN,
        base_url=base_url,
        coach=Echo(store),
        store=store,
        clock=Clock(),
        pace=PACE,
        reached=brought,
        alone=hold,
    )
    await store.close()
    hold.close()


@dataclass
class Program:
    """One of the programs: its place, its name in the database, and the process."""

    port: int
    name: str
    process: BaseProcess


@dataclass
class Havoc:
    """One drill, and what was measured in it."""

    chats: int
    each: int
    workers: int
    kills: int
    every: float  # seconds between two kills
    seed: int
    restart: bool = True
    taken_up: list[float] = field(default_factory=list)  # seconds until a dead one's chats had all moved on
    seconds: float = 0.0

    async def run(self, server: Server, database: str) -> Damage:
        """Do it, and look at the damage."""
        self._url, self._chance, self._names = database, random.Random(self.seed), 0
        async with BotApi().serving() as api:
            self._load(api)
            running = [await self._start(api, free_port()) for _ in range(self.workers)]
            api.courier.doors = [f"http://127.0.0.1:{each.port}/hook" for each in running]
            began = time.monotonic()
            try:
                died = await self._massacre(api, server, running)
                await self._quiet(api)
            finally:
                for each in running:
                    each.process.kill()
                    await asyncio.to_thread(each.process.join)
            self.seconds = time.monotonic() - began
            damage = Damage(died)
            self._look(damage, api)
            return damage

    def _said(self) -> dict[int, list[str]]:
        return {chat: [f"{chat}/{n}" for n in range(self.each)] for chat in range(1, self.chats + 1)}

    def _load(self, api: BotApi) -> None:
        said = self._said()
        order = [chat for chat in said for _ in range(self.each)]
        self._chance.shuffle(order)
        for chat in order:
            api.text(chat, said[chat].pop(0))

    async def _start(self, api: BotApi, port: int) -> Program:
        self._names += 1
        name = f"w{self._names}"
        process = FORKS.Process(target=live, args=(api.url, self._url, port, name), daemon=True)
        await asyncio.to_thread(process.start)
        return Program(port, name, process)

    async def _massacre(self, api: BotApi, server: Server, running: list[Program]) -> list[float]:
        died, watches = [], []
        await api.until(1, seconds=120)
        for n in range(self.kills):
            await asyncio.sleep(self.every)
            if self.restart and n == self.kills // 2:
                await asyncio.to_thread(server.stop, signal.SIGQUIT)
                await asyncio.to_thread(server.start)
                await asyncio.sleep(self.every)
            victim = self._chance.randrange(len(running))
            dead = running[victim]
            begun = [number for (number,) in await self._ask(BEGUN, dead.name)]
            dead.process.kill()
            await asyncio.to_thread(dead.process.join)
            died.append(api.now())
            watches.append(asyncio.create_task(self._watch(begun)))
            running[victim] = await self._start(api, dead.port)
        await asyncio.gather(*watches)
        return died

    async def _watch(self, begun: Sequence[int]) -> None:
        """Note how long it takes until each chat of a dead program has moved on."""
        began = time.monotonic()
        while begun and (await self._ask(STILL, list(begun)))[0][0]:
            await asyncio.sleep(0.1)
            if time.monotonic() - began > 60:
                break
        self.taken_up.append(time.monotonic() - began)

    async def _quiet(self, api: BotApi, patience: float = 60.0) -> None:
        count, until = -1, time.monotonic() + patience
        while time.monotonic() < until:
            left = [(await self._ask(sql))[0][0] for sql in LEFT.values()]
            if not api.updates and not left[0] and not left[2]:
                await asyncio.sleep(1.0)  # for what should not come any more
                return
            if len(api.calls) != count:
                count, until = len(api.calls), time.monotonic() + patience
            await asyncio.sleep(0.2)

    async def _ask(self, sql: str, *values: object) -> list[Any]:
        """Look into the database, however often it has to be tried."""
        for _ in range(100):
            try:
                async with await psycopg.AsyncConnection.connect(self._url) as connection:
                    return await (await connection.execute(sql.encode(), values)).fetchall()
            except psycopg.OperationalError:
                await asyncio.sleep(0.1)
        raise RuntimeError("the database does not come back")

    def _look(self, damage: Damage, api: BotApi) -> None:
        came: dict[int | None, list[Call]] = defaultdict(list)
        for call in api.sent():
            came[call.chat].append(call)
        with psycopg.connect(self._url) as connection:
            states: dict[str, list[str]] = dict(connection.execute(STATES).fetchall())
            for what, sql in LEFT.items():
                damage.expect(what, connection.execute(sql.encode()).fetchall(), [(0,)])
        for chat, texts in self._said().items():
            damage.expect(f"of {chat} is stored", states.get(f"telegram:{chat}"), texts)
            damage.compare(f"{chat}", came[chat], [f"{n}: {text}" for n, text in enumerate(texts, 1)])


def main() -> int:
    """The big drill; exit code 1 if anybody would have noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=1000)
    parser.add_argument("--each", type=int, default=20, help="updates of one chat")
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--every", type=float, default=4.0, help="seconds between two kills")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = parser.parse_args()
    with fresh() as (server, database):
        drill = Havoc(chosen.chats, chosen.each, chosen.workers, chosen.kills, chosen.every, chosen.seed)
        damage = asyncio.run(drill.run(server, database))
    total = chosen.chats * chosen.each
    print(f"seed {chosen.seed}: {total} updates of {chosen.chats} chats, {chosen.workers} programs")
    print(f"{len(damage.kills)} kills, 1 restart of the database, {drill.seconds:.0f} s")
    print(f"{total / drill.seconds:.0f} updates a second, kills and restart included")
    print(f"chats of the dead moved again after {max(drill.taken_up, default=0):.1f} s at most")
    print(f"{sum(damage.twice)} answers came twice, at most {max(damage.twice, default=0)} after one kill")
    print(*damage.wrong[:20], sep="\n")
    well = damage.bearable and max(drill.taken_up, default=0) < TAKEN_UP_S
    print("nobody noticed" if well else "SOMEBODY NOTICED")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
