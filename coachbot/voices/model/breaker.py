"""A circuit breaker: a model that keeps failing is left alone for a while, and tried again by one turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

FAILURES = 3  # in a row
REST_S = 20.0
LONGEST_S = 120.0


@dataclass(slots=True)
class Breaker:
    """Whether a model may be asked. `now` gives seconds that only go forward."""

    now: Callable[[], float]
    rest: float = REST_S
    failures: int = 0
    until: float = 0.0

    def allows(self) -> bool:
        """Whether to ask now; after a rest the first that asks is alone until it is known how it went."""
        if self.failures < FAILURES and self.until == 0.0:
            return True
        if self.now() < self.until:
            return False
        self.until = self.now() + self.rest
        return True

    def well(self) -> None:
        """It answered."""
        self.failures, self.until = 0, 0.0

    def failed(self, kind: str, retry_after: float | None = None) -> None:
        """It failed; a refused key or a long wait rests at once."""
        self.failures += 1
        rest = min(LONGEST_S, max(self.rest, retry_after or 0.0))
        if self.failures >= FAILURES or kind == "refused" or retry_after:
            self.until = self.now() + rest
