"""What anonymising finds and leaves: our own texts by strangers to the rules, and marked texts of EVAL_DIR.

A found name is one that is covered to its last letter. Other words are those of no marked stretch.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from coachbot.core.anonymity import anonymise
from coachbot.library import read_lists
from coachbot.recognising import open_recogniser
from coachbot.vectors.judging import WordJudge
from tests.eval.eval_fresh import FOLDER, wilson

LISTS = read_lists()
RECOGNISE, JUDGE = open_recogniser().find, WordJudge(LISTS).judge
PERSON = {"person", "PER", "PERSON"}
FORMS = {"link", "handle", "email", "id", "phone"}  # unmarked in the strangers' sets, and rightly masked
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Row:
    """A text, its marked stretches, and the places that anonymising covered."""

    def __init__(self, row: Mapping[str, object], *, low: bool = False) -> None:
        told = str(row["text"])
        self.text = told.lower() if low and len(told.lower()) == len(told) else told
        spans = row.get("spans", row.get("entities"))
        self.spans = [s for s in spans if isinstance(s, dict)] if isinstance(spans, list) else []
        given = row.get("given")
        self.given = [str(name) for name in given] if isinstance(given, list) else []
        found = anonymise([self.text], LISTS, self.given, RECOGNISE, JUDGE).entities[0]
        self.covered = {i for e in found for i in range(e.start, e.end)}
        self.masked = {i for e in found if e.kind.value not in FORMS for i in range(e.start, e.end)}

    def leaks(self, kinds: set[str] | None = None) -> list[bool]:
        """For each marked stretch of these kinds, whether anything of it is left."""
        wanted = [s for s in self.spans if kinds is None or s.get("type", s.get("kind")) in kinds]
        return [self._leaks(s["start"], s["end"]) for s in wanted]

    def _leaks(self, start: int, end: int) -> bool:
        return any(self.text[i].isalnum() and i not in self.covered for i in range(start, end))

    def other_words(self) -> list[bool]:
        """For each word of no marked stretch, whether it was masked."""
        marked = {i for s in self.spans for i in range(s["start"], s["end"])}
        return [m.start() in self.masked for m in _WORD.finditer(self.text) if m.start() not in marked]


def told(name: str, rows: Sequence[Row], kinds: set[str] | None) -> None:
    leaks = [leak for row in rows for leak in row.leaks(kinds)]
    others = [masked for row in rows for masked in row.other_words()]
    found = wilson(len(leaks) - sum(leaks), len(leaks))
    print(f"{name:40} found {found}, other words masked {wilson(sum(others), len(others))}")


def read(path: Path, *, low: bool = False) -> list[Row]:
    return [Row(json.loads(line), low=low) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> int:
    couples, short = (read(FOLDER / f"privacy_{name}.jsonl") for name in ("couples", "short"))
    told("couples, names", couples, PERSON)
    told("couples, everything", couples, None)
    for name, kinds in (("names", PERSON), ("everything", None)):
        whole = sum(not any(row.leaks(kinds)) for row in couples)
        print(f"{'couples, texts with no leak of ' + name:40} {wilson(whole, len(couples))}")
    told("short, cased", short[:60], PERSON)
    told("short, lower-cased", short[60:120], PERSON)
    told("short, without names", short[120:], PERSON)
    folder = os.environ.get("EVAL_DIR")
    for name in ("pii_noisy", "pii_tweets", "pii_templates") if folder else ():
        for low in (False, True):
            rows = read(Path(str(folder)) / f"{name}.jsonl", low=low)
            told(f"{name}, {'lower-cased' if low else 'cased'}, names", rows, PERSON)
    return 0


if __name__ == "__main__":
    sys.exit(main())
