"""The check itself: find, then clear what is quoted, taken back, denied, feared or kindly meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coachbot.core.checking.patterns import lower
from coachbot.core.checking.rules import MessageRules, Problem, Rule
from coachbot.core.model import Evidence

READ = 20_000  # characters of a draft that are looked at

_STOP = re.compile(r"[.!?;\n]")
_CLAUSE_END = re.compile(
    r"[.!?;:\n]| - | but | though |, (?:because|since|when)\b"
    r"|, (?:and |so |then |now )?(?:you|u|it|that|this|i)\b"
)
# Somebody's words; a single word in quotation marks is not a quotation but a sneer.
_QUOTED = re.compile(r"\"[^\"\n]{0,300}[ ,.!?][^\"\n]{0,300}\"|(?<!\w)'(?=\w)[^\n]{2,200}?[\w.!?,]'(?!\w)")


def check(draft: str, rules: MessageRules, names: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    """What in a draft would be answered instead of the rest, one Problem a kind, in order of appearance.

    `names` are the partner's names as the draft's writer uses them. Offsets are those of `draft`.
    """
    low = _addressed(lower(draft[:READ]), names)
    masked = _masked(low, rules)
    found: dict[str, list[Evidence]] = {}
    for rule in rules.rules:
        for start, end in _hits(rule, low, masked):
            text = draft[start:end]
            found.setdefault(rule.kind, []).append(Evidence(text, start, end, f"{rule.kind}.{rule.name}"))
    ordered = sorted(found.items(), key=lambda item: min(e.start for e in item[1]))
    return tuple(Problem(kind, _distinct(evidence), kind) for kind, evidence in ordered)


def _addressed(low: str, names: tuple[str, ...]) -> str:
    """The text with "Tom is" and "Tom never" read as said to Tom; no offset moves."""
    for name in names:
        if len(name) >= len("you"):
            subject = re.compile(rf"\b{re.escape(lower(name))}(?= (?:is|was|has|never|always|does|did)\b)")
            low = subject.sub("you".ljust(len(name)), low)
            low = re.sub(r"\byou {1,20}(?:is|was|has|does)\b", _as_you, low)
    return low


def _as_you(found: re.Match[str]) -> str:
    verb = found[0].split()[-1]
    said = {"is": "you are", "was": "you were", "has": "you have", "does": "you do"}[verb]
    return said.ljust(len(found[0]))[: len(found[0])]


@dataclass(frozen=True, slots=True)
class _Mask:
    start: int
    end: int
    kinds: frozenset[str] | None  # None: every kind


def _masked(low: str, rules: MessageRules) -> list[_Mask]:
    """The stretches that are not the writer's own claim about the reader."""
    masks = [_Mask(m.start(), m.end(), None) for m in _QUOTED.finditer(low)]
    for mask in rules.masks:
        if mask.needs and not mask.needs.regex.search(low):
            continue
        end = 0
        for found in mask.pattern.regex.finditer(low):
            if found.end() <= end:
                continue
            end = _clause_end(low, found.end())
            if mask.unless and mask.unless.regex.search(low, found.start(), end):
                continue
            masks.append(_Mask(found.start(), end, mask.kinds))
    return masks


def _clause_end(low: str, start: int) -> int:
    end = _CLAUSE_END.search(low, start)
    return end.start() if end else len(low)


def _hits(rule: Rule, low: str, masks: list[_Mask]) -> Iterator[tuple[int, int]]:
    for found in rule.pattern.regex.finditer(low):
        start = found.end() - len(found[0].lstrip(" .,!?;:\n"))
        end = found.end()
        if end > start and not _is_masked(rule.kind, start, masks) and not _is_cleared(rule, low, start, end):
            yield start, end


def _is_masked(kind: str, start: int, masks: list[_Mask]) -> bool:
    return any(m.start <= start < m.end and (m.kinds is None or kind in m.kinds) for m in masks)


def _is_cleared(rule: Rule, low: str, start: int, end: int) -> bool:
    if not (rule.unless or rule.before or rule.after):
        return False
    first, last = _sentence(low, start, end)
    if rule.unless and rule.unless.regex.search(low, first, last):
        return True
    if rule.before and rule.before.regex.search(low[first:start]):
        return True
    return bool(rule.after and rule.after.regex.search(low[end:last]))


def _sentence(low: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a finding, at most 400 characters to either side."""
    first = max(
        (m.end() for m in _STOP.finditer(low, max(0, start - 400), start)), default=max(0, start - 400)
    )
    stop = _STOP.search(low, end)
    return first, min(stop.end() if stop else len(low), end + 400)


def _distinct(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    """Evidence in order, without what lies inside or upon another."""
    kept: list[Evidence] = []
    for one in sorted(evidence, key=lambda e: (e.start, -e.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)
