"""The strict server refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from tests.telegram.botapi import BotApi, Control, Fault, Limits

ANN = 17
Answer = tuple[int, dict[str, Any]]
Ask = Callable[..., Coroutine[Any, Any, Answer]]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi().serving() as serving:
        serving.text(ANN, "hello")
        yield serving


@pytest.fixture
async def ask(api: BotApi) -> AsyncIterator[Ask]:
    async with aiohttp.ClientSession() as session:

        async def call(method: str, /, **args: object) -> Answer:
            async with session.post(f"{api.url}/bot{api.token}/{method}", json=args) as found:
                return found.status, await found.json()

        yield call


def markup(*rows: list[dict[str, str]]) -> dict[str, object]:
    return {"inline_keyboard": list(rows)}


async def test_a_wrong_token_is_unauthorized(api: BotApi) -> None:
    async with aiohttp.ClientSession() as session:
        for token in ("1:wrong", "nonsense"):
            async with session.post(f"{api.url}/bot{token}/getMe") as found:
                assert found.status == 401


async def test_an_unknown_method_is_not_found(ask: Ask) -> None:
    status, body = await ask("fetchUpdates")
    assert (status, body["description"]) == (404, "Not Found: method not found")


async def test_method_names_have_no_case(ask: Ask) -> None:
    assert (await ask("GETME"))[1]["result"]["is_bot"]


async def test_a_message_gets_the_chats_next_number(ask: Ask, api: BotApi) -> None:
    api.text(99, "another chat")
    numbers = [
        (await ask("sendMessage", chat_id=chat, text="x"))[1]["result"]["message_id"] for chat in (17, 99, 17)
    ]
    assert numbers == [2, 2, 3]


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": 5, "text": "x"}, "chat not found"),
        ({"chat_id": "ann", "text": "x"}, "chat not found"),
        ({"chat_id": ANN}, "message text is empty"),
        ({"chat_id": ANN, "text": " \n\t "}, "text must be non-empty"),
        ({"chat_id": ANN, "text": "\x00\x01"}, "text must be non-empty"),
        ({"chat_id": ANN, "text": "\u200b\u200d"}, "text must be non-empty"),
        ({"chat_id": ANN, "text": "x" * 4097}, "message is too long"),
        ({"chat_id": ANN, "text": "😀" * 2049}, "message is too long"),
        ({"chat_id": ANN, "text": "x" * 40_000}, "text is too long"),
        ({"chat_id": ANN, "text": "\ud83d"}, "strings must be encoded in UTF-8"),
        (
            {"chat_id": ANN, "text": "a < b", "parse_mode": "HTML"},
            "can't parse entities: unsupported start tag",
        ),
        ({"chat_id": ANN, "text": "2*3", "parse_mode": "Markdown"}, "can't parse entities"),
        ({"chat_id": ANN, "text": "ok.", "parse_mode": "MarkdownV2"}, "can't parse entities: character '.'"),
        ({"chat_id": ANN, "text": "ok", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"chat_id": ANN, "text": "ok", "entities": [{"type": "bold", "offset": 0, "length": 3}]},
            "ENTITY_BOUNDS",
        ),
        (
            {"chat_id": ANN, "text": "ok", "entities": [{"type": "loud", "offset": 0, "length": 2}]},
            "can't parse Mess",
        ),
        ({"chat_id": ANN, "text": "ok", "entities": "[{"}, "can't parse entities JSON object"),
    ],
)
async def test_a_message_is_refused(ask: Ask, args: dict[str, object], reason: str) -> None:
    status, body = await ask("sendMessage", **args)
    assert status == 400
    assert body["description"].startswith(f"Bad Request: {reason}")


async def test_a_text_of_exactly_the_limit_is_kept_trimmed(ask: Ask) -> None:
    status, body = await ask("sendMessage", chat_id=ANN, text="  " + "😀" * 2048 + "\n")
    assert (status, body["result"]["text"]) == (200, "😀" * 2048)


@pytest.mark.parametrize(
    ("keyboard", "reason"),
    [
        ("[", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
        ({"inline_keyboard": [{"text": "a", "callback_data": "a"}]}, 'field "inline_keyboard"'),
        (markup([{"callback_data": "a"}]), "can't parse inline keyboard button: Can't find field"),
        (markup([{"text": " ", "callback_data": "a"}]), "inline keyboard button text must be non-empty"),
        (markup([{"text": "a"}]), "can't parse inline keyboard button: Text buttons are unallowed"),
        (markup([{"text": "a", "callback_data": ""}]), "can't parse inline keyboard button: Text buttons"),
        (markup([{"text": "a", "callback_data": "é" * 33}]), "BUTTON_DATA_INVALID"),
        (markup([{"text": "a", "callback_data": "a"}] * 9), "reply markup is too long"),
        (markup(*[[{"text": "a", "callback_data": "a"}]] * 101), "reply markup is too long"),
    ],
)
async def test_a_keyboard_is_refused(ask: Ask, keyboard: object, reason: str) -> None:
    status, body = await ask("sendMessage", chat_id=ANN, text="pick", reply_markup=keyboard)
    assert status == 400
    assert body["description"].startswith(f"Bad Request: {reason}")


async def test_callback_data_of_64_bytes_is_allowed(ask: Ask) -> None:
    good = markup([{"text": "a", "callback_data": "é" * 32}])
    assert (await ask("sendMessage", chat_id=ANN, text="pick", reply_markup=good))[0] == 200


async def test_an_edit_that_changes_nothing_is_refused(ask: Ask) -> None:
    keys = markup([{"text": "a", "callback_data": "a"}])
    number = (await ask("sendMessage", chat_id=ANN, text="one", reply_markup=keys))[1]["result"]["message_id"]
    same = await ask("editMessageText", chat_id=ANN, message_id=number, text="one", reply_markup=keys)
    assert same[1]["description"].startswith("Bad Request: message is not modified")
    assert (await ask("editMessageText", chat_id=ANN, message_id=number, text="one"))[0] == 200
    assert (await ask("editMessageReplyMarkup", chat_id=ANN, message_id=number))[0] == 400


@pytest.mark.parametrize(
    ("number", "reason"), [(99, "message to edit not found"), (1, "message can't be edited")]
)
async def test_only_the_bots_own_messages_are_edited(ask: Ask, number: int, reason: str) -> None:
    _, body = await ask("editMessageText", chat_id=ANN, message_id=number, text="new")
    assert body["description"] == f"Bad Request: {reason}"


async def test_a_message_is_deleted_within_48_hours_only(ask: Ask, api: BotApi) -> None:
    await ask("sendMessage", chat_id=ANN, text="a")
    await ask("sendMessage", chat_id=ANN, text="b")
    assert (await ask("deleteMessage", chat_id=ANN, message_id=2))[0] == 200
    assert "not found" in (await ask("deleteMessage", chat_id=ANN, message_id=2))[1]["description"]
    api.ahead += 48 * 3600 + 1
    assert "can't be deleted" in (await ask("deleteMessages", chat_id=ANN, message_ids=[3]))[1]["description"]


async def test_a_tap_is_answered_once_and_in_time(ask: Ask, api: BotApi) -> None:
    await ask(
        "sendMessage", chat_id=ANN, text="pick", reply_markup=markup([{"text": "Yes", "callback_data": "y"}])
    )
    taps = [api.tap(ANN, "Yes")["callback_query"]["id"] for _ in range(2)]
    assert (await ask("answerCallbackQuery", callback_query_id=taps[0]))[0] == 200
    again = (await ask("answerCallbackQuery", callback_query_id=taps[0]))[1]["description"]
    assert again.startswith("Bad Request: query is too old")
    api.ahead += 3600
    assert (await ask("answerCallbackQuery", callback_query_id=taps[1]))[0] == 400


async def test_updates_wait_until_a_higher_offset_acknowledges_them(ask: Ask, api: BotApi) -> None:
    api.text(ANN, "again")
    first = (await ask("getUpdates"))[1]["result"]
    assert [update["message"]["text"] for update in first] == ["hello", "again"]
    rest = (await ask("getUpdates", offset=first[0]["update_id"] + 1))[1]["result"]
    assert rest == first[1:]
    assert list(api.updates) == [first[1]["update_id"]]


async def test_a_negative_offset_keeps_only_the_last_ones(ask: Ask, api: BotApi) -> None:
    for number in range(5):
        api.text(ANN, str(number))
    found = (await ask("getUpdates", offset=-2))[1]["result"]
    assert [update["message"]["text"] for update in found] == ["3", "4"]


async def test_limit_is_kept_between_1_and_100(ask: Ask, api: BotApi) -> None:
    for number in range(150):
        api.text(ANN, str(number))
    assert len((await ask("getUpdates", limit=1000))[1]["result"]) == 100
    assert len((await ask("getUpdates", offset=1, limit=0))[1]["result"]) == 1


async def test_the_same_question_at_once_brings_one_update(ask: Ask, api: BotApi) -> None:
    api.text(ANN, "more")
    counts = [len((await ask("getUpdates", offset=7))[1]["result"]) for _ in range(2)]
    assert counts == [2, 1]


async def test_a_long_poll_ends_when_something_comes(ask: Ask, api: BotApi) -> None:
    api.updates.clear()
    poll = asyncio.create_task(ask("getUpdates", timeout=10))
    await asyncio.sleep(0.05)
    api.text(ANN, "now")
    async with asyncio.timeout(2):
        assert (await poll)[1]["result"][0]["message"]["text"] == "now"


async def test_a_second_poller_throws_out_the_first(ask: Ask, api: BotApi) -> None:
    api.updates.clear()
    first = asyncio.create_task(ask("getUpdates", timeout=10))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(ask("getUpdates", timeout=1))
    assert (await first)[0] == 409
    assert (await second)[1]["result"] == []


async def test_a_webhook_and_polling_exclude_each_other(ask: Ask) -> None:
    assert (await ask("setWebhook", url="http://example.org"))[0] == 400
    assert (await ask("setWebhook", url="https://example.org/hook"))[0] == 200
    assert (await ask("getUpdates"))[0] == 409
    await ask("deleteWebhook")
    assert (await ask("getWebhookInfo"))[1]["result"] == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 1,
    }
    assert len((await ask("getUpdates"))[1]["result"]) == 1


async def test_allowed_updates_are_remembered(ask: Ask, api: BotApi) -> None:
    await ask("getUpdates", allowed_updates=["callback_query"], offset=-1)
    api.text(ANN, "unheard")
    assert len(api.updates) == 1


async def test_a_bot_that_was_blocked_may_not_write(ask: Ask, api: BotApi) -> None:
    change = api.block(ANN)
    assert change is not None
    assert change["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    status, body = await ask("sendMessage", chat_id=ANN, text="still there?")
    assert (status, body["description"]) == (403, "Forbidden: bot was blocked by the user")
    api.unblock(ANN)
    assert (await ask("sendMessage", chat_id=ANN, text="hello"))[0] == 200


async def test_a_bot_that_left_a_group_is_no_member(ask: Ask, api: BotApi) -> None:
    api.added(-100, ANN)
    assert (await ask("leaveChat", chat_id=-100))[0] == 200
    assert (await ask("sendMessage", chat_id=-100, text="hi"))[0] == 403


async def test_31_messages_in_a_second_are_one_too_many(ask: Ask, api: BotApi) -> None:
    api.limits = Limits(overall=30)
    for chat in range(100, 131):
        api.text(chat, "x")
    answers = [await ask("sendMessage", chat_id=chat, text="x") for chat in range(100, 131)]
    assert [status for status, _ in answers] == [200] * 30 + [429]
    assert answers[-1][1]["parameters"] == {"retry_after": 2}


async def test_a_chat_takes_a_burst_and_then_one_a_second(ask: Ask, api: BotApi) -> None:
    api.limits = Limits(per_chat=1.0, burst=2, penalty=1.0)
    statuses = [(await ask("sendMessage", chat_id=ANN, text=str(n)))[0] for n in range(3)]
    assert statuses == [200, 200, 429]
    api.ahead += 1.1
    assert (await ask("sendMessage", chat_id=ANN, text="later"))[0] == 200


@pytest.mark.parametrize(
    ("method", "args", "reason"),
    [
        ("setMyCommands", {"commands": [{"command": "Help", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "help", "description": ""}]},
            "command description must be",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "x" * 257}]},
            "BOT_COMMAND_DESCRIPTION",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "x"}] * 101},
            "BOT_COMMANDS_TOO_MUCH",
        ),
        ("setMyDescription", {"description": "x" * 513}, "DESCRIPTION_TOO_LONG"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "SHORT_DESCRIPTION_TOO_LONG"),
        ("setMyName", {"name": "x" * 65}, "NAME_TOO_LONG"),
        ("setMyName", {"name": "x", "language_code": "english"}, "invalid language code"),
        ("sendChatAction", {"chat_id": ANN, "action": "dancing"}, "wrong parameter action"),
        ("sendMessageDraft", {"chat_id": ANN, "draft_id": 0, "text": "x"}, "DRAFT_ID_INVALID"),
        ("sendMessageDraft", {"chat_id": ANN, "draft_id": 1, "text": "x" * 4097}, "message is too long"),
        ("sendPhoto", {"chat_id": ANN, "photo": "nothing"}, "there is no photo in the request"),
        ("getFile", {"file_id": "nothing"}, "wrong file_id"),
        ("leaveChat", {"chat_id": ANN}, "chat member status can't be changed"),
    ],
)
async def test_it_also_refuses(ask: Ask, method: str, args: dict[str, object], reason: str) -> None:
    status, body = await ask(method, **args)
    assert status == 400
    assert body["description"].startswith(f"Bad Request: {reason}")


async def test_what_is_set_can_be_read_back(ask: Ask) -> None:
    commands = [{"command": "help", "description": "What I can do"}]
    assert (await ask("setMyCommands", commands=commands))[1]["result"] is True
    assert (await ask("getMyCommands"))[1]["result"] == commands


async def test_a_file_goes_up_and_a_voice_comes_down(ask: Ask, api: BotApi) -> None:
    form = aiohttp.FormData({"chat_id": str(ANN), "caption": "a card"})
    form.add_field("photo", b"PNG", filename="card.png")
    voice = api.voice(ANN, b"OggS!")["message"]["voice"]["file_id"]
    path = (await ask("getFile", file_id=voice))[1]["result"]["file_path"]
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{api.url}/bot{api.token}/sendPhoto", data=form) as found:
            assert (await found.json())["result"]["caption"] == "a card"
        async with session.get(f"{api.url}/file/bot{api.token}/{path}") as found:
            assert await found.read() == b"OggS!"
        async with session.get(f"{api.url}/file/bot1:wrong/{path}") as found:
            assert found.status == 401


async def test_form_and_query_arguments_are_understood_too(api: BotApi) -> None:
    async with aiohttp.ClientSession() as session:
        url = f"{api.url}/bot{api.token}/sendMessage"
        async with session.post(url, data={"chat_id": ANN, "text": "a&b=c"}) as found:
            assert (await found.json())["result"]["text"] == "a&b=c"
        async with session.get(url, params={"chat_id": ANN, "text": "q"}) as found:
            assert found.status == 200


async def test_faults_come_on_schedule(ask: Ask, api: BotApi) -> None:
    api.faults = [Fault("502", "getme", after=1, times=2)]
    async with aiohttp.ClientSession() as session:
        statuses = []
        for _ in range(4):
            async with session.post(f"{api.url}/bot{api.token}/getMe") as found:
                statuses.append(found.status)
    assert statuses == [200, 502, 502, 200]


@pytest.mark.parametrize(("kind", "done"), [("drop", 0), ("lose", 1)])
async def test_a_cut_connection_comes_before_or_after_the_deed(
    ask: Ask, api: BotApi, kind: str, done: int
) -> None:
    api.faults = [Fault(kind, "sendmessage")]
    with pytest.raises(aiohttp.ClientError):
        await ask("sendMessage", chat_id=ANN, text="x")
    assert len(api.sent(ANN)) == done


async def test_the_control_door_works_from_another_thread() -> None:
    with BotApi().in_thread() as api:
        control = Control(api.url)
        made = await asyncio.to_thread(control, "do", acts=[{"do": "text", "user": 5, "text": "hi"}])
        assert made[0]["message"]["text"] == "hi"
        assert await asyncio.to_thread(control, "pending") == 1


async def test_the_log_says_what_was_asked_and_answered(ask: Ask, api: BotApi) -> None:
    await ask("sendMessage", chat_id=ANN, text="hello")
    await ask("sendMessage", chat_id=ANN, text="")
    assert [(call.method, call.status, call.message) for call in api.calls] == [
        ("sendmessage", 200, 2),
        ("sendmessage", 400, None),
    ]
    assert json.dumps(api.texts(ANN)) == '["hello"]'
