"""How well a person's words are read: F1 for each class on labelled sentences, and the floor on real texts.

    python -m tests.eval.eval_reading [EVAL_DIR]

EVAL_DIR adds what can be measured on texts that are not the project's: which words of a public list of
feelings and needs are known, and how many openers let a need be guessed. Nothing of it is shown or kept.
"""

from __future__ import annotations

import json
import os
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from coachbot.core.model import Reading
from coachbot.core.reading import Lexicon, guess_needs, parse_lexicon, read

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parents[1] / "knowledge" / "reading"
CLASSES = ("feelings", "denied", "faux", "needs", "strategies", "requests", "worth", "track")


def load_lexicon() -> Lexicon:
    return parse_lexicon(
        {p.stem: tomllib.loads(p.read_text("utf-8")) for p in sorted(KNOWLEDGE.glob("*.toml"))}
    )


def found_in(reading: Reading) -> Mapping[str, list[str]]:
    """What was read, by class, as the labels have it."""
    return {
        "feelings": [f.word for f in reading.feelings],
        "denied": list(reading.denied),
        "faux": [f.word for f in reading.faux_feelings],
        "needs": [n.name for n in reading.needs if not n.guessed],
        "strategies": ["one"] * len(reading.strategies),
        "requests": [r.kind for r in reading.requests],
        "worth": sorted({w.kind for w in reading.worth_signs}),
        "track": [reading.track.value] if reading.track else [],
    }


def labels_of(row: Mapping[str, object], name: str) -> list[str]:
    value = row.get(name, [])
    if isinstance(value, int):
        return ["one"] * value
    return [value] if isinstance(value, str) else [str(v) for v in value] if isinstance(value, list) else []


def matched(found: list[str], wanted: list[str]) -> int:
    """How many labels were met, each by another find; "a|b" takes either."""
    left = list(found)
    for label in wanted:
        hit = next((f for f in left if f in label.split("|")), None)
        if hit is not None:
            left.remove(hit)
    return len(found) - len(left)


def score(rows: Iterable[Mapping[str, object]], lexicon: Lexicon) -> None:
    met, given, due = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        text = str(row["text"])
        found = found_in(read(text, lexicon))
        for name in CLASSES:
            wanted = labels_of(row, name)
            hits = matched(found[name], wanted)
            met[name] += hits
            given[name] += len(found[name])
            due[name] += len(wanted)
            if hits < max(len(wanted), len(found[name])):
                print(f"  {name:<10} {found[name]} not {wanted}: {text}")
    for name in CLASSES:
        f1 = 2 * met[name] / ((given[name] + due[name]) or 1)
        print(f"{name:<11} due {due[name]:3} found {given[name]:3} right {met[name]:3}  F1 {f1:.2f}")


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def measure(folder: Path, lexicon: Lexicon) -> None:
    """The floor on texts that are not ours."""
    missed = Counter[str]()
    for row in rows_of(folder / "nvc_words.jsonl"):
        frame = "I feel {}" if row["kind"] == "feeling" else "I need {}"
        reading = read(frame.format(row["term"]), lexicon)
        known = (
            bool(reading.feelings) if row["kind"] == "feeling" else any(not n.guessed for n in reading.needs)
        )
        missed[f"{row['kind']} not known"] += not known
        missed["feeling taken for a story"] += row["kind"] == "feeling" and bool(reading.faux_feelings)
    print(f"nvc_words: {dict(missed)}")
    texts = [row["text"] for row in rows_of(folder / "conflicts_openers.jsonl")]
    began = time.process_time()
    readings = [read(text, lexicon) for text in texts]
    spent = time.process_time() - began
    guessed = sum(bool(guess_needs(reading, lexicon)) for reading in readings)
    words = sum(len(text.split()) for text in texts)
    pace = 1e5 * spent / words
    print(f"openers: a need can be guessed in {guessed} of {len(texts)}; {pace:.2f} ms per 100 words")
    print(f"heat: {dict(sorted(Counter(reading.heat for reading in readings).items()))}")


def main(folder: str | None = None) -> None:
    lexicon = load_lexicon()
    for path in sorted(HERE.glob("reading_*.toml")):
        print(f"-- {path.name}")
        score(tomllib.loads(path.read_text("utf-8"))["sentence"], lexicon)
    if folder:
        measure(Path(folder), lexicon)


if __name__ == "__main__":
    main(next(iter(sys.argv[1:]), os.environ.get("EVAL_DIR")))
