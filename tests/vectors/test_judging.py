"""A small network of our own says which words are names; it knows small letters too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.anonymity import anonymise
from coachbot.core.anonymity.lists import Lists
from coachbot.core.anonymity.shapes import WIDTH, shapes
from coachbot.core.anonymity.tokens import tokens_of
from coachbot.core.vectors import Vectors
from coachbot.library import read_lists
from coachbot.vectors.judging import WordJudge, windows
from coachbot.vectors.layers import in_bytes, read_weights


@pytest.fixture(scope="module")
def lists() -> Lists:
    return read_lists()


@pytest.fixture(scope="module")
def judge(lists: Lists) -> WordJudge:
    return WordJudge(lists)


def names(judge: WordJudge, text: str) -> set[str]:
    """The words that the judge takes for names."""
    return {
        token.text
        for token, likely in zip(tokens_of(text), judge.judge([text])[0], strict=True)
        if likely.person > 0.5
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My husband Tobenna won't talk to me", {"Tobenna"}),
        ("zorvath wont talk to me and neither will kezzy", {"zorvath", "kezzy"}),
        ("HAPPY BIRTHDAY MARLENA", {"MARLENA"}),
        ("i hope he will come, it may rain", set()),
        ("i asked will if he will come", {"will"}),
        ("Brand New Car Sale This Weekend Only", set()),
    ],
)
def test_a_name_is_told_from_other_words_however_it_is_written(
    judge: WordJudge, text: str, found: set[str]
) -> None:
    assert names(judge, text) == found


def test_a_town_is_a_place_and_no_person(judge: WordJudge) -> None:
    likely = judge.judge(["we moved to leeds last year"])[0][3]
    assert likely.place > 0.5 > likely.person


def test_every_word_of_a_long_text_is_judged(judge: WordJudge) -> None:
    text = "Nothing happened that day and nobody came. " * 30 + "Then Oluwaseun rang."
    assert names(judge, text) == {"Oluwaseun"}


_LISTS = read_lists()


@given(st.text(max_size=1500))
def test_windows_leave_nothing_out_and_none_is_long(text: str) -> None:
    found = list(windows(text))
    assert "".join(text[start:end] for start, end in found) == text
    assert all(end - start <= 400 for start, end in found)


@given(st.text(max_size=200))
def test_every_word_has_its_shape_in_numbers_of_one_width(text: str) -> None:
    rows = shapes(text, tokens_of(text), _LISTS)
    assert [len(row) for row in rows] == [WIDTH] * len(tokens_of(text))
    assert all(0 <= number <= 1 for row in rows for number in row)


def test_a_name_that_was_given_is_replaced_whatever_the_judge_holds(lists: Lists, judge: WordJudge) -> None:
    clean = anonymise(["the wolf said no"], lists, ["Wolf"], judge=judge.judge)
    assert "wolf" not in clean.texts[0]


def test_weights_in_bytes_are_what_they_were_within_half_a_step(tmp_path: Path) -> None:
    large: Vectors = np.random.default_rng(1).normal(size=(120, 100)).astype(np.float32)
    weights: Mapping[str, Vectors] = {"a.weight": large, "a.bias": large[0]}
    file = tmp_path / "w.npz"
    np.savez_compressed(file, **in_bytes(weights))  # type: ignore[arg-type]
    read = read_weights(file)
    step = np.abs(large).max(axis=1, keepdims=True) / 127
    assert (np.abs(read["a.weight"] - large) <= step * 0.51).all()
    assert (read["a.bias"] == large[0]).all()
