"""Fits tact to the examples of knowledge/tact/: writes knowledge/tact/tact.npz, and says what it learned.

Kernel ridge regression, as for danger. `--held-out` prints how examples are told apart that were left out
(a fifth at a time). Run it after the examples changed: `make fit`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coachbot.core.plain import straighten
from coachbot.core.vectors import Vectors
from coachbot.core.voicing.sentences import ended
from coachbot.core.voicing.tact import GRAIN
from coachbot.library import TACT, content_folder, shelf, tact_examples
from coachbot.vectors import neural

SHARPNESS = 2.0
RIDGE = 0.1
# Amiss where a broad rule speaks too, by itself, and in the person's own words: chosen on examples that were
# left out, so that few good sentences are lost, and of what a broad rule finds one bad one in twenty is kept.
BOUNDS = (-0.1, 0.5, 0.85)


@dataclass(frozen=True)
class Example:
    """A sentence and what is amiss with it; None: nothing."""

    text: str
    kind: str | None = None


def examples() -> tuple[list[Example], str]:
    """The sentences of all files, and the files' hash."""
    files, version = tact_examples(shelf("knowledge"))
    found = [Example(text, kind) for kind, texts in files["never"].items() for text in _strings(texts)]
    for reply in _strings(files["fine"]["fine"]):
        found += [Example(sentence.strip()) for sentence in ended(reply, whole=True)]
    return list({each.text: each for each in found}.values()), version


def _strings(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def targets(found: list[Example], kinds: tuple[str, ...]) -> Vectors:
    """A row for each example: amiss or not (1, -1), then its kind (1, else 0)."""
    wanted = np.zeros((len(found), 1 + len(kinds)), np.float32)
    for n, each in enumerate(found):
        wanted[n, 0] = 1 if each.kind else -1
        if each.kind:
            wanted[n, 1 + kinds.index(each.kind)] = 1
    return wanted


def fit(kept: Vectors, wanted: Vectors) -> Vectors:
    """The weights of the landmarks."""
    among = np.exp(SHARPNESS * (kept @ kept.T - 1)).astype(np.float64)
    weights: Vectors = np.linalg.solve(among + RIDGE * np.eye(len(kept)), wanted).astype(np.float32)
    return weights


def held_out(found: list[Example], kept: Vectors, wanted: Vectors) -> None:
    """How well a fifth at a time is told apart by the others."""
    part = np.random.default_rng(0).integers(0, 5, len(found))
    sure = np.zeros(len(found))
    for n in range(5):
        weights = fit(kept[part != n], wanted[part != n])
        drawn = np.exp(SHARPNESS * (kept[part == n] @ kept[part != n].T - 1))
        sure[part == n] = (drawn @ weights)[:, 0]
    bad = np.array([each.kind is not None for each in found])
    for bound in BOUNDS:
        never, fine = np.mean(sure[bad] >= bound), np.mean(sure[~bad] >= bound)
        print(f"at {bound:5}: {never:.1%} of never, {fine:.1%} of fine")


def main() -> int:
    found, version = examples()
    kinds = tuple(dict.fromkeys(each.kind for each in found if each.kind))
    embedder = neural.load()
    landmarks = np.round(embedder.embed([straighten(each.text) for each in found]) * GRAIN)
    landmarks = landmarks.clip(-127, 127).astype(np.int8)
    kept, wanted = landmarks.astype(np.float32) / np.float32(GRAIN), targets(found, kinds)
    if "--held-out" in sys.argv:
        held_out(found, kept, wanted)
    np.savez_compressed(
        Path(content_folder("knowledge")) / TACT,
        landmarks=landmarks,
        weights=fit(kept, wanted).astype(np.float16),
        kinds=np.array(kinds),
        model=np.array(embedder.name),
        examples=np.array(version),
        sharpness=np.array(SHARPNESS),
        bounds=np.array(BOUNDS),
    )
    never = sum(each.kind is not None for each in found)
    print(f"fitted to {never} sentences never said and {len(found) - never} that may be")
    return 0


if __name__ == "__main__":
    sys.exit(main())
