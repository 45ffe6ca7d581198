"""The lines of the closing card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.composing.wording import Wording


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


def summary(notes: Summary, words: Wording) -> Sequence[tuple[str, str]]:
    """(label, sentence) for each thing that is known, in I-form, in the card's order."""
    del notes, words
    return ()
