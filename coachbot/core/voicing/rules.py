"""What a model's words may not hold besides what conduct forbids, as read from knowledge/voicing.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.core.checking.patterns import Pattern, Patterns, strings, tables, text
from coachbot.core.model import Step
from coachbot.errors import ContentError

KINDS = (
    "verdict", "diagnosis", "flattery", "promise", "hotline", "quotation", "stranger", "workings", "step",
    "cruel",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VoicingRule:
    """One thing that a model does not say; `steps` are those in which it may."""

    kind: str
    name: str
    pattern: Pattern
    steps: frozenset[Step] = frozenset()


def parse_voicing(raw: Mapping[str, object], source: str) -> tuple[VoicingRule, ...]:
    """Read the rules; raises ContentError naming the file and the key."""
    patterns = Patterns(raw, source)
    return tuple(_rule(one, patterns, source, i) for i, one in enumerate(tables(raw, "rules", source), 1))


def _rule(raw: Mapping[str, object], patterns: Patterns, source: str, number: int) -> VoicingRule:
    where = f"rule {number} ({raw.get('name', 'without a name')})"
    kind = text(raw.get("kind"), source, f"{where}, kind")
    if kind not in KINDS:
        raise ContentError(f"{source}, {where}: “{kind}” is not one of {', '.join(KINDS)}.")
    steps = strings(raw["steps"], source, f"{where}, steps") if "steps" in raw else ()
    unknown = [step for step in steps if step not in set(Step)]
    if unknown:
        raise ContentError(f"{source}, {where}: “{unknown[0]}” is not a step.")
    pattern = patterns.pattern(text(raw.get("pattern"), source, f"{where}, pattern"), where)
    return VoicingRule(
        kind, text(raw.get("name"), source, f"{where}, name"), pattern, frozenset(Step(s) for s in steps)
    )
