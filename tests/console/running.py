"""The real console as a subprocess, with transcripts in its database."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coachbot.reviews.entrance import Entrance
from coachbot.reviews.values import Role, Transcript
from coachbot.store.reviews import open_reviews
from tests.program import Program

STARTS_S = 20


@dataclass(frozen=True)
class Running:
    """A console that answers; `program` runs commands on the same database."""

    program: Program
    url: str

    @property
    def database(self) -> str:
        return database_of(self.program.folder)

    def link(self, name: str, role: str | None = None) -> str:
        """A fresh one-time link, as the operator's command makes it, without the start of another program."""

        async def link() -> str:
            archive = open_reviews(self.database)
            coach = await archive.add_coach(name, Role(role) if role else None, None, _now())
            token = await Entrance(archive, _now).link(coach)
            await archive.close()
            return f"{self.url}/sign-in/{token}"

        return asyncio.run(link())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def database_of(folder: Path) -> str:
    return f"sqlite:///{folder}/data/coachbot/coachbot-reviews.sqlite"


def filled(folder: Path, transcripts: Iterable[tuple[Transcript, int]]) -> None:
    """Publish transcripts with their priorities."""

    async def fill() -> None:
        archive = open_reviews(database_of(folder))
        for transcript, priority in transcripts:
            await archive.publish(transcript, priority)
        await archive.close()

    asyncio.run(fill())


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Running]:
    """The console on a free port, stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    known = {"CONSOLE_URL": url, "CONSOLE_SECRET": "a secret for tests, long enough to be one", **settings}
    program = Program(folder, known)
    folder.mkdir(exist_ok=True)
    with (folder / "console.err").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "coachbot", "console"],
            cwd=folder,
            env=program.environment,
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
        )
        try:
            _wait(url, process)
            yield Running(program, url)
        finally:
            process.terminate()
            process.wait(10)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_S
    while process.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{url}/robots.txt", timeout=1).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the console does not answer")


def tokens(page: str) -> str:
    """The form token in a page."""
    found = re.search(r'name="csrf" value="(\w+)"', page)
    assert found
    return found[1]
