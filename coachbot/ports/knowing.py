"""What tells the time, draws, finds names and makes vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from coachbot.core.anonymity.model import Finding
from coachbot.core.nudging.seeing import Overview

if TYPE_CHECKING:  # numpy would cost every start 0.1 s
    from coachbot.core.vectors import Vectors


class Clock(Protocol):
    """What time it is."""

    def now(self) -> str:
        """The time in UTC, ISO 8601, to the second, ending in +00:00."""
        ...


class Artist(Protocol):
    """Who draws what a person can see of themselves, as PNG files that are gone after a while."""

    async def overview(
        self, user: str, seen: Overview, titles: Mapping[str, str], *, dark: bool
    ) -> str | None:
        """The path of a picture of how it has gone; None where none can be made."""
        ...

    async def card(self, user: str, text: str, *, dark: bool) -> str | None:
        """The path of a picture of a card; None where none can be made."""
        ...

    def forget(self, user: str) -> None:
        """Delete what was drawn for a person."""
        ...


class Embedder(Protocol):
    """A model that turns texts into vectors. Slow enough (0.2-9 ms a text) to stay off the event loop."""

    @property
    def name(self) -> str:
        """The model and its size; vectors of another name can't be compared with these."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of float32 for each text, of length 1; zeros for an empty one. Safe from any thread."""
        ...


class Reader(Embedder, Protocol):
    """An embedder that also shows what it makes of each token on the way."""

    def states(self, texts: Sequence[str]) -> Sequence[Vectors]:
        """For each text a row for each of its tokens. Safe from any thread."""
        ...


class Embedders(Protocol):
    """The models as far as they are loaded: None until then, and for good where one is broken."""

    def load(self) -> None:
        """Load what is not loaded yet, and return when it is there (0.3 s)."""
        ...

    @property
    def library(self) -> Embedder | None:
        """The neural one for the library's own texts, which it remembers from earlier starts."""
        ...

    def keep(self) -> None:
        """Remember what `library` made, for the next start."""
        ...

    @property
    def neural(self) -> Reader | None:
        """MiniLM, 384 numbers, 9 ms: near each other where the meaning is."""
        ...


class Recogniser(Protocol):
    """Somebody who has learned what names look like."""

    def find(self, texts: Sequence[str]) -> Sequence[Sequence[Finding]]:
        """For each text the people, places and organisations in it; offsets in code points."""
        ...
