"""Vectors that were made before: those of our own gems travel with the program, others wait in a cache.

A row is found by the hash of its text, so a changed gem costs only its own changed sentences. The packaged
file is made by `make vectors`; a test says when it no longer covers our gems.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from coachbot.core.retrieval import Index
from coachbot.core.retrieval.pieces import large, pieces, small, telling
from coachbot.core.vectors import Vectors, unit
from coachbot.ports import Embedder

PACKAGED = Path(__file__).parent / "gems.npz"
_LOG = logging.getLogger(__name__)


class Remembered:
    """An embedder that asks another one only for what it doesn't know."""

    def __init__(self, embedder: Embedder, cache: Path | None, packaged: Path | None = PACKAGED) -> None:
        self.name = embedder.name
        self._embedder = embedder
        self._file = cache / f"{self.name}.npz" if cache else None
        self._packaged = _read(packaged, self.name)
        self._cached = _read(self._file, self.name)
        self._made: dict[bytes, Vectors] = {}
        self._used: dict[bytes, None] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The texts' rows, in the coarseness that they are kept in."""
        keys = [key_of(text) for text in texts]
        unknown = {key: text for key, text in zip(keys, texts, strict=True) if not self._knows(key)}
        if unknown:
            rows = self._embedder.embed(list(unknown.values()))
            self._made.update(zip(unknown, rows, strict=True))
        self._used.update(dict.fromkeys(key for key in keys if key not in self._packaged))
        width = self._embedder.embed([]).shape[1]
        found = np.stack([self._row(key) for key in keys]) if keys else np.zeros((0, width), np.float32)
        return unit(large(small(found)))

    def save(self) -> None:
        """Write down what was used and is not packaged, if any of it is new; what is no longer used goes."""
        if self._file is None or not self._made:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part = self._file.with_suffix(f".{os.getpid()}.npz")
            write(part, self.name, {key: self._row(key) for key in self._used})
            part.replace(self._file)
        except OSError as error:  # next time they are made anew
            _LOG.warning("the vectors of the library cannot be kept (%s)", error.strerror)
        self._cached |= {key: self._row(key) for key in self._used}
        self._made = {}

    def rows(self, texts: Sequence[str]) -> dict[bytes, Vectors]:
        """The same by the hash of each text."""
        return dict(zip(map(key_of, texts), self.embed(texts), strict=True))

    def _knows(self, key: bytes) -> bool:
        return key in self._packaged or key in self._cached or key in self._made

    def _row(self, key: bytes) -> Vectors:
        for shelf in (self._packaged, self._cached):
            if key in shelf:
                return shelf[key]
        return self._made[key]


def library_texts(index: Index) -> tuple[str, ...]:
    """Every text of a library whose vector the search wants, each once."""
    behind = index.background
    texts = [text for gem in index.gems for text in pieces(gem, behind.heard.of(gem.slug)).texts]
    passing = [text for group in behind.heard.passing for text in group]
    texts += [
        text for gem in behind.ours for text in (*pieces(gem, behind.heard.of(gem.slug)).said, *telling(gem))
    ]
    return tuple(dict.fromkeys((*texts, *behind.said, *behind.told, *behind.elsewhere, *passing)))


def key_of(text: str) -> bytes:
    """The hash that a text's row is kept under."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def write(file: Path, name: str, rows: dict[bytes, Vectors]) -> None:
    """Write rows by the hash of their texts, in single bytes. Raises OSError."""
    keys = np.frombuffer(b"".join(rows), np.uint8).reshape(len(rows), 12)
    stacked = np.stack(list(rows.values())) if rows else np.zeros((0, 0), np.float32)
    np.savez_compressed(file, model=np.array(name), keys=keys, rows=small(stacked))


def _read(file: Path | None, name: str) -> dict[bytes, Vectors]:
    """What such a file holds for this model; nothing if it is missing, broken or another model's."""
    if file is None or not file.is_file():
        return {}
    with (
        suppress(OSError, ValueError, KeyError, EOFError, BadZipFile),
        file.open("rb") as raw,
        np.load(raw) as held,
    ):
        if str(held["model"]) == name:
            keys = [row.tobytes() for row in held["keys"]]
            return dict(zip(keys, large(held["rows"]), strict=True))
    return {}
