"""/me: how it has gone, as a picture with the same in words under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked, Command
from coachbot.core.asking import button
from coachbot.core.model import Manner, Message
from coachbot.core.nudging.seeing import Overview, overview, told

THEME = "theme"  # the setting that says light or dark
_SECTIONS = ("title", "foundations", "thriving", "agreements", "feelings", "needs")


def dark(asked: Asked) -> bool:
    """Whether this person wants pictures dark."""
    return asked.kept.account.settings.get(THEME) == "dark"


async def _me(asked: Asked) -> Answered:
    if asked.argument in ("dark", "light"):
        settings = {**asked.kept.account.settings, THEME: asked.argument}
        account = replace(asked.kept.account, settings=settings)
        return await _shown(replace(asked, kept=replace(asked.kept, account=account)))
    return await _shown(asked)


async def _themed(asked: Asked) -> Answered:
    return await _me(replace(asked, argument=(asked.said.tap or "").partition(".")[2]))


async def _shown(asked: Asked) -> Answered:
    seen = await _seen(asked)
    if seen.empty:
        return asked.answer(asked.say("me.none"))
    titles = {name: asked.say(f"me.{name}").text for name in _SECTIONS}
    user = asked.said.user
    image = await asked.artist.overview(user, seen, titles, dark=dark(asked)) if asked.artist else None
    other = button(asked.library.kit, "me.light" if dark(asked) else "me.dark") if image else ()
    return asked.answer(Message(told(seen, titles), other, Manner.COMMAND, image))


async def _seen(asked: Asked) -> Overview:
    turns = (await asked.store.export(asked.said.user)).get("turns")
    days = await asked.store.days(asked.said.user)
    return overview(turns if isinstance(turns, Sequence) else (), days.checks, days.agreements)


COMMANDS: Mapping[str, Command] = {"/me": _me}
TAPS: Mapping[str, Command] = {"me.dark": _themed, "me.light": _themed}
