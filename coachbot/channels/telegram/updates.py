"""What an update says: pure reading of Telegram's JSON into what the coach understands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from coachbot.core.model import Said, Sort

Fields = Mapping[str, object]

# The rest of a message's fields are service notes (a pin, a new photo of the chat): nobody said anything.
CONTENT = (
    "video",
    "animation",
    "document",
    "audio",
    "contact",
    "location",
    "venue",
    "poll",
    "dice",
    "story",
    "game",
    "paid_media",
    "checklist",
)
_COMMAND_AT = re.compile(r"(/\w{1,32})@\w+")
_IN = frozenset({"member", "administrator"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update that somebody waits to have answered, or that says that they left.

    `age` is seconds between their doing it and our hearing of it; `callback` names a tap to acknowledge.
    """

    update: int
    user: str
    said: Said
    age: float = 0.0
    callback: str | None = None
    tapped: int | None = None  # the message whose button it was
    left: bool = False  # they blocked the bot: nothing is to be answered


def read(update: Fields, now: str, ahead: float = 0.0) -> Incoming | None:
    """Read an update at a time; None if there is nothing in it for the coach.

    `ahead` is how many seconds our clock is ahead of Telegram's.
    """
    number = cast("int", update["update_id"])
    if message := _fields(update, "message"):
        return _message(number, message, _Now(now, ahead))
    if message := _fields(update, "edited_message"):
        return _edit(number, message, _Now(now, ahead))
    if query := _fields(update, "callback_query"):
        return _tap(number, query, now)
    if change := _fields(update, "my_chat_member"):
        return _member(number, change, now)
    return None


def chat_of(user: str) -> int:
    """The chat that a person's name stands for: "telegram:17" is 17."""
    return int(user.removeprefix("telegram:"))


@dataclass(frozen=True, slots=True)
class _Now:
    at: str
    ahead: float

    def age(self, date: object) -> float:
        if not isinstance(date, int):
            return 0.0
        return max(0.0, datetime.fromisoformat(self.at).timestamp() - self.ahead - date)

    def minus(self, age: float) -> str:
        """When it was said, by our clock; a delay under a minute counts as none."""
        if age < 60:
            return self.at
        told = datetime.fromisoformat(self.at).timestamp() - age
        return datetime.fromtimestamp(told, UTC).isoformat(timespec="seconds")


def _fields(of: Fields, name: str) -> Fields:
    found = of.get(name)
    return found if isinstance(found, dict) else {}


def _user(chat: Fields) -> str:
    """The name of whoever a chat is with; TypeError if it has no number, as a forged one may."""
    number = chat.get("id")
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError("a chat's id is a number")
    return f"telegram:{number}"


def _text(of: Fields, name: str) -> str:
    found = of.get(name)
    return found if isinstance(found, str) else ""


def _words(message: Fields) -> str:
    return _text(message, "text") or _text(message, "caption")


def _message(number: int, message: Fields, now: _Now) -> Incoming | None:
    chat = _fields(message, "chat")
    sort = _sort(message)
    if chat.get("type") != "private":
        return _group(number, chat, now.at) if sort is not None and chat.get("type") != "channel" else None
    if sort is None or _fields(message, "from").get("is_bot"):
        return None
    text = _words(message)
    if text.startswith("/"):
        text = _COMMAND_AT.sub(r"\1", text, count=1)
    return _heard(number, message, sort, text, now, message.get("date"))


def _edit(number: int, message: Fields, now: _Now) -> Incoming | None:
    private = _fields(message, "chat").get("type") == "private"
    if not private or not _words(message):  # a moving location is an edit too
        return None
    return _heard(number, message, Sort.EDIT, _words(message), now, message.get("edit_date"))


def _heard(number: int, message: Fields, sort: Sort, text: str, now: _Now, date: object) -> Incoming:
    user = _user(_fields(message, "chat"))
    locale = _text(_fields(message, "from"), "language_code") or None
    age = now.age(date)
    note = _fields(message, "voice") or _fields(message, "video_note")
    said = Said(
        user=user,
        at=now.minus(age),
        sort=sort,
        text=text,
        update=number,
        locale=locale,
        called=_text(_fields(message, "from"), "first_name") or None,
        recording=_text(note, "file_id") or None,
    )
    return Incoming(number, user, said, age)


def _sort(message: Fields) -> Sort | None:
    if "forward_origin" in message or "forward_date" in message:
        return Sort.FORWARD
    if "text" in message:
        return Sort.TEXT
    if "photo" in message:
        return Sort.PHOTO
    if "voice" in message or "video_note" in message:
        return Sort.VOICE
    if "sticker" in message:
        return Sort.STICKER
    return Sort.OTHER if any(name in message for name in CONTENT) else None


def _group(number: int, chat: Fields, now: str) -> Incoming:
    user = _user(chat)
    return Incoming(number, user, Said(user=user, at=now, sort=Sort.GROUP, update=number))


def _tap(number: int, query: Fields, now: str) -> Incoming | None:
    message, sender = _fields(query, "message"), _fields(query, "from")
    chat = _fields(message, "chat")
    if chat and (chat.get("type") != "private" or chat.get("id") != sender.get("id")):
        return None  # a stranger's tap is nobody's answer
    user = _user(sender)
    turn, _, tap = _text(query, "data").partition(":")
    locale = _text(sender, "language_code") or None
    known = turn.isascii() and turn.isdigit()
    said = Said(
        user=user,
        at=now,
        sort=Sort.TAP,
        tap=tap if known else _text(query, "data"),
        tap_of=int(turn) if known else None,
        update=number,
        locale=locale,
        called=_text(sender, "first_name") or None,
    )
    tapped = message.get("message_id")
    return Incoming(
        number, user, said, callback=_text(query, "id"), tapped=tapped if isinstance(tapped, int) else None
    )


def _member(number: int, change: Fields, now: str) -> Incoming | None:
    chat = _fields(change, "chat")
    old, new = (_text(_fields(change, f"{which}_chat_member"), "status") for which in ("old", "new"))
    if chat.get("type") != "private":
        return _group(number, chat, now) if new in _IN and old not in _IN else None
    if new != "kicked":
        return None
    user = _user(chat)
    return Incoming(number, user, Said(user=user, at=now, update=number), left=True)
