"""A person's rights, held through the coach as they are asked for in the chat."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import pytest

from coachbot.coach import Coach
from coachbot.core.library import Library
from coachbot.core.model import Manner, Message, Said, Sort
from coachbot.library import read_library
from coachbot.ports import House, Store
from coachbot.store import open_store
from coachbot.voices.script import ScriptedVoice
from tests.store.made import filled, rows
from tests.store.test_whose import in_files

ANN = "telegram:42"


@cache
def the_library() -> Library:
    return read_library()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/x.sqlite", keys=["a key"])
    yield opened
    await opened.close()


def coach_of(store: Store, **house: object) -> Coach:
    return Coach(the_library(), store, ScriptedVoice(the_library().kit), House("Ada", **house))  # type: ignore[arg-type]


class Talk:
    """One person's talk, minute by minute."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._minute = 0

    async def say(self, text: str = "", tap: str | None = None) -> tuple[Message, ...]:
        self._minute += 1
        at = f"2026-03-01T21:{self._minute:02}:00+00:00"
        said = Said(ANN, at, Sort.TAP if tap else Sort.TEXT, text, tap=tap)
        turn = await self._coach.turn(said)
        return turn.messages


async def kept(coach: Coach) -> Talk:
    talk = Talk(coach)
    await talk.say("/start")
    await talk.say(tap="consent.yes")
    await talk.say("he forgot our anniversary again")
    return talk


@pytest.mark.parametrize(
    ("house", "words"),
    [
        ({}, ["Ada's database", "until you delete it", "No language model", "Telegram sees"]),
        ({"days": 90}, ["90 days, then it goes by itself"]),
        ({"sealed": True}, ["encrypted with a key of your own"]),
        ({"model": "llm.example"}, ["a model at llm.example gets"]),
    ],
)
async def test_privacy_tells_what_where_how_long_and_who(
    store: Store, house: dict[str, object], words: list[str]
) -> None:
    talk = await kept(coach_of(store, **house))
    (screen,) = await talk.say("/privacy")
    assert [word for word in words if word not in screen.text] == []
    assert len(screen.text) < 1200  # one screen of a phone


async def test_an_export_is_a_page_and_the_same_as_data(store: Store) -> None:
    talk = await kept(coach_of(store))
    _, page, data = await talk.say("/export")
    assert page.manner is data.manner is Manner.FILE
    assert page.text.startswith("<!doctype html>")
    assert "he forgot our anniversary again" in page.text
    assert json.loads(data.text)["messages"][2]["text"] == "he forgot our anniversary again"


async def test_an_export_holds_no_export_that_was_sent_before(store: Store) -> None:
    talk = await kept(coach_of(store))
    first = (await talk.say("/export"))[2].text
    await store.sent([(posted.id, None) for posted in await store.unsent()])
    second = (await talk.say("/export"))[2].text
    assert len(second) < len(first) * 2


async def test_without_history_the_talk_goes_on_and_nothing_of_it_is_kept(
    store: Store, tmp_path: Path
) -> None:
    talk = await kept(coach_of(store))
    await talk.say("/privacy")
    await talk.say(tap="history.off")
    assert await talk.say("he laughed at me in front of everyone")
    left = rows(f"sqlite:///{tmp_path}/x.sqlite")
    assert left["turns"] == left["conversations"] == []
    assert {row["person_id"] for row in left["data_keys"]} == {None}


async def test_history_can_be_kept_again(store: Store, tmp_path: Path) -> None:
    talk = await kept(coach_of(store))
    await talk.say("/history off")
    await talk.say("/history on")
    await talk.say("she went quiet")
    assert len(rows(f"sqlite:///{tmp_path}/x.sqlite")["turns"]) == 2


async def test_who_is_forgotten_is_in_no_table_and_in_no_file(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    talk = await kept(coach_of(store))
    await talk.say("/forget")
    await talk.say(tap="forget.yes")
    await store.sent([(posted.id, 7) for posted in await store.unsent()])
    assert ANN not in str(rows(f"sqlite:///{tmp_path}/x.sqlite"))
    assert filled(f"sqlite:///{tmp_path}/x.sqlite") <= {"data_keys", "danger_flags"}
    assert not in_files(tmp_path, b"anniversary")
    assert not in_files(tmp_path, ANN.encode())
    assert "anniversary" not in caplog.text
