"""Answers around the pickers: lists of words to tick, for who can't find the word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coachbot.core import picking as pickers
from coachbot.core.answering.context import Answer, Context
from coachbot.core.answering.listening import ack
from coachbot.core.signals import Signal as S


def opens(kind: str) -> Callable[[Context], Answer]:
    """The answer that opens a picker of this kind, feeling or need."""

    def answer(c: Context) -> Answer:
        session = pickers.opened(c.session, kind, c.kit)
        assert session.picker is not None
        lead = f"{kind}.wrong" if c.heard.signal is S.NO else f"{kind}.picker"
        return Answer(
            session, (lead,), apart=(pickers.shown(session.picker, c.kit, edits=False),), asks=False
        )

    return answer


def something_else(c: Context) -> Answer:
    """None of the guesses was right: the picker opens."""
    return opens("need" if c.session.asked == "need" else "feeling")(c)


def toggle(c: Context) -> Answer:
    """A word ticked, or a page turned."""
    picker = c.session.picker
    if picker is None:
        return Answer(c.session, ("stale",))
    if c.heard.signal is S.TOGGLE:
        picker = pickers.toggled(picker, c.heard.value)
    else:
        picker = pickers.turned(picker, c.heard.value)
    return Answer(replace(c.session, picker=picker), apart=(pickers.shown(picker, c.kit, edits=True),))


def picked(c: Context) -> Answer:
    """What was picked is told back; nothing picked is said so."""
    if c.before.picker is not None and not c.before.picker.picked:
        return Answer(c.session, ("picked.none",))
    return ack(c)
