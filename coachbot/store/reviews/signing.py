"""Coaches, how they come in, and the log of what they looked at."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select, update

from coachbot.reviews.values import Coach, Entry, Role
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.reviews.tables import audit, coaches, links, sign_ins

_coach = (coaches.c.id, coaches.c.name, coaches.c.role, coaches.c.left)
_Row = tuple[int, str, str, str | None]

_ADD: Statement[tuple[()]] = Statement(
    insert(coaches).values(
        name=bindparam("b_name"),
        role=bindparam("b_role"),
        created=bindparam("b_at"),
        chat=bindparam("b_chat"),
    )
)
_CHANGE: Statement[tuple[()]] = Statement(
    update(coaches)
    .where(coaches.c.id == bindparam("id_"))
    .values(role=bindparam("b_role"), left=bindparam("b_left"))
)
_CHAT: Statement[tuple[()]] = Statement(
    update(coaches).where(coaches.c.id == bindparam("id_")).values(chat=bindparam("b_chat"))
)
_NAMED: Statement[_Row] = Statement(select(*_coach).where(coaches.c.name == bindparam("name_")))
_OF_CHAT: Statement[_Row] = Statement(
    select(*_coach).where(coaches.c.chat == bindparam("chat_"), coaches.c.left.is_(None))
)
_ALL: Statement[_Row] = Statement(select(*_coach).order_by(coaches.c.name))
_LINK: Statement[tuple[()]] = Statement(
    insert(links).values(token=bindparam("b_token"), coach=bindparam("b_coach"), until=bindparam("b_until"))
)
_LINKED: Statement[_Row] = Statement(
    select(*_coach)
    .select_from(links.join(coaches, coaches.c.id == links.c.coach))
    .where(links.c.token == bindparam("token_"), links.c.until > bindparam("now"), coaches.c.left.is_(None))
)
_USE: Statement[tuple[()]] = Statement(delete(links).where(links.c.token == bindparam("token_")))
_IN: Statement[tuple[()]] = Statement(
    insert(sign_ins).values(
        token=bindparam("b_token"), coach=bindparam("b_coach"), until=bindparam("b_until")
    )
)
_WHO: Statement[_Row] = Statement(
    select(*_coach)
    .select_from(sign_ins.join(coaches, coaches.c.id == sign_ins.c.coach))
    .where(
        sign_ins.c.token == bindparam("token_"), sign_ins.c.until > bindparam("now"), coaches.c.left.is_(None)
    )
)
_OUT: Statement[tuple[()]] = Statement(delete(sign_ins).where(sign_ins.c.token == bindparam("token_")))
_OUT_EVERYWHERE: Statement[tuple[()]] = Statement(
    delete(sign_ins).where(sign_ins.c.coach == bindparam("coach_"))
)
_NO_LINKS: Statement[tuple[()]] = Statement(delete(links).where(links.c.coach == bindparam("coach_")))
_STALE: tuple[Statement[tuple[()]], ...] = (
    Statement(delete(links).where(links.c.until <= bindparam("now"))),
    Statement(delete(sign_ins).where(sign_ins.c.until <= bindparam("now"))),
)
_LOG: Statement[tuple[()]] = Statement(
    insert(audit).values(
        at=bindparam("b_at"), by=bindparam("b_by"), action=bindparam("b_action"),
        transcript=bindparam("b_transcript"),
    )
)  # fmt: skip
_LOGGED: Statement[tuple[str, str, str, str | None]] = Statement(
    select(audit.c.at, audit.c.by, audit.c.action, audit.c.transcript)
    .order_by(audit.c.id.desc())
    .limit(bindparam("most"))
)


def _read(row: _Row | None) -> Coach | None:
    return None if row is None else Coach(row[0], row[1], Role(row[2]), row[3] is None)


def add(database: Database, name: str, role: Role | None, chat: str | None, at: str) -> Coach:
    """A coach of that name: made if there was none, back if they had left; takes on a role or chat given."""
    known = _read(database.one(_NAMED, {"name_": name}))
    if known is None:
        role = role or Role.COACH
        made = database.add(_ADD, {"b_name": name, "b_role": role.value, "b_at": at, "b_chat": chat})
        return Coach(made, name, role)
    role = role or known.role
    database.write(_CHANGE, {"id_": known.id, "b_role": role.value, "b_left": None})
    if chat is not None:
        database.write(_CHAT, {"id_": known.id, "b_chat": chat})
    return Coach(known.id, name, role)


def remove(database: Database, name: str, at: str) -> bool:
    """A coach leaves: signed out everywhere; their verdicts stay. False if there is none of that name."""
    known = _read(database.one(_NAMED, {"name_": name}))
    if known is None or not known.active:
        return False
    database.write(_CHANGE, {"id_": known.id, "b_role": known.role.value, "b_left": at})
    database.write(_CHAT, {"id_": known.id, "b_chat": None})
    sign_out_everywhere(database, known.id)
    return True


def all_coaches(database: Database) -> list[Coach]:
    """Everybody who is or was a coach, by name."""
    return [coach for row in database.all(_ALL, {}) if (coach := _read(row))]


def of_chat(database: Database, chat: str) -> Coach | None:
    """The coach whose chat this is."""
    return _read(database.one(_OF_CHAT, {"chat_": chat}))


def link(database: Database, token: str, coach: int, until: str) -> None:
    """Remember the hash of a one-time link."""
    database.write(_LINK, {"b_token": token, "b_coach": coach, "b_until": until})


def use_link(database: Database, token: str, sign_in: str, until: str, now: str) -> Coach | None:
    """Use a link up and sign its coach in; None if it is unknown, used or too old."""
    coach = _read(database.one(_LINKED, {"token_": token, "now": now}))
    if database.write(_USE, {"token_": token}) == 0 or coach is None:
        return None
    database.write(_IN, {"b_token": sign_in, "b_coach": coach.id, "b_until": until})
    return coach


def who(database: Database, token: str, now: str) -> Coach | None:
    """The coach who is signed in with this hash."""
    return _read(database.one(_WHO, {"token_": token, "now": now}))


def sign_out(database: Database, token: str) -> None:
    """End one sign-in."""
    database.write(_OUT, {"token_": token})


def sign_out_everywhere(database: Database, coach: int) -> None:
    """End all of a coach's sign-ins, and make their unused links void."""
    database.write(_OUT_EVERYWHERE, {"coach_": coach})
    database.write(_NO_LINKS, {"coach_": coach})


def tidy(database: Database, now: str) -> None:
    """Forget links and sign-ins whose time is over."""
    for statement in _STALE:
        database.write(statement, {"now": now})


def log(database: Database, entry: Entry) -> None:
    """Add a line to the audit log; nothing ever changes one."""
    database.add(
        _LOG,
        {
            "b_at": entry.at,
            "b_by": entry.by,
            "b_action": entry.action,
            "b_transcript": entry.transcript,
        },
    )


def logged(database: Database, most: int) -> list[Entry]:
    """The newest lines of the audit log."""
    return [Entry(*row) for row in database.all(_LOGGED, {"most": most})]
