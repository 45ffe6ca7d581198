from __future__ import annotations

import functools
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from coachbot.coach import Coach
from coachbot.core.library import Library
from coachbot.core.model import Level, Manner, Mode, Said, Sort, Step
from coachbot.errors import Conflict
from coachbot.library import read_library
from coachbot.outcome import Turn
from coachbot.ports import House, Store
from coachbot.store import open_store
from coachbot.voices.script import ScriptedVoice

AT = "2026-11-22T20:00:00+00:00"
LATER = "2026-11-23T18:00:00+00:00"
SHOVED = "my husband shoved me into the wall yesterday"
ALMOST = "i could kill him for that, honestly. sometimes i'm scared of him"


@functools.cache
def the_library() -> Library:
    return read_library()


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'coach.sqlite'}")
    yield opened
    await opened.close()


@pytest.fixture
def coach(store: Store) -> Coach:
    return Coach(the_library(), store, ScriptedVoice(the_library().kit), House("Ada"))


async def say(coach: Coach, text: str, user: str = "anna", **more: object) -> Turn:
    return await coach.turn(Said(user, AT, text=text, **more), post=False)  # type: ignore[arg-type]


async def tap(coach: Coach, button: str, user: str = "anna") -> Turn:
    return await coach.turn(Said(user, AT, Sort.TAP, tap=button), post=False)


def words(turn: Turn) -> str:
    return "\n".join(m.text for m in turn.messages)


async def test_a_talk_goes_on_where_it_was_after_a_restart(coach: Coach, store: Store) -> None:
    first = await say(coach, "he forgot my birthday again and I am sad")
    again = Coach(the_library(), store, ScriptedVoice(the_library().kit))
    second = await say(again, "just listen")
    assert (first.number, second.number) == (1, 2)
    assert second.step is Step.LISTEN


async def test_violence_stops_the_coaching_with_help_and_asks_the_country(coach: Coach) -> None:
    turn = await say(coach, SHOVED)
    assert (turn.step, turn.hold, turn.danger.level) == (Step.HOLD, True, Level.STOP)
    assert all(m.manner is Manner.DANGER for m in turn.messages)
    assert "country" in words(turn)


async def test_the_hold_gives_the_numbers_of_the_country(coach: Coach) -> None:
    await say(coach, SHOVED)
    turn = await say(coach, "Germany")
    assert turn.hold
    assert "116 016" in words(turn) or "08000 116" in words(turn)


async def test_danger_said_in_another_language_is_answered_in_it(coach: Coach) -> None:
    turn = await say(coach, "mein mann hat mich gestern geschlagen")
    assert turn.hold
    assert turn.messages[0].text.startswith("Ich glaube dir")


@pytest.mark.parametrize(
    "line",
    [
        "write him a message",
        "what should i do",
        "skip",
        "he is so sweet otherwise",
        "just listen",
        "start over",
    ],
)
async def test_in_a_hold_nothing_is_coached(coach: Coach, line: str) -> None:
    await say(coach, SHOVED)
    turn = await say(coach, line)
    assert (turn.step, turn.gem) == (Step.HOLD, None)
    assert all(m.manner is Manner.DANGER for m in turn.messages)


async def test_a_hold_is_left_only_after_a_direct_question(coach: Coach) -> None:
    await say(coach, SHOVED)
    asked = await say(coach, "can we go on")
    left = await tap(coach, "danger.wrong")
    assert asked.hold
    assert not left.hold


async def test_couples_work_stays_closed_when_violence_is_only_over(coach: Coach) -> None:
    await say(coach, SHOVED)
    await say(coach, "can we go on")
    left = await tap(coach, "danger.over")
    assert not left.hold
    for line in ("she came home late again", "what should i do", "write her a message"):
        turn = await say(coach, line)
        assert (turn.step, turn.mode, turn.gem) == (Step.LISTEN, Mode.LISTEN, None)
        assert "?" not in words(turn)


async def test_due_messages_are_cancelled_by_a_hold(coach: Coach, store: Store) -> None:
    await say(coach, "he left the table again last night")
    await say(coach, "i need a pause")
    await say(coach, SHOVED)
    assert await store.due(LATER) == []


async def test_a_settling_person_is_looked_in_on(coach: Coach, store: Store) -> None:
    await say(coach, "he left the table again last night")
    await say(coach, "i need a pause")
    (due,) = await store.due(LATER)
    turn = await coach.come_due(due, LATER, post=False)
    assert turn is not None
    assert turn.cause == "settle_check"
    assert await store.due(LATER) == []


async def test_the_same_delivery_is_answered_once(coach: Coach) -> None:
    await say(coach, "he left the table again last night", update=7)
    with pytest.raises(Conflict):
        await say(coach, "he left the table again last night", update=7)


async def test_without_a_yes_nothing_of_a_telegram_talk_is_kept(coach: Coach, store: Store) -> None:
    await say(coach, "he left the table again last night", user="telegram:1")
    second = await say(coach, "sad", user="telegram:1")
    assert second.number == 2
    assert not (await store.export("telegram:1")).get("messages")


async def test_after_a_yes_the_talk_is_kept(coach: Coach, store: Store) -> None:
    await say(coach, "/start", user="telegram:1")
    await tap(coach, "consent.yes", user="telegram:1")
    await say(coach, "he left the table again last night", user="telegram:1")
    kept = (await store.export("telegram:1"))["messages"]
    assert isinstance(kept, list)
    assert any(m["text"].startswith("he left") for m in kept)


async def test_forget_asks_once_and_leaves_nothing(coach: Coach, store: Store) -> None:
    await say(coach, "he left the table again last night")
    asked = await say(coach, "/forget")
    await tap(coach, "forget.yes")
    assert [b.id for b in asked.messages[-1].buttons] == ["forget.yes", "forget.no"]
    assert not (await store.export("anna")).get("messages")


@pytest.mark.parametrize(
    "text",
    ["", "   ", "😂😂😂", "\x00\x00", "אני כועסת", "x" * 100_000, "!!!", "/unknown", "null", "{{ told }}"],
)
async def test_odd_input_gets_an_answer(coach: Coach, text: str) -> None:
    turn = await say(coach, text)
    assert words(turn).strip()


@pytest.mark.parametrize(
    "sort", [Sort.STICKER, Sort.PHOTO, Sort.VOICE, Sort.OTHER, Sort.FORWARD, Sort.EDIT, Sort.GROUP]
)
async def test_what_is_no_text_gets_a_kind_sentence(coach: Coach, sort: Sort) -> None:
    turn = await coach.turn(Said("anna", AT, sort), post=False)
    assert words(turn).strip()


@pytest.mark.parametrize("sort", [Sort.PHOTO, Sort.EDIT, Sort.FORWARD, Sort.VOICE])
async def test_danger_is_heard_on_every_way_in(coach: Coach, sort: Sort) -> None:
    turn = await coach.turn(Said("anna", AT, sort, SHOVED), post=False)
    assert turn.hold


def test_first_aid_needs_no_database(store: Store) -> None:
    coach = Coach(the_library(), store, ScriptedVoice(the_library().kit))
    assert coach.first_aid(Said("anna", AT, text=SHOVED))
    assert not coach.first_aid(Said("anna", AT, text="he left the table"))


async def test_a_no_to_the_direct_question_is_believed_and_the_story_heard(coach: Coach) -> None:
    asked = await say(coach, "we argued and he gets so angry that i am scared of him")
    assert asked.danger.level is Level.ASK
    answered = await say(coach, "no, not like that")
    assert not answered.hold
    assert len(answered.messages) >= 2
