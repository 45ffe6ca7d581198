"""The point of a story comes first in the reply; without a model the reading's own order stands."""

from __future__ import annotations

import asyncio
import threading

import pytest

from coachbot import pointing
from coachbot.core.model import Reading
from coachbot.core.reading import read
from coachbot.core.reading.points import Points
from coachbot.errors import ContentError
from coachbot.library import read_library, read_points
from coachbot.pointing import Pointer
from coachbot.vectors import Models
from tests.test_sensing import Model

STORY = (
    "We've been together for six years and we live in Hull with two cats. I work in a school and he drives a "
    "van. On Friday he told his brother about my miscarriage before I had told my own mother."
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(STORY, read_library().kit.lexicon)


def test_the_sting_comes_before_the_two_cats(reading: Reading) -> None:
    found = Pointer(Models(), read_points).pointed(STORY, reading)
    assert found.retellings[0].said.startswith("on Friday he told his brother about your miscarriage")
    assert not found.faint


def test_a_model_that_hangs_costs_no_answer(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pointing, "PATIENCE", 0.05)
    stuck = threading.Event()
    pointer = Pointer(Model(wait=stuck, name="all-minilm-l6-v2-int8"), read_points)
    try:
        assert asyncio.run(pointer.look(STORY, reading)) == reading
        assert asyncio.run(pointer.look(STORY, reading)) == reading  # the second doesn't even ask
    finally:
        stuck.set()


def test_without_the_fit_the_order_of_the_words_stands(reading: Reading) -> None:
    def broken() -> Points:
        raise ContentError("gone")

    assert Pointer(Models(), broken).pointed(STORY, reading) == reading


def test_a_few_words_are_not_looked_at() -> None:
    few = read("he forgot again", read_library().kit.lexicon)
    assert asyncio.run(Pointer(Model(), read_points).look("he forgot again", few)) == few
