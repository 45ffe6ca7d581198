"""How long the stages of turns take, told to whoever listens; without a listener nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[str, float], None]


class Stages:
    """One ear for load, word, save and send; seconds each."""

    def __init__(self) -> None:
        self._listener: Listener | None = None

    def listen(self, listener: Listener) -> None:
        """Tell this one from now on."""
        self._listener = listener

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        """Tell how long the block takes, however it ends."""
        began = time.perf_counter()
        try:
            yield
        finally:
            if self._listener is not None:
                self._listener(stage, time.perf_counter() - began)
