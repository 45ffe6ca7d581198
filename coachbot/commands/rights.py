"""A person's rights: what is kept, all of it to take along, all of it gone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked, Command
from coachbot.core.exporting import as_page
from coachbot.core.model import Manner, Message
from coachbot.core.session import Session
from coachbot.ports import Account


async def _privacy(asked: Asked) -> Answered:
    house, telegram = asked.house, asked.said.user.startswith("telegram:")
    keeps = asked.kept.account.keeps is True or (asked.kept.account.keeps is None and not telegram)
    button = "history.off" if keeps else "history.on"
    return asked.answer(
        asked.say(
            "privacy",
            button,
            days=house.days,
            sealed=house.sealed,
            model=house.model,
            telegram=telegram,
            keeps=keeps,
        )
    )


async def _history_off(asked: Asked) -> Answered:
    return asked.answer(asked.say("history.off"), account=replace(asked.kept.account, keeps=False))


async def _history_on(asked: Asked) -> Answered:
    return asked.answer(asked.say("history.on"), account=replace(asked.kept.account, keeps=True))


async def _history(asked: Asked) -> Answered:
    chosen = {"off": _history_off, "on": _history_on}.get(asked.argument.lower())
    return await (chosen or _privacy)(asked)


async def _export(asked: Asked) -> Answered:
    data = await asked.store.export(asked.said.user)
    if not data.get("messages"):
        return asked.answer(asked.say("export.none"))
    words = {name: asked.say(f"export.{name}").text for name in ("title", "talk", "cards", "rest")}
    whole = json.dumps(data, ensure_ascii=False, indent=1)
    files = (Message(text, manner=Manner.FILE) for text in (as_page(data, words), whole))
    return asked.answer(asked.say("export"), *files)


async def _forget(asked: Asked) -> Answered:
    return asked.answer(
        asked.say("forget.ask", "forget.yes", "forget.no", telegram=asked.said.user.startswith("telegram:"))
    )


async def _forget_yes(asked: Asked) -> Answered:
    account = Account(asked.said.user)
    if asked.artist is not None:
        asked.artist.forget(asked.said.user)
    return Answered((asked.say("forget.done"),), Session(turn=asked.session.turn), account, forget=True)


async def _forget_no(asked: Asked) -> Answered:
    return asked.answer(asked.say("forget.kept"))


COMMANDS: Mapping[str, Command] = {
    "/privacy": _privacy,
    "/history": _history,
    "/export": _export,
    "/forget": _forget,
}
TAPS: Mapping[str, Command] = {
    "forget.yes": _forget_yes,
    "forget.no": _forget_no,
    "history.off": _history_off,
    "history.on": _history_on,
}
