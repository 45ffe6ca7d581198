"""One round of a rehearsal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coachbot.core.checking import Problem
from coachbot.core.checking.patterns import lower
from coachbot.core.rehearsal.table import KINDS, Group, Replies

READ = 4_000  # characters of a line that are looked at
LONG = 80  # words
SHORT = 9
SHOWN = 12  # words of the person's that are repeated

_HARSH = frozenset(("contempt", "threat", "label", "diagnosis"))
_UNCLEAR = frozenset(("vague", "faux_feeling"))
# What would be answered first.
_WEIGHT = (
    "contempt", "threat", "diagnosis", "label", "blame", "mind_reading", "always_never", "demand",
    "evaluation", "faux_feeling", "vague",
)  # fmt: skip
_APOLOGY = re.compile(
    r"\b(?:i'?m (?:so |really )?sorry|i apologi[sz]e|that was(?:n't fair| wrong) of me|i was wrong)\b"
)
_FEELING = re.compile(
    r"\bi(?:'m| am| was| felt| feel|m| got| get|'ve been)\b"
    r"(?: (?:so|really|very|just|still|pretty|quite|a bit|kind of|and)){0,2}"
    r" (?!not\b|going\b|sorry\b|done\b|at\b|in\b|on\b|the\b|a\b|an\b|like\b|that\b|you\b)[a-z]{3,14}"
)
_FACT = re.compile(
    r"\byou (?:[a-z]{2,12}ed|said|told|left|came|went|forgot|were|was|had|took|put|didn't|read|sat|kept"
    r"|got|made|gave|slept|drank|spent|spoke|bought|paid|lied|hung)\b"
    r"|\b(?:last night|yesterday|this morning|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_ASKED = re.compile(
    r"\b(?:can|could|would|will|shall|may) (?:we|you|i|u)\b|\blet's\b|\bi(?:'d| would) (?:like|love)\b"
)


@dataclass(frozen=True, slots=True)
class Round:
    """What the simulated partner answers.

    `kind` is defends, counter_attacks, shuts_down, jokes, cries, agrees_too_fast, asks_why or tired.
    `seen` is one concrete thing about the person's line, `need` what the partner may need,
    `hint` what another try could do.
    """

    kind: str
    reply: str
    seen: str
    need: str
    hint: str


def rehearse(
    line: str,
    problems: Sequence[Problem],
    table: Replies,
    asked: int = 0,
    kind: str | None = None,
    said: frozenset[str] = frozenset(),
    level: str = "ordinary",
) -> Round:
    """The partner's answer to a line, never a reply that is in `said` while there is another.

    `asked` is how many rounds went before, `kind` asks for a certain kind of partner, `level` is easy,
    ordinary or hard. The same arguments give the same answer.
    """
    low = lower(line[:READ])
    kinds = _kinds(problems, table, asked, kind, level)
    group, reply = _answer(low, kinds, table, said, asked + len(low.split()))
    return Round(group.kind, reply, _seen(line, low, problems, table, asked), group.need, group.hint)


# ---------------------------------------------------------------- who answers, and what


def _kinds(
    problems: Sequence[Problem], table: Replies, asked: int, kind: str | None, level: str
) -> list[str]:
    """The kinds to try, the one whose turn it is first."""
    course = table.courses.get(level, table.courses["ordinary"])[_sort_of_line(problems)]
    turned = [course[(asked + i) % len(course)] for i in range(len(course))]
    wanted = [kind] if kind in KINDS and kind is not None else []
    return list(dict.fromkeys((*wanted, *turned, *KINDS)))


def _sort_of_line(problems: Sequence[Problem]) -> str:
    kinds = {problem.kind for problem in problems}
    if kinds & _HARSH:
        return "harsh"
    if kinds - _UNCLEAR:
        return "sweeping"
    return "unclear" if kinds else "clear"


def _answer(
    low: str, kinds: Sequence[str], table: Replies, said: frozenset[str], turn: int
) -> tuple[Group, str]:
    """A reply that was not given yet, of the first kind that has one, in a group of its own if possible."""
    for kind in kinds:
        fresh = [
            (g, [r for r in g.replies if r not in said]) for g in _fitting(table.groups[kind], low, table)
        ]
        left = [(g, replies) for g, replies in fresh if replies]
        if left:
            unused = [(g, replies) for g, replies in left if len(replies) == len(g.replies)] or left
            topical = [(g, replies) for g, replies in unused if g.topic] or unused
            group, replies = topical[turn % len(topical)]
            return group, replies[turn % len(replies)]
    group = table.groups[kinds[0]][0]
    return group, group.replies[turn % len(group.replies)]


def _fitting(groups: Sequence[Group], low: str, table: Replies) -> Iterator[Group]:
    return (g for g in groups if g.topic is None or table.topics[g.topic].search(low))


# ---------------------------------------------------------------- what was seen in the line


def _seen(line: str, low: str, problems: Sequence[Problem], table: Replies, asked: int) -> str:
    """The heaviest thing that would be answered; without one, what the line did well."""
    for kind in _WEIGHT:
        found = next((p for p in problems if p.kind == kind), None)
        if found:
            variants = table.seen[kind]
            return variants[asked % len(variants)].format(words=_shown(line, found))
    variants = table.seen[_merit(low)]
    return variants[asked % len(variants)]


def _shown(line: str, problem: Problem) -> str:
    """The words that were found, to the end of the last one, as the person wrote them."""
    first = problem.because[0]
    end = first.end
    while end < len(line) and (line[end].isalnum() or line[end] in "'’"):
        end += 1
    words = line[first.start : end].split()
    return " ".join(words[:SHOWN]) + ("…" if len(words) > SHOWN else "")


def _merit(low: str) -> str:
    words = len(low.split())
    fact, feeling = bool(_FACT.search(low)), bool(_FEELING.search(low))
    asked = "?" in low or bool(_ASKED.search(low))
    if _APOLOGY.search(low):
        return "apology"
    if words > LONG:
        return "long"
    if fact and feeling:
        return "whole" if asked else "fact_feeling"
    if asked:
        return "asked"
    if feeling or fact:
        return "feeling" if feeling else "fact"
    return "short" if words < SHORT else "plain"
