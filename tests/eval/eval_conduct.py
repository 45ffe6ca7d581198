"""How much of what is never said is cut, and of what a good coach says; totals and kinds, never a text.

`python -m tests.eval.eval_conduct BAD GOOD`: JSON lines `{"text","class","user"}`, what a model would say and
what the person had written. `--rules` leaves tact out.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from coachbot.core.conduct import Situation
from coachbot.core.model import Step
from coachbot.core.voicing.screening import Ground
from coachbot.core.voicing.sentences import ended
from tests.eval.eval_fresh import wilson
from tests.voices.talks import the_screen, the_tact, the_vocabulary


class Scale:
    """Judges replies as they would be judged while they stream, and counts what it took."""

    def __init__(self, *, tact: bool) -> None:
        self._tact = the_tact() if tact else None
        self.sentences, self.rules_s, self.tact_s = 0, 0.0, 0.0

    def cost(self) -> str:
        """What a sentence took, in words."""
        each = 1e6 / max(1, self.sentences)
        return f"{each * self.rules_s:.0f} µs of CPU a sentence by rules, {each * self.tact_s:.0f} by tact"

    def cut(self, text: str, user: str) -> str | None:
        """Why a reply to this person is cut; None where all of it is said."""
        ground = Ground(Situation(user_texts=(user,)), Step.LISTEN, user, the_vocabulary())
        said = ""
        for sentence in ended(text, whole=True):
            began = time.process_time()
            amiss = self._tact.weigh(sentence.strip()) if self._tact else None
            felt = time.process_time()
            fault = the_screen().fault(said, sentence, ground, amiss)
            self.sentences += 1
            self.tact_s, self.rules_s = (
                self.tact_s + felt - began,
                self.rules_s + time.process_time() - felt,
            )
            if fault:
                return fault
            said += sentence
        return None


def main(paths: list[str]) -> None:
    """A line for each file, and what the check took."""
    if not paths:
        print("no files of replies given")
        return
    scale = Scale(tact="--rules" not in sys.argv)
    scale.cut("So.", "so")
    for path in paths:
        of, cut = Counter[str](), Counter[str]()
        for row in map(json.loads, Path(path).read_text(encoding="utf-8").splitlines()):
            of[str(row.get("class", "-"))] += 1
            cut[str(row.get("class", "-"))] += scale.cut(row["text"], row.get("user", "")) is not None
        print(f"{Path(path).stem}: cut {wilson(cut.total(), of.total())}")
        print("   " + ", ".join(f"{kind} {cut[kind]}/{of[kind]}" for kind in of))
    print(scale.cost())


if __name__ == "__main__":
    main([path for path in sys.argv[1:] if not path.startswith("--")])
