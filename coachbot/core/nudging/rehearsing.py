"""What a plan would bring in a span of time if nobody answered: the sweep, played ahead without writing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from coachbot.core.nudging.choosing import Person, Send, Stock, Wait, after, choose, past_of
from coachbot.core.nudging.times import Slot, next_slot

LONGEST = 20_000  # slots, so that a span of centuries comes to an end


def ahead(person: Person, first: Slot | None, stock: Stock, to: datetime) -> Iterator[tuple[datetime, Send]]:
    """Each sending before `to` and when, from the slot that is next on."""
    slot = first
    for _ in range(LONGEST):
        if slot is None or slot.at >= to:
            return
        now = slot.at
        while isinstance(decision := choose(person, slot, stock, now), Wait):
            now = decision.until
        if isinstance(decision, Send):
            if now < to:
                yield now, decision
            person = replace(person, had=(*person.had, past_of(slot.day, decision)))
        person = replace(person, plan=after(person.plan, decision, now))
        slot = next_slot(person.plan, person.zone, slot.at, person.name)
