"""What a model makes of texts: rows of numbers, as they come into core."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

# A text a row, of length 1, so that a product of two rows is their cosine; all zeros for an empty text.
Vectors: TypeAlias = NDArray[np.float32]


def unit(rows: Vectors) -> Vectors:
    """The rows brought to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
