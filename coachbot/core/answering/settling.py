"""Answers while it is too hot to talk: pauses, ways to settle, looking in."""

from __future__ import annotations

from dataclasses import replace

from coachbot.core.answering.context import Answer, Context
from coachbot.core.asking import button
from coachbot.core.composing import pause_lines, register
from coachbot.core.hearing import HOT
from coachbot.core.model import Manner, Step
from coachbot.core.moves import Say

SETTLING = 20 * 60  # seconds until it is asked how things are


def settle(c: Context) -> Answer:
    """A way to settle, or the ways there are."""
    session = replace(c.session, settle_offered=True, asked="heat")
    due = (("settle_check", SETTLING),)
    if c.heard.value:
        act = f"settle.{c.heard.value}"
        return Answer(session, (act,), buttons=button(c.kit, "calmer", "hot"), columns=2, schedule=due)
    ways = button(c.kit, "settle.breath", "settle.walk", "settle.water", "settle.twenty")
    return Answer(replace(session, asked="settle"), ("settle.how",), buttons=ways, columns=2, schedule=due)


def pause(c: Context) -> Answer:
    """A pause, and a look in later."""
    session = replace(c.session, settle_offered=True, asked="heat")
    return Answer(
        session,
        ("pause",),
        buttons=button(c.kit, "calmer", "settle"),
        columns=2,
        schedule=(("settle_check", SETTLING),),
    )


def still(c: Context) -> Answer:
    """Still hot: other ways, and another look in."""
    ways = button(c.kit, "settle.breath", "settle.walk", "settle.water", "listen")
    session = replace(c.session, asked="heat", settle_offered=True)
    return Answer(session, ("settle.still",), buttons=ways, columns=2, schedule=(("settle_check", SETTLING),))


def pause_line(c: Context) -> Answer:
    """In the flood the only message to send asks for a pause."""
    lines = pause_lines(register(c.session.texts), c.kit.wording)
    line = lines[c.session.turn % len(lines)] if lines else ""
    quote = Say(("draft.text",), {"draft": line}, button(c.kit, "calmer", "hot"), Manner.DRAFT, columns=2)
    return Answer(replace(c.session, asked="heat"), ("settle.pause_line",), apart=(quote,))


def look_in(c: Context) -> Answer:
    """The time to look in has come."""
    # They came back by themselves before the time did: nothing to check any more.
    if c.session.step is not Step.SETTLE:
        return Answer(c.session, ())
    session = replace(c.session, asked="heat")
    return Answer(session, ("settle.check",), buttons=button(c.kit, "calmer", "hot"), columns=2)


def calmer(c: Context) -> Answer:
    """Calmer: nothing to look in on any more."""
    session = replace(c.session, heat=min(c.session.heat, HOT - 3), settle_offered=True)
    return Answer(
        session, ("settle.calmer" if c.before.step is Step.SETTLE else "calmer",), cancel=("settle_check",)
    )


def told(c: Context) -> Answer:
    """What is told while settling is heard, and settling goes on."""
    return Answer(
        replace(c.session, asked="heat"),
        ("mirror", "settle.heard"),
        buttons=button(c.kit, "calmer", "settle", "listen"),
        columns=2,
    )
