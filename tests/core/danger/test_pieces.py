"""A long text is looked at in stretches, a short one whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.danger import breaths
from coachbot.core.danger.pieces import BREATH, MOST

STORY = "He came in late again. I had cooked. " * 50


def test_a_short_text_is_one_stretch() -> None:
    assert [each.text for each in breaths("he left. again.")] == ["he left. again."]


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_nothing_has_no_stretches(text: str) -> None:
    assert breaths(text) == ()


def test_the_stretches_of_a_longer_text_share_a_sentence_with_the_next() -> None:
    found = breaths(STORY)
    assert (found[0].start, found[-1].end) == (0, len(STORY.rstrip()))
    assert all(len(each.text.split()) <= BREATH for each in found)
    assert all(one.start < two.start < one.end for one, two in pairwise(found))


def test_of_a_very_long_text_the_first_and_last_stretches_are_looked_at() -> None:
    found = breaths(STORY * 10)
    assert (len(found), found[0].start) == (MOST, 0)
    assert found[-1].end == len((STORY * 10).rstrip())


def test_a_text_without_an_end_in_sight_is_cut() -> None:
    assert all(len(each.text.split()) <= BREATH for each in breaths("and then he said " * 200))


@given(st.text(max_size=2_000))
def test_a_stretch_is_what_stands_there(text: str) -> None:
    assert all(text[each.start : each.end] == each.text for each in breaths(text))
