"""One receiver at a time."""

from __future__ import annotations

import psycopg
import pytest

from coachbot.errors import StoreError, Taken
from coachbot.store import receive_alone

REFUSAL = "^Another coachbot receives messages into the database .*: stop it, or use another database"


def test_a_second_receiver_is_refused_in_a_sentence_until_the_first_ends(url: str) -> None:
    first = receive_alone(url)
    with pytest.raises(StoreError, match=REFUSAL):
        receive_alone(url)
    first.close()
    receive_alone(url).close()


def test_on_a_server_several_may_be_brought_updates_and_none_may_ask_beside_them(postgres_url: str) -> None:
    several = [receive_alone(postgres_url, together=True) for _ in range(2)]
    with pytest.raises(StoreError, match=REFUSAL):
        receive_alone(postgres_url)
    for each in several:
        each.close()
    receive_alone(postgres_url).close()


def cut(url: str) -> None:
    """Cut every line to a database but this one, as a restart of the server does."""
    with psycopg.connect(url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid()"
        )


async def test_a_receiver_whose_line_was_cut_takes_its_lock_anew(postgres_url: str) -> None:
    hold = receive_alone(postgres_url)
    cut(postgres_url)
    await hold.keep()
    with pytest.raises(Taken, match=REFUSAL):
        receive_alone(postgres_url)
    hold.close()


async def test_a_receiver_that_another_was_quicker_than_is_told_so(postgres_url: str) -> None:
    slow = receive_alone(postgres_url)
    cut(postgres_url)
    quick = receive_alone(postgres_url)
    with pytest.raises(Taken, match=REFUSAL):
        await slow.keep()
    slow.close()
    quick.close()
