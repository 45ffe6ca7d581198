"""Links between two people, and what is between them.

No statement here joins one person's rows to another's: each reads the rows of one person, and what the
other may see of them is decided by `core/couple/wall.py`: in `bonds_of` what is shown, in `deliver` what
is sent.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Integer, Text, bindparam, delete, func, insert, select, update

from coachbot.core.couple import wall
from coachbot.core.couple.parts import Act, Part
from coachbot.errors import Conflict
from coachbot.linking import Between, Invite, Join, Refuse, Rest, Unbind
from coachbot.ports import Bond, Invitation, Posted
from coachbot.store.compiled import Statement
from coachbot.store.deeds import do
from coachbot.store.engine import Database
from coachbot.store.row import Value
from coachbot.store.tables import acts, bonds, crossings, due, outbox, people
from coachbot.store.wire import pack_message, unpack_message

KIND = "partner"
LINKED = frozenset({Between, Join, Rest})
"""After these something may have come over the wall."""
UNKEPT = frozenset({Refuse})
"""These count for somebody of whom nothing is kept, too."""

_person = bindparam("person", type_=Integer)
_couple = bindparam("couple_", type_=Text)
_bond = bindparam("bond_", type_=Integer)
_PERSON: Statement[tuple[int]] = Statement(select(people.c.id).where(people.c.name == bindparam("who")))
_NAMED: Statement[tuple[str, str | None]] = Statement(
    select(people.c.name, people.c.blocked_at).where(people.c.id == _person)
)
_end = select(bonds.c.id, bonds.c.person_id, bonds.c.couple, bonds.c.name, bonds.c.rests_from)
_End = tuple[int, int, str | None, str, int | None]
_ENDS: Statement[_End] = Statement(_end.where(bonds.c.person_id == _person).order_by(bonds.c.id))
_OTHER: Statement[_End] = Statement(_end.where(bonds.c.couple == _couple, bonds.c.id != _bond))
_ASKING: Statement[_End] = Statement(
    _end.where(bonds.c.code == bindparam("code_"), bonds.c.until > bindparam("now"), bonds.c.couple.is_(None))
)
_MINE: Statement[tuple[int]] = Statement(
    select(bonds.c.id).where(bonds.c.code == bindparam("code_"), bonds.c.person_id == _person)
)
_OVER: Statement[tuple[()]] = Statement(
    update(bonds)
    .where(bonds.c.code == bindparam("code_"), bonds.c.couple.is_(None), bonds.c.person_id != _person)
    .values(until=bindparam("now"))
)
_PARTS: Statement[tuple[int, str, int, str, str, str]] = Statement(
    select(acts.c.n, acts.c.act, acts.c.of, acts.c.which, acts.c.text, acts.c.tag)
    .where(acts.c.person_id == _person, acts.c.couple == _couple)
    .order_by(acts.c.n)
)
_LAST: Statement[tuple[int | None]] = Statement(select(func.max(acts.c.n)).where(acts.c.couple == _couple))
_NOT_ASKING: Statement[tuple[()]] = Statement(
    delete(bonds).where(bonds.c.person_id == _person, bonds.c.couple.is_(None))
)
_NEW_END: Statement[tuple[()]] = Statement(
    insert(bonds).values(
        person_id=_person,
        name=bindparam("name_"),
        couple=_couple,
        code=bindparam("code_"),
        until=bindparam("until_"),
        rests_from=bindparam("from_"),
        made=bindparam("at_"),
    )
)
_JOIN: Statement[tuple[()]] = Statement(
    update(bonds)
    .where(bonds.c.id == _bond, bonds.c.couple.is_(None))
    .values(couple=_couple, code=None, until=None)
)
_UNBIND: Statement[tuple[()]] = Statement(
    delete(bonds).where(bonds.c.id == _bond, bonds.c.person_id == _person)
)
_REST: Statement[tuple[()]] = Statement(
    update(bonds).where(bonds.c.id == _bond).values(rests_from=bindparam("from_"))
)
_NEW_PART: Statement[tuple[()]] = Statement(
    insert(acts).values(
        person_id=_person,
        couple=_couple,
        n=bindparam("n_"),
        act=bindparam("act_"),
        of=bindparam("of_"),
        which=bindparam("which_"),
        text=bindparam("text_"),
        tag=bindparam("tag_"),
        at=bindparam("at_"),
    )
)
_WAIT: Statement[tuple[()]] = Statement(
    insert(crossings).values(
        person_id=_person, bond_id=_bond, couple=_couple, n=bindparam("n_"), message=bindparam("message_")
    )
)
_WAITING: Statement[tuple[int, int, int, str]] = Statement(
    select(crossings.c.id, crossings.c.bond_id, crossings.c.n, crossings.c.message)
    .where(crossings.c.couple == _couple)
    .order_by(crossings.c.id)
)
_CROSSED: Statement[tuple[()]] = Statement(delete(crossings).where(crossings.c.id == bindparam("crossing")))
_NONE_WAIT: Statement[tuple[()]] = Statement(delete(crossings).where(crossings.c.couple == _couple))
_STOP: Statement[tuple[()]] = Statement(
    update(outbox)
    .where(outbox.c.author_id == _bond, outbox.c.sent_at.is_(None), outbox.c.dropped.is_(None))
    .values(dropped="rests", payload="")
)
_POST: Statement[tuple[()]] = Statement(
    insert(outbox).values(
        person=bindparam("who"),
        turn=0,
        ordinal=0,
        kind=KIND,
        payload=bindparam("message"),
        buttons=0,
        created=bindparam("now"),
        attempts=0,
        author_id=_bond,
    )
)
_ASK_AT: Statement[tuple[()]] = Statement(
    insert(due).values(person_id=_person, kind="pact", at=bindparam("at_"))
)


@dataclass(frozen=True, slots=True)
class _Ends:
    """Both ends of a link, as one of them has it."""

    bond: int
    person: int
    couple: str
    name: str
    rests_from: int | None  # the earlier, where both rest
    other: _End


def bonds_of(database: Database, user: str, opening: tuple[int, int] | None = None) -> list[Bond]:
    """A person's links, each with what they may see of what is between the two."""
    row = database.one(_PERSON, {"who": user})
    found: list[Bond] = []
    for end in database.all(_ENDS, {"person": row[0]}) if row else []:
        if end[2] is None:
            continue
        both = _both(database, end)
        if both is None:
            found.append(Bond(end[0], end[3], None))
            continue
        parts = _parts(database, both)
        reads = opening[1] if opening and opening[0] == both.bond else None
        view = wall.seen(parts, both.bond, both.rests_from, reads)
        found.append(Bond(both.bond, both.name, both.other[3], view, parts[-1].n if parts else 0))
    return found


