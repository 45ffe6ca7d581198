"""Labelled sentences by somebody who had seen no rules (2026-11-22): precision, recall and F1 for each class.

    python -m tests.eval.eval_sentences [learn|kept] [-v]     what the project brings, learned from by now
    python -m tests.eval.eval_sentences FOLDER                another's sentences, ifeel and drafts.jsonl

`-v` shows what was missed, of what was learned from only.

Spans: a label is met by a find that shares a word with it, and a find is right that shares one with a label
(labels are now a clause, now the word in it). A label counts once, however many finds lie in it.

Observations are labelled for clear cases only: one that is found besides is wrong where it lies in
something labelled otherwise. "I need you to …" is labelled as a strategy and read as a way of asking too:
no harm. "Let down" is a story and a feeling, a verdict after "I feel that" is a thought too. Needs are one
reader's words, compared by family; "hit" says that one of three guesses is in a labelled one.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from coachbot.core.checking import MessageRules, check
from coachbot.core.model import Reading, Span
from coachbot.core.reading import Lexicon, guess_needs, read
from coachbot.library import read_library
from tests.eval.eval_fresh import FOLDER, wilson

LEARNED = 200
Row = Mapping[str, object]
# The reader's words for needs, by the families of knowledge/reading/needs.toml.
READERS = {
    "being heard": "being known", "being seen": "being known", "understanding": "being known",
    "connection": "connection", "safety": "safety", "recognition": "mattering", "self-respect": "mattering",
    "wellbeing": "body", "openness": "trust", "aliveness": "play", "autonomy": "freedom",
}  # fmt: skip
# Families that one reader tells apart and another doesn't.
NEIGHBOURS = {
    "repair": "trust",
    "being known": "mattering",
    "support": "connection",
    "peace": "safety",
    "meaning": "safety",
}


class Tally:
    """True and false finds and misses of each class."""

    def __init__(self) -> None:
        self.right, self.false, self.missed = Counter[str](), Counter[str](), Counter[str]()
        self.notes: dict[str, list[str]] = defaultdict(list)

    def add(self, name: str, *, due: bool, found: bool, note: str = "") -> None:
        self.right[name] += due and found
        self.false[name] += found and not due
        self.missed[name] += due and not found
        if due != found:
            self.notes[name].append(f"{'MISSED' if due else 'FALSE '} {note}")

    def show(self, *, notes: bool) -> None:
        for name in dict.fromkeys((*self.right, *self.false, *self.missed)):
            right, false, missed = self.right[name], self.false[name], self.missed[name]
            f1 = 2 * right / ((2 * right + false + missed) or 1)
            precision, recall = wilson(right, right + false), wilson(right, right + missed)
            print(f"{name:26} F1 {f1:.2f}  precision {precision:22} recall {recall}")
            if notes:
                print(
                    *(f"    {note}" for note in self.notes[name]), sep="\n", end="\n" * bool(self.notes[name])
                )


def rows(name: str, folder: Path = FOLDER) -> list[Row]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def labels(row: Row, name: str) -> list[str]:
    value = row[name]
    assert isinstance(value, list)
    return [str(one["text"]) if isinstance(one, dict) else str(one) for one in value]


def overlap(text: str, label: str, found: Span) -> bool:
    """Whether a find shares a word with a label where the label stands in the text."""
    if label.lower() in found.text.lower():
        return True
    at = text.lower().find(label.lower())
    return at >= 0 and found.start < at + len(label) and at < found.end


def spans(
    tally: Tally, name: str, row: Row, wanted: Sequence[str], found: Sequence[Span], beside: Sequence[str]
) -> None:
    """Each label that some find meets, and each find that meets none; `beside`: where a find is no harm."""
    text = str(row["text"])
    for label in wanted:
        hit = any(overlap(text, label, one) for one in found)
        tally.add(name, due=True, found=hit, note=f"{row['id']} {label!r} in {text!r}")
    for one in found:
        if not any(overlap(text, label, one) for label in (*wanted, *beside)):
            tally.add(name, due=False, found=True, note=f"{row['id']} {one.text!r} in {text!r}")


def sentence(tally: Tally, row: Row, lexicon: Lexicon) -> None:
    reading = read(str(row["text"]), lexicon)
    said = {
        name: labels(row, name)
        for name in ("feelings", "faux_feelings", "evaluations", "observations", "strategies")
    }
    spans(tally, "feelings", row, said["feelings"], reading.feelings, said["faux_feelings"])
    spans(
        tally,
        "faux feelings",
        row,
        said["faux_feelings"],
        reading.faux_feelings,
        (*said["evaluations"], *said["feelings"]),
    )
    spans(tally, "evaluations", row, said["evaluations"], reading.evaluations, said["faux_feelings"])
    wrong = [one for one in reading.observations if _wrong(str(row["text"]), one, said)]
    met = [one for one in reading.observations if one not in wrong]
    spans(tally, "observations", row, said["observations"], met, (str(row["text"]),))
    for one in wrong:
        tally.add("observations", due=False, found=True, note=f"{row['id']} {one.text!r} in {row['text']!r}")
    spans(tally, "strategies", row, said["strategies"], reading.strategies, labels(row, "requests"))
    requests(tally, row, reading)
    signs = {sign.kind for sign in reading.worth_signs}
    for kind in ("defending", "justifying", "pleading", "over_apologising", "blaming"):
        tally.add(
            f"worth {kind}", due=kind in labels(row, "worth_signs"), found=kind in signs, note=_line(row)
        )
    track = str(reading.track and reading.track.value)
    labelled = str(row["track"])
    for kind in dict.fromkeys((labelled, track)):
        tally.add(f"track {kind}", due=kind == labelled, found=kind == track, note=f"{_line(row)} {track}")
    needs(tally, row, reading, lexicon)


def _wrong(text: str, found: Span, said: Mapping[str, list[str]]) -> bool:
    """Whether an observation lies in words labelled as something else and as no observation."""
    if any(overlap(text, label, found) for label in said["observations"]):
        return False
    return any(overlap(text, label, found) for label in (*said["evaluations"], *said["strategies"]))


def _line(row: Row) -> str:
    return f"{row['id']} {row['text']!r}"


def requests(tally: Tally, row: Row, reading: Reading) -> None:
    asked = row["requests"]
    assert isinstance(asked, list)
    left = list(reading.requests)
    for one in asked:
        hit = next(
            (r for r in left if overlap(str(row["text"]), one["text"], r) and r.kind == one["kind"]), None
        )
        tally.add(
            f"request {one['kind']}", due=True, found=hit is not None, note=f"{_line(row)} {one['text']!r}"
        )
        if hit is not None:
            left.remove(hit)
    for over in left:
        if over.kind == "request" and any(
            overlap(str(row["text"]), one, over) for one in labels(row, "strategies")
        ):
            continue
        tally.add(f"request {over.kind}", due=False, found=True, note=f"{_line(row)} {over.text!r}")


def needs(tally: Tally, row: Row, reading: Reading, lexicon: Lexicon) -> None:
    def family(word: str) -> str:
        entry = lexicon.needs.get(word)
        found = READERS.get(word) or (entry.family if entry else word)
        return NEIGHBOURS.get(found, found)

    wanted = {family(word) for word in labels(row, "needs")}
    found = {family(word) for word in guess_needs(reading, lexicon)}
    for one in sorted(wanted | found) if wanted else ():
        tally.add("needs by family", due=one in wanted, found=one in found)
    if wanted:
        tally.add(
            "needs: a hit",
            due=True,
            found=bool(wanted & found),
            note=f"{_line(row)} {sorted(found)} not {labels(row, 'needs')}",
        )


def after_feel(tally: Tally, row: Row, lexicon: Lexicon) -> None:
    reading = read(str(row["text"]), lexicon)
    due = bool(row["thought"] if "thought" in row else row["is_thought_or_evaluation"])
    tally.add('thought after "I feel"', due=due, found=bool(reading.faux_feelings), note=_line(row))


def draft(tally: Tally, row: Row, rules: MessageRules) -> None:
    problems = {problem.kind for problem in check(str(row["text"]), rules)}
    tally.add("drafts", due=not row["honest"], found=bool(problems), note=f"{_line(row)} {sorted(problems)}")
    named = set(labels(row, "problems"))
    if named and problems:
        tally.add(
            "drafts: a named kind",
            due=True,
            found=bool(named & problems),
            note=f"{_line(row)} {sorted(problems)} not {sorted(named)}",
        )


def part(name: str) -> Iterable[tuple[str, Row]]:
    """The rows of one part: "learn", "kept", or all."""
    for file, cut in (("sentences", LEARNED), ("i_feel", 100), ("drafts_second", 0)):
        for at, row in enumerate(rows(file)):
            learned = at < cut if cut else at % 2 == 0
            if name == "all" or learned == (name == "learn"):
                yield file, row


def others(folder: Path) -> Iterable[tuple[str, Row]]:
    """The rows of somebody else's folder."""
    for name, as_ours in (("sentences", "sentences"), ("ifeel", "i_feel"), ("drafts", "drafts_second")):
        yield from ((as_ours, row) for row in rows(name, folder))


def main(name: str, found: Iterable[tuple[str, Row]], *, notes: bool) -> None:
    kit, tally = read_library().kit, Tally()
    for file, row in found:
        if file == "sentences":
            sentence(tally, row, kit.lexicon)
        elif file == "i_feel":
            after_feel(tally, row, kit.lexicon)
        else:
            draft(tally, row, kit.rules)
    print(f"-- {name}")
    tally.show(notes=notes)


if __name__ == "__main__":
    folders = [Path(arg) for arg in sys.argv[1:] if "/" in arg]
    for folder in folders:
        main(str(folder), others(folder), notes=False)
    chosen = [arg for arg in sys.argv[1:] if arg in ("learn", "kept")]
    for one in () if folders else chosen or ("all", "learn", "kept"):
        main(one, part(one), notes="-v" in sys.argv)
