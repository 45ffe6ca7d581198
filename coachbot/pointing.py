"""What matters most in what a person told, by its meaning; worked out beside the event loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from coachbot.beside import Beside, Fitted
from coachbot.core.model import Reading
from coachbot.core.plain import straighten
from coachbot.ports import Embedders

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    from coachbot.core.reading.points import Points

SHORT = 12  # words; what is shorter is the point itself
PATIENCE = 1.0  # seconds; after that the reading's own order stands


class Pointer:
    """Puts what was told in the order in which it matters; without a model the reading's order stands."""

    def __init__(self, embedders: Embedders, read: Callable[[], Points]) -> None:
        self._embedders = embedders
        self._fitted = Fitted(read, "what was told is weighed by its words alone")
        self._beside: Beside[Reading] = Beside("points", "what matters most in a message")

    def pointed(self, text: str, reading: Reading) -> Reading:
        """The reading with the point first; some 3 ms for each thing that was told."""
        from coachbot.core.reading.points import is_faint, weighed

        self._embedders.load()
        model, points = self._embedders.neural, self._fitted.get()
        if model is None or points is None or points.model != model.name:
            return reading
        vectors = model.embed([straighten(one.text) for one in reading.retellings])
        told = weighed(reading.retellings, vectors, len(text), points)
        return replace(reading, retellings=told, faint=is_faint(told))

    async def look(self, text: str, reading: Reading) -> Reading:
        """The same beside the event loop; the reading as it is if that fails or takes too long."""
        if not reading.retellings or len(text.split()) < SHORT:
            return reading
        found = await self._beside.found(partial(self.pointed, text, reading), PATIENCE)
        return reading if found is None else found
