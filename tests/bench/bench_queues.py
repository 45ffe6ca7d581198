"""Our claims beside procrastinate, on the same PostgreSQL, in the same run: order, speed, and a kill -9.

Run `python -m tests.bench.bench_queues`. Each job writes one row, in the transaction that marks it as done
where the queue allows it (ours does; procrastinate marks a job after it has returned). Two workers of sixteen
jobs at a time each; then the same again, and one of them is killed in the middle. Both call a worker dead
after 3 s. All waits before they start, as after an outage.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing.process import BaseProcess

import procrastinate
import psycopg
from psycopg_pool import AsyncConnectionPool

from coachbot.errors import CoachbotError
from coachbot.ports import Delivery
from coachbot.store import open_store, receive_alone, upgrade
from coachbot.store.engine import Database
from coachbot.store.post import handle
from tests.postgres import fresh

FORKS = multiprocessing.get_context("forkserver")
SILENT_S, WIDE = 3.0, 16
EFFECTS = (
    "CREATE TABLE effects"
    " (id bigserial PRIMARY KEY, chat text, n int, worker text, at timestamptz DEFAULT now())"
)
WRITTEN = "SELECT chat, n, worker, extract(epoch FROM at) FROM effects ORDER BY id"
EFFECT = "INSERT INTO effects (chat, n, worker) VALUES (%s, %s, %s)"


# ---------------------------------------------------------------- procrastinate


def theirs_app(url: str) -> procrastinate.App:
    """Its app with our one task."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url, min_size=2, max_size=8))
    pool = AsyncConnectionPool(url, min_size=2, max_size=8, open=False)

    @app.task(name="effect")
    async def effect(chat: str, n: int) -> None:
        await pool.open()
        async with pool.connection() as connection:
            await connection.execute(EFFECT, (chat, n, str(os.getpid())))

    return app


async def theirs_fill(url: str, chats: int, each: int) -> None:
    """Put everything into its queue."""
    app = theirs_app(url)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        for n in range(each):
            for chat in range(chats):
                job = app.configure_task("effect", lock=f"c{chat}")
                await job.defer_async(chat=f"c{chat}", n=n)


async def _theirs_work(url: str) -> None:
    app = theirs_app(url)
    async with app.open_async():
        asyncio.get_running_loop().create_task(_theirs_rescue(app))
        await app.run_worker_async(
            concurrency=WIDE,
            update_heartbeat_interval=1.0,
            stalled_worker_timeout=SILENT_S,
            fetch_job_polling_interval=0.25,
            install_signal_handlers=False,
        )


async def _theirs_rescue(app: procrastinate.App) -> None:
    """What its manual says about stalled jobs, every second, before all others."""
    while True:
        await asyncio.sleep(1.0)
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_S):
            if job.id is not None:
                await app.job_manager.retry_job_by_id_async(job.id, datetime.now(UTC), priority=100)


def theirs(url: str) -> None:
    """One of its workers."""
    asyncio.run(_theirs_work(url))


# ---------------------------------------------------------------- ours


async def ours_fill(url: str, chats: int, each: int) -> None:
    """Put everything into the inbox."""
    upgrade(url)
    store = open_store(url)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for n in range(each):
        await store.receive(
            [Delivery(1 + n * chats + chat, f"c{chat}", str(n), now) for chat in range(chats)]
        )
    await store.close()


async def _ours_work(url: str) -> None:
    store, hold = open_store(url), receive_alone(url, together=True)
    fleet = store.fleet(f"w{os.getpid()}", "c", hold)

    async def beat() -> None:
        while True:
            with suppress(CoachbotError):
                await fleet.beat()
            await asyncio.sleep(1.0)

    beating = asyncio.create_task(beat())
    held: frozenset[str] = frozenset()
    while not beating.done():
        try:
            look = await fleet.look(list(held), frozenset(), WIDE)
        except CoachbotError:
            continue
        held = look.chats
        by_chat: dict[str, list[Delivery]] = defaultdict(list)
        for each in look.waiting:
            by_chat[each.user].append(each)
        await asyncio.gather(*(_ours_chat(store, jobs) for jobs in by_chat.values()))
        if not look.waiting:
            await asyncio.sleep(0.05)


