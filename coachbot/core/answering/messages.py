"""Answers around the message to the partner: written, shown, changed, kept."""

from __future__ import annotations

from dataclasses import replace

from coachbot.core import drafting
from coachbot.core.answering.context import Answer, Context
from coachbot.core.asking import button
from coachbot.core.commenting import ADD
from coachbot.core.model import Button, Step
from coachbot.core.session import Line


def write(c: Context) -> Answer:
    """A message is wanted."""
    session = replace(c.session.knowing(wants_message=True), editing=None)
    return Answer(session, ("write",) if c.before.step is not Step.MESSAGE else ())


def write_first(c: Context) -> Answer:
    """A message is wanted before anything was told."""
    return Answer(c.session.knowing(wants_message=True), ("write.first",))


def paste(c: Context) -> Answer:
    """They want to show one of their own."""
    return Answer(replace(c.session, asked="paste"), ("message.paste",), buttons=button(c.kit, "back"))


def changed(c: Context) -> Answer:
    """The draft, or a line of it, in their words."""
    if c.before.asked == "add":
        first, *rest = c.session.notes.draft  # what happened is said first, what is asked for last
        lines = (first, Line("own", c.said.text.strip()), *rest)
        return Answer(replace(drafting.noted_draft(c.session, lines), undo=c.session.notes.draft), ())
    session = replace(c.session, editing=c.before.editing)
    return Answer(drafting.changed(session, c.heard.value or c.said.text), ())


def asks_anew(c: Context) -> Answer:
    """What they want to ask has changed: the draft is written anew around it."""
    return Answer(c.session.knowing(draft=(), wants_message=True), ())


def shorter(c: Context) -> Answer:
    """The draft without the need."""
    kept = tuple(line for line in c.session.notes.draft if line.kind != "need")
    return Answer(drafting.noted_draft(c.session, kept or c.session.notes.draft), ())


def aside(c: Context) -> Answer:
    """A remark that leaves the draft as it is."""
    acts = ("mirror",) if c.reading.retellings else ()
    if c.session.asked == "want":
        return Answer(
            c.session, (*acts, "message.offer"), buttons=button(c.kit, "write", "myself"), columns=2
        )
    buttons = button(c.kit, "keep", "change", "rehearse", "myself")
    return Answer(c.session, (*acts, "draft.still"), buttons=buttons, columns=2)


def undone(c: Context) -> Answer:
    """The draft as it was before its last change."""
    before = c.session.undo
    return Answer(replace(c.session.knowing(draft=before), undo=()), ("draft.undone",))


def edit(c: Context) -> Answer:
    """Which line is changed, or the one that was chosen."""
    draft = c.session.notes.draft
    if c.heard.value == ADD:
        return Answer(
            replace(c.session, asked="add"), ("draft.add",), buttons=button(c.kit, "keep", "back"), columns=2
        )
    if c.heard.value.isdigit() and int(c.heard.value) < len(draft):
        index = int(c.heard.value)
        session = replace(c.session, editing=index, asked="line")
        ids = (Button(f"drop.{index}", c.kit.phrases.label("drop")), *button(c.kit, "back"))
        return Answer(session, ("draft.edit_line",), {"line": draft[index].text}, ids, 2)
    if len(draft) == 1:
        return Answer(
            replace(c.session, editing=0, asked="line"), ("draft.edit_line",), {"line": draft[0].text}
        )
    lines = tuple(Button(f"line.{i}", _shortened(line.text)) for i, line in enumerate(draft))
    return Answer(c.session, ("draft.edit",), buttons=lines)


def _shortened(text: str, size: int = 40) -> str:
    return text if len(text) <= size else text[: size - 1].rsplit(" ", 1)[0] + "…"


def drop(c: Context) -> Answer:
    """A line less."""
    index = int(c.heard.value) if c.heard.value.isdigit() else -1
    if not 0 <= index < len(c.session.notes.draft):
        return Answer(c.session, ("stale",), asks=False)
    return Answer(drafting.dropped(c.session, index), ("draft.dropped",))


def kept(c: Context) -> Answer:
    """The draft stands, or is to be written after all."""
    if c.before.asked == "want":
        session = replace(c.session.knowing(wants_message=True), step=Step.MESSAGE)
        return Answer(session, (), asks=True)
    return Answer(c.session.knowing(draft_done=True), ("draft.kept",))


def myself(c: Context) -> Answer:
    """They will say it themselves."""
    return Answer(c.session.knowing(wants_message=False, draft_done=True), ("message.myself",))
