"""What a sentence of a model's is like in meaning, found beside the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from coachbot.core.plain import straighten
from coachbot.ports import Embedders

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    from coachbot.core.voicing.tact import Amiss, Tact

PATIENCE = 0.5  # seconds that a sentence waits at most; without an answer the rules alone judge, strictly
_LOG = logging.getLogger(__name__)


class SenseOfTact:
    """Knows what a sentence is like. Where that fails or is slow, the rules alone judge, and strictly."""

    def __init__(self, embedders: Embedders, read: Callable[[], Tact]) -> None:
        self._embedders = embedders
        self._read = read
        self._tact: Tact | None = None
        self._broken = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="tact")

    def weigh(self, sentence: str) -> Amiss | None:
        """What a sentence is like, in some 5 ms; None without a model."""
        self._embedders.load()
        model, tact = self._embedders.neural, self._ready()
        if model is None or tact is None or tact.model != model.name:
            return None
        return tact.of(model.embed([straighten(sentence)]))

    async def of(self, sentence: str) -> Amiss | None:
        """The same beside the event loop; None if it fails or takes too long."""
        at_work = self._thread.submit(self.weigh, sentence)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(at_work), PATIENCE)
        except TimeoutError:
            _LOG.info("what a sentence is like was not known within %.1f s", PATIENCE)
        except Exception as error:  # noqa: BLE001 - a broken model must not cost an answer
            _LOG.warning("what a sentence is like is not known (%s)", type(error).__name__)
        return None

    def _ready(self) -> Tact | None:
        if self._tact is None and not self._broken:
            try:
                self._tact = self._read()
            except Exception as error:  # noqa: BLE001 - told once, then done without
                self._broken = True
                _LOG.warning("a model's sentences are judged by rules alone: %s", error)
        return self._tact
