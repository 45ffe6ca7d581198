"""Leaving no trace in the chat: for a phone that somebody else may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked, Command


async def _hide(asked: Asked) -> Answered:
    # The answer says nothing of what was here; only the chat is emptied, what is known stays known.
    return asked.answer(replace(asked.say("hide"), clears=True), offered=(), asking=None)


COMMANDS: Mapping[str, Command] = {"/hide": _hide}
