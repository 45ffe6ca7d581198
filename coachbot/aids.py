"""What a coach may have besides a library, a store and a voice; each is done without where it is missing."""

from __future__ import annotations

from dataclasses import dataclass

from coachbot.finding import Finder
from coachbot.pointing import Pointer
from coachbot.ports import Artist, Transcriber
from coachbot.sensing import Senses
from coachbot.sharing import Sharing


@dataclass(frozen=True, slots=True)
class Aids:
    """Who finds gems, hears voice notes, takes what is shared, draws, senses danger and knows the point."""

    finder: Finder | None = None
    transcriber: Transcriber | None = None
    sharing: Sharing | None = None
    artist: Artist | None = None
    senses: Senses | None = None
    pointer: Pointer | None = None


NONE = Aids()
