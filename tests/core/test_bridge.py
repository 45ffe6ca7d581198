"""A message comes to a stranger's essay by way of our own gems; made-up vectors, so that it can be seen."""

from __future__ import annotations

import numpy as np

from coachbot.core.retrieval.bridge import build_bridge
from coachbot.core.vectors import Vectors, unit

NONE = np.zeros(4, np.float32)


def rows(*directions: tuple[float, float, float, float]) -> Vectors:
    return unit(np.array(directions, np.float32))


# What is said lies in the first two directions, what is told of it in the last two.
TEA = (rows((1, 0.1, 0, 0), (1, 0, 0.1, 0)), rows((0, 0, 1, 0)))
TAX = (rows((0.1, 1, 0, 0), (0, 1, 0, 0.1)), rows((0, 0, 0, 1)))
ESSAYS = rows((0, 0, 1, 0.1), (0, 0, 0.1, 1))


def test_a_message_leads_to_the_essay_that_tells_what_ours_tells() -> None:
    bridge = build_bridge([TEA, TAX], [], ESSAYS, NONE)
    assert bridge is not None
    tea, tax = bridge.across(rows((1, 0.1, 0, 0)))
    assert tea > 0 > tax
    assert np.argmax(bridge.across(rows((0, 1, 0, 0)))) == 1


def test_a_message_that_sounds_like_none_of_ours_leads_nowhere_in_particular() -> None:
    bridge = build_bridge([TEA, TAX], [], ESSAYS, NONE)
    assert bridge is not None
    assert np.abs(bridge.across(rows((1, 1, 0, 0)))).max() < 0.05


def test_without_our_gems_or_without_essays_there_is_no_bridge() -> None:
    assert build_bridge([], [], ESSAYS, NONE) is None
    assert build_bridge([TEA], [], ESSAYS[:0], NONE) is None
