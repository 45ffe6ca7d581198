"""What comes for a person now: one pure decision from their plan, what they had, and the time.

Nothing that was sent in the last 120 days comes again, and no kind of thing three days running. Among what
is left, what this person worked on comes first about every third day, their thin foundation another.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from coachbot.core.model import Foundation, Gem
from coachbot.core.nudging.plan import Plan, Topics, after_sending
from coachbot.core.nudging.texts import Nudges, Text
from coachbot.core.nudging.times import Slot, last_moment, parsed, written

MEMORY_DAYS = 120
RUNNING = 2  # a kind that came so often in a row has to rest
STILL_TALKING = timedelta(minutes=60)  # since their last message, in a session that is not closed
JUST_TALKED = timedelta(minutes=15)
PRACTICE = "gem:"  # before a slug: that gem's practice


@dataclass(frozen=True, slots=True)
class Past:
    """Something that was sent: its id and what kind of thing it was."""

    day: str
    item: str
    kind: str


@dataclass(frozen=True, slots=True)
class Now:
    """How it stands with a person besides their plan."""

    hold: bool = False
    talking: bool = False  # in a session that is not closed
    spoke_at: str | None = None  # when anything was last said in their talk


@dataclass(frozen=True, slots=True)
class Send:
    """This goes out, for this day; `until` is the last moment at which it may."""

    slot: Slot
    text: Text | None  # None for the question about thriving
    until: datetime


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now, but still today."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Pass:
    """Nothing comes for this day. `announced`: something was lost that the person would have had."""

    slot: Slot
    why: str  # late, talking, hold, had, nothing new
    announced: bool = False


Decision = Send | Wait | Pass


@dataclass(frozen=True, slots=True)
class Stock:
    """All that a nudge can be made of."""

    nudges: Nudges = field(default_factory=Nudges)
    gems: Mapping[str, Gem] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """All that a decision about one person turns on; `had` is what they were sent, oldest first."""

    name: str
    plan: Plan
    zone: tzinfo
    had: Sequence[Past] = ()
    standing: Now = field(default_factory=Now)


def choose(person: Person, due: Slot, stock: Stock, now: datetime) -> Decision:
    """What to do about a slot whose time has come."""
    plan = person.plan
    if person.standing.hold or plan.topics.shut:
        return Pass(due, "hold")
    if any(past.day == due.day for past in person.had):  # they chose another hour after it had come
        return Pass(due, "had")
    until = last_moment(plan, due.at, person.zone)
    if now > until:
        return Pass(due, "late", announced=True)
    free = _free_at(person.standing)
    if free is not None and now < free:
        return Wait(free) if free <= until else Pass(due, "talking", announced=True)
    if due.thriving:
        return Send(due, None, until)
    text = pick(plan.topics, person.name, due.day, person.had, stock)
    return Send(due, text, until) if text else Pass(due, "nothing new", announced=True)


def _free_at(standing: Now) -> datetime | None:
    if standing.spoke_at is None:
        return None
    return parsed(standing.spoke_at) + (STILL_TALKING if standing.talking else JUST_TALKED)


def pick(
    topics: Topics, who: str, day: str, history: Sequence[Past], stock: Stock, turn: int = 0
) -> Text | None:
    """The text for a day; None when all was said in the last 120 days. `turn` counts those of one day."""
    since = (date.fromisoformat(day) - timedelta(days=MEMORY_DAYS)).isoformat()
    had = {past.item for past in history if past.day > since}
    last = [past.kind for past in history[-RUNNING:]]
    tired = last[0] if len(last) == RUNNING and len(set(last)) == 1 else None
    seed = zlib.crc32(f"{who} {day} {turn}".encode())
    for pool in _pools(topics, stock, seed if had else 1):  # the very first is one for everybody's screen
        fresh = [text for text in pool if text.id not in had and text.kind != tired]
        if fresh:
            return fresh[seed // 7 % len(fresh)]
    return None


def _pools(topics: Topics, stock: Stock, seed: int) -> Iterator[Sequence[Text]]:
    """Where to look, in order: every third day first at what is this person's own."""
    if seed % 3 == 0:
        yield list(_own(topics, stock))
    if seed % 3 < 2:
        yield stock.nudges.of_foundation.get(topics.foundation or "", ())
    yield stock.nudges.common


def _own(topics: Topics, stock: Stock) -> Iterator[Text]:
    for slug in topics.gems:
        if slug in stock.gems:
            yield practice_of(stock.gems[slug], stock.nudges)
    for text in stock.nudges.drawn:
        if (
            (text.source == "agreement" and topics.agreement)
            or (text.source == "essentials" and topics.essentials)
            or (text.source == "need" and set(text.needs) & set(topics.needs))
        ):
            yield text


def practice_of(gem: Gem, nudges: Nudges) -> Text:
    """A gem's practice as a nudge. One that might name what they fought about waits behind a tap."""
    foundation = gem.foundations[0] if gem.foundations else Foundation.EMPATHY
    more = f"It comes from “{gem.title}”."
    if gem.slug in nudges.plain_practices:
        return Text(PRACTICE + gem.slug, "gem", gem.practice, more, foundation, "gem")
    veiled = next((t for t in nudges.texts.values() if t.source == "gem"), None)
    words = veiled.text if veiled else "A small practice from a piece you read is waiting here."
    return Text(PRACTICE + gem.slug, "gem", words, f"{gem.practice}\n\n{more}", foundation, "gem")


def text_of(item: str, stock: Stock) -> Text | None:
    """The text that was sent under an id."""
    slug = item.removeprefix(PRACTICE)
    if slug != item:
        return practice_of(stock.gems[slug], stock.nudges) if slug in stock.gems else None
    return stock.nudges.texts.get(item)


def past_of(day: str, decision: Send) -> Past:
    """What a sending adds to a person's history."""
    text = decision.text
    return Past(day, text.id, text.kind) if text else Past(day, "thriving", "thriving")


def after(plan: Plan, decision: Send | Pass, now: datetime) -> Plan:
    """The plan once a slot is dealt with: a day that was passed over is over all the same."""
    if isinstance(decision, Send):
        return after_sending(plan, decision.slot.day, written(now), thriving=decision.slot.thriving)
    return plan
