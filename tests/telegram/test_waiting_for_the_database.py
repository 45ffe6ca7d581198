"""A bot that starts while its database is away: it waits, says so, helps in danger, and then simply works."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.postgres import Server
from tests.telegram.botapi import TOKEN, BotApi
from tests.telegram.ports import free_port

ROOT = Path(__file__).parents[2]
DANGER = "he put his hands round my throat last night and i could not breathe"


@asynccontextmanager
async def program(api: BotApi, url: str, port: int, *more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    settings = {
        "COACHBOT_TELEGRAM_TOKEN": TOKEN,
        "COACHBOT_TELEGRAM_BASE_URL": api.url,
        "COACHBOT_DATABASE_URL": url,
        "COACHBOT_WEBHOOK_SECRET": "a-secret-of-ours_0123",
        "COACHBOT_METRICS_PORT": str(port),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "coachbot", "telegram", *more),
        cwd=ROOT,
        env={**os.environ, **settings},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def says(port: int, status: int) -> str:
    """What /readyz says, once it says it with this status."""
    async with asyncio.timeout(60), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == status:
                        return await answer.text()
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("brought", [False, True])
async def test_it_waits_helps_in_danger_and_works_when_the_database_is_back(
    api: BotApi, postgres_own: Server, postgres_own_url: str, brought: bool
) -> None:
    postgres_own.stop()
    port = free_port()
    api.courier.doors = [f"http://127.0.0.1:{port}/hook"]
    more = ("--webhook", "https://bot.example/hook", "--port", str(port)) if brought else ()
    async with program(api, postgres_own_url, port, *more) as process:
        assert "waiting for the database" in await says(port, 503)
        api.text(17, DANGER)
        await api.until(1, 17, seconds=60)
        assert "112" in api.texts(17)[0]
        postgres_own.start()
        await says(port, 200)
        api.text(17, "/start")
        await api.until(2, 17, seconds=60)
        assert "May I keep" in api.texts(17)[1]
        process.terminate()
        _, told = await process.communicate()
    assert b"cannot be reached. We wait for it" in told
    assert process.returncode == 0
