"""What a reply may not do, as read from knowledge/conduct.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.core.checking.patterns import Pattern, Patterns, strings, tables, text
from coachbot.errors import ContentError

MATCHED = ("verdict", "blame", "diagnosis", "promise", "flattery", "praise", "advice", "jargon", "machine")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing not to say. `echo`: fine in the person's own words; `asked`: fine when they asked so."""

    kind: str
    name: str
    pattern: Pattern
    unless: Pattern | None = None
    asked: Pattern | None = None
    echo: bool = False
    always: bool = True  # False: only until the person feels heard


@dataclass(frozen=True, slots=True)
class ConductRules:
    """The rules of one language; `by_word` says which are worth a look when a word is in the reply."""

    max_words: int
    rules: tuple[Rule, ...]
    by_word: Mapping[str, tuple[int, ...]]

    def warm(self) -> None:
        """Compile every pattern now; raises ContentError for one that can't be read."""
        for rule in self.rules:
            for pattern in (rule.pattern, rule.unless, rule.asked):
                if pattern:
                    _ = pattern.regex


def parse_conduct_rules(raw: Mapping[str, object], source: str) -> ConductRules:
    """Read the rules; raises ContentError naming the file and the key."""
    longest = raw.get("max_words")
    if not isinstance(longest, int) or longest < 1:
        raise ContentError(f"{source}, max_words: a number of words is missing here.")
    patterns = Patterns(raw, source)
    listed = tables(raw, "rules", source)
    by_word: dict[str, tuple[int, ...]] = {}
    for number, one in enumerate(listed):
        for word in strings(one.get("words"), source, f"{_where(one, number)}, words"):
            by_word[word] = (*by_word.get(word, ()), number)
    return ConductRules(
        longest, tuple(_rule(one, patterns, source, i) for i, one in enumerate(listed)), by_word
    )


def _where(raw: Mapping[str, object], number: int) -> str:
    return f"rule {number + 1} ({raw.get('name', 'without a name')})"


def _rule(raw: Mapping[str, object], patterns: Patterns, source: str, number: int) -> Rule:
    where = _where(raw, number)
    kind = text(raw.get("kind"), source, f"{where}, kind")
    if kind not in MATCHED:
        raise ContentError(f"{source}, {where}: “{kind}” is not a kind of breach that can be matched.")

    def maybe(key: str) -> Pattern | None:
        if key not in raw:
            return None
        return patterns.pattern(text(raw[key], source, f"{where}, {key}"), f"{where}, {key}")

    return Rule(
        kind,
        text(raw.get("name"), source, f"{where}, name"),
        patterns.pattern(text(raw.get("pattern"), source, f"{where}, pattern"), where),
        maybe("unless"),
        maybe("asked"),
        echo=raw.get("echo") is True,
        always=raw.get("heard") is not False,
    )
