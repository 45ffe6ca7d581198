"""Which of what was told is the point, by its meaning."""

from __future__ import annotations

import numpy as np
import pytest

from coachbot.core.model import Person, Retelling
from coachbot.core.reading.points import TRAITS, Points, is_faint, points_of, traits_of, weighed
from coachbot.errors import ContentError
from coachbot.library import read_points

TOLD = (
    Retelling("we met in May", 0, 13, "you two met in May", Person.WE, 0.5),
    Retelling("he lied", 15, 22, "he lied", Person.PARTNER, 0.4),
)
POINTS = Points(np.zeros(TRAITS, np.float32), np.eye(384, dtype=np.float32)[0] * 3, "m", "s")


def meaning(*sure: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    vectors = np.zeros((len(sure), 384), np.float32)
    vectors[:, 0] = sure
    return vectors


def test_what_means_more_comes_first() -> None:
    assert [one.said for one in weighed(TOLD, meaning(0.4, 0.9), 22, POINTS)] == [
        "he lied",
        "you two met in May",
    ]


def test_what_says_nothing_is_left_out_beside_what_does() -> None:
    assert [one.said for one in weighed(TOLD, meaning(0.1, 0.9), 22, POINTS)] == ["he lied"]


def test_something_is_always_left() -> None:
    assert len(weighed(TOLD, meaning(0.0, 0.1), 22, POINTS)) == 1


@pytest.mark.parametrize(("sure", "faint"), [(0.4, True), (0.8, False)])
def test_a_story_without_its_point_is_faint(sure: float, faint: bool) -> None:
    assert is_faint(weighed(TOLD, meaning(sure, 0.3), 22, POINTS)) is faint


def test_each_trait_has_a_weight() -> None:
    assert traits_of(TOLD, 22).shape == (2, TRAITS)


def test_the_fit_that_ships_is_that_of_the_stories_that_ship() -> None:
    assert read_points().meaning.shape == (384,)


def test_a_file_whose_parts_do_not_belong_together_is_refused() -> None:
    arrays = {
        "traits": np.zeros(3),
        "meaning": np.zeros(384),
        "model": np.array("m"),
        "stories": np.array("s"),
    }
    with pytest.raises(ContentError, match="fit it anew"):
        points_of(arrays, "points.npz")
    with pytest.raises(ContentError, match="model is missing"):
        points_of({"traits": np.zeros(3), "meaning": np.zeros(384)}, "points.npz")
