"""Finding gems by what they mean: the library's vectors, made once, and a text's when one is sought."""

from __future__ import annotations

import asyncio
import logging
from threading import Event, Lock, Thread, main_thread
from typing import TYPE_CHECKING

from coachbot.core.retrieval import Index
from coachbot.ports import Embedder, Embedders

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    from coachbot.core.retrieval.space import Near, Space

PATIENCE = 3.0  # seconds that a turn waits for vectors that are still being made
_LOG = logging.getLogger(__name__)


class Finder:
    """Knows how near a text lies to each gem. Whatever fails here, words alone still find a gem."""

    def __init__(self, index: Index, embedders: Embedders) -> None:
        self._index = index
        self._embedders = embedders
        self._lock = Lock()
        self._begun = False
        self._done = Event()
        self._space: Space | None = None

    def start(self) -> None:
        """Begin to make the library's vectors in a thread of their own."""
        self._begun = True
        # No daemon: cut off inside the model by the program's end, it would abort the process.
        Thread(target=self.prepare, name="finder").start()

    def prepare(self) -> None:
        """Make the library's vectors, and return when they are there; the second time nothing happens."""
        with self._lock:
            if not self._done.is_set():
                try:
                    self._space = self._made()
                except Exception as error:  # noqa: BLE001 - without vectors a gem is found by its words
                    _LOG.warning("the library's vectors cannot be made (%s)", type(error).__name__)
                self._done.set()

    def _made(self) -> Space | None:
        self._embedders.load()
        if self._embedders.library is None or not self._index.background.said:
            return None
        from coachbot.core.retrieval.pieces import fold, pieces, telling
        from coachbot.core.retrieval.space import Backdrop, build_space

        embed = self._embedders.library.embed
        behind = self._index.background
        folded = []
        for gem in self._index.gems:
            if not main_thread().is_alive():  # the program ends; nobody will search any more
                return None
            parts = pieces(gem, behind.heard.of(gem.slug))
            folded.append(fold(parts, embed(parts.texts)))
        backdrop = Backdrop(
            embed(behind.said),
            embed(behind.told),
            embed(behind.elsewhere),
            tuple(embed(group) for group in behind.heard.passing),
            tuple(
                (embed(pieces(gem, behind.heard.of(gem.slug)).said), embed(telling(gem)))
                for gem in behind.ours
            ),
        )
        self._embedders.keep()
        return build_space(folded, backdrop)

    def near(self, text: str) -> Near | None:
        """How near a text lies to each gem; None while there are no vectors. 9 ms: not on the event loop."""
        neural: Embedder | None = self._embedders.neural
        if self._space is None or neural is None:
            return None
        from coachbot.core.retrieval.matter import matter
        from coachbot.core.retrieval.space import near

        return near(self._space, neural.embed([matter(text)]))

    async def find(self, text: str) -> Near | None:
        """The same beside the event loop, waiting a little for vectors that are still being made."""
        return await asyncio.to_thread(self._patiently, text)

    def _patiently(self, text: str) -> Near | None:
        try:
            if not self._begun:
                self.start()
            self._done.wait(PATIENCE)
            return self.near(text)
        except Exception as error:  # noqa: BLE001 - as above
            _LOG.warning("a text got no vector (%s)", type(error).__name__)
            return None
