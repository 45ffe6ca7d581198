"""Two layers of a transformer in plain numpy, fitted to our own texts on top of the first three of MiniLM.

Post-norm layers as in BERT (Devlin et al. 2018): twelve heads, 384 numbers a token, 1,536 in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from coachbot.core.vectors import Vectors

HEADS = 12
Weights = Mapping[str, Vectors]


def read_weights(file: Path) -> Weights:
    """Weights by their names; those of matrices lie in single bytes, each row with a scale of its own."""
    with np.load(file) as held:
        found = {name: held[name].astype(np.float32) for name in held.files}
    scales = {name: found.pop(name) for name in list(found) if name.endswith(".scale")}
    return found | {
        name.removesuffix(".scale"): found[name.removesuffix(".scale")] * scale[:, None]
        for name, scale in scales.items()
    }


def in_bytes(weights: Weights) -> dict[str, np.ndarray]:
    """The same as it is written into a file."""
    kept: dict[str, np.ndarray] = {}
    for name, weight in weights.items():
        if weight.ndim == 2 and weight.size > 10_000:
            scale = np.abs(weight).max(axis=1) / 127
            kept[name] = np.round(weight / scale[:, None]).astype(np.int8)
            kept[f"{name}.scale"] = scale.astype(np.float32)
        else:
            kept[name] = weight.astype(np.float32)
    return kept


def judged(states: Vectors, shapes: Vectors, weights: Weights) -> Vectors:
    """How likely each token is of each class; `states` (tokens, 384), `shapes` (tokens, numbers a word)."""
    hidden = np.maximum(_line(shapes, weights, "f1"), 0)
    rows = states + _line(hidden, weights, "f2")
    for number in range(2):
        rows = _layer(rows, weights, f"layers.{number}.")
    return _shares(_line(np.concatenate([rows, shapes], axis=1), weights, "out"))


def _layer(rows: Vectors, weights: Weights, name: str) -> Vectors:
    queries, keys, values = (_heads(_line(rows, weights, name + each)) for each in "qkv")
    looked = _shares(queries @ keys.transpose(0, 2, 1) / np.sqrt(queries.shape[2])) @ values
    joined = looked.transpose(1, 0, 2).reshape(rows.shape)
    rows = _normed(rows + _line(joined, weights, name + "o"), weights, name + "n1")
    inner = _gelu(_line(rows, weights, name + "i"))
    return _normed(rows + _line(inner, weights, name + "u"), weights, name + "n2")


def _heads(rows: Vectors) -> Vectors:
    heads: Vectors = rows.reshape(len(rows), HEADS, -1).transpose(1, 0, 2)
    return heads


def _line(rows: Vectors, weights: Weights, name: str) -> Vectors:
    found: Vectors = rows @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    return found


def _normed(rows: Vectors, weights: Weights, name: str) -> Vectors:
    centred = rows - rows.mean(axis=1, keepdims=True)
    found: Vectors = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
    return found * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def _gelu(rows: Vectors) -> Vectors:
    found: Vectors = 0.5 * rows * (1 + np.tanh(np.sqrt(2 / np.pi) * (rows + 0.044715 * rows**3)))
    return found


def _shares(rows: Vectors) -> Vectors:
    raised = np.exp(rows - rows.max(axis=-1, keepdims=True))
    found: Vectors = raised / raised.sum(axis=-1, keepdims=True)
    return found
