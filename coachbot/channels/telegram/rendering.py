"""A message as Telegram takes it: plain text in parts that fit, the buttons under the last."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coachbot.channels.telegram.updates import chat_of
from coachbot.core.model import Button, Manner, Message
from coachbot.ports import Posted

LIMIT = 4096  # UTF-16 code units, which is how Telegram counts
CAPTION = 1024
DATA_BYTES = 64

# What Telegram takes for nothing: a message of these alone is refused.
_NOTHING = re.compile(
    r"[\s\x00-\x20\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2800\u3000\ufeff\ufffc]*\Z"
)
_SEAMS = ("\n\n", "\n", ". ", "? ", " ")


@dataclass(frozen=True, slots=True)
class Part:
    """One call that shows one piece of a message."""

    method: str
    arguments: Mapping[str, object]
    image: str | None = None
    file: str | None = None  # a document's contents


def parts(posted: Posted) -> Sequence[Part]:
    """The calls that show a message; none if there is nothing in it to show."""
    chat, message = chat_of(posted.user), posted.message
    if message.manner is Manner.FILE:
        return [Part("sendDocument", {"chat_id": chat}, file=message.text)]
    pieces = list(split(message.text)) if message.text else []
    if message.image is not None:
        return list(_picture(chat, message, pieces, posted.turn))
    if posted.replaces is not None and len(pieces) == 1:
        target = {"chat_id": chat, "message_id": posted.replaces}
        return [Part("editMessageText", target | _shown(pieces[0], keyboard(message, posted.turn)))]
    return [
        Part(
            "sendMessage", {"chat_id": chat} | _shown(piece, keyboard(message, posted.turn) if last else None)
        )
        for last, piece in _marked(pieces)
    ]


def cleared(user: str, messages: Sequence[int]) -> Sequence[Part]:
    """The calls that delete messages of ours; each takes a hundred at most."""
    chat = chat_of(user)
    return [
        Part("deleteMessages", {"chat_id": chat, "message_ids": json.dumps(messages[start : start + 100])})
        for start in range(0, len(messages), 100)
    ]


def anew(part: Part) -> Part:
    """The same part as a new message, for one that can no longer be edited."""
    return Part("sendMessage", {key: value for key, value in part.arguments.items() if key != "message_id"})


def plain(user: str, text: str) -> Sequence[Part]:
    """The calls that show a text with no buttons."""
    return [Part("sendMessage", {"chat_id": chat_of(user)} | _shown(piece, None)) for piece in split(text)]


def _picture(chat: int, message: Message, pieces: list[str], turn: int) -> Iterator[Part]:
    fits = len(pieces) <= 1 and units("".join(pieces)) <= CAPTION
    under = _shown(pieces[0], None, "caption") if fits and pieces else {}
    keys = keyboard(message, turn)
    markup = {"reply_markup": keys} if keys and fits else {}
    yield Part("sendPhoto", {"chat_id": chat} | under | markup, message.image)
    if not fits:
        for last, piece in _marked(pieces):
            yield Part("sendMessage", {"chat_id": chat} | _shown(piece, keys if last else None))


def _marked(pieces: list[str]) -> Iterator[tuple[bool, str]]:
    for place, piece in enumerate(pieces, start=1):
        yield place == len(pieces), piece


def _shown(text: str, keys: str | None, field: str = "text") -> dict[str, object]:
    shown: dict[str, object] = {field: text}
    if field == "text":  # a preview of a help line's page would stand out on a shared phone
        shown["link_preview_options"] = '{"is_disabled":true}'
    if keys:
        shown["reply_markup"] = keys
    return shown


def keyboard(message: Message, turn: int) -> str | None:
    """The buttons as JSON, `columns` in a row; each carries its turn, so that a stale tap is known."""
    if not message.buttons:
        return None
    keys = [{"text": button.label, "callback_data": data(button, turn)} for button in message.buttons]
    wide = max(1, min(8, message.columns))
    rows = [keys[start : start + wide] for start in range(0, len(keys), wide)]
    return json.dumps({"inline_keyboard": rows}, ensure_ascii=False, separators=(",", ":"))


def data(button: Button, turn: int) -> str:
    """What comes back when a button is tapped."""
    return f"{turn}:{button.id}".encode()[:DATA_BYTES].decode(errors="ignore")


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int = LIMIT) -> Iterator[str]:
    """The text in pieces of at most `limit` UTF-16 units, cut at paragraphs, lines, sentences or words."""
    rest = text.encode(errors="replace").decode().strip() if not text.isascii() else text.strip()
    while units(rest) > limit:
        window = _head(rest, limit)
        cut = _seam(window)
        if not _NOTHING.match(window[:cut]):
            yield window[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if not _NOTHING.match(rest):
        yield rest


def _head(text: str, limit: int) -> str:
    """The longest beginning that fits."""
    window = text[:limit]
    while (over := units(window) - limit) > 0:
        window = window[: len(window) - (over + 1) // 2]
    return window


def _seam(window: str) -> int:
    """Where to cut: at the widest seam in the second half, else anywhere."""
    for seam in _SEAMS:
        found = window.rfind(seam, len(window) // 2)
        if found >= 0:
            return found + len(seam)
    return len(window)
