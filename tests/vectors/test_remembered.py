"""Vectors that were made before are not made again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from coachbot.core.vectors import Vectors, unit
from coachbot.library import read_library
from coachbot.vectors.neural import NAME
from coachbot.vectors.remembered import PACKAGED, Remembered, key_of, library_texts


class Counting:
    """A tiny model that tells how often it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = [[len(text), text.count("e"), 5] for text in texts]
        return unit(np.array(rows, np.float32).reshape(len(texts), 3) / np.float32(10))


def test_a_text_is_made_once(tmp_path: Path) -> None:
    model = Counting()
    remembered = Remembered(model, tmp_path, None)
    assert np.array_equal(remembered.embed(["tree", "sea"])[0], remembered.embed(["tree"])[0])
    assert model.asked == ["tree", "sea"]


def test_the_next_start_makes_only_what_is_new(tmp_path: Path) -> None:
    first = Remembered(Counting(), tmp_path, None)
    first.embed(["tree", "sea"])
    first.save()
    model = Counting()
    Remembered(model, tmp_path, None).embed(["sea", "stone"])
    assert model.asked == ["stone"]


def test_what_the_library_no_longer_has_is_forgotten(tmp_path: Path) -> None:
    for texts in (["tree", "sea"], ["sea", "stone"]):
        remembered = Remembered(Counting(), tmp_path, None)
        remembered.embed(texts)
        remembered.save()
    model = Counting()
    Remembered(model, tmp_path, None).embed(["tree"])
    assert model.asked == ["tree"]


def test_another_models_vectors_are_not_taken(tmp_path: Path) -> None:
    first = Remembered(Counting(), tmp_path, None)
    first.embed(["tree"])
    first.save()
    other = Counting()
    other.name = "other"
    (tmp_path / "counting.npz").rename(tmp_path / "other.npz")
    Remembered(other, tmp_path, None).embed(["tree"])
    assert other.asked == ["tree"]


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04 and no more", b"no archive at all"])
def test_a_broken_cache_is_as_good_as_none(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "counting.npz").write_bytes(broken)
    assert Remembered(Counting(), tmp_path, None).embed(["tree"]).shape == (1, 3)


def test_a_cache_that_cannot_be_written_is_only_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    remembered = Remembered(Counting(), tmp_path / "file", None)
    remembered.embed(["tree"])
    remembered.save()
    assert "cannot be kept" in caplog.text


def test_the_packaged_vectors_cover_our_gems() -> None:
    texts = library_texts(read_library(gem_sources=("own",)).kit.index)
    with np.load(PACKAGED) as held:
        assert str(held["model"]) == NAME
        keys = {row.tobytes() for row in held["keys"]}
    missing = [text for text in texts if key_of(text) not in keys]
    assert not missing, f"{len(missing)} texts have no vector; `make vectors` makes them"
