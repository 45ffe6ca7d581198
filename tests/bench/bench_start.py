"""How long until one can talk: `make chat` to its prompt and its first words, a piped line to its answer.

Run `python -m tests.bench.bench_start`. The aim for the prompt is 1.5 s; its time includes make's own.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pexpect

ROOT = Path(__file__).resolve().parents[2]
AIM = 1.5  # seconds


def _environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COACHBOT_")}
    return kept | {"XDG_DATA_HOME": folder, "PROMPT_TOOLKIT_NO_CPR": "1"}


def until(words: str) -> Callable[[str], float]:
    """Seconds from `make chat` until these words are on the screen."""

    def once(folder: str) -> float:
        began = time.perf_counter()
        terminal = pexpect.spawn(
            "make", ["-s", "chat"], cwd=str(ROOT), env=_environment(folder), encoding="utf-8"
        )
        terminal.expect(words, timeout=30)
        took = time.perf_counter() - began
        terminal.close(force=True)
        return took

    return once


def piped(folder: str) -> float:
    """Seconds of a whole run of `chat --json` over one line."""
    began = time.perf_counter()
    chat = [sys.executable, "-m", "coachbot", "chat", "--json"]
    subprocess.run(
        chat, input=b"he forgot our anniversary\n", env=_environment(folder), check=True, capture_output=True
    )
    return time.perf_counter() - began


def main() -> None:
    """Measure each, several times over, a fresh data folder each time."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_known_args()[0].runs
    measured = {"prompt": until("you ›"), "first words": until("therapist"), "one piped line": piped}
    for name, once in measured.items():
        times = []
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                times.append(once(folder))
        print(f"{name:16} median {statistics.median(times):.2f} s, worst {max(times):.2f} s")
    print(f"aim for the prompt: {AIM} s")


if __name__ == "__main__":
    main()
