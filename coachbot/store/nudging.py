"""Plans and nudges in the database: found when their time has come, claimed once for each person and day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from coachbot.core.model import Message, Step
from coachbot.core.nudging.choosing import MEMORY_DAYS, Now, Past
from coachbot.core.nudging.kept import Claim, Ended, Waiting
from coachbot.core.nudging.plan import Plan, Topics, chosen, stirred
from coachbot.core.nudging.times import next_slot, parsed, written
from coachbot.days import AnotherNudge, AnswerNudge, Replan, Stir
from coachbot.ports import Posted
from coachbot.store.compiled import Statement
from coachbot.store.deeds import do
from coachbot.store.engine import Database
from coachbot.store.row import Value
from coachbot.store.tables import (
    agreements,
    conversations,
    due,
    essentials,
    nudge_plans,
    nudges,
    outbox,
    people,
)
from coachbot.store.wire import pack, pack_message
from coachbot.zones import zone as zone_of

SENT = "sent"
HISTORY = MEMORY_DAYS + 2  # days; a zone's calendar may differ from ours by one
_ENDED = (Step.ARRIVE.value, Step.CLOSE.value, Step.HOLD.value)

_FIELDS = (
    "time", "spread", "days", "every", "pace", "unanswered", "paused_until", "last_day", "last_at",
    "answered_at", "thriving", "thrived_day", "topics",
)  # fmt: skip
_TOPICS = tuple(each.name for each in fields(Topics))
_CAME = ("pace", "unanswered", "last_day", "last_at", "answered_at")  # what history made of a plan
_Row = tuple[Value, ...]
_columns = tuple(nudge_plans.c[name] for name in _FIELDS)
_OF: Statement[_Row] = Statement(
    select(people.c.name, people.c.zone, nudge_plans.c.next_at, *_columns)
    .select_from(nudge_plans.join(people))
    .where(people.c.id == bindparam("person"))
)
_binds: dict[str, BindParameter[Value]] = {name: bindparam(f"b_{name}") for name in (*_FIELDS, "next_at")}
_NEW: Statement[tuple[()]] = Statement(
    insert(nudge_plans).values(person_id=bindparam("b_person"), **_binds), unless_there=True
)
_CHANGE: Statement[tuple[()]] = Statement(
    update(nudge_plans).where(nudge_plans.c.person_id == bindparam("person")).values(_binds)
)
_ADVANCE: Statement[tuple[()]] = Statement(
    update(nudge_plans)
    .where(nudge_plans.c.person_id == bindparam("person"), nudge_plans.c.next_at == bindparam("found"))
    .values(_binds)
)
_END: Statement[tuple[()]] = Statement(
    delete(nudge_plans).where(
        nudge_plans.c.person_id.in_(select(people.c.id).where(people.c.name == bindparam("who")))
    )
)


def _waiting(*where: ColumnElement[bool]) -> Select[_Row]:
    latest = (
        select(func.max(conversations.c.id))
        .where(conversations.c.person_id == people.c.id)
        .correlate(people)
        .scalar_subquery()
    )
    talk = conversations.c.id == latest
    return (
        select(
            people.c.name,
            people.c.zone,
            nudge_plans.c.next_at,
            *_columns,
            people.c.id,
            conversations.c.hold,
            conversations.c.step,
            conversations.c.updated,
            exists().where(agreements.c.person_id == people.c.id, agreements.c.ended == Ended.OPEN.value),
            exists().where(essentials.c.person_id == people.c.id),
        )
        .select_from(nudge_plans.join(people).outerjoin(conversations, talk))
        .where(nudge_plans.c.next_at <= bindparam("now"), people.c.blocked_at.is_(None), *where)
        .order_by(nudge_plans.c.next_at)
        .limit(bindparam("most"))
    )


_WAITING: Statement[_Row] = Statement(_waiting())
_WAITING_OF: Statement[_Row] = Statement(_waiting(people.c.name == bindparam("who")))
_AWAITING: Statement[tuple[str]] = Statement(
    select(people.c.name)
    .where(
        people.c.blocked_at.is_(None),
        or_(
            people.c.id.in_(select(nudge_plans.c.person_id).where(nudge_plans.c.next_at.is_not(None))),
            people.c.id.in_(select(due.c.person_id).where(due.c.done_at.is_(None))),
        ),
    )
    .order_by(people.c.id)
)
_HAD: Statement[tuple[str, str, str]] = Statement(
    select(nudges.c.day, nudges.c.item, nudges.c.kind)
    .where(
        nudges.c.person_id == bindparam("person"),
        nudges.c.day >= bindparam("since"),
        nudges.c.outcome == SENT,
    )
    .order_by(nudges.c.day, nudges.c.n)
)
_PERSON: Statement[tuple[int]] = Statement(select(people.c.id).where(people.c.name == bindparam("who")))
_NUDGE: Statement[tuple[()]] = Statement(
    insert(nudges).values(
        person_id=bindparam("person"),
        day=bindparam("day_"),
        n=bindparam("n_"),
        at=bindparam("at_"),
        item=bindparam("item_"),
        kind=bindparam("kind_"),
        outcome=bindparam("outcome_"),
    ),
    unless_there=True,
)
# A day that was given up comes after all where the person chose another hour of it.
_AFTER_ALL: Statement[tuple[()]] = Statement(
    update(nudges)
    .where(
        nudges.c.person_id == bindparam("person"),
        nudges.c.day == bindparam("day_"),
        nudges.c.n == bindparam("n_"),
        nudges.c.outcome != SENT,
    )
    .values(
        at=bindparam("at_"), item=bindparam("item_"), kind=bindparam("kind_"), outcome=bindparam("outcome_")
    )
)
_ANSWER: Statement[tuple[()]] = Statement(
    update(nudges)
    .where(
        nudges.c.person_id == bindparam("person"),
        nudges.c.day == bindparam("day_"),
        nudges.c.n == bindparam("n_"),
    )
    .values(answer=bindparam("answer_"))
)
_POST: Statement[tuple[()]] = Statement(
    insert(outbox).values(
        person=bindparam("who"),
        turn=0,
        ordinal=0,
        kind=bindparam("what"),
        payload=bindparam("message"),
        buttons=0,  # it is never the message that a picker's tap replaces
        created=bindparam("now"),
        attempts=0,
        until=bindparam("until_"),
    )
)


# ---------------------------------------------------------------- a plan as a row


def plan_of(row: Sequence[Value], zone: Value) -> Plan:
    """A plan from its columns."""
    values = dict(zip(_FIELDS, row, strict=True))
    topics = json.loads(str(values["topics"]))
    for name in ("gems", "needs"):
        topics[name] = tuple(topics.get(name, ()))
    days = tuple(int(day) for day in str(values["days"]))
    return Plan(zone=zone, **{**values, "days": days, "topics": Topics(**topics)})  # type: ignore[arg-type]


def _row(plan: Plan, next_at: str | None) -> dict[str, Value]:
    row: dict[str, Value] = {f"b_{name}": getattr(plan, name) for name in _FIELDS}
    days = "".join(str(day) for day in plan.days)
    return {
        **row,
        "b_days": days,
        "b_topics": pack({name: getattr(plan.topics, name) for name in _TOPICS}),
        "b_next_at": next_at,
    }


def load_plan(database: Database, person: int) -> tuple[Plan, str | None] | None:
    """A person's plan and when the next slot is."""
    row = database.one(_OF, {"person": person})
    if row is None:
        return None
    return plan_of(row[3:], row[1]), None if row[2] is None else str(row[2])


