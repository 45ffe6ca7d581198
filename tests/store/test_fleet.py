"""Several programs on one database: each chat is one's, the dead lose theirs, and all share one pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from coachbot.ports import Fleet, Look
from coachbot.store import SqlStore, fleet, open_store, receive_alone
from tests.store.made import delivery, rows, turn

NONE: frozenset[int] = frozenset()


@pytest.fixture
async def store(url: str) -> AsyncIterator[SqlStore]:
    opened = open_store(url)
    yield opened
    await opened.close()


@pytest.fixture
def two(store: SqlStore) -> tuple[Fleet, Fleet]:
    return store.fleet("one", "ana"), store.fleet("two", "ana")


async def test_a_chat_is_one_program_s_until_it_lets_go(store: SqlStore, two: tuple[Fleet, Fleet]) -> None:
    one, other = two
    await store.receive([delivery(1), delivery(2)])
    assert [each.update for each in (await one.look([], NONE, 9)).waiting] == [1, 2]
    assert await other.look([], NONE, 9) == Look(frozenset(), ())
    await one.look(["ana"], NONE, 0)
    assert [each.update for each in (await other.look([], frozenset({1}), 9)).waiting] == [2]


async def test_of_many_who_look_at_once_each_chat_has_one(store: SqlStore) -> None:
    await store.receive([delivery(n, f"p{n}") for n in range(60)])
    fleets = [store.fleet(f"r{n}", "p") for n in range(6)]
    found = await asyncio.gather(*(each.look([], NONE, 20) for each in fleets), return_exceptions=True)
    chats = [chat for look in found if isinstance(look, Look) for chat in look.chats]
    assert len(chats) == len(set(chats)) > 0


async def test_the_oldest_chat_is_claimed_first(store: SqlStore, two: tuple[Fleet, Fleet]) -> None:
    await store.receive([delivery(1, "new", at="2026-03-02"), delivery(2, "old", at="2026-03-01")])
    assert (await two[0].look([], NONE, 1)).chats == {"old"}


async def test_what_was_answered_and_not_sent_is_claimed_too(
    store: SqlStore, two: tuple[Fleet, Fleet]
) -> None:
    await store.save(turn("ana:1"))
    assert (await two[0].look([], NONE, 9)).chats == {"ana:1"}


async def test_the_chats_of_a_program_that_fell_silent_are_free(
    store: SqlStore, two: tuple[Fleet, Fleet], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    await store.receive([delivery(1)])
    await one.beat()
    await other.beat()
    await one.look([], NONE, 9)
    await other.beat()
    assert (await other.look([], NONE, 9)).chats == frozenset()
    monkeypatch.setattr(fleet, "LEASE_MS", 60)
    monkeypatch.setattr(fleet, "WATCH_MS", 0)
    for _ in range(4):
        await asyncio.sleep(0.03)
        await other.beat()
    assert (await other.look([], NONE, 9)).chats == {"ana"}
    assert (await one.look([], NONE, 0)).chats == frozenset()


async def test_a_program_whose_line_is_gone_is_dead_long_before_its_lease_ends(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fleet, "WATCH_MS", 0)
    monkeypatch.setattr(fleet, "SILENT_MS", 20)
    store = open_store(postgres_url)
    holds = [receive_alone(postgres_url, together=True) for _ in range(2)]
    one, other = (store.fleet(name, "ana", hold) for name, hold in zip(("one", "two"), holds, strict=True))
    await store.receive([delivery(1), delivery(2, "ben", at="2026-01-01")])
    await one.beat()
    await one.look([], NONE, 1)
    await asyncio.sleep(0.05)
    await other.beat()
    await other.beat()
    assert (await other.look([], NONE, 0)).chats == frozenset()  # silent, but its line stands
    holds[0].close()
    await asyncio.sleep(0.1)
    await other.beat()
    assert (await other.look([], NONE, 1)).chats == {"ben"}  # the dead one's comes before all that wait
    holds[1].close()
    await store.close()


async def test_who_was_away_itself_calls_nobody_dead(
    store: SqlStore, two: tuple[Fleet, Fleet], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    await store.receive([delivery(1)])
    await one.beat()
    await other.beat()
    await one.look([], NONE, 9)
    monkeypatch.setattr(fleet, "LEASE_MS", 20)
    monkeypatch.setattr(fleet, "LATE_MS", 20)
    await asyncio.sleep(0.05)
    assert not await other.beat()
    assert (await one.look([], NONE, 0)).chats == {"ana"}


async def test_who_leaves_lets_go_of_everything(store: SqlStore, url: str, two: tuple[Fleet, Fleet]) -> None:
    await store.receive([delivery(1)])
    await two[0].beat()
    await two[0].look([], NONE, 9)
    await two[0].leave()
    assert (rows(url)["claims"], rows(url)["replicas"]) == ([], [])


async def test_the_places_of_all_programs_are_evenly_apart(two: tuple[Fleet, Fleet]) -> None:
    asked = await asyncio.gather(*(each.reserve(5, 0.1) for each in two * 3))
    places = sorted(place for some in asked for place in some)
    assert len(places) == 30
    assert places[-1] - places[0] > 2.0  # thirty at a tenth of a second, less what passed meanwhile


async def test_a_hold_is_everybody_s(two: tuple[Fleet, Fleet]) -> None:
    await two[0].hold(30.0)
    assert (await two[1].reserve(1, 0.1))[0] > 25
