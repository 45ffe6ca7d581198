"""Is anyone in danger? What one message says, the earlier ones taken into account."""

from __future__ import annotations

from collections.abc import Sequence

from coachbot.core.danger.finding import Found, find
from coachbot.core.danger.signs import Signs
from coachbot.core.model import Danger, DangerKind, Evidence, Level, worse

ENOUGH = 3  # what weak signs must add up to for a question
NEAR = "near."  # the rule of evidence by nearness of meaning: near.<kind>
_LOOKED_BACK = 8  # earlier messages that count
_BACK_LENGTH = 1_500  # characters of each of them
_SHOWN = 8
_DESPAIR = (DangerKind.SUICIDE, DangerKind.SELF_HARM)


def assess(
    text: str, context: Sequence[str] = (), evidence: Sequence[Evidence] = (), *, signs: Signs
) -> Danger:
    """What a message says about danger.

    `context` are the person's earlier messages, oldest first: weak signs add up over them, if this message
    brings one itself. `evidence` comes from elsewhere (rule "near.<kind>") and can raise it to a question.
    """
    found = find(text, signs)
    strong = [each for each in found if each.level is not Level.NONE]
    here = _danger(strong) if strong else _added_up(found, context, signs)
    return worse(here, _nearby(evidence)) if evidence else here


def _danger(found: Sequence[Found]) -> Danger:
    ranked = sorted(found, key=lambda each: -each.level.rank)
    kinds = tuple(dict.fromkeys(each.kind for each in ranked))
    shown = tuple(each.evidence() for each in ranked[:_SHOWN])
    return Danger(ranked[0].level, kinds, ranked[0].by, ranked[0].when, shown)


def _added_up(weak: Sequence[Found], context: Sequence[str], signs: Signs) -> Danger:
    """A question where weak signs, each counted once, add up; nothing if this message brings none."""
    if not weak:
        return Danger()
    earlier = [found for text in context[-_LOOKED_BACK:] for found in find(text[:_BACK_LENGTH], signs)]
    for family in (True, False):  # despair and fear don't add up to one danger
        here = [each for each in weak if (each.kind in _DESPAIR) is family]
        before = [each for each in earlier if each.weight and (each.kind in _DESPAIR) is family]
        weights = {each.sign: each.weight for each in (*before, *here)}
        if here and sum(weights.values()) >= ENOUGH:
            heaviest = max(here, key=lambda each: each.weight)
            shown = tuple(each.evidence() for each in here[:_SHOWN])
            return Danger(Level.ASK, (heaviest.kind,), heaviest.by, heaviest.when, shown)
    return Danger()


def _nearby(evidence: Sequence[Evidence]) -> Danger:
    """What nearness of meaning says: never more than a question."""
    rules = {each.rule for each in evidence}
    known = tuple(kind for kind in DangerKind if NEAR + kind in rules)
    return Danger(Level.ASK, known, because=tuple(evidence)) if known else Danger()
