"""Telegram's JSON becomes what the coach understands."""

from __future__ import annotations

from datetime import datetime

import pytest

from coachbot.channels.telegram.updates import Incoming, chat_of, read
from coachbot.core.model import Said, Sort
from tests.telegram.botapi.world import World

NOW = "2026-03-01T21:40:00+00:00"
SECONDS = datetime.fromisoformat(NOW).timestamp()
ANN = 17


@pytest.fixture
def world() -> World:
    return World(now=lambda: SECONDS)


def heard(update: dict[str, object] | None, ahead: float = 0.0) -> Incoming:
    assert update is not None
    found = read(update, NOW, ahead)
    assert found is not None
    return found


def test_a_text_is_read(world: World) -> None:
    update = world.text(ANN, "he forgot. again.")
    assert heard(update) == Incoming(
        update["update_id"],
        "telegram:17",
        Said(
            "telegram:17",
            NOW,
            text="he forgot. again.",
            update=update["update_id"],
            locale="en",
            called="User 17",
        ),
    )


@pytest.mark.parametrize(
    ("act", "sort", "text"),
    [
        (lambda world: world.sticker(ANN), Sort.STICKER, ""),
        (lambda world: world.photo(ANN), Sort.PHOTO, ""),
        (lambda world: world.photo(ANN, "look at this"), Sort.PHOTO, "look at this"),
        (lambda world: world.voice(ANN), Sort.VOICE, ""),
        (lambda world: world.forward(ANN, "his words"), Sort.FORWARD, "his words"),
        (lambda world: world.text(ANN, "", poll={"question": "?"}), Sort.TEXT, ""),
        (lambda world: world.text(ANN, "/start ref-17"), Sort.TEXT, "/start ref-17"),
        (lambda world: world.text(ANN, "/help@coach_test_bot please"), Sort.TEXT, "/help please"),
        (lambda world: world.text(ANN, "mail me@home"), Sort.TEXT, "mail me@home"),
        (lambda world: world.group(-100, ANN, "hi bot"), Sort.GROUP, ""),
        (lambda world: world.added(-100, ANN), Sort.GROUP, ""),
    ],
)
def test_each_kind_of_message_is_told_apart(world: World, act: object, sort: Sort, text: str) -> None:
    said = heard(act(world)).said  # type: ignore[operator]
    assert (said.sort, said.text) == (sort, text)


@pytest.mark.parametrize("field", ["document", "animation", "location", "contact", "dice", "video"])
def test_other_things_are_other_things_with_their_caption(world: World, field: str) -> None:
    update = world.text(ANN, "")
    message = {key: value for key, value in update["message"].items() if key != "text"}
    said = heard({**update, "message": {**message, field: {}, "caption": "see"}}).said
    assert (said.sort, said.text) == (Sort.OTHER, "see")


def test_an_edit_is_heard_with_its_new_words(world: World) -> None:
    number = world.text(ANN, "he is late")["message"]["message_id"]
    said = heard(world.edit(ANN, number, "he hit me")).said
    assert (said.sort, said.text) == (Sort.EDIT, "he hit me")


@pytest.mark.parametrize(
    ("data", "tap", "turn"),
    [
        ("12:skip", "skip", 12),
        ("12:a:b", "a:b", 12),
        ("old", "old", None),
        ("x:y", "x:y", None),
        ("", "", None),
    ],
)
def test_a_tap_names_its_button_and_its_turn(world: World, data: str, tap: str, turn: int | None) -> None:
    keys = {"inline_keyboard": [[{"text": "Skip", "callback_data": data}]]}
    world.text(ANN, "hello")
    message = world.post(world.chats[ANN], {"text": "?", "reply_markup": keys})
    found = heard(world.tap(ANN, "Skip"))
    assert (found.said.sort, found.said.tap, found.said.tap_of) == (Sort.TAP, tap, turn)
    assert (found.user, found.tapped, bool(found.callback)) == ("telegram:17", message["message_id"], True)


def test_a_group_is_answered_as_a_group(world: World) -> None:
    assert chat_of(heard(world.group(-1007, ANN, "hello")).user) == -1007


def test_a_person_who_blocks_the_bot_has_left(world: World) -> None:
    assert heard(world.block(ANN)).left


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "poll": {}},
        {"update_id": 1, "message": {"chat": {"id": 5, "type": "private"}, "pinned_message": {}}},
        {"update_id": 1, "message": {"chat": {"id": -5, "type": "group"}, "new_chat_title": "x"}},
        {"update_id": 1, "message": {"chat": {"id": -5, "type": "channel"}, "text": "x"}},
        {
            "update_id": 1,
            "message": {"chat": {"id": 5, "type": "private"}, "from": {"is_bot": True}, "text": "x"},
        },
        {"update_id": 1, "edited_message": {"chat": {"id": 5, "type": "private"}, "location": {}}},
        {"update_id": 1, "edited_message": {"chat": {"id": -5, "type": "group"}, "text": "x"}},
        {"update_id": 1, "my_chat_member": {"chat": {"id": 5, "type": "private"}}},
    ],
)
def test_what_nobody_said_is_passed_over(update: dict[str, object]) -> None:
    assert read(update, NOW) is None


def test_leaving_a_group_or_unblocking_asks_for_no_answer(world: World) -> None:
    world.added(-100, ANN)
    assert read(world.unblock(ANN), NOW) is None


def test_a_message_that_waited_keeps_the_time_at_which_it_was_said(world: World) -> None:
    world.ahead = -3600
    found = heard(world.text(ANN, "last night"))
    assert (found.age, found.said.at) == (3600, "2026-03-01T20:40:00+00:00")


def test_a_clock_that_goes_wrong_makes_nobody_late(world: World) -> None:
    world.ahead = -3600  # our clock is an hour ahead of Telegram's
    assert heard(world.text(ANN, "now"), ahead=3600).age == 0
