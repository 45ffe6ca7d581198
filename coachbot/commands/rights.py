"""A person's rights: what is kept, all of it to take along, all of it gone."""

from __future__ import annotations

import json
from collections.abc import Mapping

from coachbot.commands.asked import Answered, Asked, Command
from coachbot.core.model import Manner, Message
from coachbot.core.session import Session
from coachbot.ports import Account


async def _privacy(asked: Asked) -> Answered:
    return asked.answer(asked.say("privacy"))


async def _export(asked: Asked) -> Answered:
    data = await asked.store.export(asked.said.user)
    if not data.get("messages"):
        return asked.answer(asked.say("export.none"))
    whole = json.dumps(data, ensure_ascii=False, indent=1)
    return asked.answer(asked.say("export"), Message(whole, manner=Manner.FILE))


async def _forget(asked: Asked) -> Answered:
    return asked.answer(asked.say("forget.ask", "forget.yes", "forget.no"))


async def _forget_yes(asked: Asked) -> Answered:
    account = Account(asked.said.user)
    return Answered((asked.say("forget.done"),), Session(turn=asked.session.turn), account, forget=True)


async def _forget_no(asked: Asked) -> Answered:
    return asked.answer(asked.say("forget.kept"))


COMMANDS: Mapping[str, Command] = {"/privacy": _privacy, "/export": _export, "/forget": _forget}
TAPS: Mapping[str, Command] = {"forget.yes": _forget_yes, "forget.no": _forget_no}