async def _ours_chat(store: object, jobs: list[Delivery]) -> None:
    for job in jobs:

        def work(database: Database, job: Delivery = job) -> None:
            handle(database, job.update, job.at, job.at)
            insert = (
                f"INSERT INTO effects (chat, n, worker) VALUES ('{job.user}', {job.payload}, '{os.getpid()}')"
            )
            database.say(insert)

        try:
            await store._worker.ask(work, writes=True)  # type: ignore[attr-defined]
        except CoachbotError:
            return


def ours(url: str) -> None:
    """One of our workers."""
    asyncio.run(_ours_work(url))


# ---------------------------------------------------------------- one run


@dataclass
class Found:
    """What came of a run."""

    speed: float
    disordered: int
    doubled: int
    lost: int
    rescued: float | None


def count(url: str) -> int:
    """How many effects there are."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM effects").fetchone()
    return int(row[0]) if row else 0


def run(work: Callable[[str], None], url: str, chats: int, each: int, *, kill: bool) -> Found:
    """Two workers until all is done, or nothing comes any more for 90 s."""
    total, began = chats * each, time.monotonic()
    workers: list[BaseProcess] = [FORKS.Process(target=work, args=(url,), daemon=True) for _ in range(2)]
    for each_ in workers:
        each_.start()
    killed: tuple[float, str] | None = None
    moved, before = time.monotonic(), 0
    first = None
    while (done := count(url)) < total and time.monotonic() - moved < 90:
        if done != before:
            moved, before = time.monotonic(), done
            first = first or moved
        if kill and killed is None and done > total * 0.3:
            workers[0].kill()
            killed = (time.time(), str(workers[0].pid))
        time.sleep(0.02)
    ended = time.monotonic()
    for each_ in workers:
        each_.kill()
        each_.join()
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT chat, n, worker, extract(epoch FROM at) FROM effects ORDER BY id"
        ).fetchall()
    return _judge(rows, total / (ended - (first or began)), total, killed)


def _judge(
    rows: list[tuple[str, int, str, float]], speed: float, total: int, killed: tuple[float, str] | None
) -> Found:
    seen: dict[str, list[int]] = defaultdict(list)
    after: dict[str, float] = {}
    for chat, n, worker, at in rows:
        seen[chat].append(n)
        if killed is not None and worker != killed[1] and float(at) > killed[0]:
            after.setdefault(chat, float(at) - killed[0])
    disordered = sum(a > b for numbers in seen.values() for a, b in pairwise(numbers))
    distinct = sum(len(set(numbers)) for numbers in seen.values())
    return Found(speed, disordered, len(rows) - distinct, total - distinct, max(after.values(), default=None))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=100)
    parser.add_argument("--each", type=int, default=20)
    chosen, _ = parser.parse_known_args()
    with fresh() as (server, _):
        print(f"{chosen.chats} chats, {chosen.each} jobs each, 2 workers, load {os.getloadavg()[0]:.1f}")
        print(f"{'':30}{'jobs/s':>8}{'disordered':>12}{'doubled':>9}{'lost':>6}{'all chats move after':>22}")
        for name, fill, work in (("procrastinate", theirs_fill, theirs), ("our claims", ours_fill, ours)):
            for kill in (False, True):
                url = server.url(server.create())
                asyncio.run(fill(url, chosen.chats, chosen.each))
                with psycopg.connect(url) as connection:
                    connection.execute(EFFECTS.encode())
                found = run(work, url, chosen.chats, chosen.each, kill=kill)
                rescued = "" if found.rescued is None else f"{found.rescued:.1f} s"
                label = f"{name}{', one killed' if kill else ''}"
                print(
                    f"{label:30}{found.speed:8.0f}{found.disordered:12}{found.doubled:9}{found.lost:6}{rescued:>22}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
