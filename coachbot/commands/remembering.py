"""/memory and /essentials: what the next talk knows, and the support that matters most; theirs to change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked, Command, Reply
from coachbot.core.model import Button, Message
from coachbot.core.values import upper
from coachbot.days import KeepEssentials, Remember

LINE = 300  # characters
MOST = 3
_NUMBERED = re.compile(r"(\d{1,2})[.:)]?\s+(.+)", re.DOTALL)
_GONE = ("forget", "delete", "remove", "-")


async def _memory(asked: Asked) -> Answered:
    memories = (await asked.store.days(asked.said.user)).memories
    if asked.argument.lower().startswith("add "):
        return asked.answer(
            asked.say("memory.kept"), deeds=(Remember(upper(asked.argument[4:].strip())[:LINE]),)
        )
    if asked.argument:
        found = _NUMBERED.fullmatch(asked.argument)
        place = int(found[1]) - 1 if found else -1
        if found is None or not 0 <= place < len(memories):
            return asked.answer(asked.say("memory.unclear"))
        return _changed(asked, memories[place].id, found[2].strip())
    if not memories:
        return asked.answer(asked.say("memory.none"))
    lines = [f"{number}. {each.at[:10]}: {each.text}" for number, each in enumerate(memories, 1)]
    label = asked.library.kit.phrases.label("memory.drop")
    buttons = tuple(Button(f"memory.drop:{each.id}", f"{label} {n}") for n, each in enumerate(memories, 1))
    said = asked.say("memory.list", lines="\n".join(lines))
    return asked.answer(_with(said, buttons))


def _with(message: Message, buttons: tuple[Button, ...]) -> Message:
    return replace(message, buttons=buttons, columns=3)


def _changed(asked: Asked, number: int, words: str) -> Answered:
    if words.lower() in _GONE:
        return _dropped(asked, number)
    return asked.answer(asked.say("memory.kept"), deeds=(Remember(upper(words)[:LINE], number),))


def _dropped(asked: Asked, number: int) -> Answered:
    # What is forgotten must not come back from the talk's own notes either.
    return asked.answer(
        asked.say("memory.gone"), deeds=(Remember(None, number),), last_fact=None, last_request=None
    )


async def _drop(asked: Asked) -> Answered:
    return _dropped(asked, int((asked.said.tap or "").partition(":")[2]))


# ---------------------------------------------------------------- essentials


async def _essentials(asked: Asked) -> Answered:
    if asked.argument:
        return _set(asked, asked.argument)
    kept = (await asked.store.days(asked.said.user)).essentials
    if not kept:
        return asked.answer(asked.say("essentials.ask", "agree.leave"), command="essentials")
    return asked.answer(asked.say("essentials.list", lines=_lines(kept)))


def _set(asked: Asked, text: str) -> Answered:
    parts = [re.sub(r"^(?:\d[.)]|[-•]|and)\s*", "", part.strip()) for part in re.split(r"[\n;,]+", text)]
    kept = tuple(upper(part)[:LINE] for part in parts if part)[:MOST]
    if not kept:
        return asked.answer(asked.say("essentials.ask", "agree.leave"), command="essentials")
    return asked.answer(
        asked.say("essentials.set", lines=_lines(kept)), deeds=(KeepEssentials(kept),), command=None
    )


def _lines(kept: tuple[str, ...]) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(kept, 1))


async def _written(asked: Asked) -> Answered | None:
    after = asked.session.turn == asked.session.offered_at + 1
    if not after or not asked.said.text.strip() or asked.said.text.startswith("/"):
        return None
    return _set(asked, asked.said.text)


COMMANDS: Mapping[str, Command] = {"/memory": _memory, "/essentials": _essentials}
TAPS: Mapping[str, Command] = {"memory.drop": _drop}
REPLIES: Mapping[str, Reply] = {"essentials": _written}
