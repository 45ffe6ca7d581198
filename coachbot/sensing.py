"""What a message means where no sign finds it: its nearness to our own examples, beside the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from coachbot.core.danger import Sense, breaths, pieces, unread
from coachbot.core.plain import straighten
from coachbot.ports import Embedders

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    from coachbot.core.danger.nearness import Nearness

PATIENCE = 3.0  # seconds that a turn waits at most; what the signs find never waits
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

        Some 10 ms for each 90 words, twice that for a long text.
        """
        from coachbot.core.danger.nearness import nearby

        whole = pieces(text)
        self._embedders.load()
        model = self._embedders.neural
        if not whole or model is None or unread(text):
            return Sense()
        nearness = self._ready()
        if nearness is None or nearness.model != model.name:
            return Sense()
        parts = breaths(text)
        vectors = model.embed([straighten(span.text) for span in (*whole, *parts)])
        return nearby(nearness, vectors[: len(whole)], parts or whole, vectors[len(whole) :])

    async def sense(self, text: str) -> Sense:
        """The same beside the event loop; nothing if it fails, or it or an earlier one takes too long."""
        if self._late is not None and not self._late.done():
            return Sense()
        at_work = self._thread.submit(self.near, text)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(at_work), PATIENCE)
        except TimeoutError:
            self._late = at_work
            _LOG.info("a message's nearness to danger took longer than %.0f s", PATIENCE)
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
