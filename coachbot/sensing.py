"""What a message means where no sign finds it: its nearness to our own examples, beside the event loop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from coachbot.beside import Beside, Fitted
from coachbot.core.danger import Sense, breaths, unread
from coachbot.core.plain import straighten
from coachbot.ports import Embedders

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    from coachbot.core.danger.nearness import Nearness

PATIENCE = 3.0  # seconds that a turn waits at most
HASTE = 0.3  # and where a sign already calls for help


class Senses:
    """Knows how near a text lies to danger. Whatever fails or is slow here, the signs alone still help."""

    def __init__(self, embedders: Embedders, read: Callable[[], Nearness]) -> None:
        self._embedders = embedders
        self._fitted = Fitted(read, "danger is judged by its signs alone")
        self._beside: Beside[Sense] = Beside("senses", "a message's nearness to danger")

    def near(self, text: str) -> Sense:
        """How near a text lies to danger; nothing without a model, nor of a language that it can't read.

        Some 15 ms for a sentence, 50 ms for each 70 words of a longer text.
        """
        from coachbot.core.danger.nearness import nearby

        found = breaths(text)
        self._embedders.load()
        model = self._embedders.neural
        if not found or model is None or unread(text):
            return Sense()
        nearness = self._fitted.get()
        if nearness is None or nearness.model != model.name:
            return Sense()
        return nearby(nearness, found, model.states([straighten(span.text) for span in found]))

    async def sense(self, text: str, *, hasty: bool = False) -> Sense:
        """The same beside the event loop; nothing if it fails, or it or an earlier one takes too long."""
        sense = await self._beside.found(partial(self.near, text), HASTE if hasty else PATIENCE)
        return Sense() if sense is None else sense
