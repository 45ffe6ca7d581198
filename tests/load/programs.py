"""The real programs that serve a load: started, watched until they are ready, killed, told to end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.telegram.botapi import TOKEN, BotApi
from tests.telegram.ports import free_port
from tests.telegram.replicas import ADDRESS, SECRET

ROOT = Path(__file__).parents[2]
READY_S = 180.0
TAIL = 12
_LOGGED = re.compile(r"\d{4}-\d\d-\d\dT\S+ \w+ coachbot\.\S+: |coachbot: ")


@dataclass(frozen=True)
class Running:
    """One program: where it listens, and where its log lies."""

    port: int
    process: asyncio.subprocess.Process
    log: Path

    def tail(self) -> str:
        """The last lines that it logged itself; nothing else, since only those hold no texts for sure."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(f"    {line[:200]}" for line in lines if _LOGGED.match(line))[-TAIL * 200 :]


class Programs:
    """Several programs on one database; updates are brought to those that run."""

    def __init__(
        self, api: BotApi, settings: Mapping[str, str], folder: Path, trees: Sequence[Path] = (ROOT,)
    ) -> None:
        self._api, self._folder, self._trees = api, folder, trees
        self._settings = {
            "COACHBOT_TELEGRAM_TOKEN": TOKEN,
            "COACHBOT_TELEGRAM_BASE_URL": api.url,
            "COACHBOT_WEBHOOK_SECRET": SECRET,
            **settings,
        }
        self.running: list[Running] = []
        self.starts: list[float] = []  # seconds until each was ready
        self.drains: list[float] = []  # seconds that each needed to end
        self._count = 0

    async def begin(self, n: int, port: int | None = None) -> None:
        """Start number `n`, in the place of the one that was; RuntimeError if it is not ready in time."""
        began = time.monotonic()
        one = await self._start(n, port or free_port())
        self.running[n : n + 1] = [one]
        await self._ready(one)
        self.starts.append(time.monotonic() - began)
        self.open_doors()

    async def kill(self, n: int) -> None:
        """Kill number `n` with -9; its place stays, and nobody knows yet."""
        self.running[n].process.kill()
        await self.running[n].process.wait()

    async def end(self, one: Running) -> None:
        """Tell one to end, and wait until it has."""
        began = time.monotonic()
        one.process.send_signal(signal.SIGTERM)
        await one.process.wait()
        self.drains.append(time.monotonic() - began)

    async def roll(self, n: int) -> None:
        """A new program beside number `n`, and when it is ready the old one ends."""
        old = self.running[n]
        began = time.monotonic()
        new = await self._start(n, free_port())
        await self._ready(new)
        self.starts.append(time.monotonic() - began)
        self.running[n] = new
        self.open_doors(old)
        await self.end(old)
        self.open_doors()

    def open_doors(self, *more: Running) -> None:
        """Bring updates to these."""
        self._api.courier.doors = [f"http://127.0.0.1:{each.port}/hook" for each in (*self.running, *more)]

    async def close(self) -> None:
        """Kill whatever still runs."""
        for each in self.running:
            with contextlib.suppress(ProcessLookupError):
                each.process.kill()
            await each.process.wait()

    async def _start(self, n: int, port: int) -> Running:
        self._count += 1
        log, tree = self._folder / f"program-{self._count}.log", self._trees[n % len(self._trees)]
        with log.open("wb") as stderr:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "coachbot", "telegram", "--webhook", ADDRESS, "--port", str(port)),
                cwd=tree,
                env={**os.environ, **self._settings, "PYTHONPATH": str(tree)},
                stderr=stderr,
            )
        return Running(port, process, log)

    async def _ready(self, one: Running) -> None:
        until, said = time.monotonic() + READY_S, "nothing"
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            while time.monotonic() < until:
                if one.process.returncode is not None:
                    raise RuntimeError(f"a program ended with {one.process.returncode}:\n{one.tail()}")
                with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                    async with session.get(f"http://127.0.0.1:{one.port}/readyz") as answer:
                        said = (await answer.text()).strip()
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.1)
        raise RuntimeError(f"a program was not ready in {READY_S:.0f} s; it says {said}:\n{one.tail()}")
