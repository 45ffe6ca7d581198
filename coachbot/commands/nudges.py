"""/nudges and the buttons of a nudge: when, how often, what became of it; and /pause with a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coachbot.commands.asked import Answered, Asked, Command, Reply
from coachbot.core.countries import country_code
from coachbot.core.library import Library
from coachbot.core.model import Manner, Message
from coachbot.core.nudging.choosing import Past, pick, text_of
from coachbot.core.nudging.cities import zone_named, zone_of_clock
from coachbot.core.nudging.plan import EVERY_DAY, Plan, away
from coachbot.core.nudging.times import (
    EVENING,
    MIDDAY,
    MORNING,
    SPREAD,
    clock_time,
    parsed,
    part_of_day,
    written,
)
from coachbot.core.nudging.wording import how_often, told_date, told_days, told_time, until, weekdays
from coachbot.core.signals import Signal, spoken
from coachbot.days import AnotherNudge, AnswerNudge, Replan
from coachbot.nudges import named, topics_of, zone_name
from coachbot.ports import Deed
from coachbot.zones import zone as zone_of

ANSWERS = ("nudge.did", "nudge.not_today", "nudge.another", "nudge.more")
_PARTS = {"morning": MORNING, "midday": MIDDAY, "evening": EVENING}
_OFF = re.compile(r"\b(?:off|stop|none|no more|never|end)\b", re.IGNORECASE)
_ONLY_A_TIME = re.compile(
    r"(?:(?:in|at|by|around|about|the|maybe|please|ok|okay|yes|then|,|\.)\s*)*"
    r"(?:mornings?|midday|noon|lunch(?:time)?|evenings?|\d{1,2}(?:[:.h]\d{2})? ?(?:[ap]\.?m\.?)?)"
    r"(?: (?:please|is|would be|works|good|fine|best|for me))*[.!]?",
    re.IGNORECASE,
)
FEW_WORDS = 8


# ---------------------------------------------------------------- the plan


async def _nudges(asked: Asked) -> Answered:
    if not _kept(asked):
        return asked.answer(asked.say("nudges.not_kept"))
    if not asked.argument:
        return _shown(asked)
    return _changed(asked, asked.argument)


def _kept(asked: Asked) -> bool:
    keeps = asked.kept.account.keeps
    return bool(keeps) or (keeps is None and not asked.said.user.startswith("telegram:"))


def plan_of(asked: Asked) -> Plan:
    """The plan as it stands, with what this person works on."""
    plan = asked.kept.plan or Plan()
    return replace(plan, zone=asked.kept.account.zone, topics=topics_of(asked.session, asked.kept))


def _changed(asked: Asked, text: str) -> Answered:
    """The plan with whatever this line says about it."""
    zone = zone_in(text, asked.library)
    rest = re.sub(r"\S*/\S*", " ", text)
    time, part, every, days = clock_time(rest), part_of_day(rest), how_often(rest), weekdays(rest)
    if time is None and part is None and every is None and days is None and zone is None:
        if _OFF.search(text):
            return switched_off(asked, "nudges.off")
        return asked.answer(asked.say("nudges.unclear"))
    plan = plan_of(asked)
    if time is not None or part is not None:
        plan = replace(plan, time=time or part or plan.time, spread=0 if time else SPREAD)
    plan = replace(plan, every=every or plan.every or 1, days=days or plan.days)
    return planned(asked, plan, zone)


def planned(asked: Asked, plan: Plan, zone: str | None = None) -> Answered:
    """Keep a plan; without a zone the question for it comes first."""
    zone = zone or asked.kept.account.zone
    account = replace(asked.kept.account, zone=zone)
    deeds = (Replan(plan),)
    if zone is None:
        ask = asked.say("nudges.zone", "nudges.none")
        return asked.answer(ask, deeds=deeds, command="nudges.zone", nudges_offered=True)
    said = asked.say("nudges.set", "nudges.every", **_told(plan, zone))
    return asked.answer(said, account=account, deeds=deeds, command=None, nudges_offered=True)


def _told(plan: Plan, zone: str) -> dict[str, object]:
    place = zone.rpartition("/")[2].replace("_", " ")
    return {
        "how_often": told_days(plan.every, plan.days),
        "when": told_time(plan.time, plan.spread),
        "name": place,
    }


def _shown(asked: Asked) -> Answered:
    plan, zone = plan_of(asked), asked.kept.account.zone
    times = ("nudges.morning", "nudges.midday", "nudges.evening", "nudges.none")
    if not plan.every or zone is None:
        return asked.answer(asked.say("nudges.ask", *times), command="nudges", nudges_offered=True)
    hint = ""
    if plan.paused_until is not None and plan.paused_until > asked.said.at:
        day = told_date(parsed(plan.paused_until), zone_of(zone))
        hint = asked.say("nudges.rests", when=day).text
    elif away(plan):
        hint = asked.say("nudges.slower").text
    ways = ("nudges.time", "nudges.every", "nudges.pause", "nudges.off")
    return asked.answer(asked.say("nudges.show", *ways, hint=hint, **_told(plan, zone)))


def switched_off(asked: Asked, act: str) -> Answered:
    """No nudges; the rest of the plan stays for another time."""
    deeds = (Replan(replace(plan_of(asked), every=0)),) if asked.kept.plan else ()
    return asked.answer(asked.say(act), deeds=deeds, command=None, nudges_offered=True)


async def _part(asked: Asked) -> Answered:
    if not _kept(asked):
        return asked.answer(asked.say("nudges.not_kept"), command=None)
    time = _PARTS[(asked.said.tap or "").rpartition(".")[2]]
    plan = plan_of(asked)
    return planned(asked, replace(plan, time=time, spread=SPREAD, every=plan.every or 1))


async def _declined(asked: Asked) -> Answered:
    return switched_off(asked, "nudges.declined")


async def _off(asked: Asked) -> Answered:
    return switched_off(asked, "nudges.off")


async def _time(asked: Asked) -> Answered:
    times = ("nudges.morning", "nudges.midday", "nudges.evening", "nudges.none")
    return asked.answer(asked.say("nudges.ask", *times), command="nudges")


async def _every(asked: Asked) -> Answered:
    wanted = (asked.said.tap or "").rpartition(".")[2]
    if not wanted.isdigit():
        levels = tuple(f"nudges.every.{level}" for level in (1, 2, 3, 7))
        plan = plan_of(asked)
        told = _told(plan, asked.kept.account.zone or "UTC")
        return asked.answer(asked.say("nudges.show", *levels, **told))
    return planned(asked, replace(plan_of(asked), every=int(wanted), days=EVERY_DAY))


# ---------------------------------------------------------------- what is written after a question


async def _time_written(asked: Asked) -> Answered | None:
    text = asked.said.text.strip()
    if not _next(asked) or len(text.split()) > FEW_WORDS:
        return None
    if spoken(text, asked.library.kit.intents) is Signal.NO:
        return switched_off(asked, "nudges.declined")
    if not _kept(asked) or not (_ONLY_A_TIME.fullmatch(text) or zone_in(text, asked.library)):
        return None
    return _changed(asked, text)


async def _zone_written(asked: Asked) -> Answered | None:
    text = asked.said.text.strip()
    if not _next(asked) or len(text.split()) > FEW_WORDS:
        return None
    country = country_code(text, asked.library.countries)
    zones = asked.library.cities.by_country.get(country or "", ())
    found = zone_in(text, asked.library) or _by_clock(asked, text) or (zones[0] if zones else None)
    if found is None:
        return asked.answer(asked.say("nudges.zone_unknown", "nudges.none"), command="nudges.zone")
    return planned(asked, plan_of(asked), found)


def _next(asked: Asked) -> bool:
    """Whether this is the message right after the question; later words may mean anything."""
    return asked.session.turn == asked.session.offered_at + 1 and not asked.said.text.startswith("/")


def _by_clock(asked: Asked, text: str) -> str | None:
    country = asked.library.cities.by_country.get(asked.kept.account.country or "", ())
    names = (*country, *asked.library.cities.clocks)
    return zone_of_clock(text, parsed(asked.said.at), ((name, zone_of(name)) for name in names))


def zone_in(text: str, library: Library) -> str | None:
    """The zone that a text names by itself, by a city, or by a name of IANA's."""
    found = zone_named(text, library.cities)
    if found is not None:
        return found
    for word in text.split():
        if re.fullmatch(r"[A-Za-z]+/[A-Za-z0-9_+\-/]+", word):
            try:
                return zone_of(word).key
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    return None


