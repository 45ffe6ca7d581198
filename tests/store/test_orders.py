"""What an operator orders, and what is shown to them."""

from __future__ import annotations

import pytest

from coachbot.core.model import Message, Said
from coachbot.errors import Conflict
from coachbot.ports import Orders
from coachbot.store import SqlStore, open_store, status
from tests.store.made import delivery, turn


async def test_orders_stand_until_they_are_taken_back(url: str) -> None:
    store = open_store(url)
    assert await store.orders() == Orders()
    assert (await store.pause(on=True), await store.pause(on=True)) == (True, False)
    assert (await store.ban("ana"), await store.ban("ana")) == (True, False)
    assert await store.orders() == Orders(paused=True, banned=frozenset({"ana"}))
    assert (await store.pause(on=False), await store.unban("ana"), await store.unban("ana")) == (
        True,
        True,
        False,
    )
    assert await store.orders() == Orders()
    await store.close()


async def test_what_waits_for_somebody_who_is_banned_is_dropped(url: str) -> None:
    store = open_store(url)
    await store.save(turn("ana"))
    await store.ban("ana")
    assert await store.unsent() == []
    await store.close()


async def test_who_is_turned_away_is_handled_once_and_nothing_they_said_stays(url: str) -> None:
    store = open_store(url)
    await store.receive([delivery(1, text="SECRET")])
    said = Said("ana", "2026-03-01T10:00:00+00:00", text="SECRET", update=1)
    (posted,) = await store.turn_away(said, [Message("not now")], "paused")
    assert (posted.message.text, (await store.unsent())[0].id) == ("not now", posted.id)
    with pytest.raises(Conflict):
        await store.turn_away(said, [], "paused")
    assert "SECRET" not in str(await store.export("ana"))
    await store.close()


async def told(url: str, store: SqlStore) -> str:
    await store.close()
    return status(url)


async def test_the_status_tells_of_orders_and_of_what_was_set_aside(url: str) -> None:
    store = open_store(url)
    await store.receive([delivery(1), delivery(2)])
    await store.set_aside(1, "poison")
    await store.pause(on=True)
    await store.ban("ben")
    _, *remarks = (await told(url, store)).splitlines()
    assert [line.partition(":")[0] for line in remarks] == [
        "It is paused",
        "Banned",
        "Set aside in the last 48 hours, with an apology",
        "Updates that wait",
    ]


async def test_the_status_of_a_quiet_database_is_one_sentence(url: str) -> None:
    assert len((await told(url, open_store(url))).splitlines()) == 1
