"""The real program, brought its updates, on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.telegram.botapi import TOKEN, BotApi
from tests.telegram.ports import free_port

ROOT = Path(__file__).parents[2]
SECRET = "a-secret-of-ours_0123"


async def begin(api: BotApi, url: str, port: int, *more: str) -> asyncio.subprocess.Process:
    settings = {
        "COACHBOT_TELEGRAM_TOKEN": TOKEN,
        "COACHBOT_TELEGRAM_BASE_URL": api.url,
        "COACHBOT_DATABASE_URL": url,
        "COACHBOT_WEBHOOK_SECRET": SECRET,
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "coachbot", "telegram", *more),
        *(("--port", str(port)) if more else ()),
        cwd=ROOT,
        env={**os.environ, **settings},
        stderr=asyncio.subprocess.PIPE,
    )


async def test_two_programs_answer_a_talk_refuse_who_polls_and_end_when_told_to(
    api: BotApi, postgres_url: str
) -> None:
    ports = [free_port(), free_port()]
    api.courier.doors = [f"http://127.0.0.1:{port}/hook" for port in ports]
    two = [await begin(api, postgres_url, port, "--webhook", "https://bot.example/hook") for port in ports]
    try:
        api.text(17, "/start")
        await api.until(1, seconds=60)
        api.tap(17, "1:consent.yes")
        await api.until(2, seconds=30)
        api.text(17, "he forgot my birthday. again.")
        await api.until(3, seconds=30)
        assert "birthday" in api.texts(17)[-1]
        poller = await begin(api, postgres_url, 0)
        async with asyncio.timeout(60):
            _, said = await poller.communicate()
        assert (poller.returncode, b"Another coachbot receives messages" in said) == (1, True)
    finally:
        for each in two:
            each.send_signal(signal.SIGTERM)
        async with asyncio.timeout(60):
            ends = [await each.communicate() for each in two]
    assert [each.returncode for each in two] == [0, 0], ends
    assert SECRET.encode() not in b"".join(errors for _, errors in ends)
