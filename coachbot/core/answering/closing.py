"""Answers at the close and when somebody comes back: the card, a time to ask, how it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from coachbot.core.answering.context import Answer, Context
from coachbot.core.asking import button, card_lines
from coachbot.core.hearing import WEEKDAYS
from coachbot.core.model import Manner, Mode, Step
from coachbot.core.moves import Say
from coachbot.core.session import Session

HOURS = 60 * 60
# Without the person's clock: tomorrow, a little earlier than now, so that a late fight is not asked
# about in the night. The nudges' engine knows zones.
TOMORROW = 20 * HOURS
SOME_DAYS = 68 * HOURS
LINE = 200  # characters of what helped that are kept


def bye(c: Context) -> Answer:
    """A good-night, and the card."""
    # A good-night before anything is known is only answered; a card needs something to stand on.
    if c.session.step is Step.CLOSE and c.before.step is not Step.CLOSE and card_lines(c.session, c.kit):
        return Answer(c.session, ("bye.card",))
    return Answer(c.session, ("bye",), asks=False)


def agreed(c: Context) -> Answer:
    """When to ask how it went."""
    value, session = c.heard.value, replace(c.session, asked=None)
    session, apart = _offered(session, c)
    if value == "none":
        return Answer(session, ("close.no_follow_up",), apart=apart)
    if value in WEEKDAYS:
        seconds, act = _until(value, c.said.at), "close.agreed_day"
    else:
        seconds, act = (SOME_DAYS, "close.agreed_days") if value == "days" else (TOMORROW, "close.agreed")
    return Answer(
        session, (act,), {"name": value.capitalize()}, schedule=(("follow_up", seconds),), apart=apart
    )


def declined(c: Context) -> Answer:
    """No follow-up; nudges may still be welcome."""
    session, apart = _offered(c.session, c)
    return Answer(session, ("close.no_follow_up",), apart=apart)


def _offered(session: Session, c: Context) -> tuple[Session, tuple[Say, ...]]:
    """The one question whether nudges would be welcome, at the end of a first session."""
    if session.nudges_offered or session.closed:
        return session, ()
    times = button(c.kit, "nudges.morning", "nudges.midday", "nudges.evening", "nudges.none")
    offer = Say(("nudges.offer",), {}, times, Manner.COMMAND, columns=2)
    return replace(session, nudges_offered=True, command="nudges"), (offer,)


def _until(weekday: str, at: str) -> int:
    """Seconds until that day comes next, a little earlier in the day than now."""
    days = (WEEKDAYS.index(weekday) - datetime.fromisoformat(at).weekday() - 1) % 7 + 1
    return days * 24 * HOURS - 4 * HOURS


def thanks(c: Context) -> Answer:
    """Thanks, and whether there is more."""
    return Answer(c.session, ("thanks",), buttons=button(c.kit, "more", "end"), columns=2)


def how_it_went(c: Context) -> Answer:
    """The question how it went."""
    # On a locked screen anyone may read it: what it was about is not said.
    session = replace(c.session, asked="went", mode=Mode.AFTERWARDS)
    return Answer(session, ("follow.ask",), buttons=button(c.kit, "went.well", "went.badly", "went.not"))


def went_well(c: Context) -> Answer:
    """It went well: what helped is worth knowing next time."""
    return Answer(replace(c.session, asked="helped"), ("follow.well",))


def helped(c: Context) -> Answer:
    """What helped is kept for the next talk."""
    line = f"{c.session.last_request or 'What you tried'}: it went well. What helped: {c.said.text[:LINE]}"
    return Answer(replace(c.session, asked=None), ("follow.helped",), memory=line)


def listen_after(act: str) -> Callable[[Context], Answer]:
    """The answer that listens to how it went."""

    def answer(c: Context) -> Answer:
        return Answer(replace(c.session, asked="fact", mode=c.session.mode or Mode.AFTERWARDS), (act,))

    return answer


def outsider(c: Context) -> Answer:
    """The outsider's three questions begin."""
    return Answer(replace(c.session, asked="outsider"), ("outsider.begin",))
