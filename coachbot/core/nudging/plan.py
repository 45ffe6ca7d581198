"""What a person chose about nudges, and the manners by which they come less or more often.

Days are ISO dates of the person's own calendar, `at` are ISO times in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

LEVELS = (1, 2, 3, 7)  # days between two nudges, from the quickest on
UNANSWERED = 3  # so many in a row slow the plan down by one level
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)  # Monday is 0


@dataclass(frozen=True, slots=True)
class Topics:
    """What this person worked on, as far as a nudge may draw on it."""

    foundation: str | None = None
    gems: tuple[str, ...] = ()  # slugs whose practice they have met, newest first
    needs: tuple[str, ...] = ()
    agreement: bool = False  # one is open
    essentials: bool = False
    shut: bool = False  # violence was told of: nothing that belongs to couples' work


@dataclass(frozen=True, slots=True)
class Plan:
    """A person's plan. `every` and `thriving` are days, 0 for not at all; `spread` is minutes."""

    zone: str | None = None
    time: str = "08:30"  # hh:mm of their own clock
    spread: int = 0  # how far after `time` it may come, so that a whole city is not woken at once
    days: tuple[int, ...] = EVERY_DAY
    every: int = 0  # what they chose
    pace: int = 0  # what it has come to; never quicker than `every`
    unanswered: int = 0
    paused_until: str | None = None
    last_day: str | None = None  # of the last nudge
    last_at: str | None = None
    answered_at: str | None = None  # when they were last there, if that was after a nudge
    thriving: int = 0
    thrived_day: str | None = None
    topics: Topics = field(default_factory=Topics)

    @property
    def on(self) -> bool:
        """Whether anything comes by itself."""
        return bool(self.zone) and (self.every > 0 or self.thriving > 0)


def chosen(plan: Plan, every: int) -> Plan:
    """The plan with another choice of how often; it begins afresh at that pace."""
    return replace(plan, every=every, pace=every, unanswered=0)


def after_sending(plan: Plan, day: str, at: str, *, thriving: bool = False) -> Plan:
    """The plan once a nudge has gone: it counts as unanswered until the person is there again.

    The question about thriving has a rhythm of its own that they chose: it neither slows nor is slowed.
    """
    if thriving:
        return replace(plan, thrived_day=day)
    unanswered = plan.unanswered + 1
    pace = plan.pace
    if unanswered >= UNANSWERED:
        pace, unanswered = slower(pace), 0
    return replace(plan, last_day=day, last_at=at, unanswered=unanswered, pace=pace)


def stirred(plan: Plan, at: str) -> Plan:
    """The plan when the person does or writes anything: once after each nudge it comes one level quicker."""
    if plan.last_at is None or at < plan.last_at or (plan.answered_at or "") >= plan.last_at:
        return plan
    return replace(plan, unanswered=0, pace=quicker(plan.pace, plan.every), answered_at=at)


def slower(pace: int) -> int:
    """One level slower; the slowest stays."""
    return next((level for level in LEVELS if level > pace), LEVELS[-1]) if pace else 0


def quicker(pace: int, every: int) -> int:
    """One level quicker, but never above what they chose."""
    below = [level for level in LEVELS if level < pace]
    return max(every, below[-1] if below else pace) if every else 0


def away(plan: Plan) -> bool:
    """Whether the person has let nudges pass for so long that they are welcomed back."""
    return plan.every > 0 and plan.pace > plan.every
