"""A flood is gathered: every word is heard, few turns are made, and danger waits for nobody."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from coachbot.channels.telegram import flooding
from coachbot.channels.telegram.flooding import LONGEST, Bursts, gathered
from coachbot.channels.telegram.pacing import FREE
from coachbot.channels.telegram.updates import Incoming
from coachbot.core.model import Message, Said, Sort
from coachbot.ports import Store
from coachbot.store import SqlStore
from tests.telegram.botapi import BotApi
from tests.telegram.conftest import Opened
from tests.telegram.echo import Echo

ANN = 17
TIGHT = replace(FREE, talk=3, talk_s=60.0)


def job(update: int, text: str = "", sort: Sort = Sort.TEXT) -> Incoming:
    return Incoming(update, "telegram:17", Said("telegram:17", "2026-03-01", sort, text, update=update))


def test_a_burst_is_let_through_and_what_is_beyond_is_not_until_time_has_passed() -> None:
    bursts = Bursts(replace(FREE, talk=3, talk_s=2.0))
    assert [bursts.over("a", 0.0) for _ in range(5)] == [False, False, False, True, True]
    assert [bursts.over("a", 2.1), bursts.over("a", 2.1), bursts.over("b", 2.1)] == [False, True, False]


def test_words_are_joined_up_to_the_next_command() -> None:
    whole, past = gathered(job(1, "a"), [job(2, "b"), job(3, "c"), job(4, "/forget"), job(5, "d")])
    assert (whole.said.text, whole.said.joined, past) == ("a\nb\nc", (2, 3), ())


def test_of_taps_and_stickers_the_last_counts() -> None:
    jobs = [job(n, sort=Sort.STICKER) for n in (1, 2, 3)]
    whole, past = gathered(jobs[0], jobs[1:])
    assert (whole.update, [each.update for each in past]) == (3, [1, 2])


def test_a_command_stands_alone() -> None:
    assert gathered(job(1, "/forget"), [job(2, "x")]) == (job(1, "/forget"), ())


def test_no_turn_grows_without_end() -> None:
    whole, _ = gathered(job(1, "x" * 3000), [job(n, "y" * 900) for n in range(2, 9)])
    assert len(whole.said.text) <= LONGEST


@pytest.fixture(autouse=True)
def short_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flooding, "REST_S", 0.4)


async def test_a_flood_becomes_one_turn_that_has_heard_all_of_it(
    api: BotApi, door: Opened, store: SqlStore
) -> None:
    for n in range(12):
        api.text(ANN, f"w{n}")
    async with door(pace=TIGHT):
        await api.until(4)
        await asyncio.sleep(0.6)
    *single, whole = api.texts(ANN)
    assert single == ["1: w0", "2: w1", "3: w2"]
    assert whole.removeprefix("4: ").split("\n") == [f"w{n}" for n in range(3, 12)]
    assert await store.waiting() == []


class Helping(Echo):
    """An echo that sees danger in one word."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.seen: list[str] = []

    def first_aid(self, said: Said) -> list[Message]:
        self.seen.append(said.text)
        return [Message("HELP")] if "choking" in said.text else []


async def test_danger_in_a_flood_is_helped_before_the_flood_ends(
    api: BotApi, door: Opened, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flooding, "REST_S", 30.0)
    coach = Helping(store)
    async with door(coach=coach, pace=TIGHT):
        for text in ("a", "b", "c", "d", "e", "he is choking me"):
            api.text(ANN, text)
        await api.until(4)
    assert api.texts(ANN)[3:] == ["HELP"]
    assert coach.seen == ["d", "e", "he is choking me"]
