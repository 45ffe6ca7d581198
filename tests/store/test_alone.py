"""One receiver at a time."""

from __future__ import annotations

import pytest

from coachbot.errors import StoreError
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