def invitation(database: Database, user: str, code: str, now: str) -> Invitation | None:
    """Who asks with a code, for somebody who opened it."""
    row = database.one(_PERSON, {"who": user})
    if row and database.one(_MINE, {"code_": code, "person": row[0]}):
        return Invitation("", own=True)  # said however old it is, so that a no can't be told from that
    asks = database.one(_ASKING, {"code_": code, "now": now})
    if asks is None:
        return None
    mine = database.all(_ENDS, {"person": row[0]}) if row else []
    linked = any((both := _both(database, end)) and both.other[1] == asks[1] for end in mine if end[2])
    return Invitation(asks[3], linked=linked)


def is_linked(database: Database, person: int) -> tuple[bool, bool]:
    """Whether a person is linked, as far as their own rows say, and whether they let it rest."""
    ends = database.all(_ENDS, {"person": person})
    return any(end[2] is not None for end in ends), any(end[4] is not None for end in ends)


def _both(database: Database, end: _End) -> _Ends | None:
    """Both ends of a link; None where the other is gone."""
    bond, person, couple, name, rests_from = end
    other = database.one(_OTHER, {"couple_": couple, "bond_": bond}) if couple else None
    if other is None or couple is None:
        return None
    rests = [each for each in (rests_from, other[4]) if each is not None]
    return _Ends(bond, person, couple, name, min(rests, default=None), other)


def _parts(database: Database, both: _Ends) -> list[Part]:
    """All that was done between two people, of both; it leaves this file through the wall only."""
    found: list[Part] = []
    for bond, person in ((both.bond, both.person), (both.other[0], both.other[1])):
        rows = database.all(_PARTS, {"person": person, "couple_": both.couple})
        found += [Part(row[0], bond, Act(row[1]), *row[2:]) for row in rows]
    return sorted(found, key=lambda part: part.n)


def deliver(database: Database, person: int, now: str) -> list[Posted]:
    """Let over the wall what may cross now, of all that waits between this person and others."""
    posted: list[Posted] = []
    for end in database.all(_ENDS, {"person": person}):
        both = _both(database, end)
        if both is None:
            continue
        parts = _parts(database, both)
        for number, author, n, message in database.all(_WAITING, {"couple_": both.couple}):
            to, whose = (both.other[0], both.other[1]) if author == both.bond else (both.bond, both.person)
            if any(part.n == n for part in wall.seen(parts, to, both.rests_from)):
                database.write(_CROSSED, {"crossing": number})
                posted += _post(database, whose, author, message, now)
    return posted


