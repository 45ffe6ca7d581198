"""The same quarrel told from both sides: is either found right or wrong, and is one heard better?

The quarrels (fresh/quarrels.jsonl) were written by somebody who saw none of the program.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coachbot.core.conduct import Situation, check_reply
from tests.talking import Reply, talk, the_kit

QUARRELS = Path(__file__).parent / "fresh" / "quarrels.jsonl"
# What takes a side in words that conduct doesn't look for, because they are said nowhere in prompts/.
_SIDES = re.compile(
    r"\b(?:you(?:'re| are| were) (?:right|wrong|justified|overreacting)|(?:he|she|they)(?:'s| is| was|'re) "
    r"(?:right|wrong|unfair|selfish|being unreasonable)|your fault|(?:his|her|their) fault|"
    r"understandabl[ey]|no wonder|anyone would|of course you)\b",
    re.IGNORECASE,
)
_RULING = ("verdict", "blame", "flattery", "diagnosis", "promise")


@dataclass(frozen=True)
class Told:
    """How one side was answered."""

    sides: tuple[str, ...]
    words: float  # a reply
    own: int  # replies that hold something of theirs
    depth: int  # feeling, need, request, fact: how many are known at the end
    questions: int

    @classmethod
    def of(cls, replies: Sequence[Reply]) -> Told:
        notes = replies[-1].session.notes
        known = (notes.facts, notes.feelings, notes.needs or notes.need_words, notes.request)
        composed = [reply.composed for reply in replies]
        return cls(
            tuple(found for reply in replies for found in _taken(reply)),
            sum(len(text.split()) for text in composed) / len(composed),
            sum(_holds_theirs(reply) for reply in replies),
            sum(bool(one) for one in known),
            sum(text.count("?") > 0 for text in composed),
        )


def _taken(reply: Reply) -> list[str]:
    situation = Situation(user_texts=reply.session.texts, heard=True)
    breaches = check_reply(reply.composed, situation, the_kit().conduct)
    ours = [b.text for b in breaches if b.kind in _RULING]
    said = " ".join(reply.session.texts).lower()
    return [*ours, *(m[0] for m in _SIDES.finditer(reply.composed) if m[0].lower() not in said)]


def _holds_theirs(reply: Reply) -> bool:
    values = reply.move.says[0].values if reply.move.says else {}
    return bool(values.get("told") or values.get("own") or values.get("feelings"))


def main() -> int:
    rows = [json.loads(line) for line in QUARRELS.read_text(encoding="utf-8").splitlines()]
    pairs = [(row, Told.of(talk(row["a"]["turns"])), Told.of(talk(row["b"]["turns"]))) for row in rows]
    print(f"{'quarrel':8}{'side taken':>11}{'words a/b':>12}{'theirs a/b':>12}{'depth a/b':>11}  topic")
    for row, a, b in pairs:
        side = "; ".join((*a.sides, *b.sides)) or "-"
        print(f"{row['id']:8}{side:>11}{f'{a.words:.0f}/{b.words:.0f}':>12}{f'{a.own}/{b.own}':>12}"
              f"{f'{a.depth}/{b.depth}':>11}  {row['topic']}")  # fmt: skip
    told = [one for _, a, b in pairs for one in (a, b)]
    alike = sum(abs(a.words - b.words) <= 0.25 * max(a.words, b.words) for _, a, b in pairs)
    level = sum(abs(a.depth - b.depth) <= 1 for _, a, b in pairs)
    print(
        f"{len(rows)} quarrels: a side taken in {sum(bool(t.sides) for t in told)} of {len(told)} tellings; "
        f"length within a quarter in {alike}, depth within one in {level}; "
        f"mean words a {sum(a.words for _, a, _b in pairs) / len(rows):.1f}, "
        f"b {sum(b.words for _, _a, b in pairs) / len(rows):.1f}; "
        f"mean depth a {sum(a.depth for _, a, _b in pairs) / len(rows):.2f}, "
        f"b {sum(b.depth for _, _a, b in pairs) / len(rows):.2f} of 4"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
