"""Agreements, checks, memories and the three kinds of support, written by deeds and read together."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, func, insert, select, update

from coachbot.core.nudging.kept import Agreement, Check, Days, Ended, Memory
from coachbot.core.nudging.plan import Plan
from coachbot.days import Agree, EndAgreement, KeepCheck, KeepEssentials, Remember
from coachbot.store.compiled import Statement
from coachbot.store.deeds import do
from coachbot.store.engine import Database
from coachbot.store.nudging import had_by, load_plan
from coachbot.store.row import Value
from coachbot.store.tables import agreements, due, essentials, memories, people, thriving_checks

KEPT_MEMORIES = 12  # the oldest goes when there are more
EVER = "0001-12-31"

_PERSON: Statement[tuple[int]] = Statement(select(people.c.id).where(people.c.name == bindparam("who")))
_AGREEMENTS: Statement[tuple[int, str, str, str, str, str, str | None]] = Statement(
    select(
        agreements.c.id,
        agreements.c.who,
        agreements.c.what,
        agreements.c.by,
        agreements.c.made,
        agreements.c.ended,
        agreements.c.ended_at,
    )
    .where(agreements.c.person_id == bindparam("person"))
    .order_by(agreements.c.id)
)
_CHECKS: Statement[tuple[str, int, int | None, int | None, str | None]] = Statement(
    select(
        thriving_checks.c.at,
        thriving_checks.c.thriving,
        thriving_checks.c.energy,
        thriving_checks.c.willingness,
        thriving_checks.c.word,
    )
    .where(thriving_checks.c.person_id == bindparam("person"))
    .order_by(thriving_checks.c.id)
)
_MEMORIES: Statement[tuple[int, str, str]] = Statement(
    select(memories.c.id, memories.c.at, memories.c.text)
    .where(memories.c.person_id == bindparam("person"))
    .order_by(memories.c.id)
)
_ESSENTIALS: Statement[tuple[str]] = Statement(
    select(essentials.c.text)
    .where(essentials.c.person_id == bindparam("person"))
    .order_by(essentials.c.place)
)
_COMING: Statement[tuple[str, str]] = Statement(
    select(due.c.kind, due.c.at)
    .where(due.c.person_id == bindparam("person"), due.c.done_at.is_(None))
    .order_by(due.c.at)
)
_AGREE: Statement[tuple[()]] = Statement(
    insert(agreements).values(
        person_id=bindparam("person"),
        who=bindparam("who_"),
        what=bindparam("what_"),
        by=bindparam("by_"),
        made=bindparam("at_"),
        ended=Ended.OPEN.value,
    )
)
_ASK: Statement[tuple[()]] = Statement(
    insert(due).values(person_id=bindparam("person"), kind="agreement", at=bindparam("by_"))
)
_END: Statement[tuple[()]] = Statement(
    update(agreements)
    .where(agreements.c.person_id == bindparam("person"), agreements.c.id == bindparam("which"))
    .values(ended=bindparam("ended_"), ended_at=bindparam("at_"))
)
_CHECK: Statement[tuple[()]] = Statement(
    insert(thriving_checks).values(
        person_id=bindparam("person"), at=bindparam("at_"), thriving=bindparam("thriving_")
    )
)
_LAST_CHECK = (
    select(func.max(thriving_checks.c.id)).where(thriving_checks.c.person_id == bindparam("person"))
).scalar_subquery()
_CHECK_REST: Statement[tuple[()]] = Statement(
    update(thriving_checks)
    .where(thriving_checks.c.id == _LAST_CHECK)
    .values(
        energy=func.coalesce(bindparam("energy_"), thriving_checks.c.energy),
        willingness=func.coalesce(bindparam("willingness_"), thriving_checks.c.willingness),
        word=func.coalesce(bindparam("word_", type_=thriving_checks.c.word.type), thriving_checks.c.word),
    )
)
_REMEMBER: Statement[tuple[()]] = Statement(
    insert(memories).values(person_id=bindparam("person"), at=bindparam("at_"), text=bindparam("text_"))
)
_REWORD: Statement[tuple[()]] = Statement(
    update(memories)
    .where(memories.c.person_id == bindparam("person"), memories.c.id == bindparam("which"))
    .values(text=bindparam("text_"))
)
_LET_GO: Statement[tuple[()]] = Statement(
    delete(memories).where(memories.c.person_id == bindparam("person"), memories.c.id == bindparam("which"))
)
_LET_OLD_GO: Statement[tuple[()]] = Statement(
    delete(memories).where(
        memories.c.person_id == bindparam("person"),
        memories.c.id.not_in(
            select(memories.c.id)
            .where(memories.c.person_id == bindparam("person"))
            .order_by(memories.c.id.desc())
            .limit(KEPT_MEMORIES)
        ),
    )
)
_NO_ESSENTIALS: Statement[tuple[()]] = Statement(
    delete(essentials).where(essentials.c.person_id == bindparam("person"))
)
_ESSENTIAL: Statement[tuple[()]] = Statement(
    insert(essentials).values(
        person_id=bindparam("person"), place=bindparam("place_"), text=bindparam("text_")
    )
)


def load(database: Database, user: str) -> Days:
    """What is kept of a person's days; of a stranger nothing."""
    row = database.one(_PERSON, {"who": user})
    if row is None:
        return Days()
    of: dict[str, Value] = {"person": row[0]}
    plan = load_plan(database, row[0])
    return Days(
        plan=plan[0] if plan else Plan(),
        had=had_by(database, row[0], EVER),
        agreements=tuple(
            Agreement(number, who, what, by, made, Ended(ended), ended_at)
            for number, who, what, by, made, ended, ended_at in database.all(_AGREEMENTS, of)
        ),
        checks=tuple(Check(*each) for each in database.all(_CHECKS, of)),
        memories=tuple(Memory(*each) for each in database.all(_MEMORIES, of)),
        essentials=tuple(text for (text,) in database.all(_ESSENTIALS, of)),
        next_at=plan[1] if plan else None,
        waiting=tuple(database.all(_COMING, of)),
    )


