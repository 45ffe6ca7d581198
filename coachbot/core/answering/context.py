"""What an answer is made from, and what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coachbot.core.gist import BEGINNING, gist
from coachbot.core.hearing import Heard
from coachbot.core.kit import Kit
from coachbot.core.model import Button, Reading, Said
from coachbot.core.moves import Say
from coachbot.core.reading import weave
from coachbot.core.session import Session
from coachbot.core.values import without_fault


@dataclass(frozen=True, slots=True)
class Context:
    """What an answer is made from; `before` is the session as it was when the message came."""

    before: Session
    session: Session
    heard: Heard
    said: Said
    reading: Reading
    kit: Kit

    @property
    def told(self) -> str | None:
        """What can be told back of this message: its clauses, or at a beginning some words as they stand."""
        woven = without_fault(weave(self.reading.retellings))
        found = gist(self.said.text) if woven is None and self.before.step in BEGINNING else None
        return woven if found is None or found.asks or found.letter else f"{found.said}."

    @property
    def question(self) -> str | None:
        """The question that a message only asks, as they wrote it; None where anything could be told back."""
        found = gist(self.said.text) if self.told is None and self.before.step in BEGINNING else None
        return found.said if found is not None and found.asks else None

    @property
    def letter(self) -> str | None:
        """A sentence that is said to the partner, where a message is nothing but that."""
        found = gist(self.said.text) if self.told is None and self.before.step in BEGINNING else None
        return found.said if found is not None and found.letter else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered before the step asks; `asks` overrules the row when it is not None."""

    session: Session
    acts: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    columns: int = 1
    first: tuple[Say, ...] = ()  # messages before the reply
    apart: tuple[Say, ...] = ()  # messages after it
    asks: bool | None = None
    schedule: tuple[tuple[str, int], ...] = ()
    cancel: tuple[str, ...] = ()
    gem_events: tuple[tuple[str, str], ...] = ()
    memory: str = ""
