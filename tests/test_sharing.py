"""A talk on its way to the coaches and back: the real coach, two real databases, the real anonymiser."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from coachbot.aids import Aids
from coachbot.coach import Coach
from coachbot.core.anonymity import Anonymised, Lists, anonymise
from coachbot.core.model import Manner, Said, Sort
from coachbot.library import read_library, read_lists
from coachbot.outcome import Turn
from coachbot.ports import House, Store
from coachbot.reviews.archive import Archive
from coachbot.reviews.desk import Desk
from coachbot.reviews.values import Filters, Role
from coachbot.sharing import Sharing
from coachbot.store import open_store
from coachbot.store.reviews import open_reviews
from coachbot.voices.script import ScriptedVoice

DAY, NIGHT = "2026-11-23T12:00:00+00:00", "2026-11-23T02:00:00+00:00"
LIBRARY = read_library()
GOOD_TALK = (
    "he forgot our anniversary again, my husband Tom promised and then nothing", "sad",
    "i need to matter to him", "#gem.go", "he looked away when i came in",
    "could you plan the next one with me?", "#myself", "#when.none", "#nudges.none", "thanks",
)  # fmt: skip


@pytest.fixture(scope="module")
def lists() -> Lists:
    return read_lists()


@dataclass
class World:
    """A coach with a place for shared talks."""

    coach: Coach
    store: Store
    archive: Archive
    folder: Path

    async def say(self, *lines: str, user: str = "ana", at: str = DAY) -> Turn:
        """Say these lines; `#id` taps the button whose id begins so."""
        for line in lines:
            if line.startswith("#"):
                tap = next((each for each in self.buttons if each.startswith(line[1:])), line[1:])
                said = Said(user, at, Sort.TAP, tap=tap)
            else:
                said = Said(user, at, text=line)
            self.turn = await self.coach.turn(said)
        return self.turn

    @property
    def buttons(self) -> list[str]:
        return [button.id for message in self.turn.messages for button in message.buttons]

    @property
    def words(self) -> str:
        return "\n".join(message.text for message in self.turn.messages)

    async def seen(self) -> list[str]:
        """The ids that coaches see."""
        return [each.id for each in await self.archive.search(Filters())]

    def left(self) -> str:
        """Everything in the coaches' database, its log too."""
        found = ""
        for path in self.folder.glob("reviews.sqlite*"):
            found += path.read_bytes().decode("latin-1")
        return found


@pytest_asyncio.fixture
async def world(tmp_path: Path, lists: Lists) -> AsyncIterator[World]:
    store = open_store(f"sqlite:///{tmp_path}/people.sqlite")
    archive = open_reviews(f"sqlite:///{tmp_path}/reviews.sqlite")

    def clean(texts: Sequence[str], names: Sequence[str], at: Sequence[str | None]) -> Anonymised:
        return anonymise(texts, lists, names, at=at)

    sharing = Sharing(store, LIBRARY.kit.gems, lambda: archive, clean, "https://coaches.example")
    coach = Coach(LIBRARY, store, ScriptedVoice(LIBRARY.kit), House("Ada"), Aids(sharing=sharing))
    yield World(coach, store, archive, tmp_path)
    await store.close()
    await archive.close()


async def shared(world: World, *, user: str = "ana") -> str:
    await world.say(*GOOD_TALK, "#share.look", "#share.none", "#share.yes", user=user)
    (transcript,) = await world.seen()
    return transcript


async def test_it_is_asked_after_a_good_talk_and_never_again(world: World) -> None:
    await world.say(*GOOD_TALK)
    assert world.buttons == ["share.look", "share.no"]
    await world.say("#share.no")
    await world.say(*GOOD_TALK)
    assert "share.look" not in world.buttons
    assert not await world.seen()


@pytest.mark.parametrize(
    "talk",
    [
        ("HE FORGOT IT AGAIN AND I HATE HIM SO MUCH RIGHT NOW!!!", "#when.none", "thanks"),
        ("he forgot our anniversary again", "just listen", "thanks", "bye"),
        ("my husband shoved me into the wall yesterday", "thanks"),
        ("he forgot our anniversary", "bye", "#when.none", "thanks"),
    ],
    ids=["in heat", "only to be heard", "in danger", "too little"],
)
async def test_it_is_not_asked_otherwise(world: World, talk: tuple[str, ...]) -> None:
    for line in talk:
        await world.say(line)
        assert "share.look" not in world.buttons


async def test_what_is_shown_is_what_coaches_see(world: World) -> None:
    await world.say(*GOOD_TALK, "#share.look", "#share.none")
    shown = world.words
    assert "Tom" not in shown
    assert not await world.seen()
    await world.say("#share.yes")
    (transcript,) = await world.seen()
    opened = await world.archive.opened(transcript, 0)
    assert opened is not None
    for exchange in opened.transcript.exchanges:
        assert exchange.said in shown
        assert all(reply in shown for reply in exchange.replies)


async def test_names_that_were_given_are_swapped(world: World) -> None:
    talk = (GOOD_TALK[0].replace("he forgot", "quillon forgot"), *GOOD_TALK[1:])
    await world.say(*talk, "#share.look", "Quillon and Bo")
    assert "quillon" not in world.words.lower()
    await world.say("#share.yes")
    assert "quillon" not in world.left().lower()


async def test_a_yes_in_words_shares_and_a_no_does_not(world: World) -> None:
    await world.say(*GOOD_TALK, "yes", "none", "no")
    assert not await world.seen()
    await world.say("/share", "yes", "no names", "yes please")
    assert len(await world.seen()) == 1


