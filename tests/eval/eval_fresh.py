"""Sentences written by somebody who had seen neither rules nor examples (2026-11-22): what is found in them.

The first scores, before anything was tuned on them, stand in the README. Misses are listed by their id.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from coachbot.core.checking import check
from coachbot.core.danger import assess
from coachbot.core.model import Level
from coachbot.library import read_library

FOLDER = Path(__file__).parent / "fresh"
WORRYING = ("plain", "oblique")


def wilson(hits: int, of: int) -> str:
    """A share with its 95 % interval."""
    if not of:
        return "none"
    p, z = hits / of, 1.96
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    low, high = ((middle + side * half) / (1 + z * z / of) for side in (-1, 1))
    return f"{hits}/{of} {p:.0%} ({max(0.0, low):.0%}-{min(1.0, high):.0%})"


def rows(name: str) -> list[Mapping[str, object]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def danger() -> None:
    signs = read_library().signs
    told: dict[str, list[tuple[object, Level, bool]]] = {}
    for row in rows("danger"):
        level = assess(str(row["text"]), signs=signs).level
        told.setdefault(str(row["group"]), []).append((row["id"], level, row["level"] != "none"))
    for group, found in told.items():
        wanted = [(i, level) for i, level, worrying in found if worrying]
        others = [(i, level) for i, level, worrying in found if not worrying]
        _line(f"{group}: found", [i for i, level in wanted if level is Level.NONE], len(wanted), missing=True)
        _line(f"{group}: alarms", [i for i, level in others if level is not Level.NONE], len(others))


def drafts() -> None:
    rules = read_library().kit.rules
    for honest in (True, False):
        some = [row for row in rows("drafts") if row["honest"] is honest]
        flagged = [row["id"] for row in some if check(str(row["text"]), rules)]
        unflagged = [row["id"] for row in some if row["id"] not in flagged]
        _line("honest drafts: flagged", flagged, len(some)) if honest else _line(
            "other drafts: found", unflagged, len(some), missing=True
        )


def _line(what: str, ids: Sequence[object], of: int, *, missing: bool = False) -> None:
    if of:
        hits = of - len(ids) if missing else len(ids)
        print(f"{what:28} {wilson(hits, of)}  {'misses' if missing else 'which'}: {' '.join(map(str, ids))}")


if __name__ == "__main__":
    danger()
    drafts()
    sys.exit(0)
