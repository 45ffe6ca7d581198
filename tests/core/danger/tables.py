"""The tables of sentences that the signs answer for, and whether each still comes out right."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coachbot.core.danger import Signs, assess
from coachbot.core.danger.finding import find
from coachbot.core.model import Level

HERE = Path(__file__).parent
WORDINGS = [tuple(line.split("\t")) for line in (HERE / "wordings.txt").read_text().splitlines()]
FIGURES = (HERE / "figures.txt").read_text().splitlines()
SETS = sorted(path.stem for path in HERE.glob("*.toml"))
# A sign's name or a level, and a sentence that comes to it: each goes wrong without some one thing.
NEEDED = [tuple(line.split("\t")) for line in (HERE / "needed.txt").read_text().splitlines()]
_LEVELS = tuple(level.value for level in Level)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence and what must be true of it: which sign finds it, or which level it comes to."""

    text: str
    sign: str | None = None
    level: str | None = None


def cases(name: str) -> list[dict[str, object]]:
    """The cases of a set that are not known to be missed."""
    found: list[dict[str, object]] = tomllib.loads((HERE / f"{name}.toml").read_text())["case"]
    return [case for case in found if not case.get("missed")]


def every_case(signs: Signs) -> Iterator[Case]:
    """All sentences of all tables."""
    yield from (Case(text, sign=name) for name, text in WORDINGS)
    yield from (Case(text, level="none") for text in FIGURES)
    beside = dict.fromkeys(text for rule in signs.rules for text in rule.sign.lookalikes)
    yield from (Case(text, level="none") for text in beside)
    for said, text in NEEDED:
        yield Case(text, level=said) if said in _LEVELS else Case(text, sign=said)
    for name in SETS:
        for case in cases(name):
            yield Case(str(case["text"]), level="none" if case["level"] == "none" else "alarm")


def comes_out_right(case: Case, signs: Signs) -> bool:
    """Whether what must be true of a sentence is."""
    if case.sign is not None:
        return case.sign in {found.sign for found in find(case.text, signs)}
    danger = assess(case.text, signs=signs)
    if case.level == "alarm":
        return danger.level is not Level.NONE
    return danger.level == case.level