def had_by(database: Database, person: int, now: str) -> tuple[Past, ...]:
    """What they were sent in the last 120 days, oldest first."""
    since = (date.fromisoformat(now[:10]) - timedelta(days=HISTORY)).isoformat()
    return tuple(Past(*row) for row in database.all(_HAD, {"person": person, "since": since}))


# ---------------------------------------------------------------- the sweep


def waiting(database: Database, now: str, limit: int, user: str | None = None) -> list[Waiting]:
    """The plans whose time has come by now, longest waiting first; of one person if one is named."""
    asked: dict[str, Value] = {"now": now, "most": limit}
    rows = (
        database.all(_WAITING, asked) if user is None else database.all(_WAITING_OF, {**asked, "who": user})
    )
    return [_found(database, row, now) for row in rows]


def _found(database: Database, row: _Row, now: str) -> Waiting:
    name, zone, next_at, *rest = row
    person, hold, step, updated, agreed, named = rest[len(_FIELDS) :]
    talking = step is not None and step not in _ENDED
    standing = Now(bool(hold), talking, None if updated is None else str(updated))
    plan = plan_of(rest[: len(_FIELDS)], zone)
    topics = replace(plan.topics, agreement=bool(agreed), essentials=bool(named))
    plan = replace(plan, topics=topics)
    return Waiting(str(name), plan, str(next_at), had_by(database, int(person or 0), now), standing)


