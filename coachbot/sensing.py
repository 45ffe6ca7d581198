"""What a message means where no sign finds it: its nearness to our own examples, beside the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from coachbot.core.danger import Sense, breaths, unread
from coachbot.core.plain import straighten
from coachbot.ports import Embedders

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    from coachbot.core.danger.nearness import Nearness

PATIENCE = 3.0  # seconds that a turn waits at most
HASTE = 0.3  # and where a sign already calls for help
_LOG = logging.getLogger(__name__)


class Senses:
    """Knows how near a text lies to danger. Whatever fails or is slow here, the signs alone still help."""

    def __init__(self, embedders: Embedders, read: Callable[[], Nearness]) -> None:
        self._embedders = embedders
        self._read = read
        self._nearness: Nearness | None = None
        self._broken = False
        self._late: Future[Sense] | None = None
        # A thread of its own: a model that hangs holds up no other work.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="senses")

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
        nearness = self._ready()
        if nearness is None or nearness.model != model.name:
            return Sense()
        return nearby(nearness, found, model.states([straighten(span.text) for span in found]))

    async def sense(self, text: str, *, hasty: bool = False) -> Sense:
        """The same beside the event loop; nothing if it fails, or it or an earlier one takes too long."""
        patience = HASTE if hasty else PATIENCE
        if self._late is not None and not self._late.done():
            return Sense()
        at_work = self._thread.submit(self.near, text)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(at_work), patience)
        except TimeoutError:
            self._late = at_work
            _LOG.info("a message's nearness to danger took longer than %.1f s", patience)
        except Exception as error:  # noqa: BLE001 - a broken model must not cost an answer
            _LOG.warning("a message's nearness to danger is not known (%s)", type(error).__name__)
        return Sense()

    def _ready(self) -> Nearness | None:
        if self._nearness is None and not self._broken:
            try:
                self._nearness = self._read()
            except Exception as error:  # noqa: BLE001 - told once, then done without
                self._broken = True
                _LOG.warning("danger is judged by its signs alone: %s", error)
        return self._nearness
