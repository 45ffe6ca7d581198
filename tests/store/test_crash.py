"""A process that is killed with -9 in the middle of saving leaves whole turns only."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.store.made import rows

KILLS = 6
SAVING = """
import asyncio, sys
from coachbot.core.model import Message
from coachbot.errors import Conflict
from coachbot.store import open_store
from tests.store.made import delivery, turn

async def talk(store, user, first):
    kept = await store.load(user)
    for n in range(kept.version, kept.version + 100_000):
        number = first + n
        await store.receive([delivery(number, user)])
        messages = (Message("one"), Message("two"))
        await store.save(turn(user, expected=n, update=number, turn=n, messages=messages))

async def main():
    store = open_store(sys.argv[1])
    print("ready", flush=True)
    await asyncio.gather(*(talk(store, f"p{n}", n * 1_000_000) for n in range(5)))

asyncio.run(main())
"""


def test_a_killed_process_leaves_every_turn_whole_or_not_at_all(tmp_path: Path) -> None:
    url, seed = f"sqlite:///{tmp_path}/x.sqlite", random.randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", SAVING, url], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.05, 0.4))
        process.kill()
        process.communicate()
        whole(url)


def whole(url: str) -> None:
    found = rows(url)
    turns = {(each["session_id"], each["n"]) for each in found["turns"]}
    handled = [each for each in found["inbox"] if each["handled_at"]]
    assert sum(each["version"] for each in found["conversations"]) == len(turns) == len(handled) > 0
    assert len(found["outbox"]) == 2 * len(turns)
    assert len(found["inbox"]) - len(handled) <= 5 * KILLS  # written down, and then came the end
    assert all(each["payload"] for each in found["inbox"] if not each["handled_at"])