def awaiting(database: Database) -> list[str]:
    """Everybody to whom something will come by itself."""
    return [name for (name,) in database.all(_AWAITING, {})]


def claim(database: Database, claims: Sequence[Claim]) -> list[Posted | None]:
    """Deal with slots; for each what goes out, or None if nothing does or somebody was quicker."""
    return [_claim(database, each) for each in claims]


def _claim(database: Database, claim: Claim) -> Posted | None:
    person = database.one(_PERSON, {"who": claim.user})
    if person is None:
        return None
    found: dict[str, Value] = {"person": person[0], "found": claim.next_at}
    if not database.write(_ADVANCE, {**found, **_row(claim.plan, claim.then)}) or claim.day is None:
        return None
    nudge: dict[str, Value] = {"day_": claim.day, "n_": 0, "at_": claim.at, "item_": claim.item}
    nudge |= {"person": person[0], "kind_": claim.kind, "outcome_": claim.outcome}
    new = database.write(_NUDGE, nudge) or database.write(_AFTER_ALL, nudge)
    if not new or claim.message is None:
        return None
    return _posted(database, claim, claim.message)


def _posted(database: Database, claim: Claim, message: Message) -> Posted:
    what = "thriving" if claim.kind == "thriving" else "nudge"
    number = 0
    if claim.post:
        values: dict[str, Value] = {"who": claim.user, "what": what, "message": pack_message(message)}
        number = database.add(_POST, {**values, "now": claim.at, "until_": claim.until})
    return Posted(number, claim.user, message, 0, claim.at, what, until=claim.until)


def end(database: Database, user: str) -> None:
    """Nothing comes any more: the person blocked us."""
    database.write(_END, {"who": user})


# ---------------------------------------------------------------- deeds


@do.register
def _(deed: Replan, database: Database, person: int, at: str) -> None:
    stood = load_plan(database, person)
    old = stood[0] if stood else Plan()
    came = {name: getattr(old, name) for name in _CAME}
    plan = replace(deed.plan, **came)
    if plan.every != old.every:
        plan = chosen(plan, plan.every)
    _write(database, person, plan, at, new=stood is None)


@do.register
def _(deed: Stir, database: Database, person: int, at: str) -> None:
    stood = load_plan(database, person)
    if stood is None:
        return
    plan = stirred(replace(stood[0], topics=deed.topics), at)
    if plan.pace != stood[0].pace:
        _write(database, person, plan, at, before=stood[1])  # what is due or waits is not passed over
    elif plan != stood[0]:
        database.write(_CHANGE, {"person": person, **_row(plan, stood[1])})


def _write(
    database: Database, person: int, plan: Plan, at: str, *, new: bool = False, before: str | None = None
) -> None:
    """Write a plan and the time of its next slot, in the zone that they have now; at the latest `before`."""
    if new:
        database.write(_NEW, {"b_person": person, **_row(plan, None)})
    row = database.one(_OF, {"person": person})
    name, zone = (str(row[0]), row[1]) if row else ("", None)
    then = None
    if zone is not None:
        slot = next_slot(replace(plan, zone=str(zone)), zone_of(str(zone)), parsed(at), name)
        then = min(filter(None, (written(slot.at) if slot else None, before)), default=None)
    database.write(_CHANGE, {"person": person, **_row(plan, then)})


@do.register
def _(deed: AnswerNudge, database: Database, person: int, at: str) -> None:  # noqa: ARG001 - as all deeds
    database.write(_ANSWER, {"person": person, "day_": deed.day, "n_": deed.n, "answer_": deed.answer})


@do.register
def _(deed: AnotherNudge, database: Database, person: int, at: str) -> None:
    values: dict[str, Value] = {"person": person, "day_": deed.day, "n_": deed.n, "at_": at}
    database.write(_NUDGE, {**values, "item_": deed.item, "kind_": deed.kind, "outcome_": SENT})
