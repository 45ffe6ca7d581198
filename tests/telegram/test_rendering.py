"""A message as Telegram takes it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.channels.telegram.rendering import parts, split, units
from coachbot.core.model import Button, Manner, Message
from coachbot.ports import Posted
from tests.telegram.botapi import refusals


def posted(message: Message, turn: int = 3, replaces: int | None = None) -> Posted:
    return Posted(1, "telegram:17", message, turn, "2026-03-01T21:40:00+00:00", replaces=replaces)


def test_a_file_goes_as_a_document_however_long_it_is() -> None:
    (part,) = parts(posted(Message("{}" * 5000, manner=Manner.FILE)))
    assert (part.method, part.file) == ("sendDocument", "{}" * 5000)


@given(st.text(max_size=200), st.integers(min_value=4, max_value=40))
def test_every_piece_fits_and_no_word_is_lost(text: str, limit: int) -> None:
    pieces = list(split(text, limit))
    assert all(0 < units(piece) <= limit for piece in pieces)
    assert refusals.clean("".join("".join(pieces).split())) == refusals.clean("".join(visible(text).split()))


def visible(text: str) -> str:
    return text if list(split(text)) else ""


@given(st.text(alphabet=st.characters(), max_size=300).map(lambda text: text * 20))
def test_no_text_is_refused_by_telegram(text: str) -> None:
    for part in parts(posted(Message(text))):
        arguments = {key: str(value) for key, value in part.arguments.items()}
        assert refusals.message_text(arguments)


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200d\ufeff", "\x00\x01", "\u2800"])
def test_nothing_is_shown_of_nothing(text: str) -> None:
    assert not parts(posted(Message(text)))


def test_a_long_text_is_cut_between_paragraphs() -> None:
    text = "\n\n".join(["a" * 3000, "b" * 900, "c" * 900])
    assert [piece[0] + piece[-1] for piece in split(text)] == ["ab", "cc"]


def test_a_paragraph_without_seams_is_cut_anywhere_but_inside_an_emoji() -> None:
    pieces = list(split("😀" * 5000))
    assert [len(piece) for piece in pieces] == [2048, 2048, 904]


def test_a_hundred_thousand_characters_are_cut_in_no_time() -> None:
    assert len(list(split("word " * 20_000))) == 25


def test_half_an_emoji_is_replaced() -> None:
    assert list(split("ok \ud83d")) == ["ok ?"]


def test_buttons_stand_under_the_last_part_and_carry_their_turn() -> None:
    buttons = tuple(Button(f"b{n}", f"Button {n}") for n in range(3))
    first, last = parts(posted(Message("x" * 5000, buttons, columns=2), turn=12))
    assert "reply_markup" not in first.arguments
    rows = json.loads(str(last.arguments["reply_markup"]))["inline_keyboard"]
    assert [[key["callback_data"] for key in row] for row in rows] == [["12:b0", "12:b1"], ["12:b2"]]


def test_the_longest_button_fits_into_64_bytes() -> None:
    part = parts(posted(Message("?", (Button("x" * 40, "X"),)), turn=10**9))[0]
    assert refusals.keyboard({"reply_markup": str(part.arguments["reply_markup"])})


def test_a_picker_edits_and_a_long_one_does_not() -> None:
    assert parts(posted(Message("pick", edits=True), replaces=8))[0].method == "editMessageText"
    long = parts(posted(Message("x" * 5000, edits=True), replaces=8))
    assert [part.method for part in long] == ["sendMessage", "sendMessage"]


def test_a_picture_carries_a_short_text_and_precedes_a_long_one() -> None:
    short = parts(posted(Message("a card", (Button("ok", "OK"),), image="card.png")))
    assert [(part.method, part.arguments.get("caption")) for part in short] == [("sendPhoto", "a card")]
    long = parts(posted(Message("x" * 2000, (Button("ok", "OK"),), image="card.png")))
    assert [(part.method, "reply_markup" in part.arguments) for part in long] == [
        ("sendPhoto", False),
        ("sendMessage", True),
    ]


def test_no_text_is_ever_parsed_as_markup() -> None:
    part = parts(posted(Message("a < b *c* _d_ [e](f) <b>")))[0]
    assert part.arguments["text"] == "a < b *c* _d_ [e](f) <b>"
    assert not {"parse_mode", "entities"} & set(part.arguments)
