"""Answers of a rehearsal: what the partner may say, and what was seen."""

from __future__ import annotations

from dataclasses import replace

from coachbot.core.answering.context import Answer, Context
from coachbot.core.asking import button
from coachbot.core.checking import check
from coachbot.core.composing import draft_text
from coachbot.core.model import Button, Manner
from coachbot.core.moves import Say
from coachbot.core.rehearsal import rehearse
from coachbot.core.rehearsal.table import LEVELS
from coachbot.core.session import Rehearsal


def begin(c: Context) -> Answer:
    """The rehearsal begins, with the draft if there is one."""
    draft = draft_text(c.session.notes.draft)
    acts = ("rehearse.begin", "rehearse.with_draft") if draft else ("rehearse.begin", "rehearse.ask")
    return Answer(replace(c.session, asked="line"), acts, {"draft": draft or None}, _choices(c))


def level(c: Context) -> Answer:
    """How hard the other side makes it, as they chose."""
    chosen = c.heard.value if c.heard.value in LEVELS else "ordinary"
    session = replace(c.session, rehearsal=replace(c.session.rehearsal, level=chosen), asked="line")
    return Answer(session, (f"rehearse.{chosen}",), {}, button(c.kit, "enough"))


def _choices(c: Context) -> tuple[Button, ...]:
    return button(c.kit, "level.easy", "level.hard", "enough")


def play(c: Context) -> Answer:
    """One round: a reply as the partner might give it, and a note apart."""
    state = c.session.rehearsal
    problems = check(c.said.text, c.kit.rules)
    answer = rehearse(
        c.said.text, problems, c.kit.replies, state.rounds, None, frozenset(state.said), state.level
    )
    session = replace(
        c.session,
        rehearsal=Rehearsal(state.rounds + 1, answer.kind, (*state.said, answer.reply)[-40:], state.level),
        asked="line",
    )
    known = {"reply": answer.reply, "seen": answer.seen, "may_need": answer.need, "hint": answer.hint}
    partner = Say(("rehearse.reply",), known, manner=Manner.QUOTE)
    note = Say(("rehearse.note",), known, button(c.kit, "again", "enough"), columns=2)
    return Answer(session, (), known, first=(partner,), apart=(note,))
