"""Who does what to whom, and which danger that is."""

from __future__ import annotations

from dataclasses import dataclass

from coachbot.core.danger.who import Role
from coachbot.core.model import DangerKind, Level, Person


@dataclass(frozen=True, slots=True)
class Act:
    """The danger that an act amounts to; at most `level`, whatever the verb."""

    kind: DangerKind
    by: Person
    level: Level = Level.STOP


_ME, _PARTNER, _CHILD, _OTHER, _NOBODY = Role.ME, Role.PARTNER, Role.CHILD, Role.OTHER, Role.NOBODY

# A missing pair is no danger: a cat scratches, a thought strikes, a toddler kicks.
ACTS: dict[tuple[Role, Role], Act] = {
    (_PARTNER, _ME): Act(DangerKind.PARTNER_VIOLENCE, Person.PARTNER),
    (_NOBODY, _ME): Act(DangerKind.PARTNER_VIOLENCE, Person.PARTNER),
    (_OTHER, _ME): Act(DangerKind.OTHER_HARM, Person.OTHER),
    (_ME, _PARTNER): Act(DangerKind.HARM_TO_PARTNER, Person.ME),
    (_ME, _CHILD): Act(DangerKind.CHILD_HARM, Person.ME),
    (_ME, _OTHER): Act(DangerKind.OTHER_HARM, Person.ME, Level.ASK),
    (_PARTNER, _CHILD): Act(DangerKind.CHILD_HARM, Person.PARTNER),
    (_PARTNER, _OTHER): Act(DangerKind.OTHER_HARM, Person.PARTNER, Level.ASK),
    (_PARTNER, _PARTNER): Act(DangerKind.OTHER_HARM, Person.PARTNER, Level.ASK),
    (_PARTNER, Role.PET): Act(DangerKind.PARTNER_VIOLENCE, Person.PARTNER, Level.ASK),
    (_OTHER, _PARTNER): Act(DangerKind.OTHER_HARM, Person.OTHER, Level.ASK),
    (_OTHER, _CHILD): Act(DangerKind.CHILD_HARM, Person.OTHER, Level.ASK),
    (_OTHER, _OTHER): Act(DangerKind.OTHER_HARM, Person.OTHER, Level.ASK),
    (_NOBODY, _PARTNER): Act(DangerKind.OTHER_HARM, Person.OTHER, Level.ASK),
    (_NOBODY, _CHILD): Act(DangerKind.CHILD_HARM, Person.OTHER, Level.ASK),
    (_NOBODY, _OTHER): Act(DangerKind.OTHER_HARM, Person.OTHER, Level.ASK),
}
