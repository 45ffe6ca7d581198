from __future__ import annotations

import io
import json

import pytest

from coachbot.channels.batch import run_batch, text_of, texts_of
from coachbot.core.jsonable import Json


def _length(asked: Json) -> Json:
    return {"length": len(text_of(asked))}


def _run(*lines: bytes) -> tuple[bool, list[Json], list[str]]:
    out, err = io.BytesIO(), io.StringIO()
    good = run_batch(_length, io.BytesIO(b"\n".join(lines)), out, err)
    return good, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue().splitlines()


def test_answers_come_in_order_and_ids_keep_their_type() -> None:
    ids = [1, "1", 2.5, None, True, ["a"], {"b": 1}, 12345678901234567890]
    lines = [json.dumps({"id": each, "text": "x" * n}).encode() for n, each in enumerate(ids)]
    assert _run(*lines) == (True, [{"id": each, "length": n} for n, each in enumerate(ids)], [])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"hello", "this is not JSON (Expecting value)"),
        (b'["id", "text"]', "a line has to be an object with id and text"),
        (b'{"text": "x"}', "id is missing"),
        (b'{"id": 1}', "text has to be a string"),
        (b'{"id": 1, "text": 5}', "text has to be a string"),
        (b'{"id": NaN, "text": "x"}', "NaN is no JSON number"),
        (b'{"id": 1, "text": "\xff"}', "this is not UTF-8"),
        (b'{"id": ' + b"[" * 100_000, "this is nested too deeply"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_the_rest_goes_on(line: bytes, why: str) -> None:
    good, answers, told = _run(b'{"id": "a", "text": ""}', b"", line, b'{"id": "b", "text": ""}')
    assert (good, [each["id"] for each in answers], told) == (False, ["a", "b"], [f"line 3: {why}"])


def test_half_a_character_comes_back_as_it_went_in() -> None:
    good, answers, _ = _run(b'{"id": "\\ud83d", "text": "\\ud83d\\ude00"}')
    assert (good, answers) == (True, [{"id": "\ud83d", "length": 1}])


def test_a_talk_is_its_messages_or_its_one_text() -> None:
    assert texts_of({"messages": ["a", "b"]}) == ("a", "b")
    assert texts_of({"text": "a"}) == ("a",)


@pytest.mark.parametrize(
    "asked", [{}, {"messages": []}, {"messages": [1]}, {"messages": "a"}, {"text": "a", "messages": ["b"]}]
)
def test_a_talk_that_is_none_is_refused(asked: Json) -> None:
    with pytest.raises(ValueError, match=r"messages|text"):
        texts_of(asked)
