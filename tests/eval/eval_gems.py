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
from pathlib import Path

from coachbot.core.gems import parse_gem
from coachbot.core.model import Gem
from coachbot.core.retrieval import Index, Query, Thesaurus, build_index, parse_thesaurus, search

HERE = Path(__file__).parent
LIBRARY = HERE.parents[1] / "knowledge" / "gems"
COMPLAINTS = HERE / "gem_complaints.toml"


def load_gems() -> tuple[Gem, ...]:
    return tuple(parse_gem(path.read_text("utf-8"), path.name) for path in sorted(LIBRARY.glob("*.md")))


def load_thesaurus() -> Thesaurus:
    path = LIBRARY / "thesaurus.toml"
    return parse_thesaurus(tomllib.loads(path.read_text("utf-8")), path.name)


def found(index: Index, text: str) -> list[str]:
    return [passage.slug for passage in search(index, Query(text))]


def score(index: Index, name: str, complaints: Sequence[dict[str, object]], *, verbose: bool) -> None:
    """Print how often a right gem came first, in the first three, and how often nothing came."""
    first = three = silent = 0
    for each in complaints:
        text, right = str(each["text"]), each["gems"]
        assert isinstance(right, list)
        slugs = found(index, text)
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


def real(index: Index, folder: Path) -> None:
    """How many real texts get a gem at all; whether it is the right one, only a reader can say."""
    texts = [json.loads(line)["text"] for line in (folder / "conflicts_openers.jsonl").open(encoding="utf-8")]
    got = sum(bool(found(index, text)) for text in texts)
    print(f"real openers: {got} of {len(texts)} get a gem")
    asked = [json.loads(line) for line in (folder / "counsel_questions.jsonl").open(encoding="utf-8")]
    for couple, name in ((True, "about couples"), (False, "about something else")):
        side = [each["text"] for each in asked if bool(each["couple"]) is couple]
        print(f"questions {name}: {sum(bool(found(index, text)) for text in side)} of {len(side)} get a gem")


def main(arguments: list[str]) -> None:
    verbose = "-v" in arguments
    data = tomllib.loads(COMPLAINTS.read_text("utf-8"))
    gems = load_gems()
    print(f"{len(gems)} gems")
    for index, name in (
        (build_index(gems), "words alone"),
        (build_index(gems, load_thesaurus()), "with thesaurus"),
    ):
        for part in ("first", "second", "third"):
            score(index, f"{name}, {part} set", data[part], verbose=verbose and name != "words alone")
        quiet = sum(not found(index, text) for text in data["none"])
        print(f"{name}: silent on {quiet} of {len(data['none'])} texts about work, study or sleep")
    for folder in (Path(each) for each in arguments if not each.startswith("-")):
        real(index, folder)


if __name__ == "__main__":
    folder = os.environ.get("EVAL_DIR")
    main([*sys.argv[1:], *([folder] if folder else [])])
