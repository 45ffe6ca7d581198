"""Answers at the close and when somebody comes back: the card, a time to ask, how it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from coachbot.core.answering.context import Answer, Context
from coachbot.core.asking import button, card_lines
from coachbot.core.hearing import WEEKDAYS
from coachbot.core.model import Mode, Step

HOURS = 60 * 60
# Without the person's clock: tomorrow, a little earlier than now, so that a late fight is not asked
# about in the night. The nudges' engine knows zones.
TOMORROW = 20 * HOURS
SOME_DAYS = 68 * HOURS


def bye(c: Context) -> Answer:
    """A good-night, and the card."""
    # A good-night before anything is known is only answered; a card needs something to stand on.
    if c.session.step is Step.CLOSE and c.before.step is not Step.CLOSE and card_lines(c.session, c.kit):
        return Answer(c.session, ("bye.card",))
    return Answer(c.session, ("bye",), asks=False)


def agreed(c: Context) -> Answer:
    """When to ask how it went."""
    value, session = c.heard.value, replace(c.session, asked=None)
    if value == "none":
        return Answer(session, ("close.no_follow_up",))
    if value in WEEKDAYS:
        seconds, act = _until(value, c.said.at), "close.agreed_day"
    else:
        seconds, act = (SOME_DAYS, "close.agreed_days") if value == "days" else (TOMORROW, "close.agreed")
    return Answer(session, (act,), {"name": value.capitalize()}, schedule=(("follow_up", seconds),))


def _until(weekday: str, at: str) -> int:
    """Seconds until that day comes next, a little earlier in the day than now."""
    days = (WEEKDAYS.index(weekday) - datetime.fromisoformat(at).weekday() - 1) % 7 + 1
    return days * 24 * HOURS - 4 * HOURS


def thanks(c: Context) -> Answer:
    """Thanks, and whether there is more."""
    return Answer(c.session, ("thanks",), buttons=button(c.kit, "more", "end"), columns=2)


def how_it_went(c: Context) -> Answer:
    """The question how it went."""
    session = replace(c.session, asked="went", mode=Mode.AFTERWARDS)
    act = "follow.ask_request" if session.last_request else "follow.ask"
    return Answer(session, (act,), buttons=button(c.kit, "went.well", "went.badly", "went.not"))


def listen_after(act: str) -> Callable[[Context], Answer]:
    """The answer that listens to how it went."""

    def answer(c: Context) -> Answer:
        return Answer(replace(c.session, asked="fact", mode=c.session.mode or Mode.AFTERWARDS), (act,))

    return answer


def outsider(c: Context) -> Answer:
    """The outsider's three questions begin."""
    return Answer(replace(c.session, asked="outsider"), ("outsider.begin",))
