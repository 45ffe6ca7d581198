"""The draft of a message: written, checked, shown, changed line by line."""

from __future__ import annotations

import re
from dataclasses import replace

from coachbot.core.checking import check
from coachbot.core.composing import (
    DraftNotes,
    compose,
    draft_text,
    dress,
    mend,
    pause_lines,
    register,
    to_partner,
)
from coachbot.core.hearing import HOT
from coachbot.core.kit import Kit
from coachbot.core.model import Button, Manner, Mode, Track
from coachbot.core.moves import Say
from coachbot.core.plain import straighten
from coachbot.core.session import Line, Session
from coachbot.core.values import feelings_said


def drafted(session: Session, kit: Kit) -> Session:
    """The session with a first draft in the person's own way of writing; in the flood, a pause line."""
    way = register(session.texts)
    if session.heat >= HOT:
        return _pausing(session, kit)
    notes = session.notes
    owned = _owned(session)
    made = compose(
        DraftNotes(
            observation=notes.clauses[0] if notes.clauses else None,
            others=notes.clauses[1:],
            feelings=feelings_said(notes)[-2:],
            needs=()
            if owned
            else notes.needs[-1:] or (notes.likely_needs[:1] if session.mode is Mode.IN_IT else ()),
            need_words=None if owned else notes.need_words,
            request=notes.request if notes.request_to != "self" else None,
            register=way,
            partner=session.partner,
        ),
        kit.wording,
        seed=session.turn,
    )
    if owned:  # what was done and what they have to say to it; nothing is asked back
        made = (*(line for line in made if line.kind != "request"), Line("request", dress(owned, way)))
    if len(made) < 2 and session.mode is Mode.IN_IT:
        return _pausing(session, kit)
    return session.knowing(draft=tuple(Line(line.kind, line.text) for line in made), wants_message=True)


_SAY_TO_THEM = re.compile(
    r"\b(?:tell|write(?: to)?|say(?: to)?|text) (?:him|her|them|my \w+)[ ,:]+(?:that )?(?P<said>.{6,200})$|"
    r"^(?:i(?:'ll|'d| could| will| would| can| want to| should|"
    r" need to)? )?(?:just )?say (?:that )?(?P<plain>.{6,200})$",
    re.IGNORECASE,
)
_SORRY = re.compile(r"\b(?:apologi[sz]\w+|say(?:ing)? (?:i'?m )?sorry)\b", re.IGNORECASE)


def _owned(session: Session) -> str | None:
    """What they mean to say to what they did themselves, as words to the partner; None where nothing."""
    notes = session.notes
    if notes.track is not Track.OWN_MISTAKE or notes.request_to != "self" or not notes.request:
        return None
    found = _SAY_TO_THEM.search(straighten(notes.request).rstrip(" .!"))
    words = (found["said"] or found["plain"]).replace(" and that ", " and ") if found else None
    said = to_partner(words, session.partner) if words and not words.lower().startswith("sorry") else None
    return f"{said}." if said else "I'm sorry." if _SORRY.search(notes.request) else None


def _pausing(session: Session, kit: Kit) -> Session:
    lines = pause_lines(register(session.texts), kit.wording)
    chosen = lines[session.turn % len(lines)] if lines else None
    return session.knowing(draft=(Line("pause", chosen),) if chosen else (), wants_message=True)


def shown_draft(session: Session, kit: Kit) -> tuple[Session, tuple[Say, ...]]:
    """The draft as a message of its own, what was left out of it and why, and what can be done."""
    text = draft_text(session.notes.draft)
    problems = check(text, kit.rules)
    mended = mend(text, problems, kit.wording)
    left_out = "; ".join(f"“{note.words}”: {note.why}" for note in mended.notes) or _set_aside(session, kit)
    if mended.notes and mended.text:
        session = session.knowing(draft=(Line("own", mended.text),))
    shown = draft_text(session.notes.draft)
    known: dict[str, object] = {"draft": shown, "left_out": left_out or None}
    acts = ("draft.pause",) if _is_pause(session) else ("draft.show",)
    return session, (
        Say(acts, known),
        Say(("draft.text",), known, manner=Manner.DRAFT),
        Say(("draft.ask",), known, _choices(session, kit), columns=2),
    )


def _set_aside(session: Session, kit: Kit) -> str:
    """One verdict of theirs that the first draft did without, and why; "" for a draft of their own."""
    if any(line.kind in ("own", "pause") for line in session.notes.draft):
        return ""
    named = [(words, kit.wording.reasons.get(kind)) for words, kind in session.notes.verdicts]
    return next((f"“{words}”: {why}" for words, why in named if why), "")


def _is_pause(session: Session) -> bool:
    return any(line.kind == "pause" for line in session.notes.draft)


def _choices(session: Session, kit: Kit) -> tuple[Button, ...]:
    sends = ("letter.send",) if session.linked and not _is_pause(session) else ()
    ids = (*sends, "keep", "change", "rehearse", "myself")
    return tuple(Button(i, kit.phrases.label(i)) for i in ids)


def changed(session: Session, text: str) -> Session:
    """The session with the draft, or the one line that is being changed, replaced by the person's words."""
    draft = session.notes.draft
    index = session.editing
    if index is not None and 0 <= index < len(draft):
        new = (*draft[:index], Line(draft[index].kind, text.strip()), *draft[index + 1 :])
    else:
        new = (Line("own", text.strip()),)
    return replace(session.knowing(draft=new, wants_message=True), editing=None, undo=draft)


def noted_draft(session: Session, lines: tuple[Line, ...]) -> Session:
    """The session with these lines as its draft."""
    return session.knowing(draft=lines)


def dropped(session: Session, index: int) -> Session:
    """The session with one line of the draft taken out."""
    draft = session.notes.draft
    return replace(session.knowing(draft=draft[:index] + draft[index + 1 :]), editing=None)
