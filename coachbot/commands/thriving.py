"""/thriving: is this good for me? One tap each, a word if wanted, and never a conclusion of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked, Command, Reply
from coachbot.commands.nudges import plan_of
from coachbot.core.model import Message, Track
from coachbot.core.nudging.kept import Check
from coachbot.core.nudging.times import parsed
from coachbot.core.reading import read
from coachbot.core.values import upper
from coachbot.days import KeepCheck, Replan
from coachbot.nudges import SCALE, zone_name
from coachbot.ports import Deed
from coachbot.zones import zone as zone_of

_SPANS = {"thriving.week": (7, "once a week"), "thriving.month": (30, "once a month")}
_WORDS = {
    "weekly": "thriving.week",
    "week": "thriving.week",
    "monthly": "thriving.month",
    "month": "thriving.month",
}
_LOW = 2
WORD = 300  # characters


async def _thriving(asked: Asked) -> Answered:
    said = asked.argument.lower().removeprefix("every ").removeprefix("once a ")
    if said in ("off", "stop", "none"):
        return await _off(asked)
    if said in _WORDS:
        return await _every(asked, _WORDS[said])
    return asked.answer(asked.say("thriving.ask", *SCALE), command=None)


async def _every(asked: Asked, name: str) -> Answered:
    days, told = _SPANS[name]
    checks = (await asked.store.days(asked.said.user)).checks
    last = _day(asked, checks[-1].at) if checks else None
    plan = replace(plan_of(asked), thriving=days, thrived_day=last)
    deeds: tuple[Deed, ...] = (Replan(plan),)
    if asked.kept.account.zone is None:
        ask = asked.say("nudges.zone", "nudges.none")
        return asked.answer(ask, deeds=deeds, command="nudges.zone")
    return asked.answer(asked.say("thriving.set", how_often=told), deeds=deeds, command=None)


async def _every_tapped(asked: Asked) -> Answered:
    return await _every(asked, asked.said.tap or "")


async def _off(asked: Asked) -> Answered:
    deeds = (Replan(replace(plan_of(asked), thriving=0)),) if asked.kept.plan else ()
    return asked.answer(asked.say("thriving.off"), deeds=deeds, command=None)


# ---------------------------------------------------------------- one check


async def _level(asked: Asked) -> Answered:
    """The first tap: it is kept at once, whatever follows."""
    level = int((asked.said.tap or "")[-1])
    deeds: list[Deed] = [KeepCheck(thriving=level)]
    plan = asked.kept.plan
    if plan is not None and plan.thriving:
        deeds.append(Replan(replace(plan_of(asked), thrived_day=_day(asked, asked.said.at))))
    return asked.answer(_scale(asked, "thriving.energy", "energy"), deeds=tuple(deeds), command="energy")


def _day(asked: Asked, at: str) -> str:
    return parsed(at).astimezone(zone_of(zone_name(asked.kept, asked.library))).date().isoformat()


async def _energy(asked: Asked) -> Answered:
    deeds = (KeepCheck(energy=int((asked.said.tap or "")[-1])),)
    return asked.answer(_scale(asked, "thriving.willingness", "willing"), deeds=deeds)


async def _willing(asked: Asked) -> Answered:
    deeds = (KeepCheck(willingness=int((asked.said.tap or "")[-1])),)
    return asked.answer(asked.say("thriving.word", "thriving.done"), deeds=deeds, command="thriving.word")


def _scale(asked: Asked, act: str, name: str) -> Message:
    ids = tuple(f"{name}.{level}" for level in range(1, 6))
    return replace(asked.say(act, *ids), columns=5)


async def _word(asked: Asked) -> Answered | None:
    text = asked.said.text.strip()
    if asked.session.turn != asked.session.offered_at + 1 or not text or text.startswith("/"):
        return None
    torn = read(text, asked.library.kit.lexicon).track is Track.DISCERNMENT
    return await _ended(asked, "thriving.discern" if torn else None, KeepCheck(word=upper(text)[:WORD]))


async def _done(asked: Asked) -> Answered:
    return await _ended(asked, None)


async def _ended(asked: Asked, act: str | None, *deeds: Deed) -> Answered:
    checks = (await asked.store.days(asked.said.user)).checks
    if act is None:
        act = "thriving.care" if falling(checks) else "thriving.done"
    messages = [asked.say(act)]
    plan = asked.kept.plan
    if len(checks) == 1 and not (plan and plan.thriving):
        messages.append(asked.say("thriving.how_often", *_SPANS, "thriving.off"))
    return asked.answer(*messages, deeds=deeds, command=None)


def falling(checks: Sequence[Check]) -> bool:
    """Whether the line goes down: twice in a row, or by two at once, or it has become low."""
    levels = [each.thriving for each in checks[-3:]]
    if len(levels) < 2 or levels[-1] >= levels[-2]:
        return False
    twice = len(levels) == 3 and levels[0] > levels[1] > levels[2]
    return twice or levels[-2] - levels[-1] >= 2 or levels[-1] <= _LOW


COMMANDS: Mapping[str, Command] = {"/thriving": _thriving}
TAPS: Mapping[str, Command] = {
    **{f"energy.{level}": _energy for level in range(1, 6)},
    **{f"willing.{level}": _willing for level in range(1, 6)},
    **dict.fromkeys(_SPANS, _every_tapped), "thriving.off": _off, "thriving.done": _done,
}  # fmt: skip
BESIDE: Mapping[str, Command] = dict.fromkeys(SCALE, _level)
REPLIES: Mapping[str, Reply] = {"thriving.word": _word}
