"""What only a server does: it goes away and comes back, lets one wait, and takes no NUL."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator

import psycopg
import pytest

from coachbot.core.model import Message
from coachbot.errors import Away, StoreError, Taken
from coachbot.ports import Store
from coachbot.store import open_store, receive_alone
from coachbot.store.engine import SEALED
from coachbot.store.place import locate
from coachbot.store.trouble import sentence
from tests.postgres import Server
from tests.store.made import delivery, rows, turn

STRANGE = ("a\0b", "\0", "\x01", "\x010", "\x01\x01\0", "plain")


@pytest.fixture
async def away(postgres_own_url: str) -> AsyncIterator[Store]:
    store = open_store(postgres_own_url)
    yield store
    await store.close()


async def test_a_server_that_restarts_between_two_turns_is_found_again(
    postgres_own: Server, away: Store
) -> None:
    await away.save(turn())
    postgres_own.stop(signal.SIGQUIT)
    postgres_own.start()
    await asyncio.gather(*(away.save(turn(f"p{n}")) for n in range(8)))
    assert (await away.load("ana")).version == 1


async def test_while_the_server_is_away_there_is_one_sentence_and_afterwards_all_is_well(
    postgres_own: Server, away: Store
) -> None:
    postgres_own.stop()
    for _ in range(2):
        with pytest.raises(StoreError, match=r"^The database .* cannot be reached\.$"):
            await away.receive([delivery(1)])
    postgres_own.start()
    assert await away.receive([delivery(1)]) == 1


async def test_who_is_patient_gets_a_store_that_works_once_the_server_is_there(
    postgres_own: Server, postgres_own_url: str
) -> None:
    postgres_own.stop()
    store = open_store(postgres_own_url, keys=["one"], patient=True)
    hold = receive_alone(postgres_own_url, patient=True)
    with pytest.raises(Away):
        await store.load("ana")
    with pytest.raises(Away):
        await hold.keep()
    postgres_own.start()
    await hold.keep()
    await asyncio.gather(*(store.save(turn(f"p{n}")) for n in range(8)))
    sealed = [row["text"].startswith(SEALED) for row in rows(postgres_own_url)["turns"]]
    assert sealed == [True] * 8
    with pytest.raises(Taken):
        receive_alone(postgres_own_url)
    hold.close()
    await store.close()


async def test_who_is_not_is_told_at_once(postgres_own: Server, postgres_own_url: str) -> None:
    postgres_own.stop()
    with pytest.raises(Away):
        open_store(postgres_own_url)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("/test_", "/no_test_", "The server knows no database"),
        ("//coachbot@", "//somebody@", "does not know the user"),
    ],
)
def test_patience_is_not_for_an_address_that_is_wrong(
    postgres_url: str, old: str, new: str, told: str
) -> None:
    with pytest.raises(StoreError, match=told) as raised:
        open_store(postgres_url.replace(old, new), patient=True)
    assert not isinstance(raised.value, Away)


def test_a_wrong_password_is_no_reason_to_wait_and_is_not_told() -> None:
    place = locate("postgresql://ann:secret@db/bot")
    words = 'connection failed: FATAL:  password authentication failed for user "ann"'
    found = sentence(place, psycopg.OperationalError(words))
    assert (
        str(found)
        == "The server of postgresql://ann:***@db/bot refuses the user or the password in that URL."
    )
    assert not isinstance(found, Away)


async def test_a_lock_that_somebody_keeps_is_a_sentence_in_the_end(postgres_url: str) -> None:
    store = open_store(f"{postgres_url}&options=-c%20lock_timeout%3D50")
    with psycopg.connect(postgres_url) as other:
        other.execute("LOCK TABLE people")
        with pytest.raises(StoreError, match=r"took too long\.$"):
            await store.save(turn())
    await store.save(turn())
    await store.close()


@pytest.mark.parametrize("text", STRANGE)
async def test_what_a_server_cannot_hold_comes_back_as_it_was(postgres_url: str, text: str) -> None:
    store = open_store(postgres_url)
    await store.receive([delivery(1, text=text)])
    assert (await store.waiting())[0] == delivery(1, text=text)
    await store.save(turn(text=text, messages=(Message(text),)))
    told = (await store.export("ana"))["messages"]
    assert isinstance(told, list)
    assert [each["text"] for each in told] == [text, text]
    await store.close()


async def test_many_turns_side_by_side_use_several_connections_and_lose_nothing(postgres_url: str) -> None:
    store = open_store(postgres_url)
    await asyncio.gather(*(store.save(turn(f"p{n}")) for n in range(100)))
    found = rows(postgres_url)
    assert (len(found["people"]), len(found["turns"]), len(found["outbox"])) == (100, 100, 100)
    await store.close()