async def test_a_yes_that_may_be_for_the_partners_message_shares_nothing(world: World) -> None:
    await world.say(*GOOD_TALK, "/link Ana")
    code = world.words.split("link_")[1].split()[0]
    await world.say(f"/start link_{code}", "#link.as", "Ben", user="ben")
    await world.say("/share", "yes", "none")
    assert "share.yes" in " ".join(world.buttons)
    await world.say("/send thank you for the soup", "#letter.go", user="ben")
    await world.say("yes")
    assert await world.seen() == []


async def test_nothing_unseen_is_shared(world: World) -> None:
    await world.say(*GOOD_TALK, "#share.look", "#share.none")
    old = next(each for each in world.buttons if each.startswith("share.yes"))
    await world.say(f"#{old[:-1]}x")
    assert not await world.seen()


async def test_commands_and_what_they_answered_are_not_shared(world: World) -> None:
    await world.say(*GOOD_TALK, "/privacy", "/me", "/share", "#share.look", "#share.none")
    assert "/privacy" not in world.words
    assert "database" not in world.words


async def test_a_quotation_stays_as_it_is(world: World) -> None:
    await world.say(*GOOD_TALK[:3])
    quoted = next(message.text for message in world.turn.messages if message.manner is Manner.QUOTE)
    await world.say(*GOOD_TALK[3:], "#share.look", "#share.none")
    assert quoted in world.words


async def test_what_is_taken_back_is_gone_at_once_with_all_that_was_said_of_it(world: World) -> None:
    transcript = await shared(world)
    mira = await world.archive.add_coach("Mira", Role.COACH, None, DAY)
    desk = Desk(world.archive, lambda: DAY)
    await desk.judge(mira, transcript, 1, "harmful", "quite unmistakable")
    await desk.note(mira, transcript, "a remark of its own")
    await world.say("/share", "#share.back")
    assert not await world.seen()
    assert await world.archive.opened(transcript, mira.id) is None
    assert not {n for n in (await world.archive.tallies()).values() if n}
    await world.archive.close()
    assert "anniversary" not in world.left()
    assert "unmistakable" not in world.left()
    assert "a remark of its own" not in world.left()


async def test_forgetting_takes_it_from_the_coaches_too(world: World) -> None:
    await shared(world)
    await world.say("/forget", "#forget.yes")
    assert not await world.seen()
    assert not await world.store.orphans()


async def test_who_is_no_longer_kept_is_not_read_either(world: World) -> None:
    await shared(world)
    await world.store.delete("ana")
    await world.coach.look_after_shared(DAY)
    assert not await world.seen()


async def test_whatever_deletes_the_link_leaves_an_orphan_that_the_sweep_takes_away(world: World) -> None:
    await shared(world)
    with closing(sqlite3.connect(world.folder / "people.sqlite")) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM sessions")
    await world.coach.look_after_shared(DAY)
    assert not await world.seen()


async def test_nothing_that_coaches_have_names_the_person(world: World) -> None:
    await shared(world, user="anabel")
    await world.archive.close()
    assert "anabel" not in world.left()


async def test_an_export_tells_what_is_shared(world: World) -> None:
    transcript = await shared(world)
    kept = await world.store.export("ana")
    links = kept["shared"]
    assert isinstance(links, list)
    assert [(link["transcript"], link["agreed"]) for link in links] == [(transcript, 1)]


async def test_a_note_comes_to_who_wanted_one_and_in_the_daytime(world: World) -> None:
    transcript = await shared(world)
    await world.say("#share.note")
    mira = await world.archive.add_coach("Mira", Role.COACH, None, DAY)
    await Desk(world.archive, lambda: DAY).note(mira, transcript, "You asked so kindly.", for_person=True)
    before = len(await world.store.unsent())
    await world.coach.look_after_shared(NIGHT)
    assert len(await world.store.unsent()) == before
    await world.coach.look_after_shared(DAY)
    await world.coach.look_after_shared(DAY)
    *_, last = await world.store.unsent()
    assert len(await world.store.unsent()) == before + 1
    assert "You asked so kindly." in last.message.text


async def test_a_note_does_not_come_to_who_wanted_none(world: World) -> None:
    transcript = await shared(world)
    await world.say("#share.no_note")
    mira = await world.archive.add_coach("Mira", Role.COACH, None, DAY)
    await world.archive.note(transcript, mira.id, "unasked", DAY, for_person=True)
    before = len(await world.store.unsent())
    await world.coach.look_after_shared(DAY)
    assert len(await world.store.unsent()) == before


async def test_a_coach_s_chat_gets_a_link_and_nobody_else_s(world: World) -> None:
    await world.archive.add_coach("Mira", Role.COACH, "telegram:5", DAY)
    await world.say("/console", user="telegram:5")
    assert "https://coaches.example/sign-in/" in world.words
    await world.say("/console")
    assert "don't know that command" in world.words


async def test_the_console_hears_how_often_there_was_danger_and_not_whose(world: World) -> None:
    await world.say("my husband shoved me into the wall yesterday")
    await world.coach.look_after_shared(DAY)
    assert (await world.archive.tallies())["danger_flags", "partner_violence"] == 1


async def test_without_a_recogniser_sharing_says_that_it_is_not_there(world: World) -> None:
    bare = Sharing(world.store, {}, None, None)
    world.coach = Coach(LIBRARY, world.store, ScriptedVoice(LIBRARY.kit), House("Ada"), Aids(sharing=bare))
    await world.say(*GOOD_TALK)
    assert "share.look" not in world.buttons
    await world.say("/share")
    assert "isn't set up here" in world.words
