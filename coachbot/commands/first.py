"""The first words, the yes to keeping, and help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked, Command
from coachbot.commands.couple.links import opened
from coachbot.linking import PAYLOAD


async def _start(asked: Asked) -> Answered:
    if asked.argument.startswith(PAYLOAD):
        return await opened(asked)
    keeps = asked.kept.account.keeps
    if keeps is None and not asked.said.user.startswith("telegram:"):
        return asked.answer(asked.say("start.here"))
    if keeps is None:
        return asked.answer(asked.say("start", "consent.yes", "consent.no"))
    return asked.answer(asked.say("start.known"))


async def _consent_yes(asked: Asked) -> Answered:
    return asked.answer(asked.say("consent.yes"), account=replace(asked.kept.account, keeps=True))


async def _consent_no(asked: Asked) -> Answered:
    return asked.answer(asked.say("consent.no"), account=replace(asked.kept.account, keeps=False))


async def _help(asked: Asked) -> Answered:
    return asked.answer(asked.say("help"))


COMMANDS: Mapping[str, Command] = {"/start": _start, "/help": _help}
TAPS: Mapping[str, Command] = {"consent.yes": _consent_yes, "consent.no": _consent_no}
