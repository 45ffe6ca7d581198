"""Whether the right gem comes first, and whether nothing comes where nothing fits.

    python -m tests.eval.eval_gems [EVAL_DIR] [-v]

Measured on complaints of our own (`gem_complaints.toml`), and, where EVAL_DIR is given, on how many real
openers get a gem and how many questions that are not about couples do. `-v` shows the ones that went wrong.
"""

from __future__ import annotations

import json
import os
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from coachbot.core.gems import parse_gem
from coachbot.core.importing import Origin, draft
from coachbot.core.model import Gem
from coachbot.core.retrieval import Query, Thesaurus, build_index, parse_thesaurus, search
from coachbot.extracting import read_page
from coachbot.finding import Finder
from coachbot.library import furniture_of, read_library
from coachbot.vectors import Models

HERE = Path(__file__).parent
LIBRARY = HERE.parents[1] / "knowledge" / "gems"
COMPLAINTS = HERE / "gem_complaints.toml"
FRESH = HERE / "fresh" / "quarrels"
SECOND = HERE / "fresh" / "second_stranger"


def load_gems() -> tuple[Gem, ...]:
    return tuple(parse_gem(path.read_text("utf-8"), path.name) for path in sorted(LIBRARY.glob("*.md")))


def load_thesaurus() -> Thesaurus:
    path = LIBRARY / "thesaurus.toml"
    return parse_thesaurus(tomllib.loads(path.read_text("utf-8")), path.name)


class Library:
    """An index, and what finds in it by meaning; without that, words alone do."""

    def __init__(self, gems: Sequence[Gem], *, thesaurus: bool = True, vectors: bool = True) -> None:
        ours = read_library(gem_sources=("own",)).kit.index
        self.index = build_index(gems, load_thesaurus() if thesaurus else None, ours.background)
        self.finder = Finder(self.index, Models())
        if vectors:
            self.finder.prepare()

    def found(self, text: str) -> list[str]:
        return [passage.slug for passage in search(self.index, Query(text), self.finder.near(text))]


def strangers(folder: Path = FRESH / "stranger_library") -> tuple[Gem, ...]:
    """A library by somebody who had seen nothing of ours, imported as its author would."""
    read = partial(read_page, furniture=furniture_of(None))
    origin = Origin("a stranger", "yes", "2026-11-22")
    pages = sorted(folder.glob("*.md"))
    return tuple(replace(draft(read(path), origin), slug=path.stem) for path in pages)


def fresh() -> None:
    """Sideways complaints and a stranger's essays; the second halves were never learned from."""
    theirs = [json.loads(line) for line in (FRESH / "stranger_complaints.jsonl").open(encoding="utf-8")]
    others = [json.loads(line)["text"] for line in (FRESH / "not_couples.jsonl").open(encoding="utf-8")]
    library, ours = Library(strangers()), Library(load_gems())
    for name, part in (("first", theirs[:40]), ("second", theirs[40:])):
        asked = [{"text": each["text"], "gems": each["right"]} for each in part if each["right"]]
        score(library, f"a stranger's library, {name} half", asked, verbose=False)
    second = [json.loads(line) for line in (SECOND / "complaints.jsonl").open(encoding="utf-8")]
    asked = [{"text": each["text"], "gems": each["right"]} for each in second]
    score(Library(strangers(SECOND / "library")), "a second stranger's library", asked, verbose=False)
    for name, texts in (("first", others[:40]), ("second", others[40:])):
        quiet = sum(not ours.found(text) for text in texts)
        print(f"silent on {quiet} of {len(texts)} texts that are not about a couple, {name} half")


def seeds(folder: Path) -> None:
    """Whether the two source pages come out whole, and nothing of the site with them."""
    for path in sorted((folder.parent / "seeds").glob("0*.txt")):
        page = read_page(path, furniture_of(None))
        chrome = [b.text for b in page.body if furniture_of(None).is_furniture(b.text)]
        parts = f"{page.words} words, {len(page.dropped)} lines left out, {len(chrome)} of the site's left in"
        print(f"{path.name}: {parts}, practice and series {bool(page.practice and page.next)}")


def score(library: Library, name: str, complaints: Sequence[dict[str, object]], *, verbose: bool) -> None:
    """Print how often a right gem came first, in the first three, and how often nothing came."""
    first = three = silent = 0
    for each in complaints:
        text, right = str(each["text"]), each["gems"]
        assert isinstance(right, list)
        slugs = library.found(text)
        first += slugs[:1] != [] and slugs[0] in right
        three += any(slug in right for slug in slugs)
        silent += not slugs
        if verbose and (not slugs or slugs[0] not in right):
            print(f"  {text}\n      {right[0]}, not {slugs}")
    n = len(complaints)
    spoke = first / max(1, n - silent)
    print(
        f"{name}: right first {first}/{n} ({first / n:.0%}), in three {three}/{n} ({three / n:.0%}), "
        f"silent {silent}, right first when it speaks {spoke:.0%}"
    )


def real(library: Library, folder: Path) -> None:
    """How many real texts get a gem at all; whether it is the right one, only a reader can say."""
    texts = [json.loads(line)["text"] for line in (folder / "conflicts_openers.jsonl").open(encoding="utf-8")]
    got = sum(bool(library.found(text)) for text in texts)
    print(f"real openers: {got} of {len(texts)} get a gem")
    asked = [json.loads(line) for line in (folder / "counsel_questions.jsonl").open(encoding="utf-8")]
    for couple, name in ((True, "about couples"), (False, "about something else")):
        side = [each["text"] for each in asked if bool(each["couple"]) is couple]
        print(f"questions {name}: {sum(bool(library.found(text)) for text in side)} of {len(side)} get a gem")


def main(arguments: list[str]) -> None:
    verbose = "-v" in arguments
    data = tomllib.loads(COMPLAINTS.read_text("utf-8"))
    gems = load_gems()
    print(f"{len(gems)} gems")
    for library, name in (
        (Library(gems, thesaurus=False, vectors=False), "words alone"),
        (Library(gems, vectors=False), "with thesaurus"),
        (Library(gems), "with vectors"),
    ):
        for part in ("first", "second", "third"):
            score(library, f"{name}, {part} set", data[part], verbose=verbose and name == "with vectors")
        quiet = sum(not library.found(text) for text in data["none"])
        print(f"{name}: silent on {quiet} of {len(data['none'])} texts about work, study or sleep")
    fresh()
    for folder in (Path(each) for each in arguments if not each.startswith("-")):
        real(library, folder)
        seeds(folder)


if __name__ == "__main__":
    folder = os.environ.get("EVAL_DIR")
    main([*sys.argv[1:], *([folder] if folder else [])])
