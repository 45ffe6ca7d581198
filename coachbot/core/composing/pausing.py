"""The only message that is offered in the flood: one that asks for a pause."""

from __future__ import annotations

from coachbot.core.composing.register import Register, dress
from coachbot.core.composing.wording import Wording


def pause_lines(way: Register, words: Wording) -> tuple[str, ...]:
    """Messages that ask for a pause and say when the person will be back, in their register."""
    manner = "formal" if way.formal else "terse" if way.terse else "plain"
    return tuple(dress(line, way) for line in words.lines["pause"][manner])
