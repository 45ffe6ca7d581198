"""What a command is asked with, and what it answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from coachbot.core.asking import button
from coachbot.core.library import Library
from coachbot.core.model import Manner, Message, Said
from coachbot.core.phrasebook import Phrasebook
from coachbot.core.session import Session
from coachbot.ports import Account, Artist, Deed, House, Kept, Store
from coachbot.sharing import Sharing


@dataclass(frozen=True, slots=True)
class Answered:
    """A command's answer, and what it changed; its deeds are written in the turn's transaction."""

    messages: tuple[Message, ...]
    session: Session
    account: Account
    forget: bool = False
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as it came, with all that it may look at."""

    said: Said
    kept: Kept
    session: Session
    library: Library
    store: Store
    house: House
    sharing: Sharing | None = None
    argument: str = ""
    artist: Artist | None = None

    def say(self, act: str, *buttons: str, **values: object) -> Message:
        """One message in the words of an act, with buttons by name; one that names a partner isn't kept."""
        known = {"operator": self.house.operator, **values}
        words = text(self.library.kit.phrases, act, known, self.session.turn)
        manner = Manner.PARTNER if values.get("who") else Manner.COMMAND
        return Message(words, button(self.library.kit, *buttons), manner, columns=2)

    def answer(
        self,
        *messages: Message,
        account: Account | None = None,
        deeds: tuple[Deed, ...] = (),
        **changes: object,
    ) -> Answered:
        """The answer with these messages; `changes` are the session's."""
        session = replace(self.session, **changes)  # type: ignore[arg-type]
        offering = [m for m in messages if m.buttons]
        if offering:
            ids = tuple(b.id for b in offering[-1].buttons)
            session = replace(session, offered=ids, offered_at=session.turn)
        return Answered(messages, session, account or self.kept.account, deeds=deeds)


Command = Callable[[Asked], Awaitable[Answered]]
"""Answers a command, or the tap of a command's button."""

Reply = Callable[[Asked], Awaitable[Answered | None]]
"""Answers what is written after a command asked for something; None when it is no answer to that."""


def text(phrases: Phrasebook, act: str, values: Mapping[str, object] | None = None, seed: int = 0) -> str:
    """A command's words; they may repeat."""
    variants = phrases.acts[act]
    return variants[seed % len(variants)].render({"operator": "", **(values or {})}).strip()
