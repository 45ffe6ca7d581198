"""What a model's words may not hold besides what conduct forbids, as read from knowledge/voicing.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.core.checking.patterns import Pattern, Patterns, strings, tables, text
from coachbot.core.model import Step
from coachbot.errors import ContentError

KINDS = (
    "verdict", "diagnosis", "flattery", "promise", "hotline", "quotation", "stranger", "workings", "step",
    "cruel", "human", "medical",
)  # fmt: skip
FORMS = ("statement", "question")


@dataclass(frozen=True, slots=True)
class VoicingRule:
    """One thing that a model does not say; `steps` are those in which it may, `unless` clears a sentence.

    A `broad` one finds good sentences too: they stand where tact sees nothing amiss with them.
    """

    kind: str
    name: str
    pattern: Pattern
    steps: frozenset[Step] = frozenset()
    form: str | None = None  # "statement" or "question": looked at in those only
    unless: Pattern | None = None
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Voicing:
    """What a model's sentences are held to: rules, words without weight, words that weigh somebody.

    `leads` is what it may tell somebody to do.
    """

    rules: tuple[VoicingRule, ...]
    leads: Pattern
    plain: tuple[str, ...]
    ours: tuple[str, ...]
    weighing: tuple[str, ...]


def parse_voicing(raw: Mapping[str, object], source: str, weighing: str) -> Voicing:
    """Read the rules and the two lists of words; raises ContentError naming the file and the key."""
    patterns = Patterns(raw, source)
    rules = tuple(_rule(one, patterns, source, i) for i, one in enumerate(tables(raw, "rules", source), 1))
    listed = (line for line in weighing.splitlines() if not line.startswith("#"))
    leads = patterns.pattern(text(raw.get("leads"), source, "leads"), "leads")
    plain, ours = (tuple(text(raw.get(key), source, key).split()) for key in ("plain", "ours"))
    return Voicing(rules, leads, plain, ours, tuple(filter(None, listed)))


def _rule(raw: Mapping[str, object], patterns: Patterns, source: str, number: int) -> VoicingRule:
    where = f"rule {number} ({raw.get('name', 'without a name')})"
    kind = text(raw.get("kind"), source, f"{where}, kind")
    if kind not in KINDS:
        raise ContentError(f"{source}, {where}: “{kind}” is not one of {', '.join(KINDS)}.")
    steps = strings(raw["steps"], source, f"{where}, steps") if "steps" in raw else ()
    unknown = [step for step in steps if step not in set(Step)]
    if unknown:
        raise ContentError(f"{source}, {where}: “{unknown[0]}” is not a step.")
    form = raw.get("form")
    if form not in (None, *FORMS):
        raise ContentError(f"{source}, {where}, form: this is {' or '.join(FORMS)}.")
    unless = raw.get("unless")
    return VoicingRule(
        kind,
        text(raw.get("name"), source, f"{where}, name"),
        patterns.pattern(text(raw.get("pattern"), source, f"{where}, pattern"), where),
        frozenset(Step(s) for s in steps),
        str(form) if form else None,
        patterns.pattern(text(unless, source, f"{where}, unless"), where) if unless else None,
        broad=raw.get("broad") is True,
    )
