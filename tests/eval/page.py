"""The page of ten sentences, written anew: `python -m tests.eval.page > page && mv page docs/reading.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from coachbot.core.model import Reading
from coachbot.core.reading import read
from coachbot.library import read_library

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
HEAD = """# Ten sentences and what is read in them

Written by `python -m tests.eval.page` from `coachbot/core/reading/`, which `coachbot inspect reading` runs;
the sentences, those in bold, are invented. “Told back” is what the coach would say of it."""


def lines(reading: Reading) -> Iterator[str]:
    """What was read, a line for each sort of thing that was found."""
    yield "told back: " + "; ".join(one.said for one in reading.retellings)
    yield "observed: " + "; ".join(f"“{one.text}” ({one.who})" for one in reading.observations)
    yield "judged: " + "; ".join(
        f"“{one.text}” ({one.kind.replace('_', ' ')})" for one in reading.evaluations
    )
    yield "feelings: " + ", ".join(one.word for one in reading.feelings)
    yield "stories told as feelings: " + ", ".join(
        f"{one.word} → {', '.join(one.feelings)}?" for one in reading.faux_feelings
    )
    yield "said not to be: " + ", ".join(reading.denied)
    yield "needs: " + ", ".join(one.name + " (a guess)" * one.guessed for one in reading.needs)
    yield "strategies: " + "; ".join(f"“{one.text}”" for one in reading.strategies)
    yield "asked: " + "; ".join(f"“{one.text}” ({one.kind})" for one in reading.requests)
    yield "signs of shaken worth: " + ", ".join(one.kind.replace("_", " ") for one in reading.worth_signs)
    yield "foundations: " + ", ".join(
        f"{name} {score:.1f}" for name, score in reading.foundations if score >= 0.1
    )
    yield "track: " + (reading.track.replace("_", " ") if reading.track else "")
    yield f"heat: {reading.heat}"
    yield (
        f"partner: {reading.partner.noun}, {reading.partner.subject}"
        if reading.partner.known
        else "partner: "
    )


def main() -> None:
    """Read the sentences of the page that is there, and print it with what is read in them now."""
    lexicon = read_library().kit.lexicon
    told = [
        line.strip("*") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("**")
    ]
    parts = [HEAD]
    for text in told:
        found = [f"- {line}" for line in lines(read(text, lexicon)) if not line.endswith(": ")]
        parts += [f"**{text}**", "\n".join(found)]
    sys.stdout.write("\n\n".join(parts) + "\n")


if __name__ == "__main__":
    main()
