"""What matters most in what a person told, by its meaning; worked out beside the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from coachbot.core.model import Reading
from coachbot.core.plain import straighten
from coachbot.ports import Embedders

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    from coachbot.core.reading.points import Points

SHORT = 8  # words; what is shorter is the point itself
PATIENCE = 1.0  # seconds; after that the reading's own order stands
_LOG = logging.getLogger(__name__)


class Pointer:
    """Puts what was told in the order in which it matters; without a model the reading's order stands."""

    def __init__(self, embedders: Embedders, read: Callable[[], Points]) -> None:
        self._embedders = embedders
        self._read = read
        self._points: Points | None = None
        self._broken = False
        self._late: Future[Reading] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="points")

    def pointed(self, text: str, reading: Reading) -> Reading:
        """The reading with the point first; some 3 ms for each thing that was told."""
        from coachbot.core.reading.points import is_faint, weighed

        self._embedders.load()
        model, points = self._embedders.neural, self._ready()
        if model is None or points is None or points.model != model.name:
            return reading
        vectors = model.embed([straighten(one.text) for one in reading.retellings])
        told = weighed(reading.retellings, vectors, len(text), points)
        return replace(reading, retellings=told, faint=is_faint(told))

    async def look(self, text: str, reading: Reading) -> Reading:
        """The same beside the event loop; the reading as it is if that fails or takes too long."""
        stuck = self._late is not None and not self._late.done()
        if stuck or not reading.retellings or len(text.split()) < SHORT:
            return reading
        at_work = self._thread.submit(self.pointed, text, reading)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(at_work), PATIENCE)
        except TimeoutError:
            self._late = at_work
        except Exception as error:  # noqa: BLE001 - a broken model must not cost an answer
            _LOG.warning("what matters most in a message is not known (%s)", type(error).__name__)
        return reading

    def _ready(self) -> Points | None:
        if self._points is None and not self._broken:
            try:
                self._points = self._read()
            except Exception as error:  # noqa: BLE001 - told once, then done without
                self._broken = True
                _LOG.warning("what was told is weighed by its words alone: %s", error)
        return self._points
