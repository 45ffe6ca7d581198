"""A page as a gem: a draft until its author's permission is recorded, and never mixed up with ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from coachbot.core.gems import slug_of
from coachbot.core.importing.blocks import Block, Kind
from coachbot.core.importing.pages import Page
from coachbot.core.model import DangerKind, Gem

_RUN = 5  # words; texts that share many such runs are one text
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose the pages are, what they allow in their own words ("" for nothing yet), and when they came."""

    source: str
    permission: str
    date: str


def draft(found: Page, origin: Origin) -> Gem:
    """The gem that a page becomes. Nothing is made up: what it is about, an editor adds."""
    return Gem(
        slug=slug_of(found.title),
        title=found.title,
        body="\n\n".join(_paragraphs(found.body)),
        foundations=(),
        tracks=(),
        themes=(),
        practice=found.practice,
        sounds_like=(),
        not_for=tuple(DangerKind),
        next=slug_of(found.next) or None,
        previous=slug_of(found.previous) or None,
        date=origin.date,
        source=origin.source,
        published=bool(origin.permission),
        permission=origin.permission,
    )


def _paragraphs(body: Sequence[Block]) -> list[str]:
    """Items that follow each other stay one list."""
    found: list[str] = []
    last: Kind | None = None
    for block in body:
        line = _line(block)
        if block.kind is Kind.ITEM and last is Kind.ITEM:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
        last = block.kind
    return found


def _line(block: Block) -> str:
    if block.kind is Kind.ITEM:
        return block.text if re.match(r"\(?\d{1,2}[.)]\s", block.text) else f"- {block.text}"
    marks = {Kind.QUOTE: "> ", Kind.HEADING: "## "}
    return marks.get(block.kind, "") + block.text


def written(gem: Gem) -> str:
    """The gem as its file."""
    facts = {each.name: getattr(gem, each.name) for each in fields(gem) if each.name != "body"}
    lines = [f"{name} = {_toml(value)}" for name, value in _worth_saying(facts).items()]
    return "\n".join(("+++", *lines, "+++", "", gem.body, ""))


def _worth_saying(facts: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value for name, value in facts.items() if name == "published" or (value not in ("", None, ()))
    }


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(each) for each in value)}]"
    text = "".join(c if c.isprintable() else " " for c in str(value))
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def same_text(one: str, other: str) -> bool:
    """Whether two bodies are one text, as saved twice or with another ending."""
    these, those = _runs(one), _runs(other)
    return len(these & those) > _SAME * min(len(these), len(those))


def _runs(body: str) -> frozenset[str]:
    words = re.findall(r"\w+", body.lower())
    return frozenset(" ".join(words[n : n + _RUN]) for n in range(max(1, len(words) - _RUN + 1)))
