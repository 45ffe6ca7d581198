"""Numbers for Prometheus: how many and how long, never whose and never what."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)


class Metrics:
    """The numbers of one program."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._received = Counter(
            "coachbot_webhook_deliveries", "Deliveries by answer", ["status"], registry=self._registry
        )
        self._turns = Histogram(
            "coachbot_turn_seconds",
            "Making a turn, from its lane to its outbox",
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._age = Histogram(
            "coachbot_update_age_seconds",
            "How old an update was when its turn began",
            buckets=(*BUCKETS, 60.0, 300.0, 900.0),
            registry=self._registry,
        )

    def received(self, status: int) -> None:
        """Count a delivery."""
        self._received.labels(str(status)).inc()

    def turn(self, seconds: float, age: float) -> None:
        """Count a turn."""
        self._turns.observe(seconds)
        self._age.observe(age)

    def watch(self, name: str, what: str, value: Callable[[], float]) -> None:
        """A number that is looked up when somebody asks."""
        Gauge(f"coachbot_{name}", what, registry=self._registry).set_function(value)

    def exposed(self) -> tuple[bytes, str]:
        """All numbers in Prometheus' own words, and their content type."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST
