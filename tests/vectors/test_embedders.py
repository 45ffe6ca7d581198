"""The model as it comes with its package."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from coachbot.errors import VectorsError
from coachbot.ports import Reader
from coachbot.vectors import Models, models
from coachbot.vectors.neural import NAME, NeuralEmbedder
from coachbot.vectors.places import file_of

WORDPIECES = Path(models.__file__).parent / "wordpieces.txt"


@pytest.fixture(scope="module")
def loaded() -> Models:
    made = Models()
    made.load()
    return made


@pytest.fixture(scope="module")
def embedder(loaded: Models) -> Reader:
    assert loaded.neural is not None
    return loaded.neural


def test_every_text_becomes_a_row_of_length_one(embedder: Reader) -> None:
    rows = embedder.embed(["he forgot my birthday", "we fought", "x " * 2000])
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_texts_make_no_rows(embedder: Reader) -> None:
    assert embedder.embed([]).shape[0] == 0


@pytest.mark.parametrize("text", ["", " \n", "🙂", "\x00", "ё漢字", "\ud800" * 0 + "e\u0301"])
def test_a_text_of_any_kind_gets_a_row_of_finite_numbers(embedder: Reader, text: str) -> None:
    assert np.isfinite(embedder.embed([text, "and a plain one"])).all()


def test_a_text_has_the_same_vector_in_any_company(embedder: Reader) -> None:
    text = "she never asks how my day was"
    alone = embedder.embed([text])[0]
    among = embedder.embed(["a", text, "a much longer text " * 20])[1]
    assert float(alone @ among) > 0.98  # 8-bit activations are scaled by batch


def test_every_token_has_a_state_between_its_beginning_and_its_end(embedder: Reader) -> None:
    short, long = embedder.states(["we fought", "x " * 2000])
    assert (short.shape, long.shape) == ((4, 384), (256, 384))
    assert np.isfinite(short).all()
    assert embedder.states([]) == []


def test_what_means_the_same_is_nearer_than_what_only_shares_words(loaded: Models) -> None:
    assert loaded.neural is not None
    asked, same, other = loaded.neural.embed(
        ["he never listens to me", "my husband ignores what I say", "he never eats breakfast"]
    )
    assert asked @ same > asked @ other


def test_the_vocabulary_is_the_one_the_model_was_trained_with() -> None:
    digest = hashlib.sha256(WORDPIECES.read_bytes()).hexdigest()
    assert digest == "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"


def test_a_missing_package_is_named() -> None:
    with pytest.raises(VectorsError, match="no_such_package"):
        file_of("no_such_package", "model.onnx")


def test_a_broken_model_leaves_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "model.onnx"
    broken.write_bytes(b"not a model")
    monkeypatch.setattr("coachbot.vectors.neural.file_of", lambda *_: broken)
    made = Models()
    made.load()
    assert made.neural is None
    assert "neural vectors cannot be loaded" in caplog.text


def test_loading_in_a_thread_brings_it() -> None:
    made = Models()
    made.start()
    made.load()
    assert made.neural is not None
    assert made.neural.name == NAME == NeuralEmbedder.name
