"""What identifies somebody stays here: it is replaced before words leave, and put back when they return."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Finder = Callable[[str, Sequence[str]], Sequence[tuple[int, int, str]]]
"""Where names and contacts stand in a text, as (start, end, kind); the second argument are names given."""

_PLACEHOLDER = re.compile(r"\[([A-Z]+_\d+)\]")
_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|way|court|ct|place|square|terrace|crescent|"
    r"boulevard|blvd)"
)
_PATTERNS: Sequence[tuple[str, re.Pattern[str]]] = (
    ("email", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")),
    (
        "link",
        re.compile(
            r"(?:https?://|www\.)\S+|\b[\w-]{2,63}\.(?:com|org|net|info|io|me|co|de|uk)\b(?:/\S*)?",
            re.IGNORECASE,
        ),
    ),
    ("handle", re.compile(r"(?<![\w@])@\w{2,40}")),
    ("date", re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b")),
    ("address", re.compile(rf"\b\d{{1,5}}[a-z]?,? (?:[^\W\d]+ ){{1,3}}{_STREET}\b\.?", re.IGNORECASE)),
    (
        "address",
        re.compile(
            r"\b[^\W\d_]{2,30}(?:straße|strasse|str\.|weg|platz|gasse|allee) ?\d{1,4}\b", re.IGNORECASE
        ),
    ),
    ("address", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")),
    ("number", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")),
    ("phone", re.compile(r"(?<!\w)\+?\(?\d[\d ()./-]{4,22}\d(?!\w)")),
    ("number", re.compile(r"\b\d{5,}\b")),
)
_PHONE_DIGITS = 6


class Mask:
    """Placeholders for one turn: the same name has the same one throughout."""

    def __init__(self, names: Sequence[str], find: Finder) -> None:
        self._names, self._find = names, find
        self._hidden: dict[tuple[str, str], str] = {}
        self._shown: dict[str, str] = {}
        self._counts: dict[str, int] = {}

    def hide(self, text: str) -> str:
        """The text with placeholders, as in "[PERSON_1]"."""
        parts, end = [], 0
        for start, stop, kind in _apart(self._find(text, self._names)):
            parts += [text[end:start], self._placeholder(text[start:stop], kind)]
            end = stop
        return "".join((*parts, text[end:]))

    def show(self, text: str) -> str:
        """The text with what was hidden back in its place; a placeholder that was never given out stays."""
        return _PLACEHOLDER.sub(lambda m: self._shown.get(m[1], m[0]), text)

    def _placeholder(self, words: str, kind: str) -> str:
        known = self._hidden.get((kind, words.casefold()))
        if known is None:
            number = self._counts[kind] = self._counts.get(kind, 0) + 1
            known = self._hidden[kind, words.casefold()] = f"{kind.upper()}_{number}"
            self._shown[known] = words
        return f"[{known}]"


def given(text: str, names: Sequence[str]) -> Sequence[tuple[int, int, str]]:
    """The names that were given, and whatever has the form of a contact, an address or a number."""
    found = [(m.start(), m.end(), "person") for name in names for m in _whole(name).finditer(text)]
    for kind, pattern in _PATTERNS:
        found += [
            (m.start(), m.end(), kind)
            for m in pattern.finditer(text)
            if kind != "phone" or sum(c.isdigit() for c in m[0]) >= _PHONE_DIGITS
        ]
    return found


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def _apart(found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """What was found, in order, none over another: the one that begins first wins, then the longest."""
    kept: list[tuple[int, int, str]] = []
    for each in sorted(found, key=lambda f: (f[0], -f[1])):
        if each[1] > each[0] and (not kept or each[0] >= kept[-1][1]):
            kept.append(each)
    return kept
