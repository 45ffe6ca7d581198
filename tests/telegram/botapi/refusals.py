"""What the Bot API says no to, as pure checks over the text of the request.

The rules and the sentences follow tdlib/telegram-bot-api (Client.cpp) and tdlib/td (MessageEntity.cpp,
misc.cpp, ReplyMarkup.cpp) as of Bot API 10.0. Where Telegram silently mends (a ninth button in a row, an
entity past the end), this refuses, so that a bot that passes here passes there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

Args = Mapping[str, str]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
# fmt: off
ENTITIES = frozenset((
    "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link",
    "text_mention", "custom_emoji", "blockquote", "expandable_blockquote", "date_time", "mention",
    "hashtag", "cashtag", "bot_command", "url", "email", "phone_number",
))
# fmt: on
# fmt: off
ACTIONS = frozenset((
    "cancel", "typing", "record_video", "upload_video", "record_audio", "record_voice", "upload_audio",
    "upload_voice", "upload_photo", "upload_document", "choose_sticker", "pick_up_location",
    "find_location", "record_video_note", "upload_video_note",
))
# fmt: on
_BLANKS = {code: " " for code in range(33) if code not in (10, 13)}
_GONE = dict.fromkeys([13, *range(0x2028, 0x202F), 0x0333, 0x033F, 0x030A])
_CLEAN = {**_BLANKS, **_GONE}
_INVISIBLE = re.compile(r"[\s\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufffc\ufeff\u00a0]*\Z")
_MARKDOWN_V2 = re.compile(r"(?<!\\)[.!=+#>|{}()-]")


class Refused(Exception):
    """The API's answer to a bad request: an HTTP status, a sentence and sometimes parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(reason: str) -> Refused:
    """A 400 with Telegram's prefix."""
    return Refused(400, f"Bad Request: {reason}")


def utf16(text: str) -> int:
    """Length in UTF-16 code units, the unit in which Telegram measures."""
    return len(text.encode("utf-16-le")) // 2


def loads(raw: str, what: str) -> Any:
    """A JSON argument, or a refusal that names it."""
    try:
        return json.loads(raw)
    except ValueError:
        raise bad(f"can't parse {what} JSON object") from None


def integer(args: Args, name: str, default: int, low: int, high: int) -> int:
    """A whole number, forced into its range as Telegram does; nonsense is 0."""
    raw = args.get(name, "")
    if not raw:
        return default
    value = int(raw) if re.fullmatch(r"[+-]?\d{1,18}", raw.strip()) else 0
    return min(max(value, low), high)


def truth(args: Args, name: str) -> bool:
    """A flag: true, yes and 1 are true."""
    return args.get(name, "").strip().lower() in ("true", "yes", "1")


def clean(text: str) -> str:
    """The text as Telegram keeps it: control characters become spaces, the ends are trimmed."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None
    return text.translate(_CLEAN).strip(" \n")


def message_text(args: Args, limit: int = TEXT_LIMIT, *, field: str = "text", empty: bool = False) -> str:
    """The text or caption of a message, checked for length, encoding and markup."""
    raw = args.get(field, "")
    if not raw and not empty:
        raise bad("message text is empty")
    if len(raw.encode(errors="surrogatepass")) > 1 << 15:
        raise bad("text is too long")
    text = clean(raw)
    if not empty and _INVISIBLE.match(text):
        raise bad("text must be non-empty")
    _check_markup(args.get("parse_mode", ""), text)
    _check_entities(args.get("entities" if field == "text" else "caption_entities", ""), text)
    if utf16(text) > limit:
        raise bad("message is too long" if field == "text" else "message caption is too long")
    return text


def _check_markup(mode: str, text: str) -> None:
    mode = mode.lower()
    if mode in ("", "none"):
        return
    if mode not in ("markdown", "markdownv2", "html"):
        raise bad("unsupported parse_mode")
    if mode == "html" and re.search(r"<(?!/?(b|i|u|s|a|code|pre|blockquote|tg-spoiler|tg-emoji)\b)", text):
        raise bad("can't parse entities: unsupported start tag")
    if mode == "markdownv2" and (found := _MARKDOWN_V2.search(text)):
        reserved = f"character '{found[0]}' is reserved and must be escaped with the preceding '\\'"
        raise bad(f"can't parse entities: {reserved}")
    if mode != "html" and any(text.count(mark) % 2 for mark in "*_`"):
        raise bad("can't parse entities: can't find end of the entity")


def _check_entities(raw: str, text: str) -> None:
    if not raw:
        return
    found = loads(raw, "entities")
    if not isinstance(found, list):
        raise bad("expected an Array of MessageEntity")
    length = utf16(text)
    for entity in found:
        if not isinstance(entity, dict) or entity.get("type") not in ENTITIES:
            raise bad("can't parse MessageEntity: unsupported type specified")
        start, size = entity.get("offset"), entity.get("length")
        if type(start) is not int or type(size) is not int:
            raise bad("can't parse MessageEntity: field must be an Integer")
        if start < 0 or size <= 0 or start + size > length:
            raise bad("ENTITY_BOUNDS_INVALID")


def keyboard(args: Args) -> dict[str, Any] | None:
    """The inline keyboard of a message, checked button by button; None without one."""
    raw = args.get("reply_markup", "")
    if not raw:
        return None
    markup = loads(raw, "reply keyboard markup")
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > 100 or len(raw) > 10_000 or any(len(row) > 8 for row in rows):
        raise bad("reply markup is too long")
    kept = [[_button(button) for button in row] for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _button(button: object) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad("can't parse inline keyboard button: Can't find field \"text\"")
    if not isinstance(button["text"], str) or not clean(button["text"]):
        raise bad("inline keyboard button text must be non-empty")
    data = button.get("callback_data", "")
    if not data and not {"url", "copy_text", "web_app", "switch_inline_query"} & set(button):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not isinstance(data, str) or len(data.encode()) > 64:
        raise bad("BUTTON_DATA_INVALID")
    return button


def commands(args: Args) -> list[dict[str, str]]:
    """The list for setMyCommands: at most 100 names of [a-z0-9_], descriptions of 1-256 characters."""
    raw = args.get("commands", "")
    found = loads(raw, "commands") if raw else []
    if not isinstance(found, list):
        raise bad("expected an Array of BotCommand")
    for command in found:
        if not isinstance(command, dict) or not {"command", "description"} <= set(command):
            raise bad("can't parse BotCommand: Can't find field")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"].removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not clean(command["description"]):
            raise bad("command description must be non-empty")
        if utf16(command["description"]) > 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    if len(found) > 100 or sum(len(command["description"]) for command in found) > 3500:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return found


def about(args: Args, field: str, limit: int) -> str:
    """A name or description of the bot within its limit of characters."""
    text = args.get(field, "")
    if utf16(text) > limit:
        raise bad(f"{field.upper()}_TOO_LONG")
    return text


def language(args: Args) -> str:
    """A two-letter language code, or the empty one for everybody."""
    code = args.get("language_code", "")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad("invalid language code specified")
    return code
