"""Bringing in a coach's own essays: each page becomes a gem of theirs, a draft until they allow it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coachbot.core.importing import Origin, Page, draft, same_text, written
from coachbot.core.model import Gem
from coachbot.errors import ImportRefused

Read = Callable[[Path], Page]
Put = Callable[[str, str], None]  # a slug and a file's text


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: a gem and what was left out of it, or the reason why not."""

    file: str
    gem: Gem | None = None
    dropped: tuple[str, ...] = ()
    refused: str = ""


def import_gems(
    files: Sequence[Path], origin: Origin, known: Mapping[str, Gem], read: Read, put: Put
) -> Iterator[Imported]:
    """Import files one after the other. `known` are the library's gems by slug; `put` writes a new one."""
    shelf = dict(known)
    for file in files:
        try:
            found = read(file)
            gem = draft(found, origin)
            _check(gem, shelf)
            put(gem.slug, written(gem))
        except ImportRefused as reason:
            yield Imported(str(file), refused=str(reason))
        else:
            shelf[gem.slug] = gem
            yield Imported(str(file), gem, found.dropped)


def _check(gem: Gem, shelf: Mapping[str, Gem]) -> None:
    """Raises ImportRefused for a gem that is there already, unless it only gains its permission."""
    if not gem.slug:
        raise ImportRefused("its title has no letters that a name could be made of")
    twin = shelf.get(gem.slug)
    if twin and twin.source != gem.source:
        raise ImportRefused(f"there is a gem “{twin.title}” by {_whose(twin)} already")
    if twin and (twin.published or not gem.published):
        raise ImportRefused(f"“{twin.title}” is in the library already")
    for other in shelf.values():
        if other.slug != gem.slug and same_text(other.body, gem.body):
            raise ImportRefused(f"it is the same text as “{other.title}”")


def _whose(gem: Gem) -> str:
    return "us" if gem.source == "own" else gem.source