def _post(database: Database, to: int, author: int, message: str, now: str) -> list[Posted]:
    row = database.one(_NAMED, {"person": to})
    if (
        row is None or row[1] is not None
    ):  # they have blocked us: it stands where they find it when they return
        return []
    values: dict[str, Value] = {"who": row[0], "message": message, "now": now, "bond_": author}
    number = database.add(_POST, values)
    return [Posted(number, row[0], unpack_message(message), 0, now, KIND)]


# ---------------------------------------------------------------- deeds


@do.register
def _(deed: Invite, database: Database, person: int, at: str) -> None:
    database.write(_NOT_ASKING, {"person": person})
    values: dict[str, Value] = {"name_": deed.name, "code_": deed.code, "until_": deed.until}
    database.add(_NEW_END, {"person": person, "couple_": None, "from_": None, "at_": at, **values})


@do.register
def _(deed: Refuse, database: Database, person: int, at: str) -> None:
    database.write(_OVER, {"code_": deed.code, "person": person, "now": at})


@do.register
def _(deed: Join, database: Database, person: int, at: str) -> None:
    asks = database.one(_ASKING, {"code_": deed.code, "now": at})
    if asks is None or asks[1] == person:
        raise Conflict("This code was used.")
    if not database.write(_JOIN, {"bond_": asks[0], "couple_": deed.couple}):
        raise Conflict("This code was used.")
    end: dict[str, Value] = {"name_": deed.name, "code_": None, "until_": None, "from_": None}
    mine = database.add(_NEW_END, {"person": person, "couple_": deed.couple, "at_": at, **end})
    _add(database, person, deed.couple, Part(1, mine, Act.LINKED), at)
    waits: dict[str, Value] = {"n_": 1, "message_": pack_message(deed.told)}
    database.add(_WAIT, {"person": person, "bond_": mine, "couple_": deed.couple, **waits})


@do.register
def _(deed: Unbind, database: Database, person: int, at: str) -> None:  # noqa: ARG001 - as all deeds
    end = next((end for end in database.all(_ENDS, {"person": person}) if end[0] == deed.bond), None)
    if end is None:
        return
    both = _both(database, end)
    for bond in (end[0], *((both.other[0],) if both else ())):
        database.write(_STOP, {"bond_": bond})
    if end[2] is not None:
        database.write(_NONE_WAIT, {"couple_": end[2]})
    database.write(_UNBIND, {"bond_": deed.bond, "person": person})
    database.scrubs = True


@do.register
def _(deed: Between, database: Database, person: int, at: str) -> None:
    end = next((end for end in database.all(_ENDS, {"person": person}) if end[0] == deed.bond), None)
    both = _both(database, end) if end else None
    if both is None:
        raise Conflict("They are not linked any more.")
    last = _last(database, both.couple)
    if last != deed.last:
        raise Conflict("The other was quicker.")
    for place, new in enumerate(deed.parts, 1):
        part = Part(last + place, both.bond, new.act, new.of, new.which, new.text, new.tag)
        _add(database, person, both.couple, part, at)
    for push in deed.pushes:
        waits: dict[str, Value] = {"n_": last + push.part, "message_": pack_message(push.message)}
        database.add(_WAIT, {"person": person, "bond_": both.bond, "couple_": both.couple, **waits})
    if deed.ask_at is not None:
        for whose in (both.person, both.other[1]):
            database.write(_ASK_AT, {"person": whose, "at_": deed.ask_at})


@do.register
def _(deed: Rest, database: Database, person: int, at: str) -> None:  # noqa: ARG001 - as all deeds
    for end in database.all(_ENDS, {"person": person}):
        last = _last(database, end[2]) if end[2] else 0
        database.write(_REST, {"bond_": end[0], "from_": last if deed.on else None})
        both = _both(database, end) if deed.on else None
        for bond in (both.bond, both.other[0]) if both else ():
            database.write(_STOP, {"bond_": bond})


def _last(database: Database, couple: str) -> int:
    row = database.one(_LAST, {"couple_": couple})
    return row[0] or 0 if row else 0


def _add(database: Database, person: int, couple: str, part: Part, at: str) -> None:
    """Write a part down; its number is unique in a couple, so that of two at once only one is written."""
    values: dict[str, Value] = {
        "act_": part.act.value,
        "of_": part.of,
        "which_": part.which,
        "text_": part.text,
        "tag_": part.tag,
        "at_": at,
    }
    database.add(_NEW_PART, {"person": person, "couple_": couple, "n_": part.n, **values})
