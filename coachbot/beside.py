"""Work on a model beside the event loop: what fails or takes too long is done without."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

_LOG = logging.getLogger(__name__)
_Found = TypeVar("_Found")
_Fit = TypeVar("_Fit")


class Beside(Generic[_Found]):
    """A thread of its own for one kind of work, so that a model that hangs holds up no other."""

    def __init__(self, name: str, what: str) -> None:
        self._what = what  # as the log calls what is looked for
        self._late: Future[_Found] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def found(self, work: Callable[[], _Found], patience: float) -> _Found | None:
        """What the work finds; None if it fails, or it or one before takes more than `patience` seconds."""
        if self._late is not None and not self._late.done():
            return None
        at_work = self._thread.submit(work)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(at_work), patience)
        except TimeoutError:
            self._late = at_work
            _LOG.info("%s took longer than %.1f s", self._what, patience)
        except Exception as error:  # noqa: BLE001 - a broken model must not cost an answer
            _LOG.warning("%s is not known (%s)", self._what, type(error).__name__)
        return None


class Fitted(Generic[_Fit]):
    """What was fitted and shipped, read when it is first wanted; None for good where it cannot be read."""

    def __init__(self, read: Callable[[], _Fit], without: str) -> None:
        self._read = read
        self._without = without  # what is said once where it is missing
        self._fit: _Fit | None = None
        self._broken = False

    def get(self) -> _Fit | None:
        """The fit, or None."""
        if self._fit is None and not self._broken:
            try:
                self._fit = self._read()
            except Exception as error:  # noqa: BLE001 - told once, then done without
                self._broken = True
                _LOG.warning("%s: %s", self._without, error)
        return self._fit