# ---------------------------------------------------------------- a pause


async def _pause(asked: Asked) -> Answered:
    zone = zone_of(zone_name(asked.kept, asked.library))
    now = parsed(asked.said.at)
    if asked.argument.lower() in ("off", "end", "stop", "over"):
        return asked.answer(
            asked.say("pause.over"), deeds=(Replan(replace(plan_of(asked), paused_until=None)),)
        )
    end = until(asked.argument, now, zone)
    if end is None or end <= now:
        return asked.answer(asked.say("pause.unclear"))
    return _paused(asked, end, zone)


def _paused(asked: Asked, end: datetime, zone: ZoneInfo) -> Answered:
    deeds = (Replan(replace(plan_of(asked), paused_until=written(end))),)
    return asked.answer(asked.say("pause.set", when=told_date(end, zone)), deeds=deeds)


async def _pause_a_week(asked: Asked) -> Answered:
    return await _pause(replace(asked, argument="7d"))


# ---------------------------------------------------------------- a nudge's own buttons


async def _answered(asked: Asked) -> Answered:
    """An answer to a nudge: it changes nothing in the talk that is going on."""
    name, _, which = (asked.said.tap or "").partition(":")
    day, _, number = which.partition(".")
    days = await asked.store.days(asked.said.user)
    today = [past for past in days.had if past.day == day]
    n = int(number) if number.isdigit() else 0
    text = text_of(today[n].item, asked.library.nudges) if n < len(today) else None
    if text is None:
        return beside(asked, asked.say("nudges.gone"))
    noted = AnswerNudge(day, n, name.partition(".")[2])
    if name == "nudge.more":
        buttons = named(asked.library, (ANSWERS[0], ANSWERS[1]), which)
        return beside(asked, Message(text.more, buttons, Manner.COMMAND, columns=2), noted)
    if name == "nudge.another":
        return _another(asked, day, days.had, noted)
    said = asked.say(name.replace("nudge.", "nudges."))
    welcome = f"{asked.say('nudges.back').text} " if asked.kept.plan and away(asked.kept.plan) else ""
    return beside(asked, replace(said, text=welcome + said.text), noted)


