from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.channels.terminal.lines import parse_line
from coachbot.core.model import Sort


@pytest.mark.parametrize(
    "raw",
    [
        "he forgot again",
        "123",
        '"quoted"',
        "{not json",
        "[1]",
        '{"other": 1}',
        "null",
        "{" * 100_000,
        "\x00",
        "🙃",
        "  שלום ",
    ],
)
def test_whatever_is_no_object_with_a_known_key_is_text(raw: str) -> None:
    line = parse_line(raw, "me")
    assert (line.user, line.sort, line.content, line.at) == ("me", Sort.TEXT, raw, None)


@pytest.mark.parametrize(
    ("raw", "sort", "content"),
    [
        ({"text": "hi"}, Sort.TEXT, "hi"),
        ({"text": ""}, Sort.TEXT, ""),
        ({"tap": "yes"}, Sort.TAP, "yes"),
        ({"voice": "a.ogg"}, Sort.VOICE, "a.ogg"),
        ({"text": "hi", "mood": 3}, Sort.TEXT, "hi"),
    ],
)
def test_an_object_says_what_it_is(raw: dict[str, object], sort: Sort, content: str) -> None:
    line = parse_line(json.dumps(raw), "me")
    assert (line.sort, line.content) == (sort, content)


def test_an_object_may_name_who_and_when() -> None:
    line = parse_line('{"text": "hi", "user": "Ann", "at": "2025-01-01T10:00:00+02:00"}', "me")
    assert (line.user, line.at) == ("Ann", "2025-01-01T08:00:00+00:00")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ('{"text": "a", "tap": "b"}', "exactly one of text, tap and voice"),
        ('{"user": "Ann"}', "exactly one of text, tap and voice"),
        ('{"text": 5}', "text has to be a string"),
        ('{"tap": null}', "tap has to be a string"),
        ('{"text": "a", "user": 7}', "user has to be a string"),
        ('{"text": "a", "at": 7}', "at has to be a string"),
        ('{"text": "a", "at": "noon"}', "“noon” is not a time"),
        ('{"text": "a", "user": "telegram:1"}', "belong to Telegram users"),
        ('{"text": "a", "user": " "}', "1 to 64 printable characters"),
        ('{"text": "a", "user": "a\\u0000b"}', "1 to 64 printable characters"),
    ],
)
def test_a_line_that_contradicts_itself_is_refused(raw: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_line(raw, "me")


def test_a_tap_reaches_the_engine_as_a_tap() -> None:
    said = parse_line('{"tap": "yes"}', "me").said("2025-01-01T00:00:00+00:00")
    assert (said.sort, said.tap, said.text) == (Sort.TAP, "yes", "")


def test_half_a_character_keeps_its_place() -> None:
    assert parse_line('{"text": "a\\ud83db"}', "me").content == "a\ufffdb"


@given(st.text())
def test_any_text_comes_through_json_unchanged(text: str) -> None:
    assert parse_line(json.dumps({"text": text}), "me").content == text
