"""What tokens cost, as the operator writes it in COACHBOT_LLM_PRICE."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens: sent, sent and cached, said."""

    sent: float = 0.0
    cached: float = 0.0
    said: float = 0.0

    def of(self, sent: int, cached: int, said: int) -> float:
        """What these tokens cost; `cached` of those sent are paid at their own price."""
        fresh = max(0, sent - cached)
        return (fresh * self.sent + cached * self.cached + said * self.said) / MILLION


def parse_prices(written: str) -> Mapping[str, Price]:
    """Prices by model, "" for all others: "0.15/0.60", "gpt-x=1/0.5/4, local=0/0" (sent/cached/said).

    Raises ValueError with the end of a sentence.
    """
    prices: dict[str, Price] = {}
    for part in filter(None, (each.strip() for each in written.split(","))):
        model, _, amounts = part.rpartition("=")
        try:
            numbers = [float(each) for each in amounts.split("/")]
        except ValueError:
            numbers = []
        if len(numbers) not in (2, 3) or any(n < 0 or not math.isfinite(n) for n in numbers):
            raise ValueError("must be like 0.15/0.60, or NAME=0.15/0.60, in money for a million tokens")
        prices[model.strip()] = Price(numbers[0], numbers[-2], numbers[-1])
    return prices
