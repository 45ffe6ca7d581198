from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from coachbot.aids import Aids
from coachbot.coach import Coach
from coachbot.coming import came
from coachbot.core.library import Library
from coachbot.core.model import Message, Said, Sort
from coachbot.nudges import Coming
from coachbot.outcome import Turn
from coachbot.picturing.artist import PngArtist
from coachbot.ports import House, Store
from coachbot.store import open_store
from coachbot.voices.script import ScriptedVoice

START = "2026-03-02T19:00:00+00:00"  # a Monday


class World:
    """One person, a coach and a clock that only goes on."""

    def __init__(self, coach: Coach, store: Store) -> None:
        self.coach, self.store, self.at = coach, store, START

    async def say(self, text: str, at: str | None = None) -> Turn:
        self.at = at or self.at
        sort, tap = (Sort.TAP, text[1:]) if text.startswith("#") else (Sort.TEXT, None)
        said = Said("ann", self.at, sort, "" if tap else text, tap)
        return await self.coach.turn(said, post=False)

    async def until(self, at: str) -> list[Turn]:
        self.at = at
        return [turn async for turn in came(self.coach, self.store, "ann", at)]

    async def ahead(self, to: str) -> list[Coming]:
        return [each async for each in self.coach.nudging.rehearse(["ann"], self.at, to)]


@pytest_asyncio.fixture
async def world(tmp_path: Path, library: Library) -> AsyncIterator[World]:
    store = open_store(f"sqlite:///{tmp_path / 'x.sqlite'}")
    aids = Aids(artist=PngArtist(tmp_path / "pictures"))
    yield World(Coach(library, store, ScriptedVoice(library.kit), House("Ada"), aids), store)
    await store.close()


def words(turn: Turn) -> str:
    return "\n".join(message.text for message in turn.messages)


def buttons(turn: Turn) -> list[str]:
    return [button.id for message in turn.messages for button in message.buttons]


def drawn(message: Message) -> tuple[bytes, int]:
    """A picture's bytes and who may read it."""
    path = Path(message.image or "")
    return path.read_bytes(), path.stat().st_mode


async def test_one_line_sets_the_hour_and_the_zone_and_the_next_morning_one_comes(world: World) -> None:
    assert "Berlin" in words(await world.say("/nudges 08:30 Europe/Berlin"))
    turns = await world.until("2026-03-03T12:00:00+00:00")
    assert [(turn.cause, turn.at) for turn in turns] == [("nudge", "2026-03-03T07:30:00+00:00")]
    assert [each.partition(":")[0] for each in buttons(turns[0])] == [
        "nudge.did", "nudge.not_today", "nudge.another", "nudge.more",
    ]  # fmt: skip


async def test_the_zone_is_asked_for_and_a_clock_will_do(world: World) -> None:
    assert "which city" in words(await world.say("/nudges evening"))
    assert "Berlin" in words(await world.say("it's 8 pm here"))


async def test_off_ends_it(world: World) -> None:
    await world.say("/nudges 08:30 Europe/Berlin")
    await world.say("/nudges off")
    assert await world.ahead("2027-01-01T00:00:00+00:00") == []


async def test_a_rehearsal_writes_nothing_and_tells_what_then_comes(world: World) -> None:
    await world.say("/nudges 08:30 Europe/Berlin")
    to = "2026-03-20T00:00:00+00:00"
    told = [(each.kind, each.at.isoformat(), each.text) for each in await world.ahead(to)]
    assert told == [(each.kind, each.at.isoformat(), each.text) for each in await world.ahead(to)]
    really = await world.until(to)
    assert told == [(turn.cause, turn.at, words(turn)) for turn in really]


async def test_a_day_given_up_as_late_comes_after_all_when_they_choose_a_later_hour_of_it(
    world: World,
) -> None:
    await world.say("/nudges 08:30 Europe/Berlin")
    swept = await world.coach.nudging.sweep("2026-03-03T11:00:00+00:00", post=False)
    assert (swept.posted, swept.counts) == ([], {"late": 1})
    await world.say("/nudges 20:00 Europe/Berlin", at="2026-03-03T12:00:00+00:00")
    assert [turn.at for turn in await world.until("2026-03-04T00:00:00+00:00")] == [
        "2026-03-03T19:00:00+00:00"
    ]
    days = await world.store.days("ann")
    assert ([past.day for past in days.had], days.plan.unanswered) == (["2026-03-03"], 1)


async def test_who_writes_first_after_a_standstill_still_gets_what_was_due(world: World) -> None:
    await world.say("/nudges 08:30 Europe/Berlin")
    assert len(await world.until("2026-03-06T12:00:00+00:00")) == 3  # now every other day, next on the 7th
    await world.say("she laughed at me in front of everyone last night", at="2026-03-07T07:40:00+00:00")
    (late,) = await world.until("2026-03-07T12:00:00+00:00")
    assert (late.cause, late.at) == ("nudge", "2026-03-07T08:40:00+00:00")


