"""First replies to openers: how many say something only this person could have been told."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path

from coachbot.core.phrasebook import sentences
from tests.talking import say


def main() -> int:
    folder = os.environ.get("EVAL_DIR")
    if not folder:
        print("no EVAL_DIR: nothing to read")
        return 0
    rows = [json.loads(line) for line in (Path(folder) / "conflicts_openers.jsonl").read_text().splitlines()]
    target = os.environ.get("EVAL_WRITE")  # a file of your own, outside the project
    out = Path(target).open("w") if target else None  # noqa: SIM115
    long = told = questions = 0
    openings: Counter[str] = Counter()
    for row in rows:
        reply = say(row["text"])
        words = len(reply.composed.split())
        long += words > 60
        told += reply.move.says[0].values.get("told") is not None if reply.move.says else 0
        questions += sum(s.endswith("?") for s in sentences(reply.composed)) == 1
        openings[" ".join(reply.composed.lower().split()[:5])] += 1
        if out:
            out.write(f"{row['id']} » {row['text']}\n   · {reply.text}   {reply.buttons}\n\n")
    print(
        f"{len(rows)} openers: {told / len(rows):.0%} retold, {long} over 60 words, "
        f"{questions / len(rows):.0%} with exactly one question, "
        f"commonest opening {openings.most_common(1)[0][1] / len(rows):.1%}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
