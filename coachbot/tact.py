"""What a sentence of a model's is like in meaning, found beside the event loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from coachbot.beside import Beside, Fitted
from coachbot.core.plain import straighten
from coachbot.ports import Embedders

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    from coachbot.core.voicing.tact import Amiss, Tact

PATIENCE = 0.5  # seconds that a sentence waits at most; without an answer the rules alone judge, strictly


class SenseOfTact:
    """Knows what a sentence is like. Where that fails or is slow, the rules alone judge, and strictly."""

    def __init__(self, embedders: Embedders, read: Callable[[], Tact]) -> None:
        self._embedders = embedders
        self._fitted = Fitted(read, "a model's sentences are judged by rules alone")
        self._beside: Beside[Amiss | None] = Beside("tact", "what a sentence is like")

    def weigh(self, sentence: str) -> Amiss | None:
        """What a sentence is like, in some 5 ms; None without a model."""
        self._embedders.load()
        model, tact = self._embedders.neural, self._fitted.get()
        if model is None or tact is None or tact.model != model.name:
            return None
        return tact.of(model.embed([straighten(sentence)]))

    async def of(self, sentence: str) -> Amiss | None:
        """The same beside the event loop; None if it fails or takes too long."""
        return await self._beside.found(partial(self.weigh, sentence), PATIENCE)
