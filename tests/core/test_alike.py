"""A gem is also known by the single line, and the paragraph, that a message comes near to."""

from __future__ import annotations

import numpy as np

from coachbot.core.retrieval.alike import build_alike
from coachbot.core.vectors import Vectors

AXES = np.eye(6, dtype=np.float32)
CENTRES = (np.zeros(6, np.float32), np.zeros(6, np.float32))
NONE = np.zeros((0, 6), np.float32)


def rows(*places: int) -> Vectors:
    return AXES[list(places)]


def test_one_near_line_among_others_is_enough() -> None:
    gems, _ = build_alike([rows(0, 1, 2), rows(3, 4)], [], [NONE, NONE], CENTRES).of(rows(2))
    assert gems[0] > gems[1]


def test_a_paragraph_speaks_for_its_gem_where_no_line_does() -> None:
    gems, _ = build_alike([rows(0), rows(1)], [], [rows(4), rows(5)], CENTRES).of(rows(5))
    assert gems[1] > gems[0]


def test_a_passing_message_is_nearer_than_any_gem() -> None:
    gems, passing = build_alike([rows(0), rows(1)], [rows(2)], [NONE, NONE], CENTRES).of(rows(2))
    assert passing[0] > gems.max()


def test_a_library_without_lines_is_like_nothing() -> None:
    gems, passing = build_alike([], [], [], CENTRES).of(rows(0))
    assert len(gems) == len(passing) == 0
