"""Looks for the signs in a text, and weighs each where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coachbot.core.danger.acts import ACTS, Act
from coachbot.core.danger.guards import Place, holds, of_a_former, when_told
from coachbot.core.danger.pattern import UNKNOWN, part_of
from coachbot.core.danger.signs import Guard, Rule, Sign, Signs
from coachbot.core.danger.who import (
    PRONOUNS,
    Actor,
    Role,
    antecedent,
    object_role,
    own_body,
    speaker_before,
    subject,
    whose,
)
from coachbot.core.danger.wording import Wording, wordings
from coachbot.core.model import DangerKind, Evidence, Level, Person, When

_OBJECT, _SUBJECT = "to", "who"


@dataclass(frozen=True, slots=True)
class Found:
    """A sign that stands: how serious it is here, which danger, whose, and what a weak one adds."""

    level: Level
    kind: DangerKind
    by: Person | None
    when: When
    weight: int
    sign: str
    wording: Wording
    start: int
    end: int

    def evidence(self) -> Evidence:
        """The words that it was read in."""
        return self.wording.evidence(self.start, self.end, self.sign)


def find(text: str, signs: Signs) -> list[Found]:
    """All signs that stand in a text."""
    return [found for wording in wordings(text, signs.codes) for found in _find(wording, signs)]


def _find(wording: Wording, signs: Signs) -> Iterator[Found]:
    codes = _without_figures(wording.codes, signs)
    for place in _places(codes, signs.rules_at):
        rule = signs.rules[place]
        for match in rule.pattern.expression().finditer(codes):
            found = _weighed(rule, match, wording, signs)
            if found is not None:
                yield found
                break


def _places(codes: str, index: Mapping[str, tuple[int, ...]]) -> list[int]:
    """The signs whose word is in the text, in the order of the files."""
    return sorted({place for code in set(codes) if code in index for place in index[code]})


def _without_figures(codes: str, signs: Signs) -> str:
    """The text with its harmless turns of phrase blanked out."""
    for place in _places(codes, signs.figures_at):
        codes = signs.figures[place].pattern.expression().sub(_blank, codes)
    return codes


def _blank(found: re.Match[str]) -> str:
    part = part_of(found, _OBJECT)
    if part is None:
        return UNKNOWN * len(found[0])
    start, end = part[0] - found.start(), part[1] - found.start()
    return found[0][:start] + UNKNOWN * (end - start) + found[0][end:]


def _weighed(rule: Rule, match: re.Match[str], wording: Wording, signs: Signs) -> Found | None:
    """What a match amounts to where it stands; None if something takes it back."""
    words, sign = wording.words, rule.sign
    actor = _actor(match, words, signs)
    meant = _meant(sign, match, actor, words, signs)
    if meant is None:
        return None
    place = Place(words, wording.codes, min(actor.at, match.start()), match.start(), match.end())
    level = _taken_back(rule, meant, place, signs)
    if level is None:
        return None
    when = when_told(place, signs)
    return Found(
        level, meant.kind, meant.by, when, sign.weight, sign.name, wording, match.start(), match.end()
    )


def _actor(match: re.Match[str], words: list[str], signs: Signs) -> Actor:
    """The one that the sign names itself, else the subject before it."""
    part = part_of(match, _SUBJECT)
    if part is None:
        return subject(words, match.start(), signs)
    start, end = part
    if words[end - 1] in ("i", "we"):
        return Actor(Role.ME, start)
    if words[end - 1] in PRONOUNS:
        return Actor(antecedent(words, end - 1, signs), start)
    return Actor(whose(words, end - 1, signs) or Role.PARTNER, start)


def _meant(sign: Sign, match: re.Match[str], actor: Actor, words: list[str], signs: Signs) -> Act | None:
    """Which danger a sign is here, whose, and how serious at most."""
    if sign.kind is None:
        start, end = part_of(match, _OBJECT) or match.span()
        if own_body(words, start, end, actor, signs):
            return None
        return ACTS.get((actor.role, object_role(words, start, end, actor.role, signs)))
    if sign.by is None:
        by = (_PERSONS | _OWN if sign.kind in _ONESELF else _PERSONS).get(actor.role)
        return _of_who_writes(sign.kind, by) if by else None
    if sign.by is Person.PARTNER and actor.role in _OTHERS:
        return Act(sign.kind, Person.OTHER) if actor.role is not Role.PET else None
    speaker = speaker_before(words, match.start(), signs) if sign.by is Person.ME else Role.ME
    return (
        Act(sign.kind, sign.by) if speaker is Role.ME else Act(sign.kind, _PERSONS.get(speaker, Person.OTHER))
    )


def _of_who_writes(kind: DangerKind, by: Person) -> Act:
    """The same violence has another name where it is the writer's own."""
    own = by is Person.ME and kind is DangerKind.PARTNER_VIOLENCE
    return Act(DangerKind.HARM_TO_PARTNER if own else kind, by)


# "Just want to die", "my life is not worth living": who writes it means themselves.
_ONESELF = (DangerKind.SUICIDE, DangerKind.SELF_HARM)
_OWN = {Role.NOBODY: Person.ME, Role.THING: Person.ME}
_OTHERS = (Role.OTHER, Role.CHILD, Role.PET)
_PERSONS = {
    Role.ME: Person.ME,
    Role.PARTNER: Person.PARTNER,
    Role.NOBODY: Person.PARTNER,
    Role.CHILD: Person.OTHER,
    Role.OTHER: Person.OTHER,
}


def _taken_back(rule: Rule, meant: Act, place: Place, signs: Signs) -> Level | None:
    """The level that is left when the guards have spoken; None if nothing is."""
    level = min(rule.sign.level, meant.level, key=lambda each: each.rank)
    for guard in rule.sign.guards:
        if guard is Guard.FICTION and rule.sign.kind is None and meant.kind in _BETWEEN_US:
            continue  # "we watched a film and he hit me" is no film
        if holds(guard, place, rule.pattern.denies, signs):
            if not _leaves_a_question(guard, meant, level, place, signs):
                return None
            level = min(level, Level.ASK, key=lambda each: each.rank)
    return level


def _leaves_a_question(guard: Guard, meant: Act, level: Level, place: Place, signs: Signs) -> bool:
    """Whether something is left to ask about: a threat with a grin leaves nothing, an old wound may."""
    match guard:
        case Guard.PLAYFUL:
            return level is Level.STOP
        case Guard.GRIN:
            return level is Level.STOP and not (meant.by is Person.ME and meant.kind in _THREATENED)
        case Guard.OVER:
            # Who beat a former partner is asked about; a former partner who beat is not.
            others = meant.kind is DangerKind.OTHER_HARM
            return meant.by is not Person.OTHER and (others or not of_a_former(place, signs))
        case _:
            return False


_BETWEEN_US = (DangerKind.PARTNER_VIOLENCE, DangerKind.HARM_TO_PARTNER)
_THREATENED = (DangerKind.HARM_TO_PARTNER, DangerKind.OTHER_HARM)
