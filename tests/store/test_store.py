"""What every Store promises, whatever database is behind it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from coachbot.core.model import Button, Danger, DangerKind, Level, Manner, Message, Mode, Passage, Sort, Step
from coachbot.errors import Conflict, StoreError
from coachbot.ports import Account, Card, Due, Kept, Store
from coachbot.store import open_store
from tests.store.made import AT, SetClock, answered, delivery, filled, picker, rows, turn

LATER = "2026-03-02T09:00:00+00:00"
ACCOUNT = Account("ana", keeps=True, country="DE", language="de", zone="Europe/Berlin", settings={"a": "1"})


# ---------------------------------------------------------------- load and save


async def test_a_stranger_is_an_empty_kept(store: Store) -> None:
    assert await store.load("ana") == Kept(Account("ana"))


async def test_what_was_saved_is_loaded(store: Store) -> None:
    await store.save(turn(account=ACCOUNT))
    assert await store.load("ana") == Kept(ACCOUNT, '{"step":"listen"}', 1)


async def test_the_version_goes_up_by_one_with_every_save(store: Store) -> None:
    for expected in range(3):
        await store.save(turn(expected=expected, state=f'{{"n":{expected}}}'))
    assert (await store.load("ana")).version == 3
    assert (await store.load("ana")).state == '{"n":2}'


@pytest.mark.parametrize("expected", [0, 2])
async def test_a_save_on_another_version_than_the_stored_one_is_a_conflict(
    store: Store, expected: int
) -> None:
    await store.save(turn())
    with pytest.raises(Conflict):
        await store.save(turn(expected=expected, state="{}"))
    assert (await store.load("ana")).state == '{"step":"listen"}'


async def test_a_save_after_a_deletion_does_not_bring_the_person_back(store: Store, url: str) -> None:
    await store.save(turn())
    await store.delete("ana")
    with pytest.raises(Conflict):
        await store.save(turn(expected=1))
    assert filled(url) == set()


async def test_a_turn_remembers_what_spoke_and_what_was_meant(store: Store, url: str) -> None:
    gem = Passage("the-pause", "The pause", "Wait a breath.", 12, 0.7)
    danger = Danger(Level.ASK, (DangerKind.STALKING,))
    await store.save(
        turn(
            gem=gem,
            danger=danger,
            mode=Mode.IN_IT,
            step=Step.GEM,
            voice="model",
            turn=7,
            update=31,
            hold=True,
        )
    )
    [kept] = rows(url)["turns"]
    assert (kept["n"], kept["update_id"], kept["step"], kept["mode"], kept["hold"]) == (
        7,
        31,
        "gem",
        "in_it",
        1,
    )
    assert (kept["voice"], kept["gem_slug"], kept["gem_passage"]) == ("model", "the-pause", "Wait a breath.")
    assert (kept["dialogue"], kept["prompts"], kept["gems"]) == (1, "p1", "g1")


async def test_a_broken_character_from_a_client_loses_no_turn(store: Store) -> None:
    await store.save(turn(text="half an emoji \ud83d"))
    assert (await store.load("ana")).version == 1


@pytest.mark.parametrize(
    "text", ["", "🌧️" * 50, "שלום", "x" * 100_000, "line\nline", "'; DROP TABLE people; --"]
)
async def test_any_text_comes_back_as_it_was(store: Store, text: str) -> None:
    [posted] = await store.save(turn(text=text, messages=(Message(text),)))
    assert (await store.export("ana"))["messages"] == [
        {"from": "user", "text": text, "at": AT},
        {"from": "coach", "text": text, "at": AT},
    ]
    assert [posted] == await store.unsent()


# ---------------------------------------------------------------- who keeps nothing


@pytest.mark.parametrize("keeps", [None, False])
async def test_without_a_yes_nothing_that_was_said_stays(store: Store, url: str, keeps: bool | None) -> None:
    await store.receive([delivery(1, text="SECRET")])
    change = turn(
        keeps=keeps,
        update=1,
        text="SECRET",
        state='"SECRET"',
        reading='"SECRET"',
        messages=(Message("SECRET"),),
        card=Card(AT, "SECRET"),
        danger=Danger(Level.STOP, (DangerKind.SUICIDE,)),
        schedule=(Due("ana", "follow_up", LATER),),
        gem_events=(("SECRET", "seen"),),
    )
    await answered(store, change)
    assert filled(url) == {"people", "inbox", "outbox"}
    assert "SECRET" not in str(rows(url))


async def test_the_account_answers_of_those_who_keep_nothing_are_remembered(store: Store) -> None:
    account = Account("ana", keeps=False, country="FR", language="fr")
    await store.save(turn(account=account))
    assert await store.load("ana") == Kept(account)


async def test_those_who_keep_nothing_are_answered_whatever_version_they_expect(store: Store) -> None:
    await store.save(turn(keeps=None))
    [posted] = await store.save(turn(keeps=None, expected=5))
    assert posted.message.text == "You were left sitting there."


async def test_keeping_begins_with_the_turn_that_says_yes(store: Store) -> None:
    await store.save(turn(keeps=None, text="before"))
    await store.save(turn(keeps=True, text="after"))
    assert (await store.load("ana")).version == 1
    told: Any = (await store.export("ana"))["messages"]
    assert [message["text"] for message in told if message["from"] == "user"] == ["after"]


@pytest.mark.parametrize("keeps", [None, False])
async def test_a_yes_taken_back_deletes_what_was_kept(store: Store, url: str, keeps: bool | None) -> None:
    kept = turn(gem_events=(("g", "kept"),), schedule=(Due("ana", "follow_up", LATER),), partner="my wife")
    await answered(store, kept)
    await answered(store, turn(keeps=keeps, expected=1))
    assert filled(url) == {"people", "outbox"}
    assert await store.load("ana") == Kept(Account("ana", keeps=keeps))


# ---------------------------------------------------------------- relationships, sessions, cards


async def test_the_partner_names_the_relationship(store: Store, url: str) -> None:
    await store.save(turn())
    await store.save(turn(expected=1, partner="my husband"))
    await store.save(turn(expected=2))
    assert [each["label"] for each in rows(url)["relationships"]] == ["my husband"]


async def test_a_conversation_has_a_session_for_each_beginning(store: Store, url: str) -> None:
    await store.save(turn())
    await store.save(turn(expected=1, card=Card(AT, "the card")))
    await store.save(turn(expected=2, new_session=True, at=LATER))
    first, second = rows(url)["sessions"]
    assert (first["card"], first["closed"], second["opened"], second["closed"]) == (
        "the card",
        AT,
        LATER,
        None,
    )
    assert [each["session_id"] for each in rows(url)["turns"]] == [first["id"], first["id"], second["id"]]


async def test_a_session_left_without_a_card_closes_when_the_next_begins(store: Store, url: str) -> None:
    await store.save(turn())
    await store.save(turn(expected=1, new_session=True, at=LATER))
    assert [each["closed"] for each in rows(url)["sessions"]] == [LATER, None]


# ---------------------------------------------------------------- gems


async def test_gems_are_remembered_in_the_order_in_which_they_were_met(store: Store) -> None:
    await store.save(turn(gem_events=(("b", "seen"), ("a", "seen"), ("b", "seen"), ("b", "kept"))))
    kept = await store.load("ana")
    assert (kept.seen_gems, kept.kept_gems, kept.disliked_gems) == (("b", "a"), ("b",), ())


async def test_the_last_word_on_a_gem_counts(store: Store) -> None:
    await store.save(turn(gem_events=(("a", "kept"), ("b", "disliked"))))
    await store.save(turn(expected=1, gem_events=(("a", "disliked"), ("b", "kept"))))
    kept = await store.load("ana")
    assert (kept.kept_gems, kept.disliked_gems) == (("b",), ("a",))


# ---------------------------------------------------------------- what is due


async def test_what_is_due_comes_oldest_first(store: Store) -> None:
    later, sooner = Due("ana", "follow_up", "2026-03-04T09:00:00+00:00"), Due("ana", "settle_check", LATER)
    await store.save(turn(schedule=(later, sooner)))
    assert await store.due(AT) == []
    assert [each.kind for each in await store.due(LATER)] == ["settle_check"]
    assert [each.kind for each in await store.due("2026-04-01T00:00:00+00:00")] == [
        "settle_check",
        "follow_up",
    ]


async def test_a_due_row_is_answered_once(store: Store) -> None:
    await store.save(turn(schedule=(Due("ana", "settle_check", LATER),)))
    [due] = await store.due(LATER)
    [posted] = await store.save(turn(expected=1, due=due.id, sort=Sort.DUE, text="", at=LATER))
    assert posted.kind == "settle_check"
    assert await store.due(LATER) == []
    with pytest.raises(Conflict):
        await store.save(turn(expected=2, due=due.id, sort=Sort.DUE))


async def test_nobody_can_answer_what_is_due_to_another(store: Store) -> None:
    await store.save(turn(schedule=(Due("ana", "settle_check", LATER),)))
    [due] = await store.due(LATER)
    with pytest.raises(Conflict):
        await store.save(turn("ben", due=due.id))


async def test_a_cancelled_kind_is_no_longer_due(store: Store) -> None:
    await store.save(turn(schedule=(Due("ana", "settle_check", LATER), Due("ana", "follow_up", LATER))))
    again = (Due("ana", "settle_check", "2026-03-03T09:00:00+00:00"),)
    await store.save(turn(expected=1, cancel=("settle_check",), schedule=again))
    assert [each.kind for each in await store.due(LATER)] == ["follow_up"]


# ---------------------------------------------------------------- the inbox


async def test_an_update_is_written_down_once(store: Store) -> None:
    assert await store.receive([delivery(1), delivery(2), delivery(1)]) == 2
    assert await store.receive([delivery(2), delivery(3)]) == 1
    assert await store.waiting() == [delivery(1), delivery(2), delivery(3)]


async def test_a_handled_update_waits_no_longer_and_holds_no_text(store: Store, url: str) -> None:
    await store.receive([delivery(1), delivery(2, text="SECRET")])
    await store.save(turn(update=2, text="it is about money"))
    assert await store.waiting() == [delivery(1)]
    assert "SECRET" not in str(rows(url))


async def test_an_update_is_handled_once(store: Store) -> None:
    await store.receive([delivery(1)])
    await store.save(turn(update=1))
    with pytest.raises(Conflict):
        await store.save(turn(update=1, expected=1))
    assert await store.receive([delivery(1)]) == 0
    assert (await store.load("ana")).version == 1


async def test_an_update_that_was_never_written_down_is_handled_once_too(store: Store) -> None:
    await store.save(turn(update=9))
    with pytest.raises(Conflict):
        await store.save(turn(update=9, expected=1))


async def test_updates_wait_in_the_order_in_which_they_came(store: Store) -> None:
    await store.receive([delivery(900, at=AT), delivery(3, at=LATER)])
    assert [each.update for each in await store.waiting()] == [900, 3]


async def test_a_poison_update_is_set_aside_for_good(store: Store, url: str) -> None:
    await store.receive([delivery(1, text="SECRET")])
    await store.set_aside(1, "KeyError in reading")
    assert await store.waiting() == []
    assert await store.receive([delivery(1)]) == 0
    assert "SECRET" not in str(rows(url))
    assert rows(url)["inbox"][0]["set_aside"] == "KeyError in reading"
    with pytest.raises(Conflict):
        await store.save(turn(update=1))


# ---------------------------------------------------------------- the outbox


async def test_a_message_comes_out_as_it_went_in(store: Store) -> None:
    buttons = (Button("a", "ä"), Button("b", "b"))
    message = Message("two\nlines", buttons, Manner.CARD, image="/tmp/x.png", edits=True, columns=3)
    [posted] = await store.save(turn(messages=(message,), turn=4))
    assert posted.message == message
    assert (posted.user, posted.turn, posted.created, posted.kind) == ("ana", 4, AT, "reply")
    assert await store.unsent() == [posted]


async def test_messages_wait_in_the_order_in_which_they_were_said(store: Store) -> None:
    await store.save(turn(messages=(Message("one"), Message("two"))))
    await store.save(turn("ben", messages=(Message("three"),)))
    assert [each.message.text for each in await store.unsent()] == ["one", "two", "three"]
    assert [each.message.text for each in await store.unsent(limit=2)] == ["one", "two"]


async def test_a_sent_message_waits_no_longer_and_holds_no_text(store: Store, url: str) -> None:
    [posted] = await store.save(turn(messages=(Message("SECRET"),)))
    await store.sent([(posted.id, 77)])
    assert await store.unsent() == []
    [row] = rows(url)["outbox"]
    assert (row["payload"], row["channel_message_id"]) == ("", 77)


async def test_a_channel_that_shows_messages_itself_gets_none_in_the_outbox(store: Store) -> None:
    assert await store.save(turn(post=False)) == ()
    assert await store.unsent() == []


async def test_a_message_that_was_given_up_waits_no_longer(store: Store, url: str) -> None:
    [posted] = await store.save(turn(messages=(Message("SECRET"),), keeps=False))
    await store.drop(posted.id, "chat not found")
    assert await store.unsent() == []
    assert rows(url)["outbox"][0]["dropped"] == "chat not found"
    assert "SECRET" not in str(rows(url))


async def test_held_messages_wait_without_crowding_out_the_others(store: Store) -> None:
    held = await store.save(turn(messages=(Message("one"), Message("two"))))
    await store.hold([each.id for each in held])
    await store.save(turn("ben", messages=(Message("three"),)))
    assert [each.message.text for each in await store.unsent(limit=1)] == ["three"]
    assert [(each.message.text, each.kind) for each in await store.unsent()] == [
        ("one", "held"),
        ("two", "held"),
        ("three", "reply"),
    ]


async def test_a_picker_replaces_the_message_that_was_tapped(store: Store) -> None:
    await answered(store, turn(messages=(picker("which?"),)), channel=501)
    await answered(store, turn(expected=1, messages=(Message("no buttons"),)), channel=502)
    [posted] = await store.save(turn(expected=2, messages=(picker("which?", edits=True),)))
    assert posted.replaces == 501
    assert (await store.unsent())[0].replaces == 501


async def test_a_picker_tapped_again_before_it_was_edited_is_the_same_message(store: Store) -> None:
    await answered(store, turn(messages=(picker("which?"),)), channel=501)
    await store.save(turn(expected=1, messages=(picker("which?", edits=True),)))
    [posted] = await store.save(turn(expected=2, messages=(picker("which?", edits=True),)))
    assert posted.replaces == 501


async def test_an_edited_picker_keeps_its_place_though_the_channel_names_none(store: Store) -> None:
    await answered(store, turn(messages=(picker("which?"),)), channel=501)
    await answered(store, turn(expected=1, messages=(picker("which?", edits=True),)), channel=None)
    [posted] = await store.save(turn(expected=2, messages=(picker("which?", edits=True),)))
    assert posted.replaces == 501


async def test_a_picker_does_not_edit_an_older_message_than_the_one_on_its_way(store: Store) -> None:
    await answered(store, turn(messages=(picker("old"),)), channel=501)
    await store.save(turn(expected=1, messages=(picker("new"),)))
    [posted] = await store.save(turn(expected=2, messages=(picker("new", edits=True),)))
    assert posted.replaces is None


async def test_an_outbox_number_is_never_used_twice(store: Store) -> None:
    [first] = await store.save(turn())
    await store.delete("ana")
    [second] = await store.save(turn("ben"))
    await store.sent([(first.id, 1)])
    assert await store.unsent() == [second]


# ---------------------------------------------------------------- who blocked the bot


async def test_for_a_person_who_blocked_the_bot_nothing_waits(store: Store) -> None:
    await store.save(turn(schedule=(Due("ana", "follow_up", LATER),)))
    await store.block("ana")
    assert (await store.load("ana")).account.blocked
    assert await store.unsent() == []
    assert await store.due(LATER) == []


async def test_a_person_who_blocked_the_bot_gets_nothing_until_they_write(store: Store) -> None:
    await store.save(turn())
    await store.block("ana")
    blocked = (await store.load("ana")).account
    assert await store.save(turn(expected=1, account=blocked, sort=Sort.DUE)) == ()
    assert len(await store.save(turn(expected=2, account=blocked))) == 1
    assert not (await store.load("ana")).account.blocked


# ---------------------------------------------------------------- export, delete, forget


async def test_an_export_tells_the_talk_in_order_with_taps_as_their_buttons(store: Store) -> None:
    await store.save(turn(text="hi", messages=(picker("which?"),)))
    await store.save(turn(expected=1, text="", tap="sad", sort=Sort.TAP, messages=(Message("sad, then"),)))
    await store.save(turn(expected=2, text="", sort=Sort.DUE, at=LATER, messages=(Message("still there?"),)))
    told: Any = (await store.export("ana"))["messages"]
    assert [(each["from"], each["text"]) for each in told] == [
        ("user", "hi"),
        ("coach", "which?"),
        ("user", "sad"),
        ("coach", "sad, then"),
        ("coach", "still there?"),
    ]


async def test_an_export_tells_account_cards_gems_and_what_is_due(store: Store) -> None:
    await store.save(
        turn(
            account=ACCOUNT,
            card=Card(AT, "the card"),
            gem_events=(("g", "kept"),),
            schedule=(Due("ana", "follow_up", LATER),),
        )
    )
    told: Any = await store.export("ana")
    assert told["account"]["country"] == "DE"
    assert told["cards"] == [{"at": AT, "text": "the card"}]
    assert told["gems"] == [{"slug": "g", "what": "kept", "at": AT}]
    assert [(each["kind"], each["at"]) for each in told["due"]] == [("follow_up", LATER)]


async def test_an_export_of_a_stranger_is_empty(store: Store) -> None:
    told = await store.export("nobody")
    assert (told["account"], told["messages"]) == (None, [])


async def test_delete_says_whether_there_was_anything(store: Store) -> None:
    await store.save(turn())
    assert await store.delete("ana")
    assert not await store.delete("ana")


async def test_one_person_s_deletion_leaves_the_other_whole(store: Store) -> None:
    await store.save(turn("ben", gem_events=(("g", "seen"),)))
    before = await store.export("ben")
    await store.save(turn("ana"))
    await store.delete("ana")
    assert await store.export("ben") == before


async def test_to_be_forgotten_and_told_so_is_one_step(store: Store, url: str) -> None:
    await store.receive([delivery(1), delivery(2)])
    await store.save(turn(update=1))
    [last] = await store.save(turn(update=2, expected=1, forget=True, messages=(Message("It is all gone."),)))
    assert await store.unsent() == [last]
    assert await store.load("ana") == Kept(Account("ana"))
    with pytest.raises(Conflict):
        await store.save(turn(update=2))
    await store.sent([(last.id, 5)])
    assert "ana" not in str(rows(url))


# ---------------------------------------------------------------- the flags


async def test_a_danger_is_counted_by_the_hour_without_a_name(store: Store, url: str) -> None:
    danger = Danger(Level.STOP, (DangerKind.SUICIDE, DangerKind.MEDICAL))
    await store.save(turn(danger=danger, text="SECRET"))
    await store.save(turn(expected=1))
    [flag] = rows(url)["danger_flags"]
    assert {key: flag[key] for key in ("level", "kinds", "at")} == {
        "level": "stop",
        "kinds": '["suicide","medical"]',
        "at": "2026-03-01T21:00:00+00:00",
    }


# ---------------------------------------------------------------- many at once


async def test_two_hundred_people_save_at_once(store: Store) -> None:
    await asyncio.gather(*(store.save(turn(f"p{n}", update=n)) for n in range(200)))
    kept = await asyncio.gather(*(store.load(f"p{n}") for n in range(200)))
    assert [each.version for each in kept] == [1] * 200
    assert len(await store.unsent(limit=500)) == 200


async def test_of_two_hundred_saves_of_one_version_one_wins(store: Store, url: str) -> None:
    await store.save(turn())
    saves = (store.save(turn(expected=1, text=str(n), update=n)) for n in range(200))
    outcomes = await asyncio.gather(*saves, return_exceptions=True)
    assert sum(isinstance(each, Conflict) for each in outcomes) == 199
    assert sum(isinstance(each, tuple) for each in outcomes) == 1
    handled = [each for each in rows(url)["inbox"] if each["handled_at"]]
    assert (len(rows(url)["turns"]), len(rows(url)["outbox"]), len(handled)) == (2, 2, 1)


async def test_a_conflict_hurts_no_one_else_s_turn(store: Store) -> None:
    await store.save(turn("p5"))
    saves = (store.save(turn(f"p{n}")) for n in range(10))
    outcomes = await asyncio.gather(*saves, return_exceptions=True)
    assert [n for n, each in enumerate(outcomes) if isinstance(each, Conflict)] == [5]
    kept = await asyncio.gather(*(store.load(f"p{n}") for n in range(10)))
    assert [each.version for each in kept] == [1] * 10


async def test_a_caller_who_goes_away_stops_nobody(store: Store) -> None:
    impatient = asyncio.ensure_future(store.save(turn()))
    await asyncio.sleep(0)
    impatient.cancel()
    await store.save(turn("ben"))
    assert (await store.load("ben")).version == 1


# ---------------------------------------------------------------- closing and coming back


async def test_what_is_queued_is_finished_before_closing(url: str) -> None:
    store = open_store(url)
    saves = [asyncio.ensure_future(store.save(turn(f"p{n}"))) for n in range(20)]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*saves)
    assert len(rows(url)["people"]) == 20


async def test_a_closed_store_says_so(url: str) -> None:
    store = open_store(url)
    await store.close()
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.load("ana")


async def test_a_new_process_finds_everything(url: str) -> None:
    first = open_store(url)
    await first.save(turn())
    await first.receive([delivery(4)])
    await first.close()
    second = open_store(url)
    assert (await second.load("ana")).version == 1
    assert len(await second.unsent()) == len(await second.waiting()) == 1
    await second.close()


async def test_two_processes_share_one_database(url: str, store: Store) -> None:
    other = open_store(url)
    await asyncio.gather(*((store, other)[n % 2].save(turn(f"p{n}")) for n in range(40)))
    assert len(rows(url)["people"]) == 40
    await other.close()


# ---------------------------------------------------------------- tidying


async def test_marks_of_post_go_after_48_hours(store: Store, url: str, clock: SetClock) -> None:
    await store.receive([delivery(1), delivery(2)])
    await answered(store, turn(update=1))
    await store.save(turn("ben"))
    clock.time = "2026-03-03T21:39:59+00:00"
    await tidied(store)
    assert (len(rows(url)["inbox"]), len(rows(url)["outbox"])) == (2, 2)
    clock.time = "2026-03-03T21:40:01+00:00"
    await tidied(store)
    assert [each["update_id"] for each in rows(url)["inbox"]] == [2]
    assert [each["person"] for each in rows(url)["outbox"]] == ["ben"]


async def tidied(store: Any) -> None:
    await store._worker.ask(store._tidy, writes=True)
