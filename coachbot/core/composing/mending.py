"""Leaving out of a message what its reader would answer instead of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coachbot.core.checking import Problem
from coachbot.core.composing.wording import Wording

SHOWN = 14  # words of what was left out that a note repeats

_PIECE = re.compile(r"[^.!?\n]{1,4000}[.!?]{0,3}[\s\n]{0,4}|[.!?\s]{1,40}")
# Where a sentence falls into two that can stand alone.
_JOINT = re.compile(
    r",? (?:and|but|so|because) (?=(?:i|we|you|u|it|this|that)\b)|, (?=(?:i|we|you|u|it)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Note:
    """What was left out, and why in few words ("it's a guess about them, …")."""

    kind: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A message without its problems; `text` is "" when nothing was left."""

    text: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int


def mend(text: str, problems: Sequence[Problem], words: Wording) -> Mended:
    """The same message with the smallest parts left out that hold the problems, and a note on each."""
    found = sorted(((e, p.kind) for p in problems for e in p.because), key=lambda pair: pair[0].start)
    if not found:
        return Mended(text, ())
    kept: list[str] = []
    notes: list[Note] = []
    for part in _parts(text):
        inside = [(e, kind) for e, kind in found if e.start < part.end and part.start < e.end]
        if not inside:
            kept.append(text[part.start : part.end])
            continue
        shown = _shown(text[part.start : part.end])
        notes += [
            Note(kind, shown, words.reasons.get(kind, "")) for kind in dict.fromkeys(k for _, k in inside)
        ][:1]
    return Mended(_whole(kept), tuple(notes))


def _parts(text: str) -> Iterator[_Part]:
    """The sentences of a message, and the halves of those that are two."""
    for piece in _PIECE.finditer(text):
        start = piece.start()
        for joint in _JOINT.finditer(piece[0]):
            yield _Part(start, piece.start() + joint.start())
            start = piece.start() + joint.start()
        yield _Part(start, piece.end())


def _shown(part: str) -> str:
    """What was left out, as a note repeats it."""
    words = _LEADING.sub("", part.strip()).rstrip(" .!?,;").split()
    return " ".join(words[:SHOWN]) + ("…" if len(words) > SHOWN else "")


_LEADING = re.compile(r"^[,\s]*(?:and|but|so|because)\s+", re.IGNORECASE)


def _whole(kept: Sequence[str]) -> str:
    """The parts that stay, as a message: no joint at its start, a stop where one went with its half."""
    text = ""
    for part in kept:
        begins = not text or text.rstrip()[-1:] in ".!?\n" or text.endswith("\n")
        if begins and _JOINED.match(part):
            text += _capital(_LEADING.sub("", part).lstrip(" ,"), kept)
        elif begins or part.startswith((",", " ")):
            text += part
        else:
            text = f"{text.rstrip(' ,')}. {part}"
    return text.strip(" ,")


_JOINED = re.compile(r"^[,\s]*(?:and|but|so|because)\s|^,\s", re.IGNORECASE)


def _capital(part: str, kept: Sequence[str]) -> str:
    """A half that now begins a sentence gets a capital where the message has them."""
    small = any(piece[:1].islower() for piece in kept[:1])
    return part if small else part[:1].upper() + part[1:]
