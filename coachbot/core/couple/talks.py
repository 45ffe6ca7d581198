"""A talk by turns: one speaks, the other says what they heard, the one who spoke says whether that is it.

Then they change over, and at the end they may agree on something small. Where a talk stands follows from
what was done, by the one table `TURNS`; what stands in no row of it changes nothing, so that a tap that
comes late or twice does no harm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from coachbot.core.couple.parts import Act, Part

MOST_MORE = 3  # times that somebody says there is more before it is the other's turn anyway


class Phase(StrEnum):
    """Where a talk stands."""

    INVITED = "invited"
    SPEAK = "speak"
    HEAR = "hear"
    CHECK = "check"
    AGREE = "agree"  # both were heard: is there something small to agree on?
    OFFERED = "offered"
    OVER = "over"


class Who(StrEnum):
    """Whose move it is."""

    SPEAKER = "speaker"
    LISTENER = "listener"
    EITHER = "either"


# The one who asks for the talk speaks first, so at the invitation the other is the listener.
TURNS: Mapping[tuple[Phase, Act], tuple[Who, Phase]] = {
    (Phase.INVITED, Act.JOINED): (Who.LISTENER, Phase.SPEAK),
    (Phase.INVITED, Act.REFUSED): (Who.LISTENER, Phase.OVER),
    (Phase.SPEAK, Act.SAID): (Who.SPEAKER, Phase.HEAR),
    (Phase.HEAR, Act.HEARD): (Who.LISTENER, Phase.CHECK),
    (Phase.CHECK, Act.MORE): (Who.SPEAKER, Phase.SPEAK),
    (Phase.CHECK, Act.RIGHT): (Who.SPEAKER, Phase.SPEAK),  # the other's turn, or on to agreeing
    (Phase.AGREE, Act.OFFER): (Who.EITHER, Phase.OFFERED),
    (Phase.OFFERED, Act.OFFER): (Who.LISTENER, Phase.OFFERED),  # who offers is the speaker now
    (Phase.OFFERED, Act.AGREED): (Who.LISTENER, Phase.OVER),
}
_TO_MOVE: Mapping[Phase, Who] = {
    Phase.INVITED: Who.LISTENER,
    Phase.SPEAK: Who.SPEAKER,
    Phase.HEAR: Who.LISTENER,
    Phase.CHECK: Who.SPEAKER,
    Phase.AGREE: Who.EITHER,
    Phase.OFFERED: Who.LISTENER,
    Phase.OVER: Who.EITHER,
}


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk as one of the two sees it; `at` is the number of the last part that moved it."""

    n: int
    mine: bool  # I asked for it
    phase: Phase
    speaker: int  # a bond
    at: int
    me: int
    said: str = ""  # what the speaker said last
    heard: str = ""  # what the listener heard in it
    more: int = 0
    were_heard: tuple[int, ...] = ()
    offer: Part | None = None
    rests: int | None = None  # the number of what made it rest
    ready: bool = False  # I am, since then
    agreed: bool = False

    @property
    def speaking(self) -> bool:
        """Whether I am the one who speaks, or offers."""
        return self.speaker == self.me

    @property
    def my_move(self) -> bool:
        """Whether the next move is mine."""
        whose = _TO_MOVE[self.phase]
        return whose is Who.EITHER or (whose is Who.SPEAKER) == self.speaking

    def allows(self, act: Act) -> bool:
        """Whether I may do this now."""
        row = TURNS.get((self.phase, act))
        return row is not None and self.rests is None and _may(row[0], self.speaking)


def talks(parts: Sequence[Part], me: int) -> tuple[Talk, ...]:
    """Every talk in view, oldest first."""
    return tuple(_talk(part, parts, me) for part in parts if part.act is Act.TALK)


def current(parts: Sequence[Part], me: int) -> Talk | None:
    """The talk that is going on, or was asked for last."""
    going = [each for each in talks(parts, me) if each.phase is not Phase.OVER]
    return going[-1] if going else None


def _talk(opener: Part, parts: Sequence[Part], me: int) -> Talk:
    talk = Talk(opener.n, opener.by == me, Phase.INVITED, opener.by, opener.n, me)
    others = {part.by for part in parts} | {me}
    for part in parts:
        if part.of == opener.n and talk.phase is not Phase.OVER:
            talk = _after(talk, part, tuple(others))
        elif part.act is Act.READY and part.of == talk.rests:
            talk = _readied(talk, part)
        elif part.act is Act.AGREED and talk.offer is not None and part.of == talk.offer.n:
            talk = _after(talk, part, tuple(others))
    return talk


def _after(talk: Talk, part: Part, two: tuple[int, ...]) -> Talk:
    if part.act is Act.CLOSED:
        return replace(talk, phase=Phase.OVER, at=part.n)
    if part.act is Act.REST:
        return replace(talk, rests=part.n, ready=False, at=part.n)
    row = TURNS.get((talk.phase, part.act))
    if row is None or talk.rests is not None or not _may(row[0], part.by == talk.speaker):
        return talk
    talk = replace(talk, phase=row[1], at=part.n)
    if part.act is Act.SAID:
        return replace(talk, said=part.text)
    if part.act is Act.HEARD:
        return replace(talk, heard=part.text)
    if part.act is Act.MORE:
        return replace(talk, more=talk.more + 1)
    if part.act is Act.RIGHT:
        return _changed_over(talk, two)
    if part.act is Act.OFFER:
        return replace(talk, offer=part, speaker=part.by)
    return replace(talk, agreed=talk.agreed or part.act is Act.AGREED)


def _changed_over(talk: Talk, two: tuple[int, ...]) -> Talk:
    heard = (*talk.were_heard, talk.speaker)
    if len(set(heard)) == 2:
        return replace(talk, phase=Phase.AGREE, were_heard=heard)
    other = next((each for each in two if each != talk.speaker), talk.speaker)
    return replace(talk, speaker=other, were_heard=heard, said="", heard="", more=0)


def _readied(talk: Talk, part: Part) -> Talk:
    # The other's readiness is in view only when I am ready too.
    if part.by == talk.me:
        return replace(talk, ready=True)
    return replace(talk, rests=None, ready=False, at=part.n)


def _may(who: Who, is_speaker: bool) -> bool:
    return who is Who.EITHER or (who is Who.SPEAKER) == is_speaker
