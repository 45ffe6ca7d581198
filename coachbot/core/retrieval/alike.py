"""How much a message is like what a gem was found by before, and like what the gem itself tells.

A discriminant knows a gem by the middle of what is said about it. This knows the single line that a message
comes near to, and the paragraph. Together they find the right gem oftener than either; how much each counts
was weighed on story-long messages by two writers, none of which is learned from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coachbot.core.retrieval.linear import Numbers
from coachbot.core.vectors import Vectors, unit

SAID, TOLD = np.float32(3.1), np.float32(2.1)  # what nearness to the lines counts, and to the text
_SHARP = np.float32(25)  # how much the nearest line counts more than the next


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """The lines of each gem and then of each passing group, and what each gem tells; centred rows."""

    gems: int
    said: Vectors
    said_at: NDArray[np.int64]  # where those of each begin
    told: Vectors
    told_at: NDArray[np.int64]
    tellers: NDArray[np.int64]  # the gems that tell anything

    def of(self, row: Vectors) -> tuple[Numbers, Numbers]:
        """By gem and by passing group how near a message lies; the gems' mean is 0, `row` is centred."""
        if not self.gems:
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        near: Numbers = np.exp(_SHARP * (self.said @ row[0]))
        sizes = np.diff(np.append(self.said_at, len(self.said))).astype(np.float32)
        lines: Numbers = (np.log(np.add.reduceat(near, self.said_at) / sizes) / _SHARP).astype(np.float32)
        lines -= lines[: self.gems].mean()
        tells = np.zeros(self.gems, np.float32)
        if len(self.told):
            best = np.maximum.reduceat(self.told @ row[0], self.told_at)
            tells[self.tellers] = best - best.mean()
        return SAID * lines[: self.gems] + TOLD * tells, SAID * lines[self.gems :]


def build_alike(
    said: Sequence[Vectors],
    passing: Sequence[Vectors],
    told: Sequence[Vectors],
    centres: tuple[Numbers, Numbers],
) -> Alike:
    """From the rows of gems, of passing groups, and of what each gem tells; `centres` of both kinds."""
    width = len(centres[0])
    return Alike(
        len(said),
        unit(_stacked([*said, *passing], width) - centres[0]),
        _starts([*said, *passing]),
        unit(_stacked(told, width) - centres[1]),
        _starts([rows for rows in told if len(rows)]),
        np.flatnonzero([len(rows) for rows in told]),
    )


def _stacked(rows: Sequence[Vectors], width: int) -> Vectors:
    return np.concatenate(rows) if rows else np.zeros((0, width), np.float32)


def _starts(rows: Sequence[Vectors]) -> NDArray[np.int64]:
    return np.cumsum([0, *(len(each) for each in rows[:-1])], dtype=np.int64)
