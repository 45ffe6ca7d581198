"""Nearness by vectors: made-up vectors with three directions, so that every answer can be seen."""

from __future__ import annotations

import numpy as np

from coachbot.core.model import Gem
from coachbot.core.retrieval import Background, Index, Query, build_index, search
from coachbot.core.retrieval.pieces import fold, large, pieces, small
from coachbot.core.retrieval.space import Backdrop, Space, build_space, near
from coachbot.core.vectors import Vectors, unit

WORDS = ("tea", "tax", "boss")
ESSAY = "When the tea is cold somebody went out of the room, and nobody said a word about why they did."


def gem(slug: str, word: str, *, lines: bool) -> Gem:
    said = tuple(f"the {word} {n}" for n in ("again", "always", "tonight")) if lines else ()
    return Gem(slug, slug, ESSAY.replace("tea", word), (), (), (), "", said, ())


def vectors(texts: tuple[str, ...]) -> Vectors:
    rows = [[text.count(word) + 0.01 * len(text) % 0.05 for word in WORDS] for text in texts]
    return unit(np.array(rows, np.float32).reshape(len(texts), 3))


def library(*gems: Gem) -> tuple[Index, Space]:
    behind = Background(("tea for us", "tax for us"), ("tea told", "tax told"), ("boss one", "boss two"))
    backdrop = Backdrop(vectors(behind.said), vectors(behind.told), vectors(behind.elsewhere))
    parts = [pieces(each) for each in gems]
    folded = [fold(each, vectors(each.texts)) for each in parts]
    return build_index(gems, background=behind), build_space(folded, backdrop)


LINED = library(gem("cold-tea", "tea", lines=True), gem("the-tax", "tax", lines=True))
BARE = library(gem("cold-tea", "tea", lines=False), gem("the-tax", "tax", lines=False))


def test_gems_with_lines_are_found_by_their_lines() -> None:
    index, space = LINED
    found = search(index, Query("the tea with her", couple=True), near(space, vectors(("tea",))))
    assert [passage.slug for passage in found] == ["cold-tea"]


def test_gems_without_lines_are_found_by_their_text() -> None:
    index, space = BARE
    found = search(index, Query("the tea with her", couple=True), near(space, vectors(("tea",))))
    assert found[0].slug == "cold-tea"
    assert ESSAY.startswith(found[0].text)


def test_what_lies_beyond_the_border_finds_nothing() -> None:
    _, space = LINED
    assert near(space, vectors(("boss",))).ours < 0 < near(space, vectors(("tea",))).ours


def test_an_empty_library_has_a_space_too() -> None:
    index, space = library()
    assert search(index, Query("the tea", couple=True), near(space, vectors(("tea",)))) == ()


def test_single_bytes_keep_a_cosine_to_a_hundredth() -> None:
    rows = unit(np.random.default_rng(1).normal(size=(50, 384)).astype(np.float32))
    assert np.abs(unit(large(small(rows))) @ rows.T - rows @ rows.T).max() < 0.01


def test_a_long_essay_is_looked_at_in_parts() -> None:
    long = Gem("long", "Long", "\n\n".join([ESSAY] * 30), (), (), (), "", (), ())
    assert len(pieces(long).whole) > 2
    assert all(len(part.split()) <= 170 for part in pieces(long).whole)
