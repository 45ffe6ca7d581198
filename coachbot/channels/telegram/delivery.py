"""One attempt at showing one part of a message, and what came of it, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from coachbot.channels.telegram.postbox import REFUSED, seconds_of
from coachbot.channels.telegram.rendering import Part
from coachbot.errors import ChannelError

# What Telegram's sentences mean, for the log and the outbox: the sentences themselves are not kept.
REASONS = ("chat not found", "too long", "must be non-empty", "BUTTON_DATA_INVALID", "markup", "deactivated")


class Fate(Enum):
    """What becomes of a part."""

    SHOWN = 0
    BARRED = 1  # too many messages: wait as long as Telegram says
    AGAIN = 2  # the network, or Telegram's own trouble: as often as it takes
    ANEW = 3  # it cannot be edited in place
    BLOCKED = 4
    REFUSED = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: the message's id, the seconds to wait, or why not."""

    fate: Fate
    message: int | None = None
    seconds: float = 0.0
    reason: str = ""
    unsent: bool = False  # it is sure that nothing reached Telegram


class Box(Protocol):
    """What shows a part of a message; raises python-telegram-bot's errors."""

    async def show(self, part: Part) -> int | None:
        """Show it; returns the id of the message."""
        ...


async def attempt(box: Box, part: Part) -> Outcome:
    """Show a part. Only a refused token is raised, as a ChannelError."""
    try:
        return Outcome(Fate.SHOWN, await box.show(part))
    except TelegramError as error:
        return _fate(part, error)


def _fate(part: Part, error: TelegramError) -> Outcome:
    """BadRequest and TimedOut are kinds of NetworkError, so their order matters."""
    if isinstance(error, InvalidToken):
        raise ChannelError(REFUSED) from None
    if isinstance(error, RetryAfter):
        return Outcome(Fate.BARRED, seconds=seconds_of(error), reason="too many messages")
    if isinstance(error, Forbidden):
        return Outcome(Fate.BLOCKED)
    if isinstance(error, BadRequest):
        return _refused(part, error.message)
    if isinstance(error, ChatMigrated):
        return Outcome(Fate.REFUSED, reason="migrated")
    return Outcome(Fate.AGAIN, reason=type(error).__name__, unsent="Connector" in error.message)


def _refused(part: Part, why: str) -> Outcome:
    if part.method == "deleteMessages":  # what cannot be deleted stays; the answer goes out all the same
        return Outcome(Fate.SHOWN)
    if part.method == "editMessageText":
        if "not modified" in why:
            found = part.arguments.get("message_id")
            return Outcome(Fate.SHOWN, found if isinstance(found, int) else None)
        return Outcome(Fate.ANEW)
    return Outcome(Fate.REFUSED, reason=next((known for known in REASONS if known in why), "bad request"))
