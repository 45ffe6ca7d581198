"""Turns a second and CPU a turn of the whole Telegram path, beside echo bots of python-telegram-bot.

Run `python -m tests.bench.bench_telegram`. All bots talk to the same Bot API server, a process of its own
with its limits off, in the same run. The echo bots keep nothing; ours write each update down, keep each talk,
put the answer into an outbox in the same transaction, and mark it as sent. CPU is the bot's process, all its
threads.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.telegram.botapi import Control

ROOT = Path(__file__).parents[2]
SILENT_S = 2.0  # without a message or work: done; a busy machine may let a bot wait for a second
TICK = os.sysconf("SC_CLK_TCK")
NAMES = {
    "echo": "echo, library defaults",
    "echo-concurrent": "echo, concurrent_updates",
    "echo-aiohttp": "echo, ordered processor, aiohttp",
    "ours-echo": "our door, durable, echo behind it",
    "ours-signs": "our door, durable, coach, no neural model",
    "ours": "our door, durable, whole coach",
}
SAID = (
    "we had a fight last night about the dishes and he went to sleep on the sofa",
    "he said i'm exactly like my mother, in front of the kids",
    "yes",
    "sad mostly, and so tired of it",
    "I just want to feel that we are on the same side",
    "not really. maybe that he notices what i do all day",
    "yes that's it",
    "can you help me say it to him",
    "ok",
    "no, that's it for today",
)


@contextmanager
def process(*words: str) -> Iterator[subprocess.Popen[str]]:
    """A Python module that runs beside us."""
    command = [sys.executable, "-W", "ignore", "-m", *words]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as it:
        try:
            yield it
        finally:
            it.kill()


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def say(control: Control, users: int, texts: Sequence[str]) -> None:
    """Let everybody write the same texts, in turn."""
    for start in range(0, len(texts), 10):
        control(
            "do",
            acts=[
                {"do": "text", "user": user, "text": text}
                for text in texts[start : start + 10]
                for user in range(1, users + 1)
            ],
        )


def until_done(control: Control, pid: int) -> tuple[float, int]:
    """Wait until nothing is pending and nothing more comes; when the last message came, and how many came."""
    count, since, used = control("shown"), time.perf_counter(), cpu(pid)
    while time.perf_counter() - since < SILENT_S or control("pending"):
        time.sleep(0.01)
        new, now_used = control("shown"), cpu(pid)
        if new != count or now_used - used > 0.02:
            since, count, used = time.perf_counter(), new, now_used
    return since, count


def measure(name: str, users: int, turns: int) -> tuple[float, float, float]:
    """One bot on a fresh server: turns a second, milliseconds of CPU a turn, messages a turn."""
    with process("tests.telegram.botapi") as server:
        assert server.stdout is not None
        control = Control(url := server.stdout.readline().strip())
        control("logging", on=False)
        with process("tests.bench.telegram_bots", name, url) as bot:
            say(control, users, ("/start", "yes", *SAID))  # warm up; after the yes, the talk is kept
            while not control("shown"):
                time.sleep(0.05)
                if bot.poll() is not None:
                    raise SystemExit(f"{NAMES[name]} did not start")
            _, before = until_done(control, bot.pid)
            used, began = cpu(bot.pid), time.perf_counter()
            say(control, users, [SAID[turn % len(SAID)] for turn in range(turns)])
            ended, shown = until_done(control, bot.pid)
            handled = users * turns
            return (
                handled / (ended - began),
                (cpu(bot.pid) - used) / handled * 1000,
                (shown - before) / handled,
            )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--turns", type=int, default=40, help="of each user")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("bots", nargs="*", default=list(NAMES))
    chosen = parser.parse_args()
    print(f"{chosen.users} users, {chosen.turns} turns each, load {os.getloadavg()[0]:.1f}")
    print(f"{'':36} {'turns/s':>8} {'CPU ms/turn':>12} {'messages/turn':>14}")
    for _ in range(chosen.rounds):
        for name in chosen.bots:
            speed, burnt, messages = measure(name, chosen.users, chosen.turns)
            print(f"{NAMES[name]:36} {speed:8.0f} {burnt:12.2f} {messages:14.2f}", flush=True)


if __name__ == "__main__":
    main()
