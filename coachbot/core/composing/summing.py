"""The lines of the closing card."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coachbot.core.composing.register import Register, dress
from coachbot.core.composing.shaping import shape_request
from coachbot.core.composing.wording import LABELS, Wording
from coachbot.core.composing.writing import feeling_words, need_wish
from coachbot.core.model import Partner

_PLAIN = Register()
_OF_THEM = re.compile(r"\s*(?:just |only |well |i guess )*that (?:he|she|they)\b", re.IGNORECASE)
_ASKS = ("can ", "could ", "would ", "will ", "please ", "shall ", "may ")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session leaves behind; every part may be missing.

    `happened` are the person's own clauses ("she laughed at me"), feelings and needs inventory names
    or own words, `will_try` the request or plan as typed.
    """

    happened: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    will_try: str | None = None
    agreement: str | None = None
    practice: str | None = None
    partner: Partner = field(default_factory=Partner)
    need_words: str | None = None


def summary(notes: Summary, words: Wording) -> Sequence[tuple[str, str]]:
    """(label, sentence) for each thing that is known, in I-form, in the card's order."""
    feeling = feeling_words(notes.feelings, words)
    wish = notes.need_words or need_wish(
        notes.needs[-1:], words, notes.partner.object, notes.partner.possessive
    )
    known = {
        "happened": " ".join(_sentence(clause) for clause in notes.happened if clause.strip()),
        "feelings": words.sentences["feelings"].format(feeling=feeling) if feeling else None,
        "needs": words.sentences["needs"].format(wish=wish) if wish else None,
        "will_try": _trying(notes.will_try, words, notes.partner),
        "agreement": _sentence(notes.agreement),
        "practice": _sentence(notes.practice),
    }
    return tuple((words.labels[name], said) for name in LABELS if (said := known[name]))


def _sentence(text: str | None) -> str:
    """The person's own words with a capital and a stop."""
    return dress(text.strip(), _PLAIN) if text and text.strip() else ""


def _trying(text: str | None, words: Wording, partner: Partner) -> str:
    """What is asked of the partner stands as the question to them; all else as it was said."""
    if not text or not text.strip():
        return ""
    if _OF_THEM.match(text) and (ask := shape_request(text, words, partner).ask):
        text = ask
    if text.strip().lower().startswith(_ASKS):
        asked = dress(text.strip().rstrip("?.! ") + "?", _PLAIN)
        return words.sentences["ask"].format(request=asked)
    return _sentence(text)
