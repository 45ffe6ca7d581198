"""What the sender promises, against the strict server and a real store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

import pytest

from coachbot.channels.telegram.pacing import FREE, Pace
from coachbot.channels.telegram.postbox import PostBox
from coachbot.channels.telegram.sender import Sender
from coachbot.core.model import Button, Manner, Message, Said, Sort
from coachbot.errors import StoreError
from coachbot.ports import Posted, Store
from tests.telegram.botapi import TOKEN, BotApi, Fault, Limits
from tests.telegram.conftest import HandClock
from tests.telegram.echo import change_of

ANN, BEN = 17, 18
NEUTRAL = "I'm here, write when you can."
Post = Callable[..., Coroutine[Any, Any, Sequence[Posted]]]


@pytest.fixture
async def post(store: Store, clock: HandClock) -> Post:
    """Puts messages into the outbox, as a turn does."""

    async def put(chat: int, *messages: Message | str, at: str | None = None) -> Sequence[Posted]:
        user = f"telegram:{chat}"
        kept = await store.load(user)
        shown = tuple(Message(each) if isinstance(each, str) else each for each in messages)
        said = Said(user, at or clock.now(), Sort.TEXT)
        change = change_of(said, [], kept.version, shown)
        return await store.save(replace(change, turn=kept.version + 1))

    return put


@pytest.fixture
async def box(api: BotApi) -> AsyncIterator[PostBox]:
    for chat in (ANN, BEN):
        api.text(chat, "hello")
    opened = PostBox(TOKEN, api.url)
    await opened.open()
    yield opened
    await opened.close_down()


class Running:
    """A sender at work."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self.task = asyncio.create_task(sender.run())

    async def stop(self) -> None:
        await self.sender.drain(1)
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


@pytest.fixture
async def start(box: PostBox, store: Store, clock: HandClock) -> AsyncIterator[Callable[..., Sender]]:
    running: list[Running] = []

    def begin(pace: Pace = FREE, on: Store | None = None) -> Sender:
        running.append(Running(Sender(box, on or store, clock, pace, NEUTRAL)))
        return running[-1].sender

    yield begin
    for each in running:
        await each.stop()


Start = Callable[..., Sender]


async def test_what_is_sent_is_marked_and_never_offered_again(
    api: BotApi, store: Store, post: Post, start: Start
) -> None:
    sender = start()
    sender.put(await post(ANN, "one", "two"))
    await api.until(2)
    await sender.drain(1)
    assert (api.texts(ANN), await store.unsent()) == (["one", "two"], [])


async def test_a_message_offered_twice_goes_once(api: BotApi, post: Post, start: Start) -> None:
    sender, posted = start(), await post(ANN, "one")
    assert [sender.put(posted), sender.put(posted)] == [1, 0]
    await sender.drain(1)
    assert api.texts(ANN) == ["one"]


async def test_order_is_kept_in_each_chat_under_trouble(api: BotApi, post: Post, start: Start) -> None:
    api.faults = [Fault("500", "sendmessage", after=3, times=2), Fault("drop", "sendmessage", after=7)]
    sender = start()
    for number in range(10):
        for chat in (ANN, BEN):
            sender.put(await post(chat, str(number)))
    await api.until(20)
    assert api.texts(ANN) == api.texts(BEN) == [str(number) for number in range(10)]


async def test_an_answer_that_got_lost_is_asked_for_again(api: BotApi, post: Post, start: Start) -> None:
    api.faults = [Fault("lose", "sendmessage")]
    start().put(await post(ANN, "one"))
    await api.until(2)
    assert api.texts(ANN) == ["one", "one"]  # better twice than not at all


@pytest.mark.parametrize("kind", ["502", "500", "garbage", "drop"])
async def test_every_trouble_on_the_way_is_waited_out(
    api: BotApi, post: Post, start: Start, kind: str
) -> None:
    api.faults = [Fault(kind, "sendmessage")]
    start().put(await post(ANN, "one"))
    await api.until(1)
    assert api.texts(ANN) == ["one"]


