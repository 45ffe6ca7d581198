"""What this door needs from the coach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from coachbot.core.model import Message, Said
from coachbot.ports import Door, Due, Posted


@runtime_checkable
class Named(Protocol):
    """A coach that makes links to the bot."""

    def meet(self, bot: str) -> None:
        """This is what the bot is called on Telegram."""
        ...


class Answer(Protocol):
    """What came of a turn; a door needs only what now stands in the outbox."""

    @property
    def posted(self) -> Sequence[Posted]:
        """The messages, in order."""
        ...

    @property
    def beside(self) -> Sequence[Posted]:
        """What went into the outbox for somebody else."""
        ...


class Coaching(Protocol):
    """The one use case that every door calls, and the words that go out beside a turn."""

    async def turn(self, said: Said, *, post: bool = True, door: Door | None = None) -> Answer:
        """Answer one thing that was said; the answer is in the outbox when this returns."""
        ...

    def hush(self, user: str) -> None:
        """They write again: an answer that is being worded is finished with what is at hand."""
        ...

    async def come_due(self, due: Due, now: str, *, post: bool = True) -> Answer | None:
        """Do what has come due; None if it no longer applies."""
        ...

    def commands(self) -> Sequence[tuple[str, str]]:
        """The menu: (name, description)."""
        ...

    def about(self) -> tuple[str, str]:
        """The bot's description and short description."""
        ...

    def neutral_text(self) -> str:
        """What goes out instead of a reply that comes too late for a lock screen."""
        ...

    def sorry_text(self) -> str:
        """What goes out when a message could not be handled at all."""
        ...


class Swept(Protocol):
    """What a sweep has put into the outbox."""

    @property
    def posted(self) -> Sequence[Posted]:
        """The messages, in order."""
        ...

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each thing became of a nudge."""
        ...


@runtime_checkable
class Sweeping(Protocol):
    """The use case that sends what people asked to hear of."""

    async def sweep(self, now: str, room: int) -> Swept:
        """Claim what is due by now, at most `room` messages."""
        ...


@runtime_checkable
class FirstAid(Protocol):
    """A coach that can help in danger with no database at all."""

    def first_aid(self, said: Said) -> Sequence[Message]:
        """The danger text that a message calls for by itself; nothing if it calls for none."""
        ...
