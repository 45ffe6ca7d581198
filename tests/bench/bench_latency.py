"""How long an answer takes at 30 updates a second, and what a worker weighs.

Run `python -m tests.bench.bench_latency`. The whole coach with the models of retrieval loaded, as a
process of its own on SQLite, asks the tests' Bot API server for updates; beside it python-telegram-bot's
echo with its defaults, on the same server in the same way. From the moment somebody wrote to the moment
the server had the answer.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import re
import sys
from pathlib import Path

from tests.bench.bench_telegram import NAMES, ROOT, SAID
from tests.telegram.botapi import BotApi


def weight(pid: int) -> float:
    """MiB of memory that a process holds."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


async def measure(name: str, rate: float, seconds: float, people: int) -> tuple[list[float], float]:
    """Each answer's seconds, in order of length, and what the bot weighs at the end."""
    async with BotApi().serving() as api:
        command = [sys.executable, "-W", "ignore", "-m", "tests.bench.telegram_bots", name, api.url]
        quiet = asyncio.subprocess.DEVNULL
        bot = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stderr=quiet)
        try:
            for person in range(people):
                api.text(person + 1, "/start")
            await api.until(people, seconds=180)
            await asyncio.sleep(8)  # the models of retrieval are loaded beside the first turns
            waits = await _write(api, rate, seconds, people)
            return sorted(waits), weight(bot.pid)
        finally:
            bot.kill()
            await bot.wait()


async def _write(api: BotApi, rate: float, seconds: float, people: int) -> list[float]:
    written: list[tuple[int, float, int]] = []
    for n in range(int(rate * seconds)):
        person = n % people + 1
        written.append((person, api.now(), len(api.sent(person))))
        api.text(person, SAID[n // people % len(SAID)])
        await asyncio.sleep(1 / rate)
    await asyncio.sleep(3)
    waits = []
    for person, at, before in written:
        answers = [call.at for call in itertools.islice(api.sent(person), before, before + 1)]
        waits += [each - at for each in answers]
    return waits


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=30.0, help="updates a second")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--people", type=int, default=200)
    chosen, _ = parser.parse_known_args()
    print(f"{chosen.rate:.0f} updates a second, load {os.getloadavg()[0]:.1f}")
    print(f"{'':36} {'half':>8} {'95 of 100':>10} {'answers':>8} {'memory':>9}")
    for name in ("echo", "ours"):
        waits, size = asyncio.run(measure(name, chosen.rate, chosen.seconds, chosen.people))
        half, most = waits[len(waits) // 2] * 1000, waits[int(len(waits) * 0.95)] * 1000
        print(f"{NAMES[name]:36} {half:5.0f} ms {most:7.0f} ms {len(waits):8} {size:5.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
