"""The real program, as a process, against the strict server."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from tests.telegram.botapi import TOKEN, BotApi
from tests.telegram.drill import Drill, Program

ROOT = Path(__file__).parents[2]
ANN = 17

Running = asyncio.subprocess.Process
Begin = Callable[..., Coroutine[Any, Any, Running]]


@pytest.fixture
async def begin(api: BotApi, tmp_path: Path) -> AsyncIterator[Begin]:
    """Starts `coachbot telegram` on the strict server."""
    started: list[Running] = []

    async def start(token: str = TOKEN) -> Running:
        settings = {
            "COACHBOT_TELEGRAM_TOKEN": token,
            "COACHBOT_TELEGRAM_BASE_URL": api.url,
            "COACHBOT_DATABASE_URL": f"sqlite:///{tmp_path}/program.sqlite",
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "coachbot",
            "telegram",
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def said(process: Running) -> tuple[int | None, str]:
    """How a process ended and what it said on stderr."""
    async with asyncio.timeout(30):
        _, errors = await process.communicate()
    return process.returncode, errors.decode()


async def test_a_first_talk_on_telegram(api: BotApi, begin: Begin) -> None:
    await begin()
    api.text(ANN, "/start")
    await api.until(1, seconds=30)
    api.tap(ANN, "1:consent.yes")
    await api.until(2)
    api.text(ANN, "he forgot my birthday. again.")
    await api.until(3)
    assert "birthday" in api.texts(ANN)[-1]
    assert [call.status for call in api.calls if call.method == "answercallbackquery"] == [200]


async def test_everything_kept_is_sent_as_a_file(api: BotApi, begin: Begin) -> None:
    await begin()
    api.text(ANN, "/start")
    await api.until(1, seconds=30)
    api.tap(ANN, "1:consent.yes")
    await api.until(2)
    api.text(ANN, "/export")
    await api.until(4)
    assert [call.status for call in api.calls if call.method == "senddocument"] == [200]


async def test_the_menu_and_the_descriptions_are_set(api: BotApi, begin: Begin) -> None:
    await begin()
    await api.until_called("setMyShortDescription", seconds=30)
    menu = api.set["commands:"]
    assert isinstance(menu, list)
    wanted = {
        "start",
        "help",
        "listen",
        "pause",
        "back",
        "card",
        "gem",
        "export",
        "forget",
        "privacy",
        "country",
    }
    assert wanted <= {command["command"] for command in menu}
    assert api.set["about:"]


WHATEVER: dict[int, Callable[[BotApi, int], object]] = {
    101: lambda api, user: api.sticker(user),
    102: lambda api, user: api.photo(user),
    103: lambda api, user: api.voice(user),
    104: lambda api, user: api.forward(user, "she said she would come"),
    105: lambda api, user: api.text(user, "😀" * 50),
    106: lambda api, user: api.text(user, "شريكي لا يسمعني"),
    107: lambda api, user: api.text(user, "\x00\u202e"),
    108: lambda api, user: api.text(user, "so " * 1365),
    109: lambda api, user: api.text(user, "/nothing"),
    110: lambda api, user: api.text(user, "<b>*_[`a](b)"),
    -111: lambda api, group: api.group(group, ANN, "hello"),
}


async def test_whatever_comes_gets_an_answer(api: BotApi, begin: Begin) -> None:
    process = await begin()
    for chat, act in WHATEVER.items():
        act(api, chat)
    await api.until(len(WHATEVER), seconds=30)
    process.send_signal(signal.SIGTERM)
    code, errors = await said(process)
    assert {call.chat for call in api.sent()} == set(WHATEVER)
    assert (code, "Traceback" in errors, "failed" in errors) == (0, False, False)


async def test_it_stops_when_told_to_and_goes_on_where_it_stopped(api: BotApi, begin: Begin) -> None:
    first = await begin()
    api.text(ANN, "/start")
    await api.until(1, seconds=30)
    first.send_signal(signal.SIGTERM)
    assert (await said(first))[0] == 0
    api.text(ANN, "he never listens to me")
    await begin()
    await api.until(2, seconds=30)
    assert len(api.sent(ANN)) == 2


async def test_a_refused_token_is_one_sentence_and_exit_1(begin: Begin) -> None:
    code, errors = await said(await begin(token="4242:wrong"))
    lines = [line for line in errors.splitlines() if "info" not in line]
    assert (code, len(lines)) == (1, 1)
    assert "token" in lines[0]
    assert "4242:wrong" not in errors


async def test_killed_under_load_it_costs_nobody_a_message() -> None:
    drill = Drill(users=6, each=4, kills=3, seed=7, start=Program, pause=0.1, coach=True)
    damage = await drill.run()
    assert damage.bearable, damage


async def test_hide_takes_what_the_bot_said_out_of_the_chat_and_answers_neutrally(
    api: BotApi, begin: Begin
) -> None:
    await begin()
    api.text(ANN, "/country DE")
    await api.until(1, seconds=30)
    api.text(ANN, "he hit me last night")
    await api.until(2)
    api.text(ANN, "/hide")
    await api.until(3)
    shown = api.chats[ANN].messages.values()
    left = [message["text"] for message in shown if message["from"]["is_bot"]]
    assert left == ["Done."]
