"""`gems`: the library of gems for its editors, as plain lines."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence

from coachbot.core.model import Gem
from coachbot.core.retrieval import Index, Query, search
from coachbot.errors import UsageError
from coachbot.finding import Finder
from coachbot.importing import Imported

WIDTH = 78


def listed(gems: Sequence[Gem]) -> list[str]:
    """A line for each gem: slug, title, foundations, tracks, and whether it is hidden or not ours."""
    longest = max((len(gem.slug) for gem in gems), default=0)
    return [f"{gem.slug:<{longest}}  {_facts(gem)}" for gem in gems]


def shown(gems: Sequence[Gem], slug: str) -> list[str]:
    """One gem whole. Raises UsageError for a slug that is none."""
    gem = next((each for each in gems if each.slug == slug), None)
    if gem is None:
        raise UsageError(f"There is no gem “{slug}”; `coachbot gems list` names them.")
    practice = ["", *textwrap.wrap(f"Practice: {gem.practice}", WIDTH)] if gem.practice else []
    return [gem.title, _facts(gem), "", *_wrapped(gem.body), *practice]


def found(index: Index, finder: Finder, text: str, limit: int = 5) -> list[str]:
    """The passages that fit a text, best first, with their scores."""
    finder.prepare()
    lines: list[str] = []
    for passage in search(index, Query(text), finder.near(text), limit=limit):
        lines += [f"{passage.score:6.2f}  {passage.slug} · {passage.title}"]
        lines += textwrap.wrap(passage.text, WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)
    return lines or ["Nothing fits."]


def imported(results: Iterable[Imported], of: int, told: Callable[[str], None]) -> bool:
    """Tell what became of each file and what was left out of it; False if one was refused."""
    good = of > 0
    if not of:
        told("There is no page to import: name .html, .txt or .md files, or folders with such.")
    for number, result in enumerate(results, 1):
        begins = f"{number} of {of}  {result.file}: "
        if result.gem is None:
            good = False
            told(f"{begins}not imported: {result.refused}.")
            continue
        state = "published" if result.gem.published else "a draft until its author's --permission is given"
        told(f"{begins}{result.gem.slug}, {len(result.gem.body.split())} words, {state}")
        for line in result.dropped:
            told(f"    left out: {textwrap.shorten(line, WIDTH, placeholder=' …')}")
    return good


def _facts(gem: Gem) -> str:
    names = [*(f.value for f in gem.foundations), *(t.value for t in gem.tracks)]
    notes = [*([gem.source] if gem.source != "own" else []), *([] if gem.published else ["not published"])]
    return " · ".join([gem.title, ", ".join(names), *notes])


def _wrapped(body: str) -> list[str]:
    paragraphs = (textwrap.wrap(paragraph, WIDTH) for paragraph in body.split("\n\n"))
    return [line for wrapped in paragraphs for line in ("", *wrapped)][1:]
