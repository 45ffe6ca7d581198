"""The stop: coaching ends here, help goes out, and the hold begins."""

from __future__ import annotations

from dataclasses import replace

from coachbot.core.danger import language_of
from coachbot.core.holding.wording import Held, LinesFor, Wording, first_words, offering
from coachbot.core.kit import Kit
from coachbot.core.model import Danger, Message
from coachbot.core.session import Hold, Session

BUTTONS = ("danger.safe", "danger.unsafe", "danger.numbers", "danger.plan")


def stopped(session: Session, danger: Danger, kit: Kit, lines: LinesFor, country: str | None) -> Held:
    """Coaching ends here: the help text for this danger, and the hold."""
    before = session.hold or Hold()
    kinds = tuple(dict.fromkeys((*before.kinds, *danger.kinds)))
    language = language_of(danger) or before.language
    hold = Hold(kinds, danger.by or before.by, "safe", language=language)
    held = replace(session, hold=hold, asking=None, picker=None, editing=None)
    words = Wording(kit, lines, danger.kinds, danger.by, session.partner, language=language)
    messages = [words.message(first_words(words), *BUTTONS)]
    if country is None:
        messages.append(words.message("lines.unknown_country"))
        held = replace(held, command="country")
    return offering(held, tuple(messages))


def help_text(danger: Danger, kit: Kit, lines: LinesFor) -> Message:
    """The help text by itself, for the day when nothing else works."""
    words = Wording(kit, lines, danger.kinds, danger.by, language=language_of(danger) or "")
    return words.message(first_words(words))
