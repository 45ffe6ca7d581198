"""Numbers for Prometheus: how many and how long, never whose and never what.

Those that every program on a database would tell alike (what waits, danger, models) are looked up there when
somebody asks; add them up over no programs, but take the largest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from coachbot.ports import Standing

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)


class Metrics:
    """The numbers of one program."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._received = self._counter("webhook_deliveries", "Deliveries by answer", "status")
        self._nudges = self._counter("nudges", "Nudges by what became of them: sent, late…", "outcome")
        self._turns = self._histogram("turn_seconds", "Making a turn, from its lane to its outbox", BUCKETS)
        self._age = self._histogram(
            "update_age_seconds", "How old an update was when its turn began", (*BUCKETS, 60.0, 300.0, 900.0)
        )
        self._stages = Histogram(
            "coachbot_stage_seconds",
            "A stage of a turn: load, word, save, send",
            ["stage"],
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._waiting = self._gauge("updates_waiting", "Updates that are written down and not handled")
        self._oldest = self._gauge("oldest_update_seconds", "How long the oldest of them has waited")
        self._unsent = self._gauge("messages_unsent", "Messages in the outbox")
        self._aside = self._gauge("set_aside", "Updates given up in the last 48 hours", "reason")
        self._flags = self._gauge("danger_flags", "How often each kind of danger was flagged", "kind")
        self._calls = self._gauge("model_calls_today", "Calls of models", "model", "outcome")
        self._money = self._gauge("model_spend_today", "What they cost, in the operator's money", "model")

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"coachbot_{name}", what, labels, registry=self._registry)

    def _histogram(self, name: str, what: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(f"coachbot_{name}", what, buckets=buckets, registry=self._registry)

    def _gauge(self, name: str, what: str, *labels: str) -> Gauge:
        return Gauge(f"coachbot_{name}", what, labels, registry=self._registry)

    def received(self, status: int) -> None:
        """Count a delivery."""
        self._received.labels(str(status)).inc()

    def turn(self, seconds: float, age: float) -> None:
        """Count a turn."""
        self._turns.observe(seconds)
        self._age.observe(age)

    def stage(self, name: str, seconds: float) -> None:
        """Count a stage of a turn."""
        self._stages.labels(name).observe(seconds)

    def nudged(self, counts: Mapping[str, int]) -> None:
        """Count what a sweep did."""
        for outcome, number in counts.items():
            self._nudges.labels(outcome).inc(number)

    def stands(self, found: Standing, now: str) -> None:
        """Take over how everything stands."""
        oldest = datetime.fromisoformat(found.oldest or now)
        self._waiting.set(found.waiting)
        self._oldest.set(max(0.0, (datetime.fromisoformat(now) - oldest).total_seconds()))
        self._unsent.set(found.unsent)
        for gauge in (self._aside, self._flags, self._calls, self._money):
            gauge.clear()
        for reason, number in found.aside.items():
            self._aside.labels(reason).set(number)
        for kind, number in found.flags.items():
            self._flags.labels(kind).set(number)
        for use in found.uses:
            self._calls.labels(use.model, use.outcome).set(use.calls)
            self._money.labels(use.model).inc(use.money)

    def watch(self, name: str, what: str, value: Callable[[], float]) -> None:
        """A number that is looked up when somebody asks."""
        self._gauge(name, what).set_function(value)

    def exposed(self) -> tuple[bytes, str]:
        """All numbers in Prometheus' own words, and their content type."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST
