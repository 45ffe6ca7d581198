"""Nudges: one sweep finds whose time has come, decides purely, claims the day, and posts what goes out.

The same decision serves the bot, `coachbot nudge`, a chat in the terminal and the rehearsal.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from coachbot.core.advancing import advance
from coachbot.core.asking import button
from coachbot.core.course import thinnest
from coachbot.core.library import Library
from coachbot.core.model import Button, Manner, Message, Reading, Said, Sort, Step
from coachbot.core.moves import Move
from coachbot.core.nudging.choosing import (
    STILL_TALKING,
    Decision,
    Pass,
    Person,
    Send,
    Wait,
    after,
    choose,
    past_of,
)
from coachbot.core.nudging.kept import Agreement, Claim, Days, Ended, Waiting
from coachbot.core.nudging.plan import Plan, Topics
from coachbot.core.nudging.rehearsing import ahead
from coachbot.core.nudging.times import LATE, Slot, admitted, next_slot, parsed, written
from coachbot.core.scripting import script
from coachbot.core.session import Session, from_json
from coachbot.core.values import upper
from coachbot.days import Remember, Stir
from coachbot.ports import Deed, Kept, Posted, Store
from coachbot.zones import zone as zone_of

log = logging.getLogger(__name__)

EVERYBODY = 10**9
PAGE = 200  # plans at a time: few enough that a reply's turn is not held up
_ANSWERS = ("nudge.did", "nudge.not_today", "nudge.another", "nudge.more")
_AGREEMENT = ("agreement.kept", "agreement.partly", "agreement.not", "agreement.changed")
SCALE = tuple(f"thrive.{level}" for level in range(1, 6))
UNKNOWN_ZONE = "UTC"
MOST_GEMS = 5


@dataclass(slots=True)
class Swept:
    """What a sweep did: what goes out, and how many slots ended in which way."""

    posted: list[Posted] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that would go out."""

    user: str
    at: datetime
    zone: str
    kind: str
    text: str


class Nudging:
    """The sweep and its rehearsal."""

    def __init__(self, library: Library, store: Store) -> None:
        self._library, self._store = library, store

    async def sweep(
        self, now: str, room: int = EVERYBODY, user: str | None = None, *, post: bool = True
    ) -> Swept:
        """Deal with every slot whose time has come, of one person if one is named, sending at most `room`."""
        swept = Swept()
        while len(swept.posted) < room:
            page = min(PAGE, room - len(swept.posted))
            found = await self._store.waiting_plans(now, page, user)
            if not found:
                break
            claims = [self._claim(each, now, post=post) for each in found]
            for claim, posted in zip(claims, await self._store.claim(claims), strict=True):
                swept.counts[claim.outcome if claim.day or claim.outcome == "hold" else "waits"] += 1
                if posted is not None:
                    swept.posted.append(posted)
        told = ", ".join(f"{number} {name}" for name, number in sorted(swept.counts.items()))
        if told:
            log.info("nudges: %s", told)
        return swept

    def _claim(self, found: Waiting, now: str, *, post: bool) -> Claim:
        """The decision about one plan, as it is to be written."""
        zone, moment = zone_of(found.plan.zone or UNKNOWN_ZONE), parsed(now)
        slot = _slot(found, zone)
        if slot is None or slot.at > moment:
            return Claim(found.user, found.next_at, found.plan, written(slot.at) if slot else None)
        person = Person(found.user, found.plan, zone, found.had, found.standing)
        decision = choose(person, slot, self._library.nudges, moment)
        if isinstance(decision, Wait):
            return Claim(found.user, found.next_at, found.plan, written(decision.until))
        plan = after(found.plan, decision, moment)
        then = next_slot(plan, zone, slot.at, found.user)
        claim = Claim(found.user, found.next_at, plan, written(then.at) if then else None, at=now, post=post)
        return self._filled(claim, decision)

    def _filled(self, claim: Claim, decision: Decision) -> Claim:
        if isinstance(decision, Send):
            sent = past_of(decision.slot.day, decision)
            message = self.message(decision, 0)
            return replace(
                claim,
                day=sent.day,
                item=sent.item,
                kind=sent.kind,
                message=message,
                until=written(decision.until),
            )
        if isinstance(decision, Pass):
            day = decision.slot.day if decision.announced else None
            return replace(claim, day=day, outcome=decision.why)
        return claim

    def message(self, decision: Send, n: int) -> Message:
        """What goes out; its buttons carry the day, so that a tap is known however late it comes."""
        if decision.text is None:
            return thriving_message(self._library, decision.slot.day)
        which = f"{decision.slot.day}.{n}"
        return Message(decision.text.text, named(self._library, _ANSWERS, which), Manner.COMMAND, columns=2)

    # ------------------------------------------------------------ played ahead

    async def rehearse(self, users: Sequence[str], start: str, end: str) -> AsyncIterator[Coming]:
        """What would go out from `start` on and before `end`, in order for each; nothing is written."""
        for user in users:
            kept, days = await self._store.load(user), await self._store.days(user)
            if kept.account.blocked:
                continue
            lines = [*self._nudges_ahead(user, kept, days, end), *self._asked_ahead(user, kept, days)]
            for each in sorted(lines, key=lambda coming: coming.at):
                if parsed(start) <= each.at < parsed(end):
                    yield each

    def _nudges_ahead(self, user: str, kept: Kept, days: Days, end: str) -> list[Coming]:
        name = days.plan.zone
        if days.next_at is None or name is None:
            return []
        zone, session = zone_of(name), from_json(kept.state)
        person = Person(user, days.plan, zone, days.had)
        if session.hold is not None:
            return []
        first = next_slot(days.plan, zone, parsed(days.next_at) - LATE, user)
        return [
            Coming(user, at, name, "nudge" if send.text else "thriving", self.message(send, 0).text)
            for at, send in ahead(person, first, self._library.nudges, parsed(end))
        ]

    def _asked_ahead(self, user: str, kept: Kept, days: Days) -> list[Coming]:
        session = from_json(kept.state)
        if session.hold is not None:
            return []
        name = zone_name(kept, self._library)
        coming = []
        for kind, at in days.waiting:
            text = {"follow_up": follow_up_text, "agreement": self._agreement_text}.get(kind)
            words = text(session, days, self._library) if text else ""
            if words:
                coming.append(Coming(user, admitted(parsed(at), days.plan, zone_of(name)), name, kind, words))
        return coming

    def _agreement_text(self, session: Session, days: Days, library: Library) -> str:
        message = agreement_message(days.agreements, library)
        return message.text if message and not session.closed else ""


def _slot(found: Waiting, zone: ZoneInfo) -> Slot | None:
    """The slot that is due; one that waited for the end of a talk lies up to three hours back."""
    return next_slot(found.plan, zone, parsed(found.next_at) - LATE, found.user)


def zone_name(kept: Kept, library: Library) -> str:
    """A person's zone, or the best guess while they have not said: the first of their country's."""
    if kept.account.zone:
        return kept.account.zone
    zones = library.cities.by_country.get(kept.account.country or "", ())
    return zones[0] if zones else UNKNOWN_ZONE


def admitted_at(at: str, kept: Kept, library: Library) -> str:
    """When something agreed on for a time may come to this person."""
    zone = zone_of(zone_name(kept, library))
    return written(admitted(parsed(at), kept.plan or Plan(), zone))


def seconds_to_wait(kind: str, now: str, kept: Kept, session: Session, library: Library) -> int:
    """How long what has come due still has to wait: for the end of a night, a pause or a talk."""
    if kind == "settle_check":
        return 0
    later = parsed(admitted_at(now, kept, library))
    if kind == "agreement" and session.step not in (Step.CLOSE, Step.ARRIVE) and session.last_at:
        later = max(later, parsed(session.last_at) + STILL_TALKING)
    return max(0, int((later - parsed(now)).total_seconds()))


# ---------------------------------------------------------------- what a turn tells the days after it


def stirring(said: Said, kept: Kept, session: Session) -> tuple[Deed, ...]:
    """They are there: their plan comes quicker again, and knows what they work on."""
    if said.sort is Sort.DUE or kept.plan is None:
        return ()
    return (Stir(topics_of(session, kept)),)


def topics_of(session: Session, kept: Kept) -> Topics:
    """What nudges may draw on: of this session what it knows, else what was known before."""
    before, notes = kept.plan.topics if kept.plan else Topics(), session.notes
    known = bool(notes.foundation or notes.scores or notes.track)
    liked = [slug for slug in kept.seen_gems if slug not in kept.disliked_gems]
    if session.gem is not None:
        liked.append(session.gem.slug)
    return replace(
        before,
        foundation=thinnest(notes).value if known else before.foundation,
        gems=tuple(dict.fromkeys(reversed(liked)))[:MOST_GEMS],
        needs=notes.needs or before.needs,
        shut=session.closed,
    )


def remembering(move: Move) -> tuple[Deed, ...]:
    """A closing card leaves one line for the next talk, and so does what helped."""
    notes = move.session.notes
    if move.memory:
        return (Remember(move.memory),)
    if not move.card or not (notes.facts or notes.request):
        return ()
    return (Remember(" · ".join(part for part in (*notes.facts[:1], notes.request) if part)),)


# ---------------------------------------------------------------- what is said


def named(library: Library, names: Sequence[str], which: str) -> tuple[Button, ...]:
    """Buttons that say which thing they are about."""
    return tuple(Button(f"{b.id}:{which}", b.label) for b in button(library.kit, *names))


def words(library: Library, act: str, seed: int = 0, **values: object) -> str:
    """An act's words; the seed turns through its variants."""
    variants = library.kit.phrases.acts[act]
    return variants[seed % len(variants)].render({"operator": "", **values}).strip()


def thriving_message(library: Library, day: str) -> Message:
    """The check: one tap."""
    seed = datetime.fromisoformat(day).toordinal() // 7
    return Message(
        words(library, "thriving.ask", seed), button(library.kit, *SCALE), Manner.COMMAND, columns=5
    )


def agreement_message(agreements: Sequence[Agreement], library: Library) -> Message | None:
    """The question about the oldest agreement that is open; None when none is."""
    mine = [each for each in agreements if each.ended is Ended.OPEN]
    if not mine:
        return None
    asked = min(mine, key=lambda each: each.by)
    text = words(library, "agreement.due", asked.id, line=upper(asked.what))
    return Message(text, named(library, _AGREEMENT, str(asked.id)), Manner.COMMAND, columns=2)


def follow_up_text(session: Session, days: Days, library: Library) -> str:  # noqa: ARG001 - as its fellow
    """What the follow-up would say; nothing where it would not come."""
    if session.closed or session.step not in (Step.CLOSE, Step.ARRIVE):
        return ""
    said = Said("", session.last_at or "1970-01-01T00:00:00+00:00", Sort.DUE, "follow_up")
    move = advance(session, said, Reading(), library.kit)
    messages, _ = script(move.says, move.session, library.kit, 0)
    return " ".join(message.text for message in messages)
