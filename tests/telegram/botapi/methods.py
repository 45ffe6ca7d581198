"""The methods of the Bot API, by lower-case name: arguments in, result out, or Refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.telegram.botapi import refusals
from tests.telegram.botapi.limits import Limits, too_many
from tests.telegram.botapi.refusals import CAPTION_LIMIT, Args, Refused, bad
from tests.telegram.botapi.world import BOT, Chat, Json, World

DRAFTS_APART = 0.5  # seconds
CALLBACK_LIVES = 900.0  # seconds; the real time is not published
DELETABLE = 48 * 3600.0


@dataclass
class Request:
    """One call: its arguments, the files uploaded with it, and the world that it acts on."""

    args: Args
    files: Mapping[str, tuple[str, bytes]]
    world: World
    limits: Limits

    def chat(self) -> Chat:
        """The chat to write to; refuses where the bot may not."""
        raw = self.args.get("chat_id", "").strip()
        if not raw:
            raise bad("chat_id is empty")
        chat = self.world.chats.get(int(raw)) if re.fullmatch(r"-?\d{1,18}", raw) else None
        if chat is None:
            raise bad("chat not found")
        if chat.forbidden:
            raise Refused(403, f"Forbidden: {chat.forbidden}")
        return chat

    def message(self, what: str) -> tuple[Chat, Json]:
        """The message that is meant, or a refusal that says what for it was wanted."""
        chat = self.chat()
        number = refusals.integer(self.args, "message_id", 0, 0, 2**31)
        if number not in chat.messages:
            raise bad(f"message to {what} not found")
        return chat, chat.messages[number]

    def pace(self, chat: Chat) -> None:
        """Count this message against the rate limits."""
        self.limits.check(chat.info["id"], self.world.now())


def get_me(_: Request) -> Json:
    more = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return {**BOT, **more}


def send_message(request: Request) -> Json:
    text = refusals.message_text(request.args)
    chat, markup = request.chat(), refusals.keyboard(request.args)
    request.pace(chat)
    return request.world.post(chat, {"text": text, **({"reply_markup": markup} if markup else {})})


def _upload(request: Request, field: str) -> Json:
    raw = request.args.get(field, "")
    name = raw.removeprefix("attach://") if raw.startswith("attach://") else field
    if name in request.files:
        filename, content = request.files[name]
        if not content:
            raise bad("file must be non-empty")
        return request.world.store(content, f"{field}s/{filename}")
    if raw in request.world.files:
        return {"file_id": raw, "file_size": len(request.world.files[raw][1])}
    raise bad(f"there is no {field} in the request")


def _send_file(field: str) -> Callable[[Request], Json]:
    def send(request: Request) -> Json:
        caption = refusals.message_text(request.args, CAPTION_LIMIT, field="caption", empty=True)
        chat, markup = request.chat(), refusals.keyboard(request.args)
        stored = _upload(request, field)
        request.pace(chat)
        content: Json = {field: [stored] if field == "photo" else stored}
        content |= {"caption": caption} if caption else {}
        return request.world.post(chat, content | ({"reply_markup": markup} if markup else {}))

    return send


def _ours(request: Request) -> tuple[Chat, Json]:
    chat, message = request.message("edit")
    if message["from"]["id"] != BOT["id"]:
        raise bad("message can't be edited")
    return chat, message


def _edit(request: Request, chat: Chat, message: Json, new: Json) -> Json:
    kept = {key: value for key, value in message.items() if key != "reply_markup"}
    markup = refusals.keyboard(request.args)
    changed = {**kept, **new, **({"reply_markup": markup} if markup else {})}
    if changed == message:
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    request.pace(chat)
    changed["edit_date"] = int(request.world.now())
    chat.messages[message["message_id"]] = {**changed}
    del chat.messages[message["message_id"]]["edit_date"]
    return changed


def edit_message_text(request: Request) -> Json:
    text = refusals.message_text(request.args)
    chat, message = _ours(request)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    return _edit(request, chat, message, {"text": text})


def edit_message_reply_markup(request: Request) -> Json:
    chat, message = _ours(request)
    return _edit(request, chat, message, {})


def _deletable(request: Request, message: Json) -> None:
    if request.world.now() - message["date"] > DELETABLE:
        raise bad("message can't be deleted for everyone")


def delete_message(request: Request) -> bool:
    chat, message = request.message("delete")
    _deletable(request, message)
    del chat.messages[message["message_id"]]
    return True


def delete_messages(request: Request) -> bool:
    numbers = refusals.loads(request.args.get("message_ids", "[]"), "message identifiers")
    if not isinstance(numbers, list) or not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad("too many message identifiers specified")
    chat = request.chat()
    found = [chat.messages[number] for number in numbers if number in chat.messages]
    for message in found:
        _deletable(request, message)
    for message in found:
        del chat.messages[message["message_id"]]
    return True


def answer_callback_query(request: Request) -> bool:
    born = request.world.callbacks.pop(request.args.get("callback_query_id", ""), None)
    if born is None or request.world.now() - born > CALLBACK_LIVES:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if refusals.utf16(request.args.get("text", "")) > 200:
        raise bad("MESSAGE_TOO_LONG")
    return True


def send_chat_action(request: Request) -> bool:
    if request.args.get("action", "").lower() not in refusals.ACTIONS:
        raise bad("wrong parameter action in request")
    request.chat()
    return True


def send_message_draft(request: Request) -> bool:
    refusals.message_text(request.args, empty=True)
    chat = request.chat()
    if chat.info["type"] != "private":
        raise bad("method is available only for private chats")
    if not refusals.integer(request.args, "draft_id", 0, -(2**63), 2**63):
        raise bad("DRAFT_ID_INVALID")
    now = request.world.now()
    if now - chat.drafted < DRAFTS_APART:
        raise too_many(DRAFTS_APART)
    chat.drafted = now
    return True


def _setter(name: str, check: Callable[[Args], Any]) -> Callable[[Request], bool]:
    def put(request: Request) -> bool:
        request.world.set[name + ":" + refusals.language(request.args)] = check(request.args)
        return True

    return put


def _getter(name: str, wrap: Callable[[Any], Any], empty: object) -> Callable[[Request], Any]:
    def get(request: Request) -> Any:
        return wrap(request.world.set.get(name + ":" + refusals.language(request.args), empty))

    return get


def leave_chat(request: Request) -> bool:
    chat = request.chat()
    if chat.info["type"] == "private":
        raise bad("chat member status can't be changed in private chats")
    chat.forbidden = f"bot is not a member of the {chat.info['type']} chat"
    return True


def get_file(request: Request) -> Json:
    file_id = request.args.get("file_id", "")
    if not file_id:
        raise bad("file_id not specified")
    if file_id not in request.world.files:
        raise bad("wrong file_id or the file is temporarily unavailable")
    path, content = request.world.files[file_id]
    if len(content) > 20 << 20:
        raise bad("file is too big")
    return {"file_id": file_id, "file_unique_id": file_id[-6:], "file_size": len(content), "file_path": path}


def set_webhook(request: Request) -> bool:
    url, secret = request.args.get("url", ""), request.args.get("secret_token", "")
    if url and not re.fullmatch(r"https://[\w.-]+(:(443|80|88|8443))?(/\S*)?", url):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256 or re.search(r"[^A-Za-z0-9_-]", secret):
        raise bad("secret token contains unallowed characters")
    if refusals.truth(request.args, "drop_pending_updates"):
        request.world.updates.clear()
    if kinds := request.args.get("allowed_updates"):
        request.world.allowed = frozenset(refusals.loads(kinds, "allowed_updates")) or None
    most = refusals.integer(request.args, "max_connections", 40, 1, 100)
    request.world.set |= {"webhook": url, "secret": secret, "connections": most}
    return True


def delete_webhook(request: Request) -> bool:
    return set_webhook(Request({**request.args, "url": ""}, {}, request.world, request.limits))


def get_webhook_info(request: Request) -> Json:
    url = request.world.set.get("webhook", "")
    return {"url": url, "has_custom_certificate": False, "pending_update_count": len(request.world.updates)}


def no_method(_: Request) -> bool:
    raise Refused(404, "Not Found: method not found")


METHODS: dict[str, Callable[[Request], Any]] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": _send_file("photo"),
    "senddocument": _send_file("document"),
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "sendmessagedraft": send_message_draft,
    "setmycommands": _setter("commands", refusals.commands),
    "getmycommands": _getter("commands", list, ()),
    "setmyname": _setter("name", lambda args: refusals.about(args, "name", 64)),
    "setmydescription": _setter("about", lambda args: refusals.about(args, "description", 512)),
    "getmydescription": _getter("about", lambda text: {"description": text}, ""),
    "setmyshortdescription": _setter("short", lambda args: refusals.about(args, "short_description", 120)),
    "getmyshortdescription": _getter("short", lambda text: {"short_description": text}, ""),
    "leavechat": leave_chat,
    "getfile": get_file,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
