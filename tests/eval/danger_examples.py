"""The examples that danger's nearness is fitted to, and how else people type them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coachbot.core.model import DangerKind, Person
from coachbot.core.vectors import Vectors

# Long and short for the same, as typed on phones.
_SHORTER = {
    "because": "cos", "you": "u", "your": "ur", "are": "r", "going to": "gonna", "want to": "wanna",
    "right now": "rn", "i don't know": "idk", "to be honest": "tbh", "really": "rly", "boyfriend": "bf",
    "girlfriend": "gf", "husband": "hubby", "tomorrow": "tmrw", "people": "ppl", "though": "tho",
    "okay": "ok", "for real": "fr", "out of": "outta", "got to": "gotta", "kind of": "kinda",
}  # fmt: skip
_TAILS = (
    "😭",
    "💀",
    "🙃",
    "😔",
    "😂",
    "🥲",
    "💔",
    "...",
    " lol",
    " fr",
    " smh",
    " ugh",
    " tbh",
    " #tired",
    " :(",
)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    key: [row[n] for n in (at - 1, at + 1) if 0 <= n < len(row)]
    for row in _ROWS
    for at, key in enumerate(row)
}


@dataclass(frozen=True)
class Example:
    """A text with its danger and whose it is; a look-alike has neither. `source` is the file's name."""

    text: str
    kind: DangerKind | None = None
    by: Person | None = None
    source: str = "signs"


@dataclass(frozen=True)
class Batch:
    """Some texts: the states of all their stretches, whose each is, and what is to be said of each text."""

    states: list[Vectors]
    owner: list[int]
    wanted: Vectors


def examples(files: Mapping[str, Mapping[str, object]]) -> Iterator[Example]:
    """The examples of all files."""
    for name, raw in files.items():
        source = name.rpartition("/")[2].removesuffix(".toml")
        for text, kind, by in _rows(raw, "danger"):
            yield Example(text, DangerKind(kind), Person(by), source)
        for (text,) in _rows(raw, "harmless"):
            yield Example(text, source=source)


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


def as_typed(text: str, chance: random.Random) -> str:
    """The text as somebody else might have typed it: without capitals, marks or care."""
    if chance.random() < 0.5:
        text = text.lower()
    if chance.random() < 0.3:
        text = text.replace("'", "").replace("\u2019", "")
    if chance.random() < 0.3:
        for long, short in chance.sample(list(_SHORTER.items()), 8):
            text = re.sub(rf"\b{long}\b", short, text)
    if len(text) < 300 and chance.random() < 0.25:
        text = re.sub(r"[.,;:]", chance.choice(("", " ")), text)
    if chance.random() < 0.35:
        text = " ".join(_mistyped(word, chance) for word in text.split(" "))
    return text + chance.choice(_TAILS) if len(text) < 300 and chance.random() < 0.2 else text


def _mistyped(word: str, chance: random.Random, rate: float = 0.08) -> str:
    """One word in twelve with a letter lost, doubled, swapped with the next or hit beside."""
    if len(word) < 4 or not word.isalpha() or chance.random() > rate:
        return word
    at = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    beside = chance.choice(_BESIDE.get(letter.lower(), [letter]))
    swapped = after[:1] + letter + after[1:]
    return before + chance.choice((after, letter * 2 + after, beside + after, swapped))
