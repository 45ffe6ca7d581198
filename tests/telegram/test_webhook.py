"""Updates that are brought: only Telegram's own, written down before they are taken, answered in order."""

from __future__ import annotations

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from coachbot.channels.telegram.pacing import FREE, Pace
from coachbot.channels.telegram.postbox import Hook
from coachbot.channels.telegram.program import run
from coachbot.channels.telegram.reached import Brought
from coachbot.store import SqlStore, open_store
from tests.telegram.botapi import TOKEN, BotApi
from tests.telegram.conftest import HandClock
from tests.telegram.echo import Echo
from tests.telegram.ports import free_port

ADDRESS, SECRET = "https://bot.example/hook", "a-secret-of-ours_0123"
ANN = 17
HEAD = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
HELLO = {"message_id": 1, "date": int(time.time()), "chat": {"id": ANN, "type": "private"}, "text": "hello"}
UPDATE = json.dumps({"update_id": 5, "message": HELLO}).encode()

Serve = Callable[..., AbstractAsyncContextManager[str]]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the bot keeps what it hears."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/hook.sqlite"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def serve(api: BotApi, url: str) -> Serve:
    """Runs one program that is brought updates, to the end of the block; yields its address."""

    @asynccontextmanager
    async def serving(name: str = "one", pace: Pace = FREE) -> AsyncIterator[str]:
        store, port, stop = open_store(url), free_port(), asyncio.Event()
        fleet = None if url.startswith("sqlite") else store.fleet(name, "telegram")
        brought = Brought(Hook(ADDRESS, SECRET), "127.0.0.1", port, fleet, store.stages)
        running = run(
            token=TOKEN,
            base_url=api.url,
            coach=_coach(store),
            store=store,
            clock=HandClock(),
            pace=pace,
            stop=stop,
            reached=brought,
        )
        task = asyncio.create_task(running)
        address = f"http://127.0.0.1:{port}"
        try:
            await _listening(address, task)
            yield address
        finally:
            stop.set()
            async with asyncio.timeout(30):
                await task
            await store.close()

    return serving


def _coach(store: SqlStore) -> Any:
    return Echo(store)


async def _listening(address: str, task: asyncio.Task[None]) -> None:
    async with asyncio.timeout(20), aiohttp.ClientSession() as session:
        while not task.done():
            try:
                async with session.get(f"{address}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.05)
    await task


async def ask(method: str, address: str, **more: Any) -> tuple[int, str]:
    if isinstance(more.get("data"), bytes):
        more["data"] = io.BytesIO(more["data"])
    async with aiohttp.ClientSession() as session, session.request(method, address, **more) as answer:
        return answer.status, await answer.text()


async def test_a_talk_by_webhook_is_answered_in_order(api: BotApi, serve: Serve) -> None:
    async with serve() as address:
        api.courier.doors = [f"{address}/hook"]
        for n in range(5):
            api.text(ANN, f"w{n}")
        await api.until(5)
    assert api.texts(ANN) == [f"{n + 1}: w{n}" for n in range(5)]
    assert not api.updates


STRANGERS: dict[str, tuple[int, dict[str, Any]]] = {
    "no secret": (403, {"headers": {"Content-Type": "application/json"}, "data": UPDATE}),
    "wrong secret": (
        403,
        {"headers": HEAD | {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]}, "data": UPDATE},
    ),
    "a form": (
        415,
        {"headers": HEAD | {"Content-Type": "application/x-www-form-urlencoded"}, "data": UPDATE},
    ),
    "no JSON": (400, {"headers": HEAD, "data": b"{"}),
    "a list": (400, {"headers": HEAD, "data": b"[]"}),
    "deep": (400, {"headers": HEAD, "data": b"[" * 200_000}),
    "no number": (400, {"headers": HEAD, "data": b'{"update_id":"5"}'}),
    "too great a number": (400, {"headers": HEAD, "data": b'{"update_id":%d}' % 2**70}),
    "too long": (413, {"headers": HEAD, "data": b" " * (2 << 20)}),
    "nothing for us": (200, {"headers": HEAD, "data": b'{"update_id":5,"poll":{}}'}),
    "strange inside": (200, {"headers": HEAD, "data": b'{"update_id":5,"message":{"chat":5}}'}),
}


async def test_whatever_is_no_update_of_telegram_s_changes_nothing(api: BotApi, serve: Serve) -> None:
    async with serve() as address:
        found = {
            name: (await ask("POST", f"{address}/hook", **more))[0] for name, (_, more) in STRANGERS.items()
        }
        assert (await ask("GET", f"{address}/hook"))[0] == 405
        assert (await ask("POST", f"{address}/../hook/..%2f", headers=HEAD, data=UPDATE))[0] == 404
        await asyncio.sleep(0.3)
    assert found == {name: status for name, (status, _) in STRANGERS.items()}
    assert api.sent() == []


async def test_an_update_that_is_brought_again_is_answered_once(api: BotApi, serve: Serve) -> None:
    api.text(ANN, "so that the chat is known")
    api.updates.clear()
    async with serve() as address:
        for _ in range(3):
            assert await ask("POST", f"{address}/hook", headers=HEAD, data=UPDATE) == (200, "")
        await api.until(1)
        assert (await ask("POST", f"{address}/hook", headers=HEAD, data=UPDATE))[0] == 200
        await asyncio.sleep(0.5)
    assert api.texts(ANN) == ["1: hello"]


async def test_a_poison_update_gets_one_apology_and_stops_nobody(api: BotApi, serve: Serve) -> None:
    async with serve() as address:
        api.courier.doors = [f"{address}/hook"]
        api.text(ANN, "boom")
        api.text(ANN, "after it")
        api.text(ANN + 1, "another")
        await api.until(3)
    assert api.texts(ANN) == ["That went wrong on my side, sorry.", "1: after it"]


async def test_the_numbers_hold_no_name_and_no_text(api: BotApi, serve: Serve) -> None:
    async with serve() as address:
        api.courier.doors = [f"{address}/hook"]
        api.text(991_177, "a word of mine")
        await api.until(1)
        await asyncio.sleep(0.1)
        status, told = await ask("GET", f"{address}/metrics")
    assert status == 200
    assert 'coachbot_webhook_deliveries_total{status="200"} 1.0' in told
    assert "coachbot_turn_seconds_count 1.0" in told
    for stage in ("load", "save", "send"):
        assert f'coachbot_stage_seconds_count{{stage="{stage}"}}' in told
    assert "coachbot_updates_waiting 0.0" in told
    assert "991177" not in told
    assert "of mine" not in told


async def test_what_waited_while_nobody_listened_is_answered_first(api: BotApi, serve: Serve) -> None:
    async with serve() as address:
        api.courier.doors = [f"{address}/hook"]
        api.text(ANN, "one")
        await api.until(1)
    api.text(ANN, "two")
    async with serve() as address:
        api.courier.doors = [f"{address}/hook"]
        await api.until(2)
    assert api.texts(ANN) == ["1: one", "2: two"]