async def test_a_429_is_obeyed_to_the_second(api: BotApi, post: Post, start: Start) -> None:
    began = api.now()
    api.limits.bar(ANN, began + 1.0)
    sender = start()
    sender.put(await post(ANN, "barred"))
    sender.put(await post(BEN, "free"))
    await api.until(2)
    refused = [call for call in api.calls if call.status == 429]
    assert len(refused) == 1
    assert api.sent(BEN)[0].at - began < 1.0
    assert api.sent(ANN)[0].at - began >= 1.0


async def test_the_paced_sender_is_never_refused(api: BotApi, post: Post, start: Start) -> None:
    for chat in range(100, 145):
        api.text(chat, "hello")
    api.limits = Limits(overall=30, per_chat=1.0, burst=3)
    sender = start(Pace())
    for chat in range(100, 145):
        sender.put(await post(chat, "one"))
    await api.until(45)
    assert not [call for call in api.calls if call.status == 429]
    assert api.sent()[-1].at - api.sent()[0].at > 44 / 30


async def test_replies_go_before_anything_else(
    api: BotApi, store: Store, post: Post, start: Start, clock: HandClock
) -> None:
    for chat in range(100, 110):
        api.text(chat, "hello")
    sender = start(Pace(overall=20))
    nudges = [nudge(each) for chat in range(100, 110) for each in await post(chat, "a nudge")]
    answer = await post(ANN, "an answer")
    sender.put(nudges)  # in one breath with the answer, however busy the machine is
    sender.put(answer)
    await api.until(11)
    assert [call.chat for call in api.sent()].index(ANN) <= 2


def nudge(posted: Posted) -> Posted:
    return Posted(posted.id, posted.user, posted.message, posted.turn, posted.created, "follow_up")


async def test_a_person_who_blocked_the_bot_is_left_alone(
    api: BotApi, store: Store, post: Post, start: Start
) -> None:
    api.block(ANN, told=False)
    sender = start()
    sender.put(await post(ANN, "one", "two"))
    sender.put(await post(BEN, "three"))
    await api.until(1, BEN)
    await sender.drain(1)
    assert len([call for call in api.calls if call.status == 403]) == 1
    assert await store.unsent() == []
    assert (await store.load(f"telegram:{ANN}")).account.blocked


