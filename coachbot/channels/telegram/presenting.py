"""The bot's menu and its description, set when they have changed."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Protocol

from telegram.error import TelegramError

from coachbot.channels.telegram.coaching import Coaching

log = logging.getLogger(__name__)


class Line(Protocol):
    """What calls the Bot API."""

    async def call(self, method: str, arguments: Mapping[str, object]) -> object:
        """One call; raises python-telegram-bot's errors."""
        ...


async def present(line: Line, coach: Coaching) -> None:
    """Set commands and descriptions; what Telegram will not take is logged, and the bot goes on."""
    description, short_description = coach.about()
    menu = [{"command": name.removeprefix("/"), "description": about} for name, about in coach.commands()]
    await _set(line, "MyCommands", "commands", menu)
    await _set(line, "MyDescription", "description", description)
    await _set(line, "MyShortDescription", "short_description", short_description)


async def _set(line: Line, what: str, field: str, wanted: object) -> None:
    """Ask before setting: setting again and again is what Telegram limits."""
    try:
        found = await line.call(f"get{what}", {})
        if wanted and wanted not in (found, found.get(field) if isinstance(found, dict) else None):
            given = wanted if isinstance(wanted, str) else json.dumps(wanted, ensure_ascii=False)
            await line.call(f"set{what}", {field: given})
    except TelegramError as error:
        log.warning("set%s was not taken: %s", what, type(error).__name__)
