"""What leads in or stands between is blanked out, and every place stays where it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.reading.prefaces import without_prefaces


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Only problem is that I've never seen his flat.", "I've never seen his flat."),
        ("Fast forward to May and she tells me she's off.", "she tells me she's off."),
        (
            "We've been married 7 years (I'm 34, she's 33) and have a boy.",
            "We've been married 7 years and have a boy.",
        ),
        ("Her mother, on the other hand, rings at night.", "Her mother rings at night."),
        (
            "She told me on Friday, while I was cooking, that she left.",
            "She told me on Friday that she left.",
        ),
        ("Someone asked and she said, and I quote, no.", "Someone asked and she said no."),
        ("The problem is my mother.", "The problem is my mother."),
        ("He went out (again) and came back.", "He went out (again) and came back."),
    ],
)
def test_only_what_leads_in_is_blanked(text: str, left: str) -> None:
    assert " ".join(without_prefaces(text).split()) == left


@given(
    st.text() | st.lists(st.sampled_from("the problem is that i (34) , while she said".split())).map(" ".join)
)
def test_the_text_stays_as_long_as_it_was(text: str) -> None:
    assert len(without_prefaces(text)) == len(text)
