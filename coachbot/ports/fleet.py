"""How several programs share one database and its work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from coachbot.ports.keeping import Delivery


@dataclass(frozen=True, slots=True)
class Look:
    """What a replica sees of its own: the chats that it has claimed, and what waits in them, in order."""

    chats: frozenset[str]
    waiting: tuple[Delivery, ...]


class Fleet(Protocol):
    """Several programs on one database, of which this is one."""

    async def beat(self) -> bool:
        """Say that we live, and free what the dead had claimed; False if we haven't watched long enough."""
        ...

    async def look(self, done: Sequence[str], known: frozenset[int], room: int) -> Look:
        """Let go of the chats that are done, claim others if there is room, and see what waits."""
        ...

    async def claim(self, chats: Sequence[str]) -> Sequence[str]:
        """Claim these; returns those that are ours now and were nobody's."""
        ...

    async def leave(self) -> None:
        """Let go of everything: we end."""
        ...

    async def reserve(self, count: int, apart: float) -> Sequence[float]:
        """In how many seconds each of the next messages may leave; `apart` are the seconds between two."""
        ...

    async def hold(self, seconds: float) -> None:
        """Nobody sends for so long."""
        ...


class Alone(Protocol):
    """Being the one receiver, or one of those that receive together."""

    async def keep(self) -> None:
        """See that it is still so. Taken if another receives by now, StoreError while it cannot be seen."""
        ...
