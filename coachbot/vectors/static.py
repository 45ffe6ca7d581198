"""Static vectors: a text is the mean of its tokens' vectors, in 0.2 ms.

The weights and the tokenizer are wordllama's (MIT). Its own code is not imported: that sets up the root
logger, and can download.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from coachbot.core.vectors import Vectors, unit
from coachbot.vectors.places import file_of

NAME = "wordllama-l2-supercat-256"


class StaticEmbedder:
    """256 numbers a text, blind to the order of words."""

    name = NAME

    def __init__(self, weights: Path, tokenizer: Path) -> None:
        self._rows = load_file(weights)["embedding.weight"]
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors."""
        means = np.zeros((len(texts), self._rows.shape[1]), np.float32)
        for n, found in enumerate(self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)):
            if found.ids:
                means[n] = self._rows[found.ids].mean(axis=0, dtype=np.float32)
        return unit(means)


def load() -> StaticEmbedder:
    """The model that the package brings. Raises VectorsError."""
    return StaticEmbedder(
        file_of("wordllama", "weights/l2_supercat_256.safetensors"),
        file_of("wordllama", "tokenizers/l2_supercat_tokenizer_config.json"),
    )
