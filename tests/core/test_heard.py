"""Whole messages are read by gem, and a slip in their file is named."""

from __future__ import annotations

import re

import pytest

from coachbot.core.retrieval import parse_heard
from coachbot.errors import ContentError

RAW = {"heard": {"the-tap": ["He said he'd mend it."]}, "passing": {"news": ["Thanks to all of you."]}}


def test_messages_lie_under_their_gem() -> None:
    heard = parse_heard(RAW, "heard.toml", {"the-tap"})
    assert heard.of("the-tap") == ("He said he'd mend it.",)
    assert heard.of("another") == ()
    assert heard.passing == (("Thanks to all of you.",),)


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        ({"heard": {}}, "heard.toml: [passing] is missing"),
        (RAW | {"heard": {"the-pump": ["x"]}}, "heard.toml: heard.the-pump: there is no such gem"),
        (RAW | {"heard": {"the-tap": ["  "]}}, "heard.toml: heard.the-tap has to be a list of texts"),
        (RAW | {"passing": {"news": "x"}}, "heard.toml: passing.news has to be a list of texts"),
    ],
)
def test_a_slip_is_named(raw: dict[str, object], complaint: str) -> None:
    with pytest.raises(ContentError, match=re.escape(complaint)):
        parse_heard(raw, "heard.toml", {"the-tap"})