async def test_taps_on_a_nudge_leave_the_talk_alone(world: World) -> None:
    await world.say("/nudges 08:30 Europe/Berlin")
    (nudge,) = await world.until("2026-03-03T12:00:00+00:00")
    talk = await world.say("she laughed at me in front of everyone last night")
    did, _, another, more = buttons(nudge)
    for tap in (did, more, another):
        assert words(await world.say(f"#{tap}"))
    assert "button" not in words(await world.say(f"#{buttons(talk)[0]}"))
    days = await world.store.days("ann")
    assert len({past.item for past in days.had}) == 2


async def test_a_pause_silences_everything_until_its_end(world: World) -> None:
    await world.say("/nudges 08:30 Europe/Berlin")
    await world.say("/agree I ring when I'm late, by friday")
    await world.say("/pause 2 weeks")
    coming = await world.ahead("2026-04-01T00:00:00+00:00")
    assert min(each.at for each in coming) >= datetime(2026, 3, 16, 19, tzinfo=UTC)
    assert {"nudge", "agreement"} == {each.kind for each in coming}


async def test_nothing_comes_in_a_hold(world: World) -> None:
    await world.say("/nudges 08:30 Europe/Berlin")
    await world.say("/agree I ring when I'm late, by friday")
    await world.say("my husband shoved me into the wall yesterday")
    assert await world.ahead("2026-04-01T00:00:00+00:00") == []
    assert await world.until("2026-03-10T00:00:00+00:00") == []


async def test_an_agreement_is_asked_about_and_a_smaller_one_follows_one_not_kept(world: World) -> None:
    await world.say("/nudges 08:30 Europe/Berlin")
    await world.say("/nudges off")
    assert "Friday 6 March" in words(await world.say("/agree I ring when I'm late, by friday"))
    (asked,) = await world.until("2026-03-07T10:00:00+00:00")
    assert asked.cause == "agreement"
    assert "late" not in words(asked)
    assert "smaller" in words(await world.say("#agreement.not:1"))
    await world.say("I text when I'm late")
    assert "Sunday 8 March" in words(await world.say("tomorrow"))
    assert "1 not kept" in words(await world.say("/agree"))


async def test_a_large_agreement_is_asked_to_be_smaller(world: World) -> None:
    assert "smallest piece" in words(await world.say("/agree I'll never ever be late again, by friday"))


async def test_a_number_written_on_a_scale_is_its_tap(world: World) -> None:
    for line in ("/thriving", "4", "3", "5"):
        await world.say(line)
    (check,) = (await world.store.days("ann")).checks
    assert (check.thriving, check.energy, check.willingness) == (4, 3, 5)


async def test_thriving_is_three_taps_and_a_word_and_asks_again_as_often_as_was_chosen(world: World) -> None:
    await world.say("/nudges 08:30 Europe/Berlin")
    await world.say("/nudges off")
    for line in ("/thriving", "#thrive.4", "#energy.3", "#willing.5", "all right so far", "#thriving.week"):
        last = await world.say(line)
    assert "once a week" in words(last)
    coming = await world.ahead("2026-03-25T00:00:00+00:00")
    assert [(each.kind, each.at.day) for each in coming] == [
        ("thriving", 9),
        ("thriving", 16),
        ("thriving", 23),
    ]
    check = (await world.store.days("ann")).checks[0]
    assert (check.thriving, check.energy, check.willingness, check.word) == (4, 3, 5, "All right so far")


async def test_a_falling_line_is_met_with_care_and_no_conclusion(world: World) -> None:
    for level in (4, 2):
        for line in ("/thriving", f"#thrive.{level}", "#energy.3", "#willing.3"):
            await world.say(line)
        last = await world.say("#thriving.done")
    assert "I draw nothing from that" in words(last)


async def test_what_is_remembered_can_be_read_changed_and_let_go(world: World) -> None:
    await world.say("/memory add we moved in together in may")
    assert "We moved in together" in words(await world.say("/memory"))
    await world.say("/memory 1 we moved in june")
    assert "june" in words(await world.say("/memory"))
    await world.say("/memory 1 forget")
    assert (await world.store.days("ann")).memories == ()


async def test_essentials_are_three_in_their_own_words(world: World) -> None:
    await world.say("/essentials listening; a day off, and hugs; a fourth")
    assert (await world.store.days("ann")).essentials == ("Listening", "A day off", "Hugs")


async def test_who_has_no_idea_what_to_ask_for_hears_their_own_essentials(world: World) -> None:
    await world.say("/essentials an hour of listening")
    for line in ("he forgot our anniversary and i am sad and lonely", "i need him to care about me", "yes"):
        await world.say(line)
    turns = [await world.say("i don't know") for _ in range(3)]
    assert "“An hour of listening”" in words(turns[-1])


async def test_me_is_a_picture_with_the_same_in_words(world: World) -> None:
    assert (await world.say("/me")).messages[0].image is None
    await world.say("he forgot our anniversary and i am sad and lonely")
    light = (await world.say("/me")).messages[0]
    assert "Sad 1" in light.text or "sad 1" in light.text
    assert drawn(light)[0].startswith(b"\x89PNG")
    dark = (await world.say("#me.dark")).messages[0]
    assert drawn(dark)[1] & 0o077 == 0


@pytest.mark.parametrize(
    "line", ["/nudges every now and then", "/pause soon", "/memory 9 x", "/thriving maybe"]
)
async def test_what_cannot_be_understood_gets_one_kind_sentence(world: World, line: str) -> None:
    assert words(await world.say(line))
