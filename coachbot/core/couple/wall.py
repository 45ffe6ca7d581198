"""The wall: the one function that decides what of one person may reach the other.

What may cross is a closed set: the parts in `parts.Act`, each with the one condition under which it does.
There is no way for anything else, because nothing else is ever handed to `seen`: a talk with the coach, a
reading, a card, a memory, a time of day are no parts. Whoever shows something to one of two people, or
puts a message on its way to the other, asks here first.

While one of the two rests (a danger stands, or is asked about), what had crossed before stays in view and
nothing more crosses, in either direction. Seen from the other side this is what a quiet partner looks like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum

from coachbot.core.couple.parts import Act, Part


class Crossing(Enum):
    """When a part crosses."""

    AT_ONCE = "as soon as it is made: its maker tapped on the very words"
    WHEN_READ = "that it is there at once, its words when the other asked to read them"
    WHEN_BOTH = "when both have done the same, and its words when the other looks; until then nothing"
    NEVER = "never: how somebody takes a thing is theirs"


CROSSES: Mapping[Act, Crossing] = {
    Act.LINKED: Crossing.AT_ONCE,
    Act.LETTER: Crossing.WHEN_READ,
    Act.READ: Crossing.NEVER,
    Act.NOT_READ: Crossing.NEVER,
    Act.TAKEN_BACK: Crossing.NEVER,
    Act.ASKED: Crossing.AT_ONCE,
    Act.ANSWER: Crossing.WHEN_BOTH,
    Act.ANSWERED: Crossing.WHEN_BOTH,
    Act.DECLINED: Crossing.NEVER,
    Act.TALK: Crossing.AT_ONCE,
    Act.JOINED: Crossing.AT_ONCE,
    Act.REFUSED: Crossing.NEVER,
    Act.SAID: Crossing.AT_ONCE,
    Act.HEARD: Crossing.AT_ONCE,
    Act.RIGHT: Crossing.AT_ONCE,
    Act.MORE: Crossing.AT_ONCE,
    Act.REST: Crossing.AT_ONCE,
    Act.READY: Crossing.WHEN_BOTH,
    Act.CLOSED: Crossing.AT_ONCE,
    Act.OFFER: Crossing.WHEN_READ,  # in a talk, which both have joined, at once
    Act.AGREED: Crossing.AT_ONCE,
    Act.NOT_AGREED: Crossing.NEVER,
    Act.WENT: Crossing.WHEN_BOTH,
    Act.SHOW: Crossing.WHEN_BOTH,
    Act.NOT_SHOWN: Crossing.NEVER,
    Act.ENDED: Crossing.AT_ONCE,
}

# What both must have done, about the same thing, for a part that waits for both.
_BOTH: Mapping[Act, Act] = {
    Act.ANSWER: Act.ANSWERED,
    Act.ANSWERED: Act.ANSWERED,
    Act.READY: Act.READY,
    Act.WENT: Act.SHOW,
    Act.SHOW: Act.SHOW,
}


def seen(
    parts: Sequence[Part], viewer: int, rests_from: int | None = None, opening: int | None = None
) -> tuple[Part, ...]:
    """What one of the two (`viewer`, a bond) may see of all that was done, in order.

    `rests_from`: only what was done up to this number may cross, since then one of the two rests.
    `opening`: as it will be once the viewer has asked to read what has this number.
    """
    crossed = [part for part in parts if rests_from is None or part.n <= rests_from]
    if opening is not None and rests_from is None:
        crossed.append(Part(len(parts) + 1, viewer, Act.READ, opening))
    found: list[Part] = []
    for part in parts:
        if part.by == viewer:
            found.append(part)
        elif part in crossed and (over := _over(part, crossed, viewer)) is not None:
            found.append(over)
    return tuple(found)


def _over(part: Part, crossed: Sequence[Part], viewer: int) -> Part | None:
    """The other's part as it comes over the wall; None if it doesn't."""
    when = CROSSES[part.act]
    if when is Crossing.WHEN_READ and not part.of:
        return _letter(part, crossed, viewer)
    if when is Crossing.WHEN_BOTH:
        both = {each.by for each in crossed if each.act is _BOTH[part.act] and each.of == part.of}
        looked = any(each.act is Act.READ and each.of == part.of and each.by == viewer for each in crossed)
        return (part if looked else _bare(part)) if {part.by, viewer} <= both else None
    return None if when is Crossing.NEVER else part


def _bare(part: Part) -> Part:
    """That it was done, without what was said with it."""
    return replace(part, text="", which="")


def _letter(part: Part, crossed: Sequence[Part], viewer: int) -> Part | None:
    done = [each for each in crossed if each.of == part.n and each.act in (Act.READ, Act.TAKEN_BACK)]
    if done and done[0].by == viewer:
        return part
    return None if done else _bare(part)
