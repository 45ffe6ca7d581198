"""What a person can see of themselves over time: counted from what is kept, as values and as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coachbot.core.model import Foundation
from coachbot.core.nudging.kept import Agreement, Check, Ended

MOST_TALKS = 12
MOST_CHECKS = 24
MOST_WORDS = 5
ENDS = (Ended.KEPT, Ended.PARTLY, Ended.CHANGED, Ended.NOT_KEPT)
END_NAMES = {Ended.KEPT: "kept", Ended.PARTLY: "partly", Ended.CHANGED: "changed", Ended.NOT_KEPT: "not kept"}

Rows = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Talk:
    """One session: its day, and how much of it each foundation was, 0-1."""

    day: str
    share: tuple[float, ...]  # in the order of Foundation


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that /me shows."""

    talks: tuple[Talk, ...] = ()
    checks: tuple[Check, ...] = ()
    agreements: tuple[tuple[str, int], ...] = ()  # (how it ended, how many), those that happened
    feelings: tuple[tuple[str, int], ...] = ()
    needs: tuple[tuple[str, int], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.talks or self.checks or self.agreements or self.feelings or self.needs)


def overview(turns: Rows, checks: Sequence[Check], agreements: Sequence[Agreement]) -> Overview:
    """What is kept, counted. `turns` are exported rows: session_id, at, and reading as JSON values."""
    ended = Counter(each.ended for each in agreements)
    return Overview(
        talks=_talks(turns),
        checks=tuple(checks[-MOST_CHECKS:]),
        agreements=tuple((END_NAMES[end], ended[end]) for end in ENDS if ended[end]),
        feelings=_named(turns, "feelings", "word"),
        needs=_named(turns, "needs", "name"),
    )


def _reading(turn: Mapping[str, object]) -> Mapping[str, object]:
    found = turn.get("reading")
    return found if isinstance(found, dict) else {}


def _talks(turns: Rows) -> tuple[Talk, ...]:
    sums: dict[object, tuple[str, list[float]]] = {}
    for turn in turns:
        scores = _reading(turn).get("foundations")
        if not isinstance(scores, dict) or not any(scores.values()):
            continue
        _, total = sums.setdefault(turn.get("session_id"), (str(turn.get("at"))[:10], [0.0] * 4))
        for place, foundation in enumerate(Foundation):
            total[place] = max(total[place], float(scores.get(foundation.value, 0.0)))
    return tuple(Talk(day, tuple(total)) for day, total in sums.values())[-MOST_TALKS:]


def _named(turns: Rows, kind: str, key: str) -> tuple[tuple[str, int], ...]:
    count: Counter[str] = Counter()
    for turn in turns:
        listed = _reading(turn).get(kind)
        for each in listed if isinstance(listed, list) else ():
            if isinstance(each, dict) and each.get(key) and not each.get("guessed"):
                count[str(each[key])] += 1
    return tuple(count.most_common(MOST_WORDS))


def told(seen: Overview, titles: Mapping[str, str]) -> str:
    """The same as text, for a caption and for the terminal; `titles` are the sections' names."""
    parts = [titles["title"]]
    if seen.talks:
        total = [sum(talk.share[place] for talk in seen.talks) for place in range(len(Foundation))]
        whole = sum(total) or 1.0
        shares = (
            f"{f.value} {round(100 * part / whole)} %" for f, part in zip(Foundation, total, strict=True)
        )
        parts.append(f"{titles['foundations']} ({len(seen.talks)}): {', '.join(shares)}.")
    if seen.checks:
        parts.append(f"{titles['thriving']}: {_line(seen.checks)}.")
    for name, pairs in (
        ("agreements", seen.agreements),
        ("feelings", seen.feelings),
        ("needs", seen.needs),
    ):
        if pairs:
            parts.append(f"{titles[name]}: {_listed(pairs)}.")
    return "\n\n".join(parts)


def _line(checks: Sequence[Check]) -> str:
    shown = [f"{_day(c.at)} {c.thriving}/{c.energy or '–'}/{c.willingness or '–'}" for c in checks[-6:]]
    return ", ".join(shown)


def _day(at: str) -> str:
    return f"{int(at[8:10])}.{int(at[5:7])}."


def _listed(pairs: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number}" for name, number in pairs)
