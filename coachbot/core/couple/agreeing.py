"""Small agreements in view of both, and how they went: asked of each alone, shown to both or to neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.couple.parts import Act, Part


@dataclass(frozen=True, slots=True)
class Pact:
    """An agreement as one of the two sees it."""

    n: int
    mine: bool  # I offered it
    what: str
    agreed: bool  # both tapped on it
    ended: bool
    refused: bool  # by me
    went: str = ""  # how it went, says me
    shows: bool | None = None  # whether the other may see that; None: not answered
    theirs: str = ""  # how it went, says the other; only when both show it

    @property
    def stands(self) -> bool:
        """Whether it holds."""
        return self.agreed and not self.ended

    @property
    def offered(self) -> bool:
        """Whether it waits for a yes."""
        return not (self.agreed or self.ended or self.refused)

    @property
    def waits(self) -> bool:
        """Whether it waits for my yes, and I have read it."""
        return self.offered and not self.mine and bool(self.what)


def pacts(parts: Sequence[Part], me: int) -> tuple[Pact, ...]:
    """Every agreement in view, oldest first."""
    return tuple(_pact(part, parts, me) for part in parts if part.act is Act.OFFER)


def _pact(offer: Part, parts: Sequence[Part], me: int) -> Pact:
    about = [part for part in parts if part.of == offer.n]
    mine = [part for part in about if part.by == me]
    went = {part.by == me: part.which for part in about if part.act is Act.WENT}
    shows = [part.act is Act.SHOW for part in mine if part.act in (Act.SHOW, Act.NOT_SHOWN)]
    later = any(
        part.act is Act.OFFER and part.of and part.of == offer.of and part.n > offer.n for part in parts
    )
    return Pact(
        offer.n,
        offer.by == me,
        offer.text,
        any(part.act is Act.AGREED and part.by != offer.by for part in about),
        later or any(part.act is Act.ENDED for part in about),
        any(part.act is Act.NOT_AGREED for part in mine),
        went.get(True, ""),
        shows[-1] if shows else None,
        went.get(False, ""),
    )