@do.register
def _(deed: Agree, database: Database, person: int, at: str) -> None:
    values: dict[str, Value] = {"person": person, "by_": deed.by}
    database.write(_AGREE, {**values, "who_": deed.who, "what_": deed.what, "at_": at})
    database.write(_ASK, values)


@do.register
def _(deed: EndAgreement, database: Database, person: int, at: str) -> None:
    database.write(_END, {"person": person, "which": deed.id, "ended_": deed.ended.value, "at_": at})


@do.register
def _(deed: KeepCheck, database: Database, person: int, at: str) -> None:
    if deed.thriving is not None:
        database.write(_CHECK, {"person": person, "at_": at, "thriving_": deed.thriving})
    rest = {"energy_": deed.energy, "willingness_": deed.willingness, "word_": deed.word}
    database.write(_CHECK_REST, {"person": person, **rest})


@do.register
def _(deed: Remember, database: Database, person: int, at: str) -> None:
    if deed.id is not None and deed.text is None:
        database.write(_LET_GO, {"person": person, "which": deed.id})
    elif deed.id is not None:
        database.write(_REWORD, {"person": person, "which": deed.id, "text_": deed.text})
    else:
        database.write(_REMEMBER, {"person": person, "at_": at, "text_": deed.text})
        database.write(_LET_OLD_GO, {"person": person})


@do.register
def _(deed: KeepEssentials, database: Database, person: int, at: str) -> None:  # noqa: ARG001 - as all deeds
    database.write(_NO_ESSENTIALS, {"person": person})
    for place, text in enumerate(deed.texts, 1):
        database.write(_ESSENTIAL, {"person": person, "place_": place, "text_": text})
