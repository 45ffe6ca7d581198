"""The whole door in one process: the strict server, the real store, and an echo for a coach."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

import pytest

from coachbot.channels.telegram import program
from coachbot.channels.telegram.pacing import Pace
from coachbot.channels.telegram.postbox import PostBox
from coachbot.core.model import Message, Said
from coachbot.errors import ChannelError, StoreError
from coachbot.ports import Delivery, Store
from tests.telegram.botapi import TOKEN, BotApi, Fault
from tests.telegram.conftest import HandClock, Opened
from tests.telegram.echo import Echo

ANN, BEN, GROUP = 17, 18, -100


async def state(store: Store, user: int) -> list[str]:
    kept = (await store.load(f"telegram:{user}")).state
    return list(json.loads(kept)) if kept else []


async def test_everybody_is_answered_in_order(api: BotApi, door: Opened) -> None:
    async with door():
        for number in range(10):
            for user in range(1, 11):
                api.text(user, f"m{number}")
        await api.until(100)
    assert all(api.texts(user) == [f"{n + 1}: m{n}" for n in range(10)] for user in range(1, 11))


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (lambda api: api.text(ANN, "/start ref"), "1: /start ref"),
        (lambda api: api.sticker(ANN), "1: sticker"),
        (lambda api: api.photo(ANN, "look"), "1: look"),
        (lambda api: api.voice(ANN), "1: voice"),
        (lambda api: api.forward(ANN, "his words"), "1: his words"),
    ],
)
async def test_each_kind_of_message_reaches_the_coach(
    api: BotApi, door: Opened, act: Any, answer: str
) -> None:
    async with door():
        act(api)
        await api.until(1)
    assert api.texts(ANN) == [answer]


async def test_an_edit_is_heard_anew(api: BotApi, door: Opened) -> None:
    async with door():
        number = api.text(ANN, "he is late")["message"]["message_id"]
        await api.until(1)
        api.edit(ANN, number, "he hit me")
        await api.until(2)
    assert api.texts(ANN)[-1] == "2: he hit me"


async def test_a_picker_is_tapped_edited_and_acknowledged(api: BotApi, door: Opened) -> None:
    async with door():
        api.text(ANN, "pick")
        await api.until(1)
        api.tap(ANN, "Two")
        await api.until(2)
    assert [(call.method, call.message, call.args["text"]) for call in api.sent(ANN)] == [
        ("sendmessage", 2, "1: pick"),
        ("editmessagetext", 2, "2: two"),
    ]
    assert [call.status for call in api.calls if call.method == "answercallbackquery"] == [200]


async def test_a_group_is_declined_once_and_left(api: BotApi, door: Opened) -> None:
    async with door():
        api.added(GROUP, ANN)
        for number in range(3):
            api.group(GROUP, ANN, f"hello {number}")
        await api.until_called("leaveChat")
    assert len(api.texts(GROUP)) == 1


async def test_channels_and_service_notes_get_no_answer(api: BotApi, door: Opened) -> None:
    async with door():
        api.channel_post(-200, "news")
        api.update("message", {"chat": {"id": ANN, "type": "private"}, "pinned_message": {}, "message_id": 9})
        api.text(ANN, "hello")
        await api.until(1)
        await asyncio.sleep(0.1)
    assert [call.chat for call in api.sent()] == [ANN]


async def test_who_blocks_the_bot_is_noted_and_answered_again_when_they_return(
    api: BotApi, store: Store, door: Opened
) -> None:
    async with door():
        api.text(ANN, "hello")
        await api.until(1)
        api.block(ANN)
        async with asyncio.timeout(10):
            while not (await store.load(f"telegram:{ANN}")).account.blocked:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        api.unblock(ANN)
        api.text(ANN, "i am back")
        await api.until(2)
    assert api.texts(ANN)[-1] == "2: i am back"


async def test_a_poison_update_is_set_aside_with_an_apology_and_the_next_is_answered(
    api: BotApi, store: Store, door: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    async with door():
        api.text(ANN, "boom")
        api.text(ANN, "hello")
        await api.until(2)
    assert sorted(api.texts(ANN)) == ["1: hello", "That went wrong on my side, sorry."]
    assert await store.waiting() == []
    assert "boom" not in caplog.text


async def test_the_menu_and_the_description_are_set_once(api: BotApi, door: Opened) -> None:
    for times in (1, 2):
        async with door():
            await api.until_called("getMyShortDescription", times)
            await asyncio.sleep(0.05)
    assert api.set["commands:"] == [{"command": "help", "description": "What I can do"}]
    assert [call.method for call in api.calls].count("setmydescription") == 1


async def test_a_slow_answer_shows_that_it_is_being_written(api: BotApi, store: Store, door: Opened) -> None:
    gate = asyncio.Event()
    async with door(coach=Echo(store, gate)):
        api.text(BEN, "quick")
        api.text(ANN, "slow")
        await api.until_called("sendChatAction")
        gate.set()
        await api.until(2)
    actions = [(call.chat, call.args["action"]) for call in api.calls if call.method == "sendchataction"]
    assert actions == [(ANN, "typing")]


# ---------------------------------------------------------------- what goes wrong outside


async def test_a_wrong_token_is_one_clear_sentence(api: BotApi, door: Opened) -> None:
    async with door(token="4242:wrong") as task:
        with pytest.raises(ChannelError, match="refuses the token"):
            await task


async def test_a_second_program_on_the_same_token_is_one_clear_sentence(
    api: BotApi, door: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coachbot.channels.telegram.polling.TAKEN_S", 0.05)
    async with door() as first, door() as second:
        async with asyncio.timeout(10):
            await asyncio.wait((first, second), return_when=asyncio.FIRST_COMPLETED)
        ended = first if first.done() else second
        with pytest.raises(ChannelError, match="Another program"):
            await ended


async def test_polling_goes_on_after_the_network_was_away(api: BotApi, door: Opened) -> None:
    api.faults = [Fault("drop", "getme"), Fault("502", "getupdates"), Fault("garbage", "getupdates")]
    async with door():
        api.text(ANN, "hello")
        await api.until(1)
    assert api.texts(ANN) == ["1: hello"]


async def test_the_server_may_be_gone_for_a_while(door: Opened) -> None:
    api = BotApi()
    async with api.serving():
        pass
    async with door(base_url=api.url):
        await asyncio.sleep(0.3)
        async with api.serving():
            api.text(ANN, "hello")
            await api.until(1)
    assert api.texts(ANN) == ["1: hello"]


async def test_a_webhook_that_somebody_left_behind_is_ended(api: BotApi, door: Opened) -> None:
    api.set["webhook"] = "https://example.org/hook"
    async with door():
        api.text(ANN, "hello")
        await api.until(1)


# ---------------------------------------------------------------- what stood open


async def test_what_was_received_and_not_answered_is_answered_at_the_start(
    api: BotApi, store: Store, door: Opened, clock: HandClock
) -> None:
    update = api.text(ANN, "before the crash")
    await store.receive([Delivery(update["update_id"], "telegram:17", json.dumps(update), clock.now())])
    async with door():
        await api.until(1)
        await asyncio.sleep(0.2)  # Telegram offers it once more
    assert api.texts(ANN) == ["1: before the crash"]
    assert await state(store, ANN) == ["before the crash"]


async def test_an_inbox_row_that_cannot_be_read_is_set_aside(
    api: BotApi, store: Store, door: Opened, clock: HandClock
) -> None:
    await store.receive([Delivery(1, "telegram:17", "{half a", clock.now())])
    async with door():
        api.text(ANN, "hello")
        await api.until(1)
    assert await store.waiting() == []


async def test_what_waited_for_hours_is_answered_neutrally_until_they_write_again(
    api: BotApi, door: Opened
) -> None:
    api.ahead = -3 * 3600
    api.text(ANN, "at ten in the evening")
    api.ahead = 0
    async with door():
        await api.until(1)
        await asyncio.sleep(0.1)
        assert api.texts(ANN) == ["I'm here, write when you can."]
        api.text(ANN, "good morning")
        await api.until(3)
    assert api.texts(ANN)[1:] == ["1: at ten in the evening", "2: good morning"]


async def test_stopping_finishes_the_turn_that_is_being_made(api: BotApi, store: Store, door: Opened) -> None:
    coach = Echo(store, gate := asyncio.Event())
    async with door(coach=coach):
        api.text(ANN, "slow")
        await coach.at_gate.wait()
        asyncio.get_running_loop().call_later(0.1, gate.set)  # when it has been told to stop
    assert (api.texts(ANN), await store.unsent(), await store.waiting()) == (["1: slow"], [], [])


async def test_another_process_may_put_messages_into_the_outbox(
    api: BotApi, store: Store, door: Opened, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "SWEEP_S", 0.05)
    async with door():
        api.text(ANN, "hello")
        await api.until(1)
        await Echo(store).turn(Said("telegram:17", clock.now(), text="a nudge", update=1))
        await api.until(2)
        await asyncio.sleep(0.2)
    assert api.texts(ANN) == ["1: hello", "2: a nudge"]


async def test_what_has_come_due_is_said_once(
    api: BotApi, door: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "SWEEP_S", 0.05)
    async with door():
        api.text(ANN, "later")
        await api.until(2)
        await asyncio.sleep(0.3)
    assert api.texts(ANN) == ["1: later", "how did it go"]


# ---------------------------------------------------------------- the store away


class Away:
    """A store that cannot be used for the first calls of some methods."""

    def __init__(self, store: Store, times: int, *names: str) -> None:
        self._store, self._times, self._names = store, times, names

    def __getattr__(self, name: str) -> Any:
        if name in self._names and self._times > 0:
            self._times -= 1
            return self._fail
        return getattr(self._store, name)

    async def _fail(self, *_: object, **__: object) -> None:
        raise StoreError("The database is locked.")


class Careful(Echo):
    """An echo that can say something without a store."""

    def first_aid(self, said: Said) -> Sequence[Message]:
        return (Message("help at once"),) if "hit" in said.text else ()


@pytest.mark.parametrize("method", ["receive", "load", "save"])
async def test_nothing_is_lost_while_the_store_is_away(
    api: BotApi, store: Store, clock: HandClock, method: str
) -> None:
    away: Any = Away(store, 2, method)
    stop = asyncio.Event()
    task = asyncio.create_task(
        program.run(token=TOKEN, base_url=api.url, coach=Careful(away), store=away, clock=clock, stop=stop)
    )
    api.text(ANN, "hello")
    api.text(BEN, "he hit me")
    await api.until(2)
    await asyncio.sleep(0.1)
    stop.set()
    await task
    assert api.texts(ANN) == ["1: hello"]
    assert api.texts(BEN) == ["help at once"]  # and not a second time when the store is back
    assert (await state(store, ANN), await state(store, BEN)) == (["hello"], ["he hit me"])


async def test_no_log_line_holds_a_persons_words_or_the_token(
    api: BotApi, store: Store, door: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    api.faults = [
        Fault("500", "sendmessage"),
        Fault("drop", "getupdates"),
        Fault("garbage", "sendmessage", 2),
    ]
    async with door(pace=Pace(per_chat=None)):
        api.text(ANN, "a secret about dishes")
        api.text(ANN, "boom")
        await api.until(2)
    assert "dishes" not in caplog.text
    assert TOKEN not in caplog.text


async def test_telegram_may_ask_the_poller_to_wait(api: BotApi, door: Opened) -> None:
    api.faults = [Fault("429", "getupdates")]
    async with door():
        api.text(ANN, "hello")
        await api.until(1)


async def test_an_update_like_no_other_is_passed_over(api: BotApi, door: Opened) -> None:
    api.updates[1] = {
        "update_id": 1,
        "message": {"chat": {"id": ANN, "type": "private"}, "text": "x", "date": "y"},
    }
    api.updates[2] = {"update_id": 2, "callback_query": {"data": 7}}
    async with door():
        api.text(ANN, "hello")
        await api.until(1, ANN)


async def test_a_growing_answer_is_shown_in_drafts_and_ends_as_a_message(api: BotApi, door: Opened) -> None:
    async with door():
        api.text(ANN, "think")
        await api.until(1)
    drafts = [call for call in api.calls if call.method == "sendmessagedraft"]
    assert len(drafts) >= 2
    assert {call.status for call in drafts} == {200}
    assert all("parse_mode" not in call.args for call in drafts)
    assert len({call.args["draft_id"] for call in drafts}) == 1
    assert api.calls[-1].method != "sendmessagedraft"
    assert api.texts(ANN) == ["1: think"]


async def test_who_writes_again_is_not_kept_waiting_by_the_answer_before(
    api: BotApi, store: Store, door: Opened
) -> None:
    echo = Echo(store)
    async with door(coach=echo):
        api.text(ANN, "think first")
        await api.until_called("sendMessageDraft")
        api.text(ANN, "and now this")
        await api.until(2)
    assert echo.hushed == [f"telegram:{ANN}"]


async def test_a_voice_note_can_be_fetched_as_it_was_sent(api: BotApi) -> None:
    voice = api.voice(ANN)["message"]["voice"]
    box = PostBox(TOKEN, api.url)
    await box.open()
    try:
        assert await box.fetch(voice["file_id"]) == api.files[voice["file_id"]][1]
    finally:
        await box.close_down()
