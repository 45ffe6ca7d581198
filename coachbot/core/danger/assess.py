"""Is anyone in danger? What one message says, the earlier ones taken into account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coachbot.core.danger.finding import Found, find
from coachbot.core.danger.signs import Signs
from coachbot.core.model import Danger, DangerKind, Evidence, Level, Person, Span, worse

ENOUGH = 3  # what weak signs must add up to for a question
NEAR = "near."  # the rule of evidence by nearness of meaning: near.<kind>
_LOOKED_BACK = 8  # earlier messages that count
_BACK_LENGTH = 1_500  # characters of each of them
_SHOWN = 8
_DESPAIR = (DangerKind.SUICIDE, DangerKind.SELF_HARM)


@dataclass(frozen=True, slots=True)
class Near(Span):
    """A stretch of a text that lies near our examples of a danger; one that isn't `strong` is a weak sign."""

    kind: DangerKind
    by: Person
    strong: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """What nearness of meaning says of a whole message: the surest dangers first.

    `calm` says that it lies so far from danger that a single sign is no reason to ask, and none to stop.
    """

    near: tuple[Near, ...] = ()
    calm: bool = False


@dataclass(frozen=True, slots=True)
class _Weak:
    """A weak sign: its name, its danger and whose, what it adds, and where it was read in this message."""

    name: str
    kind: DangerKind
    by: Person | None
    weight: int
    shown: Evidence | None = None


UNKNOWN = Sense()


def assess(
    text: str,
    context: Sequence[str] = (),
    evidence: Sense = UNKNOWN,
    before: Sequence[DangerKind] = (),
    *,
    signs: Signs,
) -> Danger:
    """What a message says about danger.

    `context` are the person's earlier messages, oldest first: weak signs add up over them, if this message
    brings one itself. `evidence` is what nearness of meaning says of this message: it can raise it to a
    question, never further, and what is weak in it counts as a weak sign. Where it is calm, one sign that
    would lead to a question does not, and what would lead to a stop is asked about: no more is taken back.
    `before` are the kinds that the earlier messages lay weakly near.
    """
    found = find(text, signs)
    strong = [each for each in found if each.level is not Level.NONE]
    if evidence.calm:
        strong = _calmed(strong)
    weak = [each for each in found if each.level is Level.NONE]
    here = _danger(strong) if strong else _added_up(weak, context, evidence.near, before, signs)
    return worse(here, _nearby(evidence.near))


def _calmed(found: Sequence[Found]) -> list[Found]:
    """What is left of strong signs in a text that is far from danger otherwise."""
    if len({each.sign for each in found}) == 1 and all(each.level is Level.ASK for each in found):
        return []
    return [replace(each, level=Level.ASK) for each in found]


def _danger(found: Sequence[Found]) -> Danger:
    ranked = sorted(found, key=lambda each: -each.level.rank)
    kinds = tuple(dict.fromkeys(each.kind for each in ranked))
    shown = tuple(each.evidence() for each in ranked[:_SHOWN])
    return Danger(ranked[0].level, kinds, ranked[0].by, ranked[0].when, shown)


def _added_up(
    weak: Sequence[Found],
    context: Sequence[str],
    evidence: Sequence[Near],
    before: Sequence[DangerKind],
    signs: Signs,
) -> Danger:
    """A question where weak signs, each counted once, add up; nothing if this message brings none."""
    now = [*(_weak(each, shown=True) for each in weak), *(_weakly_near(each) for each in evidence[:1])]
    if not now:
        return Danger()
    earlier = [
        _weak(found)
        for text in context[-_LOOKED_BACK:]
        for found in find(text[:_BACK_LENGTH], signs)
        if found.weight
    ]
    earlier += [_Weak(f"{NEAR}{n}", kind, None, 1) for n, kind in enumerate(before[-_LOOKED_BACK:])]
    for family in (True, False):  # despair and fear don't add up to one danger
        here = [each for each in now if (each.kind in _DESPAIR) is family]
        past = [each for each in earlier if (each.kind in _DESPAIR) is family]
        weights = {each.name: each.weight for each in (*past, *here)}
        if here and sum(weights.values()) >= ENOUGH:
            heaviest = max(here, key=lambda each: each.weight)
            shown = tuple(each.shown for each in here if each.shown)[:_SHOWN]
            return Danger(Level.ASK, (heaviest.kind,), heaviest.by, because=shown)
    return Danger()


def _weak(found: Found, *, shown: bool = False) -> _Weak:
    return _Weak(found.sign, found.kind, found.by, found.weight, found.evidence() if shown else None)


def _weakly_near(near: Near) -> _Weak:
    return _Weak(NEAR + near.kind, near.kind, near.by, 1, _evidence(near))


def _evidence(near: Near) -> Evidence:
    return Evidence(near.text, near.start, near.end, NEAR + near.kind)


def _nearby(evidence: Sequence[Near]) -> Danger:
    """What nearness of meaning says: never more than a question."""
    strong = [each for each in evidence if each.strong]
    if not strong:
        return Danger()
    kinds = tuple(each.kind for each in strong)
    return Danger(Level.ASK, kinds, strong[0].by, because=tuple(map(_evidence, strong)))
