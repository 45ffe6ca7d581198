"""/agree: small agreements, the question what became of them, and repair where one was not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coachbot.commands.asked import Answered, Asked, Command, Reply
from coachbot.core.nudging.agreeing import is_large, tally, what_of, who_does
from coachbot.core.nudging.kept import Ended
from coachbot.core.nudging.times import instant, out_of_night, parsed, written
from coachbot.core.nudging.wording import EVENING, by_when, told_date
from coachbot.core.signals import Signal, spoken
from coachbot.days import Agree, EndAgreement
from coachbot.nudges import zone_name
from coachbot.ports import Deed
from coachbot.zones import zone as zone_of

_DAYS = {"agree.tomorrow": 1, "agree.days": 3, "agree.week": 7}
_LEAVE = "agree.leave"
_ENDED = {
    "agreement.kept": Ended.KEPT,
    "agreement.partly": Ended.PARTLY,
    "agreement.not": Ended.NOT_KEPT,
    "agreement.changed": Ended.CHANGED,
}


async def _agree(asked: Asked) -> Answered:
    if asked.argument:
        return _made(asked, asked.argument)
    agreements = (await asked.store.days(asked.said.user)).agreements
    zone = _zone(asked)
    open_ones = [each for each in agreements if each.ended is Ended.OPEN]
    lines = [f"• {each.what} ({told_date(parsed(each.by), zone)})" for each in open_ones]
    past = tally(agreements)
    if not lines and not past:
        return asked.answer(asked.say("agree.ask", _LEAVE), command="agree")
    shown = "\n".join((*lines, *((f"So far: {past}.",) if past else ())))
    return asked.answer(asked.say("agree.list", _LEAVE, lines=shown), command="agree")


def _zone(asked: Asked) -> ZoneInfo:
    return zone_of(zone_name(asked.kept, asked.library))


def _made(asked: Asked, text: str, *deeds: Deed, small: bool = False) -> Answered:
    """An agreement from a line of text: small, and with a day."""
    what, now, zone = what_of(text), parsed(asked.said.at), _zone(asked)
    if is_large(what) and not small:
        return asked.answer(asked.say("agree.smaller", _LEAVE), command="agree.small", deeds=deeds)
    at = by_when(text, now, zone)
    if at is None:
        ask = asked.say("agree.when", *_DAYS, _LEAVE, line=what)
        return asked.answer(ask, command="agree.when", pending=what, deeds=deeds)
    if at <= now:
        return asked.answer(asked.say("agree.past", *_DAYS), command="agree.when", pending=what, deeds=deeds)
    return _kept(asked, what, at, *deeds)


def _kept(asked: Asked, what: str, at: datetime, *deeds: Deed) -> Answered:
    zone = _zone(asked)
    at = out_of_night(at, zone)
    said = asked.say("agree.set", line=what, when=told_date(at, zone))
    agreed = Agree(who_does(what), what, written(at))
    return asked.answer(said, deeds=(*deeds, agreed), command=None, pending="")


# ---------------------------------------------------------------- what is written or tapped next


async def _written(asked: Asked) -> Answered | None:
    if not _next(asked):
        return None
    if spoken(asked.said.text, asked.library.kit.intents) in (Signal.NO, Signal.SKIP):
        return asked.answer(asked.say("nudges.not_today"), command=None, pending="")
    return _made(asked, asked.said.text, small=asked.session.command == "agree.small")


async def _when_written(asked: Asked) -> Answered | None:
    at = by_when(asked.said.text, parsed(asked.said.at), _zone(asked))
    if not _next(asked) or at is None or at <= parsed(asked.said.at):
        return None
    return _kept(asked, asked.session.pending, at)


def _next(asked: Asked) -> bool:
    after = asked.session.turn == asked.session.offered_at + 1
    return after and bool(asked.said.text.strip()) and not asked.said.text.startswith("/")


async def _day_tapped(asked: Asked) -> Answered:
    zone = _zone(asked)
    day = parsed(asked.said.at).astimezone(zone).date() + timedelta(days=_DAYS[asked.said.tap or ""])
    return _kept(asked, asked.session.pending, instant(day, EVENING, zone))


async def _left(asked: Asked) -> Answered:
    return asked.answer(asked.say("nudges.not_today"), command=None, pending="")


async def _from_card(asked: Asked) -> Answered:
    return _made(asked, asked.session.notes.request or "", small=True)


# ---------------------------------------------------------------- what became of one


async def _ended(asked: Asked) -> Answered:
    name, _, number = (asked.said.tap or "").partition(":")
    agreements = (await asked.store.days(asked.said.user)).agreements
    found = next((each for each in agreements if str(each.id) == number), None)
    if found is None or (found.ended is not Ended.OPEN and name != "agreement.which"):
        return _beside(asked, "agreement.gone")
    if name == "agreement.which":
        return _beside(asked, name, line=found.what)
    deed = EndAgreement(found.id, _ENDED[name])
    if name == "agreement.kept":
        return replace(_beside(asked, name), deeds=(deed,))
    return asked.answer(asked.say(name, _LEAVE), command="agree", deeds=(deed,))


def _beside(asked: Asked, act: str, **values: object) -> Answered:
    return Answered((asked.say(act, **values),), asked.session, asked.kept.account)


COMMANDS: Mapping[str, Command] = {"/agree": _agree}
TAPS: Mapping[str, Command] = {
    **dict.fromkeys(_DAYS, _day_tapped), _LEAVE: _left, "agree.start": _from_card,
}  # fmt: skip
BESIDE: Mapping[str, Command] = dict.fromkeys((*_ENDED, "agreement.which"), _ended)
REPLIES: Mapping[str, Reply] = {"agree": _written, "agree.small": _written, "agree.when": _when_written}
