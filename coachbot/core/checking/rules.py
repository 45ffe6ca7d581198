"""What the check of a message looks for, as read from knowledge/messages/checking.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.core.checking.patterns import Pattern, Patterns, strings, tables, text, texts
from coachbot.core.model import Evidence
from coachbot.errors import ContentError

KINDS = (
    "label",
    "always_never",
    "blame",
    "mind_reading",
    "diagnosis",
    "contempt",
    "threat",
    "demand",
    "vague",
    "faux_feeling",
    "evaluation",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Words in a draft that its reader would answer instead of the rest.

    `kind` is label, always_never, blame, mind_reading, diagnosis, contempt, threat, demand, vague,
    faux_feeling or evaluation; `mend` names the sentence in `MessageRules.mends` that says what would help.
    """

    kind: str
    because: tuple[Evidence, ...]
    mend: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look for, and what in the same sentence clears it: anywhere, before it or after it."""

    kind: str
    name: str
    pattern: Pattern
    unless: Pattern | None = None
    before: Pattern | None = None
    after: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Mask:
    """Words after which a clause is not the writer's claim about the reader."""

    pattern: Pattern
    kinds: frozenset[str]
    unless: Pattern | None = None
    needs: Pattern | None = None


@dataclass(frozen=True, slots=True)
class MessageRules:
    """The compiled rules of one language."""

    mends: Mapping[str, str]
    rules: tuple[Rule, ...]
    masks: tuple[Mask, ...]

    def warm(self) -> None:
        """Compile every pattern now (0.2 s); raises ContentError for one that can't be read."""
        for rule in self.rules:
            _compiled(rule.pattern, rule.unless, rule.before, rule.after)
        for mask in self.masks:
            _compiled(mask.pattern, mask.unless, mask.needs)


def _compiled(*patterns: Pattern | None) -> None:
    for pattern in patterns:
        if pattern:
            _ = pattern.regex


def parse_message_rules(raw: Mapping[str, object], source: str) -> MessageRules:
    """Read the rules; raises ContentError naming the file and the key."""
    patterns = Patterns(raw, source)
    mends = texts(raw, "mends", source)
    missing = [kind for kind in KINDS if kind not in mends]
    if missing:
        raise ContentError(f"{source}, mends: there is nothing for “{missing[0]}”.")
    rules = tuple(_rule(one, patterns, source, i) for i, one in enumerate(tables(raw, "rules", source), 1))
    masks = tuple(_mask(one, patterns, source, i) for i, one in enumerate(tables(raw, "masks", source), 1))
    return MessageRules(mends, rules, masks)


def _rule(raw: Mapping[str, object], patterns: Patterns, source: str, number: int) -> Rule:
    where = f"rule {number} ({raw.get('name', 'without a name')})"
    kind = text(raw.get("kind"), source, f"{where}, kind")
    if kind not in KINDS:
        raise ContentError(f"{source}, {where}: “{kind}” is not a kind of problem.")
    return Rule(
        kind,
        text(raw.get("name"), source, f"{where}, name"),
        patterns.pattern(text(raw.get("pattern"), source, f"{where}, pattern"), where),
        _maybe(raw, "unless", patterns, source, where),
        _maybe(raw, "before", patterns, source, where),
        _maybe(raw, "after", patterns, source, where),
    )


def _mask(raw: Mapping[str, object], patterns: Patterns, source: str, number: int) -> Mask:
    where = f"mask {number} ({raw.get('name', 'without a name')})"
    kinds = strings(raw["kinds"], source, f"{where}, kinds") if "kinds" in raw else KINDS
    return Mask(
        patterns.pattern(text(raw.get("pattern"), source, f"{where}, pattern"), where),
        frozenset(kinds),
        _maybe(raw, "unless", patterns, source, where),
        _maybe(raw, "needs", patterns, source, where),
    )


def _maybe(
    raw: Mapping[str, object], key: str, patterns: Patterns, source: str, where: str
) -> Pattern | None:
    if key not in raw:
        return None
    return patterns.pattern(text(raw[key], source, f"{where}, {key}"), f"{where}, {key}")
