"""Nothing crosses the wall in random histories; and a hole that is made on purpose is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from coachbot.core.couple import wall
from coachbot.core.couple.parts import Act, Part
from coachbot.core.couple.wall import Crossing
from coachbot.core.model import Manner, Message
from coachbot.ports import Change
from coachbot.store import loading, saving
from tests.couple.histories import live

ENOUGH = range(40)


def test_nothing_crosses_that_may_not_and_much_that_may() -> None:
    lived, crossed, found = live(ENOUGH)
    assert (lived, found) == (len(ENOUGH), [])
    assert crossed > len(ENOUGH)


def everything(parts: Sequence[Part], viewer: int, *_: object) -> tuple[Part, ...]:
    """A wall that isn't there."""
    return tuple(parts)


def no_rest(parts: Sequence[Part], viewer: int, _: int | None = None, opening: int | None = None) -> object:
    """A wall that doesn't know of holds."""
    return _SEEN(parts, viewer, None, opening)


_SEEN: Callable[..., tuple[Part, ...]] = wall.seen


def all_kept(_: Change, packed: Sequence[str]) -> list[str]:
    """Every message of a turn, the partner's words too."""
    return list(packed)


def open_at_once(act: Act) -> dict[Act, Crossing]:
    return {**wall.CROSSES, act: Crossing.AT_ONCE}


def nothing_came(*_: object) -> str:
    """A typed yes that counts for what was offered, whatever was shown since."""
    return ""


@pytest.mark.parametrize(
    ("where", "name", "hole"),
    [
        (wall, "seen", everything),
        (wall, "seen", no_rest),
        (wall, "CROSSES", open_at_once(Act.ANSWER)),
        (wall, "CROSSES", open_at_once(Act.LETTER)),
        (saving, "_said_in", all_kept),
        (loading, "_newest_beside", nothing_came),
    ],
    ids=["no wall", "no rest", "answers at once", "letters at once", "theirs kept with mine", "any yes"],
)
def test_a_planted_leak_is_found(
    monkeypatch: pytest.MonkeyPatch, where: object, name: str, hole: object
) -> None:
    monkeypatch.setattr(where, name, hole)
    assert any(live(range(first, first + 3))[2] for first in range(0, 200, 3))


def test_the_partners_words_are_no_part_of_what_a_turn_keeps() -> None:
    theirs = Message("From Ann: qza00001", manner=Manner.PARTNER)
    assert theirs.manner.value == "partner"
