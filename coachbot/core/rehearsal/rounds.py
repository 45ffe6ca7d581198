"""One round of a rehearsal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coachbot.core.checking import Problem
from coachbot.core.rehearsal.table import Replies


@dataclass(frozen=True, slots=True)
class Round:
    """What the simulated partner answers.

    `kind` is defends, counter_attacks, shuts_down, jokes, cries, agrees_too_fast, asks_why or tired.
    `seen` is one concrete thing about the person's line, `need` what the partner may need,
    `hint` what another try could do.
    """

    kind: str
    reply: str
    seen: str
    need: str
    hint: str


def rehearse(
    line: str,
    problems: Sequence[Problem],
    table: Replies,
    asked: int = 0,
    kind: str | None = None,
    said: frozenset[str] = frozenset(),
    level: str = "ordinary",
) -> Round:
    """The partner's answer to a line, never a reply that is in `said`.

    `asked` is how many rounds went before, `kind` asks for a certain kind of partner, `level` is easy,
    ordinary or hard. The same arguments give the same answer.
    """
    del line, problems, table, asked, said, level
    return Round(kind or "defends", "", "", "", "")
