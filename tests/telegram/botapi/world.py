"""The chats, people and messages behind the server, and everything a person can do in their app."""

from __future__ import annotations

import itertools
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

BOT: Json = {"id": 4242, "is_bot": True, "first_name": "Coach", "username": "coach_test_bot"}
HIDDEN_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass
class Chat:
    """One chat: its messages by id, and whether the bot may write there."""

    info: Json
    messages: dict[int, Json] = field(default_factory=dict)
    forbidden: str | None = None  # why the bot may not write
    drafted: float = 0.0  # when the last draft came
    ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))


@dataclass
class Call:
    """One request of the bot as the server saw it; `message` is the message that came of it."""

    at: float
    method: str
    args: dict[str, str]
    status: int
    message: int | None = None
    description: str = ""

    @property
    def chat(self) -> int | None:
        """The chat that it was about."""
        raw = self.args.get("chat_id", "")
        return int(raw) if raw.lstrip("-").isdigit() else None


class World:
    """Everything that is so on the other side of the Bot API."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self.ahead = 0.0  # seconds by which tests have moved the time
        self.chats: dict[int, Chat] = {}
        self.updates: dict[int, Json] = {}
        self.allowed: frozenset[str] | None = None
        self.callbacks: dict[str, float] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.calls: list[Call] = []
        self.set: dict[str, object] = {}  # commands, name, descriptions, webhook
        self.woken: Callable[[], None] = lambda: None
        self._update_ids = itertools.count(secrets.randbelow(10**6) + 700_000_000)

    def now(self) -> float:
        """Seconds since 1970 in this world."""
        return self._now() + self.ahead

    # ------------------------------------------------------------ what a person does

    def text(self, user: int, text: str, **more: object) -> Json:
        """A person writes."""
        return self._message(self._private(user), user, {"text": text, **more})

    def sticker(self, user: int, emoji: str = "🙂") -> Json:
        """A person sends a sticker."""
        sticker = {**self.store(b"webp", "stickers/file.webp"), "emoji": emoji, "type": "regular"}
        return self._message(self._private(user), user, {"sticker": sticker})

    def photo(self, user: int, caption: str | None = None) -> Json:
        """A person sends a photo."""
        size = {**self.store(b"jpeg", "photos/file.jpg"), "width": 90, "height": 90}
        more = {} if caption is None else {"caption": caption}
        return self._message(self._private(user), user, {"photo": [size], **more})

    def voice(self, user: int, content: bytes = b"OggS", seconds: int = 3) -> Json:
        """A person speaks."""
        voice = {**self.store(content, "voice/file.oga"), "duration": seconds, "mime_type": "audio/ogg"}
        return self._message(self._private(user), user, {"voice": voice})

    def forward(self, user: int, text: str, origin: str = "Somebody") -> Json:
        """A person passes on somebody else's message."""
        source = {"type": "hidden_user", "sender_user_name": origin, "date": int(self.now())}
        return self._message(self._private(user), user, {"text": text, "forward_origin": source})

    def edit(self, user: int, message: int, text: str) -> Json:
        """A person changes what they wrote."""
        old = self.chats[user].messages[message]
        new = {**old, "text": text, "edit_date": int(self.now())}
        self.chats[user].messages[message] = new
        return self.update("edited_message", new)

    def tap(self, user: int, button: str, message: int | None = None) -> Json:
        """A person taps a button, by its label or its data, of their latest message that has it."""
        found = self._find_button(user, button, message)
        query = str(secrets.randbits(60))
        self.callbacks[query] = self.now()
        tapped = {"id": query, "from": person(user), "message": found[0], "data": found[1]}
        return self.update("callback_query", {**tapped, "chat_instance": "1"})

    def group(self, chat: int, user: int, text: str) -> Json:
        """Somebody writes in a group that the bot is in."""
        return self._message(self._group(chat), user, {"text": text})

    def added(self, chat: int, user: int) -> Json:
        """Somebody puts the bot into a group."""
        self._group(chat).forbidden = None
        return self._member(self._group(chat), user, "left", "member")

    def channel_post(self, chat: int, text: str) -> Json:
        """Something is posted in a channel that the bot reads."""
        channel = self.chats.setdefault(chat, Chat({"id": chat, "type": "channel", "title": "A channel"}))
        post = {"message_id": next(channel.ids), "chat": channel.info, "date": int(self.now()), "text": text}
        return self.update("channel_post", post)

    def block(self, user: int, *, told: bool = True) -> Json | None:
        """A person blocks the bot; `told` False leaves the bot to find out."""
        self._private(user).forbidden = "bot was blocked by the user"
        return self._member(self._private(user), user, "member", "kicked") if told else None

    def unblock(self, user: int) -> Json:
        """A person lets the bot in again."""
        self._private(user).forbidden = None
        return self._member(self._private(user), user, "kicked", "member")

    # ------------------------------------------------------------ how it is kept

    def update(self, kind: str, body: Json) -> Json:
        """Queue an update for the bot, unless it is of a kind that the bot has not asked for."""
        number = next(self._update_ids)
        made = {"update_id": number, kind: body}
        if kind in self.allowed if self.allowed is not None else kind not in HIDDEN_BY_DEFAULT:
            self.updates[number] = made
            self.woken()
        return made

    def store(self, content: bytes, path: str) -> Json:
        """Keep a file; returns the fields that name it."""
        file_id = f"AgAD{len(self.files) + 1:06d}"
        stem, _, ending = path.rpartition(".")
        self.files[file_id] = (f"{stem}_{len(self.files)}.{ending}", content)
        return {"file_id": file_id, "file_unique_id": f"u{len(self.files)}", "file_size": len(content)}

    def post(self, chat: Chat, content: Json) -> Json:
        """Put a message of the bot's into a chat."""
        return self._put(chat, BOT, content)

    def _message(self, chat: Chat, user: int, content: Json) -> Json:
        return self.update("message", self._put(chat, person(user), content))

    def _put(self, chat: Chat, sender: Json, content: Json) -> Json:
        number = next(chat.ids)
        head = {"message_id": number, "from": sender, "chat": chat.info, "date": int(self.now())}
        chat.messages[number] = head | content
        return head | content

    def _private(self, user: int) -> Chat:
        found = self.chats.get(user)
        if found is None:
            found = self.chats[user] = Chat({"id": user, "first_name": f"User {user}", "type": "private"})
        return found

    def _group(self, chat: int) -> Chat:
        return self.chats.setdefault(chat, Chat({"id": chat, "type": "supergroup", "title": "A group"}))

    def _member(self, chat: Chat, user: int, old: str, new: str) -> Json:
        change = {"chat": chat.info, "from": person(user), "date": int(self.now())}
        statuses = {
            "old_chat_member": {"user": BOT, "status": old},
            "new_chat_member": {"user": BOT, "status": new},
        }
        return self.update("my_chat_member", {**change, **statuses})

    def _find_button(self, user: int, wanted: str, message: int | None) -> tuple[Json, str]:
        messages = self.chats[user].messages
        for found in [messages[message]] if message else reversed(messages.values()):
            for row in found.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if wanted in (button["text"], button.get("callback_data")):
                        return found, button["callback_data"]
        raise LookupError(f"no button {wanted!r} in the chat of {user}")


def person(user: int) -> Json:
    """A person as Telegram describes them to a bot."""
    return {"id": user, "is_bot": False, "first_name": f"User {user}", "language_code": "en"}
