"""The person's side of sharing: which talk went under which random id, and which ids nobody is joined to.

A trigger writes an id into `orphans` whenever its row in `shared` goes, for whatever reason: /forget, an
expired session, a no to keeping, a restored backup that is cleaned. No transcript can outlive its link.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence

from sqlalchemy import Integer, Text, bindparam, delete, func, insert, select, update

from coachbot.core.model import Manner, Message
from coachbot.sharing import Give, Share, Swap, TakeBack, WelcomeNotes
from coachbot.store.compiled import Statement
from coachbot.store.deeds import do
from coachbot.store.engine import Database
from coachbot.store.row import Value
from coachbot.store.tables import conversations, danger_flags, outbox, people, shared, swaps
from coachbot.store.tables import orphans as orphans_
from coachbot.store.wire import pack_message

_person = bindparam("person", type_=Integer)
_which = bindparam("which", type_=Text)
_mine = (shared.c.person_id == _person, shared.c.transcript == _which)
_SHARE: Statement[tuple[()]] = Statement(
    insert(shared).values(
        person_id=_person,
        session_id=bindparam("session"),
        at=bindparam("at_"),
        transcript=_which,
        agreed=0,
        note=0,
    ),
    unless_there=True,
)
_GIVE: Statement[tuple[()]] = Statement(update(shared).where(*_mine).values(agreed=1, at=bindparam("at_")))
_NOTE: Statement[tuple[()]] = Statement(update(shared).where(*_mine).values(note=bindparam("b_note")))
_TAKE_BACK: Statement[tuple[()]] = Statement(delete(shared).where(*_mine))
_NO_SWAPS: Statement[tuple[()]] = Statement(delete(swaps).where(swaps.c.person_id == _person))
_SWAP: Statement[tuple[()]] = Statement(insert(swaps).values(person_id=_person, word=bindparam("b_word")))
_ORPHANS: Statement[tuple[str]] = Statement(select(orphans_.c.transcript).limit(1000))
_SETTLED: Statement[tuple[()]] = Statement(delete(orphans_).where(orphans_.c.transcript == _which))
_FLAGS: Statement[tuple[str, int]] = Statement(
    select(danger_flags.c.kinds, func.count()).group_by(danger_flags.c.kinds)
)
_held = (
    select(func.max(conversations.c.hold)).where(conversations.c.person_id == people.c.id).scalar_subquery()
)
_WHOSE: Statement[tuple[str, str | None, int | None]] = Statement(
    select(people.c.name, people.c.zone, _held)
    .select_from(shared.join(people, people.c.id == shared.c.person_id))
    .where(shared.c.transcript == _which, shared.c.note == 1, people.c.blocked_at.is_(None))
)
_POST: Statement[tuple[()]] = Statement(
    insert(outbox).values(
        person=bindparam("who"),
        turn=0,
        ordinal=0,
        kind="coach_note",
        payload=bindparam("message"),
        buttons=0,
        created=bindparam("now"),
        attempts=0,
    )
)


@do.register
def _(deed: Share, database: Database, person: int, at: str) -> None:
    values: dict[str, Value] = {
        "person": person,
        "which": deed.transcript,
        "session": deed.session,
        "at_": at,
    }
    database.write(_SHARE, values)


@do.register
def _(deed: Give, database: Database, person: int, at: str) -> None:
    database.write(_GIVE, {"person": person, "which": deed.transcript, "at_": at})


@do.register
def _(deed: WelcomeNotes, database: Database, person: int, at: str) -> None:  # noqa: ARG001
    database.write(_NOTE, {"person": person, "which": deed.transcript, "b_note": int(deed.welcome)})


@do.register
def _(deed: TakeBack, database: Database, person: int, at: str) -> None:  # noqa: ARG001
    database.write(_TAKE_BACK, {"person": person, "which": deed.transcript})
    database.scrubs = True


@do.register
def _(deed: Swap, database: Database, person: int, at: str) -> None:  # noqa: ARG001
    database.write(_NO_SWAPS, {"person": person})
    for name in deed.names:
        database.add(_SWAP, {"person": person, "b_word": name})


def flags(database: Database) -> dict[str, int]:
    """How often each kind of danger was flagged, of anybody."""
    found: Counter[str] = Counter()
    for kinds, number in database.all(_FLAGS, {}):
        for kind in json.loads(kinds):
            found[kind] += number
    return dict(found)


def orphans(database: Database) -> list[str]:
    """Ids of shared talks that no person is joined to any more."""
    return [each for (each,) in database.all(_ORPHANS, {})]


def settled(database: Database, transcripts: Sequence[str]) -> None:
    """These are gone from the coaches."""
    for each in transcripts:
        database.write(_SETTLED, {"which": each})
    database.scrubs = True


def pass_on(
    database: Database, transcript: str, text: str, now: str, awake: Callable[[str | None, str], bool]
) -> bool:
    """Put a coach's note into the outbox of whoever shared this; False if they may not have one (yet)."""
    row = database.one(_WHOSE, {"which": transcript})
    if row is None or row[2] or not awake(row[1], now):  # in a hold nothing comes by itself
        return False
    message = pack_message(Message(text, manner=Manner.COMMAND))
    database.add(_POST, {"who": row[0], "message": message, "now": now})
    return True
