"""/link, /unlink, and what the other sees who opens a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked, Command, Reply
from coachbot.commands.couple.pair import argument_of, keeps, not_linked, rests, written
from coachbot.core.model import Button, Manner
from coachbot.linking import (
    PAYLOAD,
    Invite,
    Join,
    Refuse,
    Unbind,
    hashed,
    joined,
    lives_until,
    new_code,
    new_couple,
)

MOST_LINKS = 5
LONGEST_NAME = 40
_NAME = re.compile(r"[^\n\r\t/@<>{}]+")
_CODE = re.compile(r"[A-Za-z0-9_-]{22}")


async def _link(asked: Asked) -> Answered:
    if (resting := rests(asked)) is not None:
        return resting
    if not keeps(asked):
        return asked.answer(asked.say("link.not_kept", "history.on"))
    if len(await asked.store.bonds(asked.said.user)) >= MOST_LINKS:
        return asked.answer(asked.say("link.most"))
    line = asked.argument or _called(asked)
    return (
        _invited(asked, line)
        if line
        else asked.answer(asked.say("link.ask", "link.leave"), command="link.name")
    )


def _called(asked: Asked) -> str:
    """What the channel calls them, if that can be a name; a terminal's user is called by theirs."""
    said = asked.said
    known = said.called or ("" if said.user.startswith("telegram:") else said.user)
    return _name(known) or ""


def _invited(asked: Asked, line: str) -> Answered:
    name = _name(line)
    if name is None:
        return asked.answer(asked.say("link.name_unclear", "link.leave"), command="link.name")
    code = new_code()
    bot = asked.house.bot if asked.said.user.startswith("telegram:") else ""
    link = f"https://t.me/{bot}?start={PAYLOAD}{code}" if bot else f"/start {PAYLOAD}{code}"
    deed = Invite(hashed(code), lives_until(asked.said.at), name)
    # The link is a key: it isn't kept with the talk, and works once.
    told = replace(asked.say("link.made", link=link), manner=Manner.PARTNER)
    return asked.answer(asked.say("link.what", mine=name), told, deeds=(deed,), command=None)


def _name(line: str) -> str | None:
    name = line.strip(" .\"'“”")
    return name if name and len(name) <= LONGEST_NAME and _NAME.fullmatch(name) else None


async def _named(asked: Asked) -> Answered | None:
    line = written(asked)
    return None if line is None else _invited(asked, line)


async def _left(asked: Asked) -> Answered:
    return asked.answer(asked.say("link.left"), command=None, pending="")


# ---------------------------------------------------------------- the other side


async def opened(asked: Asked) -> Answered:
    """Somebody opened a link: who asks, what it does and doesn't do, and the question."""
    code = asked.argument.removeprefix(PAYLOAD)
    if (resting := rests(asked)) is not None:
        return resting
    invitation = await asked.store.invitation(asked.said.user, hashed(code), asked.said.at)
    if invitation is None or not _CODE.fullmatch(code):
        return asked.answer(asked.say("link.over"))
    if invitation.own:
        return asked.answer(asked.say("link.own"))
    if invitation.linked:
        return asked.answer(asked.say("link.already"))
    label = asked.library.kit.phrases.label
    mine = _called(asked)
    ways = ("link.yes", "link.as", "link.no") if mine else ("link.as", "link.no")
    buttons = tuple(Button(f"{name}:{code}", label(name)) for name in ways)
    act = "link.asks" if keeps(asked) else "link.asks_stranger"
    question = asked.say(act, who=invitation.name, mine=mine)
    return asked.answer(replace(question, buttons=buttons))


async def _yes(asked: Asked) -> Answered:
    if (resting := rests(asked)) is not None:
        return resting
    return await _joined(asked, argument_of(asked), _called(asked))


async def _under_another_name(asked: Asked) -> Answered:
    code = argument_of(asked)
    invitation = await asked.store.invitation(asked.said.user, hashed(code), asked.said.at)
    if invitation is None or invitation.own or invitation.linked:
        return asked.answer(asked.say("link.over"))
    question = asked.say("link.your_name", "link.leave", who=invitation.name)
    return asked.answer(question, command="link.their_name", pending=code)


async def _no(asked: Asked) -> Answered:
    deed = Refuse(hashed(argument_of(asked)))
    return asked.answer(asked.say("link.no"), deeds=(deed,), command=None, pending="")


async def _their_name(asked: Asked) -> Answered | None:
    line = written(asked)
    return None if line is None else await _joined(asked, asked.session.pending, line)


async def _joined(asked: Asked, code: str, line: str) -> Answered:
    name = _name(line)
    if name is None:
        return asked.answer(
            asked.say("link.name_unclear", "link.leave"), command="link.their_name", pending=code
        )
    invitation = await asked.store.invitation(asked.said.user, hashed(code), asked.said.at)
    if invitation is None or invitation.own or invitation.linked:
        return asked.answer(asked.say("link.over"), command=None, pending="")
    told = asked.say("link.linked", who=name)
    mine = asked.say("link.linked", who=invitation.name)
    deed = Join(hashed(code), name, new_couple(), told)
    account = replace(asked.kept.account, keeps=True)
    return asked.answer(mine, deeds=(deed,), account=account, command=None, pending="")


# ---------------------------------------------------------------- the end of a link


async def _unlink(asked: Asked) -> Answered:
    bonds = await asked.store.bonds(asked.said.user)
    if not joined(bonds):
        return await not_linked(asked)
    label = asked.library.kit.phrases.label("unlink.yes")
    named = len(joined(bonds)) > 1
    buttons = tuple(
        Button(f"unlink.yes:{bond.id}", f"{label}: {bond.theirs}" if named else label)
        for bond in joined(bonds)
    )
    ask = asked.say("unlink.ask", "unlink.no", who=joined(bonds)[0].theirs, number=len(joined(bonds)))
    return asked.answer(replace(ask, buttons=(*buttons, *ask.buttons)))


async def _unlinked(asked: Asked) -> Answered:
    number = argument_of(asked)
    deed = Unbind(int(number)) if number.isdigit() else None
    return asked.answer(
        asked.say("unlink.done"), deeds=(deed,) if deed else (), offered=(), command=None, pending=""
    )


async def _not_unlinked(asked: Asked) -> Answered:
    return asked.answer(asked.say("unlink.kept"))


COMMANDS: Mapping[str, Command] = {"/link": _link, "/unlink": _unlink}
TAPS: Mapping[str, Command] = {
    "link.leave": _left, "unlink.yes": _unlinked, "unlink.no": _not_unlinked,
}  # fmt: skip
BESIDE: Mapping[str, Command] = {"link.yes": _yes, "link.as": _under_another_name, "link.no": _no}
REPLIES: Mapping[str, Reply] = {"link.name": _named, "link.their_name": _their_name}
