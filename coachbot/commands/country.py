"""Which country a person is in, for the help lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from coachbot.commands.asked import Answered, Asked, Command, Reply
from coachbot.core.countries import country_code
from coachbot.core.danger.lines import shown
from coachbot.core.holding import AFTER_LINES, after_lines
from coachbot.core.model import DangerKind, Person


async def _country(asked: Asked) -> Answered:
    if not asked.argument:
        return asked.answer(asked.say("country.ask"), command="country")
    code = country_code(asked.argument, asked.library.countries)
    if code is None:
        return asked.answer(asked.say("country.unknown"), command="country")
    account = replace(asked.kept.account, country=code)
    name = asked.library.countries.names.get(code, code)
    hold = asked.session.hold
    lines = partial(_lines, asked, code)
    if hold and (own := after_lines(asked.session, asked.library.kit, lines)) is not None:
        return asked.answer(own, account=account, command=None)
    told = lines(hold.kinds, hold.by) if hold else ""
    return asked.answer(
        asked.say("country.set", *(AFTER_LINES if hold else ()), country=name, help_lines=told),
        account=account,
        command=None,
    )


def _lines(
    asked: Asked, code: str, kinds: tuple[DangerKind, ...], by: Person | None, language: str = "en"
) -> str:
    name = asked.library.countries.names.get(code, "") if language == "en" else ""
    return shown(asked.library.helplines, code, kinds, by, name, language)


async def _named(asked: Asked) -> Answered | None:
    known = country_code(asked.said.text, asked.library.countries)
    return await _country(replace(asked, argument=asked.said.text)) if known else None


COMMANDS: Mapping[str, Command] = {"/country": _country}
REPLIES: Mapping[str, Reply] = {"country": _named}
