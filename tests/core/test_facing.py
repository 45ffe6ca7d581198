from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.facing import LONGEST, facing


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("someone to think of me when I'm away.", "someone to think of you when you're away"),
        ("to matter to my wife", "to matter to your wife"),
        ("I was going to cry", "you were going to cry"),
        ("I really am done", "you really are done"),
        ("he was late and I wasn't told", "he was late and you weren't told"),
        ("that we get our Sundays back", "that you two get your Sundays back"),
        ("it's the shrug that gets me", "it's the shrug that gets you"),
    ],
)
def test_a_phrase_of_theirs_is_turned_to_face_them(phrase: str, said: str) -> None:
    assert facing(phrase) == said


@pytest.mark.parametrize(
    "phrase", ["", "you never listen", "is it me?", "one\ntwo", " ".join(["word"] * (LONGEST + 1))]
)
def test_what_cannot_be_turned_safely_is_not_said_back(phrase: str) -> None:
    assert facing(phrase) is None


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    facing(text)
