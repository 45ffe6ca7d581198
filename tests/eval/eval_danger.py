"""Danger: what is found, who is stopped for nothing, and whether help reached the person.

Our own sentences are always scored; with EVAL_DIR the texts lying there too. Only ids are printed.
"""

from __future__ import annotations

import asyncio
import functools
import json
import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from coachbot.coach import Coach
from coachbot.core.danger import Signs, assess
from coachbot.core.danger.lines import lines_for
from coachbot.core.library import Library
from coachbot.core.model import DangerKind, Level, Manner, Said, Step
from coachbot.library import read_library
from coachbot.outcome import Turn
from coachbot.store import open_store
from coachbot.voices.script import ScriptedVoice

OWN = Path(__file__).parents[1] / "core" / "danger"
AT = "2026-11-22T20:00:00+00:00"
COUNTRIES = ("DE", "GB", "US", "FR", "IN")
Z = 1.96


@dataclass(frozen=True)
class Row:
    """A text with what is known of it; `danger` None: nobody has said."""

    id: str
    text: str
    danger: bool | None
    kind: str | None = None


@functools.cache
def the_library() -> Library:
    return read_library()


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    p, n = hits / of, of
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{hits}/{of} {hits / max(of, 1):.1%} (95 %: {low:.1%}-{high:.1%})"


# ---------------------------------------------------------------- the texts


def own_rows() -> list[Row]:
    """The sentences of tests/core/danger, each file a set of its own."""
    rows = []
    for path in sorted(OWN.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text()).get("case", [])):
            rows.append(Row(f"{path.stem}-{number}", case["text"], case["level"] != "none", case.get("kind")))
    return rows


def given_rows(folder: Path, name: str) -> list[Row]:
    path = folder / f"{name}.jsonl"
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    labels = {"needs_safety_check": True, "benign_figurative": False}
    return [Row(str(row["id"]), row["text"], labels.get(row.get("label", ""))) for row in rows]


# ---------------------------------------------------------------- found and false


def level_of(text: str, signs: Signs, context: Sequence[str] = ()) -> Level:
    return assess(text, context, signs=signs).level


def score(name: str, rows: Sequence[Row], signs: Signs) -> None:
    levels = {row.id: level_of(row.text, signs) for row in rows}
    alarmed = {row_id for row_id, level in levels.items() if level is not Level.NONE}
    wanted = [row for row in rows if row.danger]
    harmless = [row for row in rows if row.danger is False]
    print(f"\n{name}: {len(rows)} texts")
    if wanted:
        found = [row for row in wanted if row.id in alarmed]
        print(f"  found         {share(len(found), len(wanted))}")
        print(f"  missed        {', '.join(row.id for row in wanted if row.id not in alarmed) or '-'}")
    if harmless:
        _false("false alarms ", harmless, levels)
    if not wanted and not harmless:
        _false("alarms       ", rows, levels)


def _false(what: str, rows: Sequence[Row], levels: dict[str, Level]) -> None:
    stops = sum(levels[row.id] is Level.STOP for row in rows)
    asks = sum(levels[row.id] is Level.ASK for row in rows)
    half = (stops + asks / 2) / len(rows)
    print(f"  {what} {share(stops + asks, len(rows))}, a question counted half {half:.1%}")
    print(f"    stop        {', '.join(row.id for row in rows if levels[row.id] is Level.STOP) or '-'}")
    print(f"    ask         {', '.join(row.id for row in rows if levels[row.id] is Level.ASK) or '-'}")


def by_kind(rows: Iterable[Row], signs: Signs) -> None:
    """Found per kind, the kind named right or not."""
    rows = [row for row in rows if row.danger and row.kind]
    for kind in DangerKind:
        here = [row for row in rows if row.kind == kind]
        if here:
            found = [assess(row.text, signs=signs) for row in here]
            alarms = sum(danger.level is not Level.NONE for danger in found)
            named = sum(kind in danger.kinds for danger in found)
            print(f"  {kind.value:18} {share(alarms, len(here))}, so named {named}")


