"""What must hold after a load: looked up in what people were sent and in what is stored."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from coachbot.store import open_store
from tests.load.databases import LEFT, Database
from tests.load.people import People
from tests.telegram.botapi import Call
from tests.telegram.damage import Damage

DRAIN_S, ROLL_S, WAIT_S = 20.0, 5.0, 30.0
Span = tuple[float, float]
Kept = Sequence[Mapping[str, str]]


@dataclass
class Wait:
    """Who wrote when, and how long the first answer took; None if none came."""

    person: int
    wrote: float
    seconds: float | None


@dataclass
class Found:
    """What came of a load."""

    damage: Damage
    waits: list[Wait] = field(default_factory=list)

    def waited(self, span: Span | None = None) -> list[float]:
        """The waits for what was written in a span of time, shortest first."""
        return sorted(
            each.seconds
            for each in self.waits
            if each.seconds is not None and (span is None or span[0] <= each.wrote <= span[1])
        )


async def look(database: Database, people: People, sent: Sequence[Call], kills: Sequence[float]) -> Found:
    """Hold what was written against what is stored, and that against what was shown."""
    found = Found(Damage(sorted(kills)))
    came = defaultdict[int | None, list[Call]](list)
    for call in sent:
        came[call.chat].append(call)
    for what, sql in LEFT.items():
        found.damage.expect(what, database.count(sql), 0)
    store = open_store(database.url)
    for person, texts in people.said.items():
        kept = cast("Kept", (await store.export(f"telegram:{person}"))["messages"])
        heard = [each["text"] for each in kept if each["from"] == "user"][1:]  # the first was the yes
        found.damage.expect(f"of {person} is stored", heard, texts)
        shown = came[person][1:]  # the first was the question for it
        found.damage.compare(f"{person}", shown, [each["text"] for each in kept if each["from"] == "coach"])
        found.waits += _waits(person, people.written[person], kept, shown)
    await store.close()
    return found


def _waits(person: int, written: Sequence[float], kept: Kept, shown: Sequence[Call]) -> list[Wait]:
    """For each message, when the first answer that follows it in the record was shown."""
    arrived, place, waits, open_ = _arrivals(kept, shown), 0, list[Wait](), list[int]()
    heard = -1  # the yes is no message of the load
    for each in kept:
        if each["from"] == "user":
            open_.append(heard)
            heard += 1
            continue
        for number in open_:
            if 0 <= number < len(written):
                at = arrived[place] if place < len(arrived) else None
                took = None if at is None else max(0.0, at - written[number])
                waits.append(Wait(person, written[number], took))
        open_.clear()
        place += 1
    return waits


def _arrivals(kept: Kept, shown: Sequence[Call]) -> list[float]:
    """When each of the coach's messages in the record was first shown."""
    arrived = list[float]()
    calls = iter(shown)
    for each in kept:
        if each["from"] == "coach":
            with contextlib.suppress(StopIteration):
                arrived.append(next(call.at for call in calls if call.args.get("text") == each["text"]))
    return arrived
