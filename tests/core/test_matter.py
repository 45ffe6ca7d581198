"""What leads up to a matter is left out, and the matter never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.retrieval.matter import matter

STING = "Last night he laughed at my singing in front of his brother and everybody joined in."


@pytest.mark.parametrize(
    "before",
    [
        "Hi everyone.",
        "Throwaway because he knows my account.",
        "Sorry for the long post, I'm on my phone.",
        "My husband (34m) and I (31f) have been married for six years.",
        "We've been together for about two years.",
        "I'm 28 and he's 30.",
        "She is amazing and I love her very much.",
        "Everything is great otherwise.",
    ],
)
def test_a_beginning_is_left_out(before: str) -> None:
    assert matter(f"{before} {STING}") == STING


@pytest.mark.parametrize(
    "told",
    [
        "We've been together for two years and he has never once asked how my day was.",
        "I'm 28 weeks pregnant and he went to the pub instead of coming to the scan with me.",
        "It was great until his mother came in without knocking and opened the curtains.",
    ],
)
def test_a_sentence_that_tells_something_stays(told: str) -> None:
    assert matter(f"Hi all. {told} {STING}").endswith(f"{STING}")


def test_a_message_that_only_begins_is_taken_whole() -> None:
    assert matter("We've been together for two years.") == "We've been together for two years."


@given(st.text(max_size=400))
def test_any_text_has_a_matter(text: str) -> None:
    assert bool(matter(text).strip()) == bool(text.strip())