async def test_what_telegram_will_not_have_is_dropped_and_the_rest_goes_on(
    api: BotApi, store: Store, post: Post, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    bad = Message("my husband shouted", (Button("", ""),))
    sender = start()
    sender.put(await post(ANN, bad, "", "good"))
    await api.until(1)
    await sender.drain(1)
    assert (api.texts(ANN), await store.unsent()) == (["good"], [])
    assert "husband" not in caplog.text
    assert "dropped: must be non-empty" in caplog.text


async def test_a_picker_is_edited_in_place(api: BotApi, store: Store, post: Post, start: Start) -> None:
    keys = (Button("a", "A"),)
    sender = start()
    sender.put(await post(ANN, Message("pick", keys)))
    await api.until(1)
    await sender.drain(1)
    sender.put(await post(ANN, Message("picked", keys, edits=True)))
    await api.until(2)
    shown = [(call.method, call.message) for call in api.sent(ANN)]
    assert shown == [("sendmessage", 2), ("editmessagetext", 2)]


@pytest.mark.parametrize("message", [99, 1])
async def test_what_cannot_be_edited_is_sent_anew(
    api: BotApi, post: Post, start: Start, message: int
) -> None:
    (posted,) = await post(ANN, Message("picked", (Button("a", "A"),)))
    start().put([Posted(posted.id, posted.user, posted.message, 1, posted.created, replaces=message)])
    await api.until(1)
    assert [call.method for call in api.sent(ANN)] == ["sendmessage"]


async def test_an_edit_that_changes_nothing_counts_as_done(
    api: BotApi, store: Store, post: Post, start: Start
) -> None:
    sender = start()
    (first,) = await post(ANN, Message("pick"))
    sender.put([first])
    await api.until(1)
    (again,) = await post(ANN, Message("pick"))
    sender.put([Posted(again.id, again.user, again.message, 1, again.created, replaces=2)])
    await sender.drain(1)
    assert (len(api.sent(ANN)), await store.unsent()) == (1, [])


async def test_only_the_part_that_failed_is_sent_again(api: BotApi, post: Post, start: Start) -> None:
    api.faults = [Fault("500", "sendmessage", after=1)]
    start().put(await post(ANN, "a" * 4000 + "\n\n" + "b" * 4000))
    await api.until(2)
    assert [text[0] for text in api.texts(ANN)] == ["a", "b"]


# ---------------------------------------------------------------- what comes too late


@pytest.mark.parametrize("manner", [Manner.COMPOSED, Manner.DANGER])
async def test_a_reply_that_comes_too_late_waits_for_the_persons_return(
    api: BotApi, store: Store, post: Post, start: Start, clock: HandClock, manner: Manner
) -> None:
    posted = await post(ANN, Message("you said he hit you", manner=manner), "are you safe")
    clock.skip(minutes=16)
    sender = start()
    sender.put(posted)
    await api.until(1)
    await sender.drain(1)
    assert api.texts(ANN) == [NEUTRAL]
    sender.returned(f"telegram:{ANN}")
    sender.put(await post(ANN, "the answer to what you write now"))
    await api.until(4)
    assert api.texts(ANN)[1:] == ["you said he hit you", "are you safe", "the answer to what you write now"]
    await sender.drain(1)
    assert await store.unsent() == []


async def test_a_held_reply_stays_held_over_a_restart_and_is_not_announced_again(
    api: BotApi, store: Store, post: Post, start: Start, clock: HandClock
) -> None:
    posted = await post(ANN, "late")
    clock.skip(hours=1)
    first = start()
    first.put(posted)
    await api.until(1)
    await first.drain(1)
    second = start()
    second.put(await store.unsent())
    await second.drain(0.2)
    assert api.texts(ANN) == [NEUTRAL]
    second.returned(f"telegram:{ANN}")
    await api.until(2)
    assert api.texts(ANN) == [NEUTRAL, "late"]


async def test_a_held_reply_goes_before_an_answer_that_a_kill_left_unsent(
    api: BotApi, store: Store, post: Post, start: Start
) -> None:
    (held,) = await post(ANN, "late")
    await store.hold([held.id])
    await post(ANN, "the answer to what they wrote then")
    start().put(await store.unsent())
    await api.until(2)
    assert api.texts(ANN) == ["late", "the answer to what they wrote then"]


async def test_one_neutral_line_stands_for_everything_that_is_late(
    api: BotApi, post: Post, start: Start, clock: HandClock
) -> None:
    early, later = await post(ANN, "one", "two"), await post(ANN, "three")
    clock.skip(minutes=20)
    sender = start()
    sender.put(early)
    await api.until(1)
    sender.put(later)
    await sender.drain(0.5)
    assert api.texts(ANN) == [NEUTRAL]


async def test_a_reply_of_a_quarter_of_an_hour_still_goes(
    api: BotApi, post: Post, start: Start, clock: HandClock
) -> None:
    posted = await post(ANN, "in time")
    clock.skip(minutes=14)
    start().put(posted)
    await api.until(1)
    assert api.texts(ANN) == ["in time"]


async def test_what_nobody_waits_for_may_come_late(
    api: BotApi, post: Post, start: Start, clock: HandClock
) -> None:
    posted = await post(ANN, "how did it go")
    clock.skip(hours=2)
    start().put(nudge(each) for each in posted)
    await api.until(1)
    assert api.texts(ANN) == ["how did it go"]


# ---------------------------------------------------------------- when the store is away


class Forgetful:
    """A store whose marks cannot be written for a while."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.away = True

    async def sent(self, delivered: Sequence[tuple[int, int | None]]) -> None:
        if self.away:
            raise StoreError("The disk is full.")
        await self._store.sent(delivered)


async def test_what_was_sent_while_the_store_was_away_is_marked_later(
    api: BotApi, store: Store, post: Post, start: Start
) -> None:
    forgetful = Forgetful(store)
    sender, posted = start(on=forgetful), await post(ANN, "one")
    sender.put(posted)
    await api.until(1)
    sender.put(await store.unsent())  # it is still there, and is not sent again
    forgetful.away = False
    await sender.drain(1)
    assert (api.texts(ANN), await store.unsent()) == (["one"], [])
