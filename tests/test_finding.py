"""Finding with the real models, and without them."""

from __future__ import annotations

import logging

import pytest

from coachbot.core.library import Library
from coachbot.core.retrieval import Query, search
from coachbot.finding import Finder
from coachbot.vectors import Models

SIDEWAYS = "he promised he would ring the plumber and three weeks later still nothing"


@pytest.fixture(scope="module")
def finder(library: Library) -> Finder:
    made = Finder(library.kit.index, Models())
    made.prepare()
    return made


def slugs(library: Library, finder: Finder | None, text: str) -> list[str]:
    near = finder.near(text) if finder else None
    return [passage.slug for passage in search(library.kit.index, Query(text), near)]


def test_what_is_told_sideways_is_found_by_its_meaning(library: Library, finder: Finder) -> None:
    assert "tuesday-by-six" in slugs(library, finder, SIDEWAYS)


@pytest.mark.parametrize(
    "text",
    [
        "my supervisor wants the report by friday and I've barely slept",
        "the exam is on monday and everything I read falls out of my head again",
        "I lie awake listening to the fridge and at five the birds begin",
        "what's the best way to peel garlic",
    ],
)
def test_work_exams_and_sleep_find_nothing(library: Library, finder: Finder, text: str) -> None:
    assert slugs(library, finder, text) == []


async def test_a_turn_gets_its_vectors_beside_the_loop(finder: Finder) -> None:
    assert await finder.find("he never listens") is not None


class Broken(Models):
    """Models whose files are damaged."""

    def load(self) -> None:
        raise OSError("damaged")


async def test_without_models_words_alone_find_a_gem(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        near = await Finder(library.kit.index, Broken()).find("he never listens")
    assert near is None
    assert "vectors cannot be made (OSError)" in caplog.text