def _another(asked: Asked, day: str, had: Sequence[Past], noted: AnswerNudge) -> Answered:
    n = sum(past.day == day for past in had)
    text = pick(plan_of(asked).topics, asked.said.user, day, had, asked.library.nudges, n)
    if text is None:
        return beside(asked, asked.say("nudges.none_left"), noted)
    buttons = named(asked.library, ANSWERS, f"{day}.{n}")
    another = AnotherNudge(day, n, text.id, text.kind)
    return beside(asked, Message(text.text, buttons, Manner.COMMAND, columns=2), noted, another)


def beside(asked: Asked, message: Message, *deeds: Deed) -> Answered:
    """An answer that leaves the talk as it is: its own buttons still work."""
    return Answered((message,), asked.session, asked.kept.account, deeds=deeds)


COMMANDS: Mapping[str, Command] = {"/nudges": _nudges, "/nudge": _nudges, "/pause": _pause}
TAPS: Mapping[str, Command] = {
    "nudges.morning": _part, "nudges.midday": _part, "nudges.evening": _part, "nudges.none": _declined,
    "nudges.off": _off, "nudges.time": _time, "nudges.pause": _pause_a_week, "nudges.every": _every,
    **{f"nudges.every.{level}": _every for level in (1, 2, 3, 7)},
}  # fmt: skip
BESIDE: Mapping[str, Command] = dict.fromkeys(ANSWERS, _answered)
REPLIES: Mapping[str, Reply] = {"nudges": _time_written, "nudges.zone": _zone_written}
