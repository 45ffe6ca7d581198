"""Which wording in prompts/ a reply was made of: the way back from what was said to the line that says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_SLOT = re.compile(r"{{.*?}}|{%.*?%}", re.DOTALL)
_NAME = re.compile(r"{{\s*(\w+)\s*}}")
LEAST = 12  # letters that a wording must have of its own: less fits everywhere


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of saying an act, and where it stands: the file, and its first line (from 1)."""

    file: str
    line: int
    act: str
    source: str
    longest: str  # its longest stretch without a slot, for a quick look
    shape: re.Pattern[str]

    @property
    def plain(self) -> bool:
        """Whether it has no slot but names, so that another wording can be put in its place."""
        return "{%" not in self.source


def wordings(files: Mapping[str, str]) -> tuple[Wording, ...]:
    """Every wording of these files (name → text), those with most letters first."""
    found = [each for name, text in files.items() for each in _of(name, text)]
    return tuple(sorted(found, key=lambda each: -len(each.source)))


def _of(name: str, text: str) -> Iterable[Wording]:
    act, first, lines = "", 0, list[str]()
    for number, line in enumerate([*text.splitlines(), "== "], 1):
        if line.startswith("#"):
            continue
        if line.startswith("== ") or line.strip() == "--":
            if act and (made := _wording(name, first, act, "\n".join(lines))):
                yield made
            act = line[3:].strip() if line.startswith("== ") else act
            first, lines = 0, []
        elif line.strip() or lines:
            first = first or number
            lines.append(line)


def _wording(name: str, line: int, act: str, body: str) -> Wording | None:
    source = body.strip()
    literal = _SLOT.split(source)
    longest = max((each.strip() for each in literal), key=len, default="")
    if len(longest) < LEAST or act.startswith(("button.", "describe.")):
        return None
    shape = "(.{0,400}?)".join(re.escape(each) for each in literal)
    return Wording(name, line, act, source, longest, re.compile(shape, re.DOTALL))


def said_with(reply: str, known: Iterable[Wording]) -> Wording | None:
    """The longest wording that a reply holds; None for a model's words, or words no longer there."""
    return next((each for each in known if each.longest in reply and each.shape.search(reply)), None)


def proposed(wording: Wording, reply: str, better: str) -> str | None:
    """The better wording with this one's slots in it; None where it can't take its place as it is."""
    found = wording.shape.fullmatch(reply.strip())
    if found is None or not wording.plain:
        return None
    for name, value in zip(_NAME.findall(wording.source), found.groups(), strict=False):
        if value:
            better = better.replace(value, f"{{{{ {name} }}}}")
    return better
