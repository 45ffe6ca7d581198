"""How the check of messages does on the project's own drafts, and on any file of labelled ones.

python tests/eval/eval_messages.py [FILE.toml …]      own format: `honest = […]`, `[[other]] text, kinds`
"""

from __future__ import annotations

import sys
import time
import tomllib
from pathlib import Path

from coachbot.core.checking import MessageRules, check, parse_message_rules

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "knowledge" / "messages" / "checking.toml"


def load_rules() -> MessageRules:
    return parse_message_rules(tomllib.loads(RULES.read_text(encoding="utf-8")), RULES.name)


def score(path: Path, rules: MessageRules) -> tuple[int, int, int, int, int]:
    """(honest, honest flagged, other, other found, other found with one of the named kinds)."""
    drafts = tomllib.loads(path.read_text(encoding="utf-8"))
    flagged = 0
    for text in drafts["honest"]:
        if problems := check(text, rules):
            flagged += 1
            print(f"  FALSE ALARM  {text}\n      {[(e.rule, e.text) for p in problems for e in p.because]}")
    found = named = 0
    for draft in drafts["other"]:
        kinds = {p.kind for p in check(draft["text"], rules)}
        found += bool(kinds)
        named += bool(kinds & set(draft["kinds"]))
        if not kinds & set(draft["kinds"]):
            what = "OTHER KIND" if kinds else "MISSED    "
            print(f"  {what}  {draft['text']}  {sorted(kinds)} not {draft['kinds']}")
    return len(drafts["honest"]), flagged, len(drafts["other"]), found, named


def main(paths: list[Path]) -> None:
    begun = time.perf_counter()
    rules = load_rules()
    print(f"rules: {len(rules.rules)}, read in {1000 * (time.perf_counter() - begun):.0f} ms")
    for path in paths:
        begun = time.perf_counter()
        honest, flagged, other, found, named = score(path, rules)
        each = 1000 * (time.perf_counter() - begun) / (honest + other)
        print(
            f"{path.name}: {flagged} of {honest} honest flagged, {found} of {other} others found "
            f"({100 * found / other:.0f} %), {named} with the kind that was named; {each:.2f} ms a draft"
        )


if __name__ == "__main__":
    main([Path(p) for p in sys.argv[1:]] or sorted(HERE.glob("message_drafts*.toml")))
