"""What an intruder may try through Telegram's door, the whole coach behind it: refused or without effect.

The webhook's own list (secret, size, kind, replays) is in test_webhook, that of the console in tests/console.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from telegram.error import NetworkError

from coachbot.channels.telegram import transport
from coachbot.channels.telegram.polling import read_safely
from coachbot.channels.telegram.postbox import PostBox
from coachbot.channels.telegram.updates import read
from coachbot.coach import Coach
from coachbot.core.library import Library
from coachbot.errors import ImportRefused
from coachbot.extracting.files import LARGEST, text_of
from coachbot.logs import set_up_logs
from coachbot.store import SqlStore
from coachbot.voices.script import ScriptedVoice
from tests.store.made import rows
from tests.telegram.botapi import TOKEN, BotApi
from tests.telegram.conftest import Opened
from tests.telegram.ports import free_port

ANN, EVE = 17, 66
NOW = "2026-03-01T10:00:00+00:00"
INJECTIONS = (
    "'; DROP TABLE people; --",
    '" OR 1=1 --',
    "{{ 7 * 7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "%(b_state)s :who ? $1",
    "<script>alert(1)</script><b>x</b>",
    "\x00\x01\x02\x1b[2J\u202e",
)


@pytest.fixture
def coach(library: Library, store: SqlStore) -> Coach:
    return Coach(library, store, ScriptedVoice(library.kit))


async def talk(api: BotApi, user: int, *texts: str) -> list[str]:
    for text in texts:
        before = len(api.texts(user))
        api.text(user, text)
        await api.until(len(api.sent()) + 1)
        assert len(api.texts(user)) > before
    await asyncio.sleep(0.1)
    return api.texts(user)


@pytest.mark.parametrize("text", INJECTIONS)
async def test_what_is_written_is_never_run(
    api: BotApi, door: Opened, coach: Coach, store: SqlStore, tmp_path: Path, text: str
) -> None:
    async with door(coach=coach):
        await talk(api, ANN, "/start")
        api.tap(ANN, "1:consent.yes")
        await api.until(2)
        said = await talk(api, ANN, f"he said {text} again", f"/country {text}", f"/memory {text}")
        api.photo(ANN, caption=text)
        await api.until(len(api.sent()) + 1)
    found = rows(f"sqlite:///{tmp_path}/door.sqlite")
    assert {"people", "turns"} <= set(found)
    assert not any("49" in each or "<class" in each for each in said)
    kept = (await store.export(f"telegram:{ANN}"))["messages"]
    assert isinstance(kept, list)
    assert f"he said {text} again" in [each["text"] for each in kept]


def tap(sender: int, chat: dict[str, Any], data: str = "1:consent.yes") -> dict[str, Any]:
    person = {"id": sender, "is_bot": False, "first_name": "x"}
    message = {"message_id": 1, "date": 1, "chat": chat}
    return {"update_id": 1, "callback_query": {"id": "1", "from": person, "message": message, "data": data}}


def test_a_stranger_s_tap_is_nobody_s() -> None:
    assert read(tap(EVE, {"id": ANN, "type": "private"}), NOW) is None
    assert read(tap(EVE, {"id": -100, "type": "supergroup"}), NOW) is None
    assert read(tap(ANN, {"id": ANN, "type": "private"}), NOW) is not None


@pytest.mark.parametrize(
    "data", ["9:forget.yes", "forget.yes", "1:' OR 1=1", "1:../../etc", "-1:forget.yes", "1:" + "x" * 60]
)
async def test_a_forged_or_stale_tap_changes_nothing(
    api: BotApi, door: Opened, coach: Coach, store: SqlStore, data: str
) -> None:
    async with door(coach=coach):
        await talk(api, ANN, "/start")
        api.update("callback_query", tap(ANN, {"id": ANN, "type": "private"}, data)["callback_query"])
        await asyncio.sleep(0.4)
    assert (await store.load(f"telegram:{ANN}")).account.keeps is None


@pytest.mark.parametrize("number", ["17", "17\nERROR all is lost", None, True, 1.5, {"a": 1}])
def test_a_chat_without_a_number_is_no_chat_and_writes_no_line_into_the_log(
    number: object, capsys: pytest.CaptureFixture[str]
) -> None:
    message = {"chat": {"id": number, "type": "private"}, "text": "x", "date": 1}
    set_up_logs("text")
    assert read_safely({"update_id": 5, "message": message}, NOW, 0.0) is None
    assert len(capsys.readouterr().err.splitlines()) == 1
    logging.getLogger().handlers.clear()


async def test_a_text_with_line_breaks_and_escapes_reaches_no_log(
    api: BotApi, door: Opened, coach: Coach, caplog: pytest.LogCaptureFixture
) -> None:
    async with door(coach=coach):
        await talk(api, ANN, "/start", "SECRET\n2026-01-01 ERROR forged\x1b[31m")
    assert "SECRET" not in caplog.text
    assert "forged" not in caplog.text


# ---------------------------------------------------------------- links


@asynccontextmanager
async def inner(body: bytes = b"inside", **headers: str) -> AsyncIterator[tuple[str, list[str]]]:
    """A server that nobody outside should reach, and what it was asked for."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(body=body, headers=headers, status=302 if "Location" in headers else 200)

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}", asked
    finally:
        await runner.cleanup()


async def test_a_link_in_a_message_is_never_followed(api: BotApi, door: Opened, coach: Coach) -> None:
    async with inner() as (url, asked), door(coach=coach):
        await talk(api, ANN, "/start", f"look at {url}/latest/meta-data and tell me")
    assert asked == []


@pytest.mark.parametrize(
    "path",
    [
        "../../bot1/deleteWebhook",
        "//evil.example/x",
        "a/../../x",
        "?x",
        "@evil.example/",
        "http://evil.example",
    ],
)
async def test_a_file_s_path_leads_nowhere_but_to_the_bot_s_files(path: str) -> None:
    body = json.dumps({"ok": True, "result": {"file_path": path}}).encode()
    async with inner(body) as (url, asked):
        box = PostBox(TOKEN, url)
        await box.open()
        with pytest.raises(NetworkError, match="not there"):
            await box.fetch("AgAD1")
        await box.close_down()
    assert asked == [f"/bot{TOKEN}/getFile"]


async def test_who_answers_with_another_address_is_not_followed() -> None:
    async with inner() as (target, asked), inner(Location=f"{target}/secret") as (url, _):
        box = PostBox(TOKEN, url)
        await box.open()
        with pytest.raises(NetworkError):
            await box.call("getMe", {})
        await box.close_down()
    assert asked == []


async def test_an_answer_that_unpacks_to_very_much_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MOST_BYTES", 1 << 16)
    bomb = gzip.compress(b" " * (8 << 20))
    async with inner(bomb, **{"Content-Encoding": "gzip"}) as (url, _):
        box = PostBox(TOKEN, url)
        await box.open()
        with pytest.raises(NetworkError):
            await box.call("getMe", {})
        await box.close_down()


@pytest.mark.parametrize(
    "content",
    [gzip.compress(b"x" * 1000, mtime=0), b"PK\x03\x04" + b"x" * 100, b"y" * (LARGEST + 1)],
    ids=["gzip", "zip", "endless"],
)
def test_a_packed_or_endless_page_is_not_unpacked(tmp_path: Path, content: bytes) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(content)
    with pytest.raises(ImportRefused):
        text_of(page)
