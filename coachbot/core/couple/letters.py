"""Messages from one of two people to the other, as one of them sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.couple.parts import Act, Part


@dataclass(frozen=True, slots=True)
class Letter:
    """A message; of the other's unread one the words are not there."""

    n: int
    mine: bool
    text: str
    open: bool  # theirs: not read and not refused; mine: not taken back


def letters(parts: Sequence[Part], me: int) -> tuple[Letter, ...]:
    """Every message in view, oldest first."""
    done = {part.of for part in parts if part.act in (Act.READ, Act.NOT_READ, Act.TAKEN_BACK)}
    return tuple(
        Letter(part.n, part.by == me, part.text, part.n not in done)
        for part in parts
        if part.act is Act.LETTER
    )


def waiting(parts: Sequence[Part], me: int) -> tuple[Letter, ...]:
    """The other's messages that wait to be read."""
    return tuple(each for each in letters(parts, me) if each.open and not each.mine)