# ---------------------------------------------------------------- the same in other clothes


def typed_in_haste(text: str) -> str:
    """Every seventh longer word has two letters swapped: the same ones every time."""
    words = text.split(" ")
    for place in range(3, len(words), 7):
        word = words[place]
        if len(word) > 4 and word.isalpha():
            middle = len(word) // 2
            words[place] = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return " ".join(words)


BEFORE = (
    "hi",
    "we had a bit of a week",
    "he was late for dinner on monday and i had cooked",
    "then we talked about the holidays",
    "i don't know, it's a lot",
)
DISGUISES: dict[str, Callable[[str], str]] = {
    "lower case": str.lower,
    "upper case": str.upper,
    "curly quotes": lambda text: text.replace("'", "\u2019").replace('"', "\u201c"),
    "no apostrophes": lambda text: text.replace("'", ""),
    "no punctuation": lambda text: re.sub(r"[.,;:!?]", "", text),
    "typos": typed_in_haste,
}


def disguised(rows: Sequence[Row], signs: Signs) -> None:
    found = [row for row in rows if row.danger and level_of(row.text, signs) is not Level.NONE]
    for name, change in DISGUISES.items():
        lost = [row.id for row in found if level_of(change(row.text), signs) is Level.NONE]
        print(f"  {name:15} loses {share(len(lost), len(found))} {', '.join(lost[:20])}")
    lost = [row.id for row in found if level_of(row.text, signs, BEFORE) is Level.NONE]
    print(f"  {'sixth message':15} loses {len(lost)}/{len(found)}")


# ---------------------------------------------------------------- reach


async def reach(rows: Sequence[Row], signs: Signs) -> None:
    """After a stop: did the country's number go out, and no coaching in that turn and the next three?"""
    stopped = [row for row in rows if row.danger and level_of(row.text, signs) is Level.STOP]
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'reach.sqlite'}")
        coach = Coach(the_library(), store, ScriptedVoice(the_library().kit))
        failed = [row.id for number, row in enumerate(stopped) if not await _reached(coach, row, number)]
        await store.close()
    print(f"  reached         {share(len(stopped) - len(failed), len(stopped))}")
    print(f"  not reached     {', '.join(failed) or '-'}")


async def _reached(coach: Coach, row: Row, number: int) -> bool:
    country = COUNTRIES[number % len(COUNTRIES)]
    user = f"reach{number}"
    await _say(coach, user, f"/country {country}")
    turns = [await _say(coach, user, row.text)]
    danger = turns[0].danger
    lines = lines_for(the_library().helplines, country, danger.kinds, danger.by)
    said = "\n".join(message.text for message in turns[0].messages)
    told = bool(lines) and all(line.number in said for line in lines)
    turns += [await _say(coach, user, text) for text in ("write him a message", "what should i do", "ok")]
    return told and all(_is_help(turn) for turn in turns)


async def _say(coach: Coach, user: str, text: str) -> Turn:
    return await coach.turn(Said(user, AT, text=text), post=False)


def _is_help(turn: Turn) -> bool:
    return turn.hold and turn.step is Step.HOLD and all(m.manner is Manner.DANGER for m in turn.messages)


def main() -> int:
    signs = the_library().signs
    own = own_rows()
    for name in sorted({row.id.rpartition("-")[0] for row in own}):
        score(f"own: {name}", [row for row in own if row.id.rpartition("-")[0] == name], signs)
    print("\nper kind, our own sentences")
    by_kind(own, signs)
    print("\nthe same sentences in other clothes")
    disguised(own, signs)
    print("\nreach, our own sentences")
    asyncio.run(reach(own, signs))
    folder = os.environ.get("EVAL_DIR")
    for name in (
        ("danger_or_lookalike", "conflicts_openers", "conflicts_long", "counsel_questions") if folder else ()
    ):
        if rows := given_rows(Path(folder or ""), name):
            score(name, rows, signs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
