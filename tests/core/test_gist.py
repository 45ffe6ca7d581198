"""Messages in which no clause can be read: what of them is said back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.gist import gist


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("his boots, my rug, our sunday", "His boots, your rug, your sunday"),
        ("same row, round nine. bins.", "Same row, round nine. Bins"),
        ("Guess what I got? A steam mop.", "A steam mop"),
        ("honestly it's about a spoon", "It's about a spoon"),
        ("He's such an idiot he sold my bike", "He sold your bike"),
        ("Tell me I'm right to be hurt that she told her sister first", "she told her sister first"),
        ("again", "Again"),
    ],
)
def test_some_words_of_theirs_come_back_facing_them(text: str, said: str) -> None:
    found = gist(text)
    assert found is not None
    assert found.said.lower() == said.lower()


@pytest.mark.parametrize(
    "text",
    [
        "how long does a sulk last",
        "Can two people mend a broken plate?",
        "Does it count if I only thought it?",
    ],
)
def test_a_question_alone_is_kept_as_a_question(text: str) -> None:
    found = gist(text)
    assert found is not None
    assert found.asks


def test_words_that_are_said_to_the_partner_are_a_letter() -> None:
    found = gist("You sold my bike. You never asked me. And you laughed at my face.")
    assert found is not None
    assert found.letter


@pytest.mark.parametrize(
    "text", ["", "help", "hi", "idk where to start", "thanks for this app", "he's an idiot"]
)
def test_what_is_no_story_is_not_said_back(text: str) -> None:
    assert gist(text) is None


@given(st.text(max_size=400))
def test_no_text_raises_and_nothing_long_comes_back(text: str) -> None:
    found = gist(text)
    assert found is None or len(found.said.split()) < 60
