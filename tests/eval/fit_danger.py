"""Fits danger's nearness to the examples of knowledge/danger/examples/: writes knowledge/danger/nearness.npz.

Kernel ridge regression: each example draws what lies near it; the weights are those that tell all examples
from their look-alikes. Run it after the examples changed: `make fit` (two minutes).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coachbot.core.danger import pieces
from coachbot.core.danger.nearness import GRAIN, whole_of
from coachbot.core.model import DangerKind, Person
from coachbot.core.plain import straighten
from coachbot.core.vectors import Vectors
from coachbot.library import NEARNESS, content_folder, danger_examples, shelf
from coachbot.vectors import neural

SHARPNESS = 2.0
RIDGE = 0.1
# How sure a short text must be to be asked about, a long one, either to be a weak sign, and what is calm:
# chosen where the examples of two writers were left out, for few questions to ordinary couples.
BOUNDS = (0.25, 0.25, 0.1, 0.1, -0.3)
PERSONS = (Person.ME, Person.PARTNER, Person.OTHER)
KINDS = tuple(DangerKind)


@dataclass(frozen=True)
class Example:
    """A text with its danger and whose it is; a look-alike has neither."""

    text: str
    kind: DangerKind | None = None
    by: Person | None = None


def examples(files: Mapping[str, Mapping[str, object]]) -> Iterator[Example]:
    """The examples of all files."""
    for raw in files.values():
        for text, kind, by in _rows(raw, "danger"):
            yield Example(text, DangerKind(kind), Person(by))
        for (text,) in _rows(raw, "harmless"):
            yield Example(text)


def sign_examples(files: Mapping[str, Mapping[str, object]]) -> Iterator[Example]:
    """What the signs are shown with, in English: those that lead to a question or a stop."""
    for name, raw in files.items():
        if len(name) == 2:
            continue
        for sign in _tables(raw):
            if not sign.get("weak"):
                yield from _of_sign(sign)


def _of_sign(sign: Mapping[str, object]) -> Iterator[Example]:
    kind = DangerKind.PARTNER_VIOLENCE if sign["kind"] == "act" else DangerKind(str(sign["kind"]))
    by = Person(str(sign["by"])) if sign.get("by") in {"me", "partner", "other"} else Person.PARTNER
    match, beside = sign.get("match"), sign.get("lookalikes")
    for row in match if isinstance(match, list) else ():
        yield Example(str(row[1]), kind, by)
    for text in beside if isinstance(beside, list) else ():
        yield Example(str(text))


def _rows(raw: Mapping[str, object], key: str) -> list[list[str]]:
    rows = raw.get(key, [])
    return [[str(each) for each in row] for row in rows] if isinstance(rows, list) else []


def _tables(raw: Mapping[str, object]) -> list[Mapping[str, object]]:
    tables = raw.get("sign", [])
    return tables if isinstance(tables, list) else []


def targets(found: list[Example]) -> Vectors:
    """A row for each example: danger or not (1, -1), then its kind and whose it is (1, else 0)."""
    wanted = np.zeros((len(found), 1 + len(KINDS) + len(PERSONS)), np.float32)
    for n, each in enumerate(found):
        wanted[n, 0] = 1 if each.kind else -1
        if each.kind and each.by:
            wanted[n, 1 + KINDS.index(each.kind)] = 1
            wanted[n, 1 + len(KINDS) + PERSONS.index(each.by)] = 1
    return wanted


def fit(kept: Vectors, wanted: Vectors) -> Vectors:
    """The weights of the landmarks."""
    among = np.exp(SHARPNESS * (kept @ kept.T - 1)).astype(np.float64)
    weights: Vectors = np.linalg.solve(among + RIDGE * np.eye(len(kept)), wanted).astype(np.float32)
    return weights


def embedded(embedder: neural.NeuralEmbedder, texts: Sequence[str]) -> Iterator[Vectors]:
    """The vectors of each text's pieces."""
    cut = [pieces(text) for text in texts]
    vectors = embedder.embed([straighten(piece.text) for found in cut for piece in found])
    first = 0
    for found in cut:
        yield vectors[first : first + len(found)]
        first += len(found)


def main() -> int:
    knowledge = shelf("knowledge")
    files, version = danger_examples(knowledge)
    found = [*examples(files), *sign_examples(knowledge.tomls("danger"))]
    found = list({each.text: each for each in found}.values())
    embedder = neural.load()
    vectors = np.concatenate([whole_of(each) for each in embedded(embedder, [each.text for each in found])])
    landmarks = np.round(vectors * GRAIN).clip(-127, 127).astype(np.int8)
    np.savez_compressed(
        Path(content_folder("knowledge")) / NEARNESS,
        landmarks=landmarks,
        weights=fit(landmarks.astype(np.float32) / np.float32(GRAIN), targets(found)).astype(np.float16),
        kinds=np.array([kind.value for kind in KINDS]),
        persons=np.array([person.value for person in PERSONS]),
        model=np.array(embedder.name),
        examples=np.array(version),
        sharpness=np.array(SHARPNESS),
        bounds=np.array(BOUNDS),
    )
    dangers = sum(each.kind is not None for each in found)
    print(f"fitted to {dangers} dangers and {len(found) - dangers} look-alikes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
