"""Pickers: pages of words to tick, for who can't find the word."""

from __future__ import annotations

from dataclasses import replace

from coachbot.core.asking import button
from coachbot.core.kit import Kit
from coachbot.core.model import Button, Manner
from coachbot.core.moves import Say
from coachbot.core.reading import picker_feelings, picker_needs
from coachbot.core.session import Picker, Session
from coachbot.core.values import feeling_phrase, upper

PAGE = 8


def opened(session: Session, kind: str, kit: Kit) -> Session:
    """The session with a picker open, the likeliest words on its first page."""
    notes = session.notes
    if kind == "feeling":
        likely, gone = notes.likely_feelings, notes.not_feelings
        names = picker_feelings(likely, kit.lexicon)
    else:
        likely, gone = notes.likely_needs, notes.not_needs
        names = picker_needs(likely, kit.lexicon)
    left = tuple(n for n in names if n not in gone)
    return replace(session, picker=Picker(kind, left), asked=kind)


def toggled(picker: Picker, name: str) -> Picker:
    """The picker with one word ticked or unticked."""
    without = tuple(n for n in picker.picked if n != name)
    return replace(picker, picked=without if name in picker.picked else (*picker.picked, name))


def turned(picker: Picker, direction: str) -> Picker:
    """The picker with another page showing."""
    last = max(0, (len(picker.names) - 1) // PAGE)
    page = picker.page + (1 if direction == "next" else -1)
    return replace(picker, page=min(last, max(0, page)))


def shown(picker: Picker, kit: Kit, *, edits: bool) -> Say:
    """The picker as a message; `edits` when it takes the place of the one that was tapped."""
    first = picker.page * PAGE
    names = picker.names[first : first + PAGE]
    ticks = tuple(
        Button(f"toggle.{n}", ("✓ " if n in picker.picked else "") + _label(picker, n, kit)) for n in names
    )
    more = len(picker.names) > first + PAGE
    turn = (*(button(kit, "page.back") if first else ()), *(button(kit, "page.next") if more else ()))
    picked = ", ".join(_label(picker, n, kit).lower() for n in picker.picked)
    return Say(
        (f"{picker.kind}.pick",),
        {"picked": picked or None},
        (*ticks, *turn, *button(kit, "done")),
        Manner.COMMAND,
        edits,
        2,
    )


def _label(picker: Picker, name: str, kit: Kit) -> str:
    if picker.kind == "feeling":
        return upper(feeling_phrase(name, kit))
    entry = kit.lexicon.needs.get(name)
    return entry.label if entry else name
