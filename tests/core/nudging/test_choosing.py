from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coachbot.core.library import Library
from coachbot.core.nudging.choosing import (
    Now,
    Pass,
    Past,
    Person,
    Send,
    Wait,
    choose,
    pick,
    practice_of,
)
from coachbot.core.nudging.plan import Plan, Topics
from coachbot.core.nudging.rehearsing import ahead
from coachbot.core.nudging.times import next_slot
from coachbot.core.reading import read

PLAN = Plan(zone="UTC", time="08:30", every=1, pace=1)
DUE = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def decided(library: Library, plan: Plan = PLAN, now: datetime = DUE, **standing: object) -> object:
    slot = next_slot(plan, UTC, DUE - timedelta(seconds=1))
    assert slot is not None
    return choose(Person("ann", plan, UTC, (), Now(**standing)), slot, library.nudges, now)  # type: ignore[arg-type]


def test_nothing_comes_in_a_hold_or_after_violence_was_told(library: Library) -> None:
    shut = replace(PLAN, topics=Topics(shut=True))
    assert [decided(library, hold=True), decided(library, shut)] == [Pass(decided(library).slot, "hold")] * 2  # type: ignore[attr-defined]


def test_a_day_on_which_something_came_brings_nothing_more(library: Library) -> None:
    slot = decided(library).slot  # type: ignore[attr-defined]
    had = (Past(slot.day, "thriving", "thriving"),)
    assert choose(Person("ann", PLAN, UTC, had), slot, library.nudges, DUE) == Pass(slot, "had")


def test_what_is_more_than_three_hours_late_is_dropped_and_said_so(library: Library) -> None:
    decision = decided(library, now=DUE + timedelta(hours=3, minutes=1))
    assert isinstance(decision, Pass)
    assert (decision.why, decision.announced) == ("late", True)


def test_in_the_midst_of_a_talk_it_waits_for_an_hour_of_quiet(library: Library) -> None:
    spoke = (DUE - timedelta(minutes=10)).isoformat()
    assert decided(library, talking=True, spoke_at=spoke) == Wait(DUE + timedelta(minutes=50))
    assert isinstance(decided(library, talking=True, spoke_at=(DUE - timedelta(hours=2)).isoformat()), Send)


def a_year(library: Library, topics: Topics, days: int = 365) -> Iterator[Past]:
    had: list[Past] = []
    for n in range(days):
        day = (date(2026, 1, 1) + timedelta(days=n)).isoformat()
        text = pick(topics, "ann", day, had, library.nudges)
        assert text is not None
        had.append(Past(day, text.id, text.kind))
        yield had[-1]


TOPICS = Topics(
    "trust", ("tuesday-by-six", "the-cold-supper"), ("to be heard",), agreement=True, essentials=True
)


@pytest.mark.parametrize("topics", [Topics(), TOPICS])
def test_a_year_of_them_repeats_nothing_within_120_days_and_no_kind_three_days_running(
    library: Library, topics: Topics
) -> None:
    had = list(a_year(library, topics))
    for place, past in enumerate(had):
        assert past.item not in {other.item for other in had[max(0, place - 119) : place]}
        assert {other.kind for other in had[max(0, place - 2) : place]} != {past.kind} or place < 2


def test_what_they_worked_on_comes_more_often_than_the_rest(library: Library) -> None:
    items = [past.item for past in a_year(library, TOPICS, 60)]
    own = {text.id for text in library.nudges.nudges.drawn} | {"gem:tuesday-by-six", "gem:the-cold-supper"}
    trust = {text.id for text in library.nudges.nudges.of_foundation["trust"]}
    assert len(own & set(items)) >= 5
    assert len(trust & set(items)) > 60 / 4


def test_a_practice_that_could_name_the_conflict_waits_behind_a_tap(library: Library) -> None:
    gem = library.kit.gems["the-joke-that-stayed-in-the-room"]
    text = practice_of(gem, library.nudges.nudges)
    assert gem.practice not in text.text
    assert gem.practice in text.more


def test_played_ahead_it_slows_down_as_it_would(library: Library) -> None:
    person = Person("ann", PLAN, UTC)
    first = next_slot(PLAN, UTC, DUE - timedelta(hours=1))
    days = [at.day for at, _ in ahead(person, first, library.nudges, datetime(2026, 4, 1, tzinfo=UTC))]
    assert days == [2, 3, 4, 6, 8, 10, 13, 16, 19, 26]


def test_there_are_180_texts_of_our_own_balanced_over_foundations_and_none_shouts(library: Library) -> None:
    common = library.nudges.nudges.common
    counts = [len(texts) for texts in library.nudges.nudges.of_foundation.values()]
    assert len(common) >= 180
    assert max(counts) - min(counts) <= 5
    assert not [t.id for t in library.nudges.nudges.texts.values() if "!" in t.text + t.more]


def test_no_text_reads_as_a_complaint_or_an_order_to_the_partner(library: Library) -> None:
    """What anybody may see on a locked screen says nothing of a fight."""
    words = (
        "fight",
        "argu",
        "quarrel",
        "angry",
        "hurt",
        "affair",
        "divorce",
        "blame",
        "shout",
        "sorry",
        "cheat",
    )
    told = [t.id for t in library.nudges.nudges.texts.values() if any(w in t.text.lower() for w in words)]
    assert told == []
    assert not any(read(t.text, library.kit.lexicon).heat > 4 for t in library.nudges.nudges.common)
