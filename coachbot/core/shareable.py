"""Which talks may be shared and when that is asked; and how one reads to a coach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coachbot.core.model import Foundation, Manner, Mode, Step
from coachbot.core.session import Session

CALM = 3  # the heat up to which somebody may be asked
MOST_FOUND = 6
_FOUND = (
    "observations", "evaluations", "feelings", "faux_feelings", "needs", "strategies", "requests",
    "worth_signs",
)  # fmt: skip
_FOUNDATIONS = frozenset(each.value for each in Foundation)
# Not the talk: rights, files, this question, and what is between two people.
_BESIDE = frozenset({Manner.COMMAND.value, Manner.FILE.value, Manner.PARTNER.value})
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """One turn of a kept talk, in the person's own words; nobody else has seen it."""

    n: int
    at: str
    said: str
    tap: str
    replies: tuple[tuple[str, bool], ...]  # each with whether it is ours word for word: a quotation
    step: str
    voice: str
    heat: int
    found: tuple[tuple[str, str], ...]
    danger: str
    kinds: tuple[str, ...]
    gem: str | None


def good_to_ask(before: Session, after: Session, *, quiet: bool) -> bool:
    """Whether now is the time for the one question: after a good talk, calm, with nothing else asked.

    `quiet`: the reply offers no button and asks nothing.
    """
    notes = after.notes
    danger = after.hold or after.asking or after.closed or after.believed
    ended = before.step is Step.CLOSE and after.step is Step.CLOSE and after.asked is None
    deep = after.heard and bool(notes.needs) and bool(notes.insight or notes.request or notes.draft_done)
    calm = after.heat <= CALM and after.mode is not Mode.LISTEN
    return quiet and ended and deep and calm and not danger


def turns_of(rows: Sequence[Row], session: object) -> tuple[Told, ...]:
    """The turns of one session as they may be shared: without commands and what they answered."""
    return tuple(_told(rows, session))


def _told(rows: Sequence[Row], session: object) -> Iterator[Told]:
    labels: dict[str, str] = {}
    number = 0
    for row in rows:
        messages = [each for each in _list(row["messages"]) if isinstance(each, Mapping)]
        tap = str(row["tap"] or "")
        said = str(row["text"] or labels.get(tap, ""))
        for each in messages:
            labels.update(
                {str(pair[0]): str(pair[1]) for pair in _list(each.get("buttons")) if isinstance(pair, list)}
            )
        replies = tuple(
            (str(each["text"]), each.get("manner") == Manner.QUOTE.value)
            for each in messages
            if each.get("manner") not in _BESIDE
        )
        if row["session_id"] != session or not replies or said.startswith("/"):
            continue
        number += 1
        reading, danger = _map(row["reading"]), _map(row["danger"])
        heat = reading.get("heat", 0)
        yield Told(
            number, str(row["at"]), said, tap if not row["text"] else "", replies, str(row["step"]),
            str(row["voice"]), heat if isinstance(heat, int) else 0, tuple(_found(reading))[:MOST_FOUND],
            str(danger.get("level", "none")), tuple(str(kind) for kind in _list(danger.get("kinds"))),
            str(row["gem_slug"]) if row["gem_slug"] else None,
        )  # fmt: skip


def _found(reading: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for kind in _FOUND:
        for each in _list(reading.get(kind)):
            if isinstance(each, Mapping):
                yield kind.removesuffix("s"), str(each.get("text", ""))


def foundation_of(told: Sequence[Told]) -> str | None:
    """The foundation that was worked on last."""
    worked = [each.step for each in told if each.step in _FOUNDATIONS]
    return worked[-1] if worked else None


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
