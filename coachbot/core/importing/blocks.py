"""A text as blocks: paragraphs, list items, quotations and headings, whatever it was saved as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_ITEM = re.compile(r"\s*(?:[-*+•◦▪·‣]|\(?\d{1,2}[.)])\s+")
_BULLET = re.compile(r"\s*[-*+•◦▪·‣]\s+")
_HEADING = re.compile(r"\s*#{1,6}\s+")
_QUOTE = re.compile(r"\s*>\s?")
_RULE = re.compile(r"\s*(?:[-*_=~]\s*){3,}$")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*$")
_WRAPPED = 45  # a line that was wrapped is at least so long
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")


class Kind(StrEnum):
    """What sort of block."""

    TEXT = "text"
    ITEM = "item"
    QUOTE = "quote"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Block:
    """One block; its text is on one line and has no mark of its kind, except a number."""

    text: str
    kind: Kind = Kind.TEXT

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def blocks_of_text(text: str, *, markdown: bool = False) -> tuple[Block, ...]:
    """The blocks of a text dump or, with its marks taken off, of Markdown."""
    found: list[Block] = []
    for group in re.split(r"\n[ \t\u00a0]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        found += _of_group([line for line in group.split("\n") if line.strip()])
    return tuple(Block(_unmarked(b.text), b.kind) for b in found) if markdown else tuple(found)


def _of_group(lines: list[str]) -> Iterator[Block]:
    """The blocks of lines with no empty one between them."""
    held: list[str] = []
    kind = Kind.TEXT
    for n, line in enumerate(lines):
        if _UNDERLINE.match(line) and n and held and len(held) == 1:
            yield Block(_joined(held), Kind.HEADING)
            held = []
        elif _RULE.match(line):
            continue
        else:
            begins = _kind(line)
            goes_on = held and begins is Kind.TEXT and _goes_on(lines[n - 1])
            goes_on = goes_on or bool(held and begins is Kind.QUOTE and kind is Kind.QUOTE)
            if held and not goes_on:
                yield Block(_joined(held), kind)
                held = []
            kind = kind if held else begins
            held.append(_stripped(line, begins))
    if held:
        yield Block(_joined(held), kind)


def _goes_on(before: str) -> bool:
    """Whether a line was broken only because a page has an edge."""
    return len(before.strip()) >= _WRAPPED and len(before) <= 100 and _kind(before) is not Kind.HEADING


def _kind(line: str) -> Kind:
    for mark, kind in ((_HEADING, Kind.HEADING), (_QUOTE, Kind.QUOTE), (_ITEM, Kind.ITEM)):
        if mark.match(line):
            return kind
    return Kind.TEXT


def _stripped(line: str, kind: Kind) -> str:
    marks = {Kind.HEADING: _HEADING, Kind.QUOTE: _QUOTE, Kind.ITEM: _BULLET}
    return marks[kind].sub("", line, count=1) if kind in marks else line


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def _unmarked(text: str) -> str:
    """Markdown without links and stars."""
    plain = _LINK.sub(r"\1", text)
    for _ in range(2):
        plain = _EMPHASIS.sub(r"\2", plain)
    return plain.replace("\\*", "*").replace("\\_", "_").strip(" #") if plain else plain
