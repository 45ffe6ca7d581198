"""Help in danger on the day when something else is broken: the store, the library, or a turn of ours."""

from __future__ import annotations

from coachbot.core.library import Library
from coachbot.core.model import Danger, Level, Manner, Message, Reading, Said, Step
from coachbot.frozen_help import frozen_danger, frozen_help
from coachbot.guarding import Guard
from coachbot.outcome import Turn


class FirstAid:
    """Answers danger and nothing else; without a library with the frozen text."""

    def __init__(self, library: Library | None) -> None:
        self._guard = Guard(library, None) if library is not None else None

    def turn(self, said: Said) -> Turn | None:
        """The help that a message calls for by itself; None if it calls for none. Nothing is kept."""
        return aid(said, self._guard)


def aid(said: Said, guard: Guard | None) -> Turn | None:
    """The same, by a guard that is there already."""
    if guard is not None:
        messages, danger = tuple(guard.first_aid(said)), guard.at_sight(said)
    else:
        frozen = frozen_help(said.text)
        messages = (Message(frozen, manner=Manner.DANGER),) if frozen else ()
        danger = frozen_danger(said.text)
    if not messages:
        return None
    danger = danger if danger.level is Level.STOP else Danger(Level.STOP)
    return Turn(
        said.user,
        said.at,
        messages,
        Step.HOLD,
        mode=None,
        hold=True,
        danger=danger,
        gem=None,
        reading=Reading(),
        voice="script",
        number=0,
    )
