"""The model, loaded beside the first talk: nobody waits for it, and everything works without."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from coachbot.ports import Reader

if TYPE_CHECKING:  # numpy is loaded with the models
    from coachbot.vectors.remembered import Remembered

# Read when numpy is imported. Its second thread spins beside products of half a millisecond: 11 ms of CPU a
# message, which another program of ours could have used.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_LOG = logging.getLogger(__name__)


class Models:
    """What is loaded so far; a model that cannot be loaded stays None, and the log says why.

    `cache` is the folder in which the vectors of a library are remembered; without one they are made anew.
    """

    def __init__(self, cache: Path | None = None) -> None:
        self._lock = Lock()
        self._tried = False
        self._cache = cache
        self.neural: Reader | None = None
        self.library: Remembered | None = None

    def start(self) -> None:
        """Begin to load it in a thread of its own."""
        # No daemon: a model whose loading is cut off by the program's end aborts the process.
        Thread(target=self.load, name="models").start()

    def load(self) -> None:
        """Load it, and return when it is there; the second time nothing happens."""
        with self._lock:
            if not self._tried:
                self.neural = _loaded("neural vectors", _neural)
                self.library = self._remembered(self.neural) if self.neural else None
                self._tried = True

    def keep(self) -> None:
        """Write the library's new vectors down for the next start."""
        if self.library:
            self.library.save()

    def _remembered(self, embedder: Reader) -> Remembered:
        from coachbot.vectors.remembered import Remembered

        return Remembered(embedder, self._cache)


def _neural() -> Reader:
    from coachbot.vectors import neural

    return neural.load()


def _loaded(what: str, load: Callable[[], Reader]) -> Reader | None:
    try:
        return load()
    except Exception as error:  # noqa: BLE001 - a broken or missing model costs quality, never a talk
        _LOG.warning("%s cannot be loaded (%s); what works without them goes on", what, type(error).__name__)
        return None
