"""What a durable turn costs: written down, loaded, saved with two messages, marked as sent.

Run `python -m tests.bench.bench_store`. Beside it stands bare sqlite3, as somebody would write it by hand for
this one job: the same rows in fewer tables, on a thread of its own, one transaction a step. CPU is the whole
process's, both threads.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from coachbot.core.model import Button, Danger, Message, Mode, Said, Step
from coachbot.ports import Account, Change, Delivery, Store, Versions
from coachbot.store import open_store

AT = "2026-03-01T21:40:00+00:00"
STATE = json.dumps({"step": "feeling", "facts": ["x" * 60] * 8, "feelings": ["sad", "tired"], "n": 12})
READING = json.dumps({"heat": 6, "observations": [{"text": "x" * 50, "start": 0, "end": 50}] * 3})
TEXT = "he said he would be home by seven and then he wasn't and I sat there with the food. " * 2
MESSAGES = (
    Message("You had cooked, and seven o'clock came and went, and you sat there with the food."),
    Message("What was it like, sitting there?", (Button("skip", "Skip"), Button("listen", "Just listen"))),
)
VERSIONS = Versions(1, "0123456789abcdef", "fedcba9876543210")
Turn = Callable[[str, int, int], Awaitable[None]]


class Peer(Protocol):
    """Something that makes durable turns."""

    async def turn(self, user: str, update: int, n: int) -> None: ...

    async def close(self) -> None: ...


class Ours:
    """The store of this project."""

    def __init__(self, folder: Path, keys: Sequence[str] = ()) -> None:
        self.store: Store = open_store(f"sqlite:///{folder}/ours.sqlite", keys=keys)

    async def turn(self, user: str, update: int, n: int) -> None:
        store = self.store
        await store.receive([Delivery(update, user, json.dumps({"text": TEXT}), AT)])
        kept = await store.load(user)
        posted = await store.save(_change(user, update, n, kept.version))
        await store.sent([(each.id, each.id) for each in posted])

    async def close(self) -> None:
        await self.store.close()


def _change(user: str, update: int, n: int, expected: int) -> Change:
    return Change(
        said=Said(user, AT, text=TEXT, update=update),
        account=Account(user, keeps=True, country="DE"),
        state=STATE,
        expected=expected,
        step=Step.FEELING,
        mode=Mode.AFTERWARDS,
        hold=False,
        danger=Danger(),
        reading=READING,
        messages=MESSAGES,
        voice="script",
        versions=VERSIONS,
        turn=n,
    )


class Sealed(Ours):
    """The same with texts encrypted at rest."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ["a key of the operator's, thirty-two or more"])


BARE_TABLES = """
PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;
CREATE TABLE inbox (update_id INTEGER PRIMARY KEY, user TEXT, payload TEXT, at TEXT, handled TEXT);
CREATE TABLE talks (user TEXT PRIMARY KEY, keeps INTEGER, country TEXT, state TEXT, version INTEGER, at TEXT);
CREATE TABLE turns
    (id INTEGER PRIMARY KEY, user TEXT, n INTEGER, at TEXT, said TEXT, messages TEXT, reading TEXT);
CREATE INDEX turns_user ON turns (user);
CREATE TABLE outbox
    (id INTEGER PRIMARY KEY, user TEXT, turn INTEGER, payload TEXT, sent TEXT, message INTEGER);
CREATE INDEX outbox_user ON outbox (user);
"""


class Bare:
    """sqlite3 by hand."""

    def __init__(self, folder: Path) -> None:
        self.pool = ThreadPoolExecutor(1)
        self.db = sqlite3.connect(folder / "bare.sqlite", isolation_level=None, check_same_thread=False)
        self.db.executescript(BARE_TABLES)

    async def turn(self, user: str, update: int, n: int) -> None:
        await self._do(self._receive, update, user)
        version = await self._do(self._load, user)
        ids = await self._do(self._save, user, update, n, version)
        await self._do(self._sent, *ids)

    async def _do(self, work: Callable[..., object], *args: object) -> object:
        return await asyncio.get_running_loop().run_in_executor(self.pool, work, *args)

    def _receive(self, update: int, user: str) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute(
            "INSERT INTO inbox VALUES (?,?,?,?,NULL) ON CONFLICT DO NOTHING",
            (update, user, json.dumps({"text": TEXT}), AT),
        )
        self.db.execute("COMMIT")

    def _load(self, user: str) -> int:
        row = self.db.execute("SELECT state, version FROM talks WHERE user=?", (user,)).fetchone()
        return row[1] if row else 0

    def _save(self, user: str, update: int, n: int, version: int) -> list[int]:
        packed = [
            json.dumps({"text": m.text, "buttons": [[b.id, b.label] for b in m.buttons]}) for m in MESSAGES
        ]
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute(
            "UPDATE inbox SET handled=?, payload='' WHERE update_id=? AND handled IS NULL", (AT, update)
        )
        self.db.execute(
            "INSERT INTO talks VALUES (?,1,'DE',?,?,?) ON CONFLICT DO UPDATE SET state=excluded.state, "
            "version=excluded.version, at=excluded.at WHERE version=excluded.version-1",
            (user, STATE, version + 1, AT),
        )
        self.db.execute(
            "INSERT INTO turns (user, n, at, said, messages, reading) VALUES (?,?,?,?,?,?)",
            (user, n, AT, TEXT, f"[{','.join(packed)}]", READING),
        )
        ids = [
            self.db.execute(
                "INSERT INTO outbox (user, turn, payload) VALUES (?,?,?)", (user, n, each)
            ).lastrowid
            or 0
            for each in packed
        ]
        self.db.execute("COMMIT")
        return ids

    def _sent(self, *ids: int) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        self.db.executemany(
            "UPDATE outbox SET sent=?, message=?, payload='' WHERE id=?", [(AT, i, i) for i in ids]
        )
        self.db.execute("COMMIT")

    async def close(self) -> None:
        self.pool.shutdown()
        self.db.close()


async def measure(peer: Peer, users: int, turns: int) -> tuple[float, float]:
    """CPU and wall time of a turn in ms, with this many users at once, each waiting for their answer."""
    await asyncio.gather(*(peer.turn(f"telegram:{u}", u, 0) for u in range(users)))
    cpu, wall = time.process_time(), time.perf_counter()
    each = turns // users

    async def talk(user: int) -> None:
        for n in range(1, each + 1):
            await peer.turn(f"telegram:{user}", n * 100_000 + user, n)

    await asyncio.gather(*(talk(user) for user in range(users)))
    done = each * users
    result = (time.process_time() - cpu) / done * 1e3, (time.perf_counter() - wall) / done * 1e3
    await peer.close()
    return result


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=int, default=4000)
    turns = parser.parse_args().turns
    for users in (1, 50):
        for name, peer in (("coachbot's store", Ours), ("… encrypted", Sealed), ("bare sqlite3", Bare)):
            with tempfile.TemporaryDirectory() as folder:
                cpu, wall = asyncio.run(measure(peer(Path(folder)), users, turns))
            print(f"{users:3} at once  {name:17} {cpu:.2f} ms CPU, {wall:.2f} ms wall a durable turn")


if __name__ == "__main__":
    main()
