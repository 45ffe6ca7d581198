"""One turn, written whole or not at all; it runs inside the transaction that the worker holds."""

from __future__ import annotations

from collections.abc import Sequence
from secrets import token_hex
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from coachbot.core.model import Level, Manner, Sort
from coachbot.errors import Conflict
from coachbot.ports import Account, Change, Posted
from coachbot.store.compiled import Statement
from coachbot.store.couples import LINKED, UNKEPT, deliver
from coachbot.store.deeds import do
from coachbot.store.engine import Database
from coachbot.store.forgotten import forget
from coachbot.store.post import handle, handle_joined, hush, pack_all, post
from coachbot.store.row import Value
from coachbot.store.tables import (
    conversations,
    danger_flags,
    due,
    gem_events,
    people,
    relationships,
    sessions,
    turns,
)
from coachbot.store.whose import delete_kept
from coachbot.store.wire import pack, pack_danger


class _Known(NamedTuple):
    """What stands in the database before this turn."""

    person: int
    keeps: int | None
    country: str | None
    language: str
    zone: str | None
    settings: str
    blocked_at: str | None
    conversation: int | None
    version: int | None
    relationship: int | None
    label: str | None
    session: int | None


_session = (
    select(func.max(sessions.c.id))
    .where(sessions.c.conversation_id == conversations.c.id)
    .correlate(conversations)
    .scalar_subquery()
)
_KNOWN: Statement[_Known] = Statement(
    select(
        people.c.id,
        people.c.keeps,
        people.c.country,
        people.c.language,
        people.c.zone,
        people.c.settings,
        people.c.blocked_at,
        conversations.c.id,
        conversations.c.version,
        relationships.c.id,
        relationships.c.label,
        _session,
    )
    .select_from(
        people.outerjoin(conversations, conversations.c.person_id == people.c.id).outerjoin(
            relationships, relationships.c.id == conversations.c.relationship_id
        )
    )
    .where(people.c.name == bindparam("who"))
    .order_by(conversations.c.updated.desc())
    .limit(1)
)


def _binds(*names: str) -> dict[str, object]:
    return {name: bindparam(f"b_{name}") for name in names}


_ACCOUNT = ("keeps", "country", "language", "zone", "settings", "blocked_at")
_TALK = ("state", "version", "step", "mode", "hold", "dialogue", "prompts", "gems", "updated")
_NEW_PERSON: Statement[tuple[()]] = Statement(
    insert(people).values(_binds("name", "created", "tag", *_ACCOUNT))
)
_PERSON: Statement[tuple[()]] = Statement(
    update(people).where(people.c.id == bindparam("person")).values(_binds(*_ACCOUNT))
)
_NEW_RELATIONSHIP: Statement[tuple[()]] = Statement(
    insert(relationships).values(kind="current", **_binds("person_id", "label", "created"))
)
_LABEL: Statement[tuple[()]] = Statement(
    update(relationships).where(relationships.c.id == bindparam("relationship")).values(_binds("label"))
)
_NEW_CONVERSATION: Statement[tuple[()]] = Statement(
    insert(conversations).values(_binds("person_id", "relationship_id", "opened", *_TALK))
)
_CONVERSATION: Statement[tuple[()]] = Statement(
    update(conversations)
    .where(conversations.c.id == bindparam("conversation"), conversations.c.version == bindparam("expected"))
    .values(_binds(*_TALK))
)
_NEW_SESSION: Statement[tuple[()]] = Statement(insert(sessions).values(_binds("conversation_id", "opened")))
_END_SESSION: Statement[tuple[()]] = Statement(
    update(sessions)
    .where(sessions.c.id == bindparam("session"), sessions.c.closed.is_(None))
    .values(_binds("closed"))
)
_CARD: Statement[tuple[()]] = Statement(
    update(sessions).where(sessions.c.id == bindparam("session")).values(_binds("card", "card_at", "closed"))
)
_TURN: Statement[tuple[()]] = Statement(
    insert(turns).values(_binds(*(column.name for column in turns.c if column.name != "id")))
)
_opposite = {"kept": "disliked", "disliked": "kept"}
_EVENT_OVER: Statement[tuple[()]] = Statement(
    delete(gem_events).where(
        gem_events.c.person_id == bindparam("person"),
        gem_events.c.slug == bindparam("slug_"),
        gem_events.c.what == bindparam("what_"),
    )
)
_EVENT: Statement[tuple[()]] = Statement(
    insert(gem_events).values(_binds("person_id", "slug", "what", "at")), unless_there=True
)
_SCHEDULE: Statement[tuple[()]] = Statement(insert(due).values(_binds("person_id", "kind", "at")))
_CANCEL: Statement[tuple[()]] = Statement(
    delete(due).where(
        due.c.person_id == bindparam("person"), due.c.kind == bindparam("kind_"), due.c.done_at.is_(None)
    )
)
_CLAIMED: Statement[tuple[str]] = Statement(
    select(due.c.kind).where(
        due.c.id == bindparam("due"), due.c.person_id == bindparam("person"), due.c.done_at.is_(None)
    )
)
_DONE: Statement[tuple[()]] = Statement(
    update(due).where(due.c.id == bindparam("due"), due.c.done_at.is_(None)).values(_binds("done_at"))
)
_FLAG: Statement[tuple[()]] = Statement(insert(danger_flags).values(_binds("level", "kinds", "at")))


def save(database: Database, change: Change, now: str) -> Sequence[Posted]:
    """Write one turn; Conflict if the version moved, or the update or the due row was handled before.

    Returns what was posted, to the person and to whoever they are linked with.
    """
    user, packed = change.account.user, pack_all(change.messages)
    handle(database, change.said.update, change.said.at, now)
    handle_joined(database, change.said.joined, now)
    if change.forget:
        forget(database, user, now)
        return post(database, change, packed, "reply") if change.post else ()
    row = database.one(_KNOWN, {"who": user})
    known = None if row is None else _Known._make(row)
    _check(change, known)
    kind = _claim(database, change, known)
    if change.hold:
        hush(database, user)
    person, blocked = _account(database, change, known)
    database.belongs(person)
    if change.account.keeps:
        _keep(database, change, person, known, packed)
    elif known is not None and known.keeps:
        delete_kept(database, user)
    for deed in change.deeds:
        if type(deed) in UNKEPT and not change.account.keeps:
            do(deed, database, person, change.said.at)
    posted = post(database, change, packed, kind) if change.post and not blocked else ()
    if any(type(deed) in LINKED for deed in change.deeds):
        return (*posted, *deliver(database, person, change.said.at))
    return posted


def _check(change: Change, known: _Known | None) -> None:
    """Another version than was loaded is a conflict: a save by another, or a deletion in between."""
    stored = known.version if known else None
    if (stored is not None or change.account.keeps) and (stored or 0) != change.expected:
        raise Conflict("This conversation was saved by someone else.")


def _claim(database: Database, change: Change, known: _Known | None) -> str:
    """Mark the due row that this turn answers as done; returns the kind of its messages."""
    if change.due is None:
        return "reply"
    row = database.one(_CLAIMED, {"due": change.due, "person": known.person if known else None})
    if row is None or not database.write(_DONE, {"due": change.due, "b_done_at": change.said.at}):
        raise Conflict("What was due has been done.")
    return row[0]


def _account(database: Database, change: Change, known: _Known | None) -> tuple[int, bool]:
    """Write the account if it changed; returns the person's id and whether they may not be written to."""
    account: Account = change.account
    returned = change.said.sort is not Sort.DUE  # they wrote, so they have not blocked us, or no longer
    blocked_at = None if returned or known is None else known.blocked_at
    keeps = None if account.keeps is None else int(account.keeps)
    settings = pack(dict(account.settings)) if account.settings else "{}"
    answers = (keeps, account.country, account.language, account.zone, settings, blocked_at)
    values: dict[str, Value] = {f"b_{name}": value for name, value in zip(_ACCOUNT, answers, strict=True)}
    if known is None:
        values |= {"b_name": account.user, "b_created": change.said.at, "b_tag": token_hex(16)}
        return database.add(_NEW_PERSON, values), False
    if answers != known[1:7]:
        database.write(_PERSON, {"person": known.person, **values})
    return known.person, blocked_at is not None


def _keep(
    database: Database, change: Change, person: int, known: _Known | None, packed: Sequence[str]
) -> None:
    """Write what is kept with a person's yes."""
    session = _talk(database, change, person, known)
    database.write(_TURN, _turn(change, session, packed))
    if change.card is not None:
        at = change.card.at
        database.write(
            _CARD, {"session": session, "b_card": change.card.text, "b_card_at": at, "b_closed": at}
        )
    for slug, what in change.gem_events:
        if what in _opposite:
            database.write(_EVENT_OVER, {"person": person, "slug_": slug, "what_": _opposite[what]})
        database.write(
            _EVENT, {"b_person_id": person, "b_slug": slug, "b_what": what, "b_at": change.said.at}
        )
    for kind in change.cancel:
        database.write(_CANCEL, {"person": person, "kind_": kind})
    for each in change.schedule:
        database.write(_SCHEDULE, {"b_person_id": person, "b_kind": each.kind, "b_at": each.at})
    for deed in change.deeds:
        do(deed, database, person, change.said.at)
    if change.danger.level is not Level.NONE:
        _flag(database, change)


def _flag(database: Database, change: Change) -> None:
    hour = change.said.at[:13] + ":00:00+00:00"
    kinds = pack([kind.value for kind in change.danger.kinds])
    database.write(_FLAG, {"b_level": change.danger.level.value, "b_kinds": kinds, "b_at": hour})


def _talk(database: Database, change: Change, person: int, known: _Known | None) -> int:
    """Bring the conversation up to this turn; returns the id of the session that the turn belongs to."""
    if known is None or known.conversation is None:
        return _open_session(database, _open_talk(database, change, person), change)
    values: dict[str, Value] = {
        "conversation": known.conversation,
        "expected": change.expected,
        **_talk_values(change),
    }
    if not database.write(_CONVERSATION, values):
        raise Conflict("This conversation was saved by someone else.")
    if change.partner is not None and change.partner != known.label:
        database.write(_LABEL, {"relationship": known.relationship, "b_label": change.partner})
    if known.session is not None and not change.new_session:
        return known.session
    database.write(_END_SESSION, {"session": known.session, "b_closed": change.said.at})
    return _open_session(database, known.conversation, change)


def _open_talk(database: Database, change: Change, person: int) -> int:
    at = change.said.at
    relationship = database.add(
        _NEW_RELATIONSHIP, {"b_person_id": person, "b_label": change.partner, "b_created": at}
    )
    fixed: dict[str, Value] = {"b_person_id": person, "b_relationship_id": relationship, "b_opened": at}
    return database.add(_NEW_CONVERSATION, {**fixed, **_talk_values(change)})


def _open_session(database: Database, conversation: int, change: Change) -> int:
    return database.add(_NEW_SESSION, {"b_conversation_id": conversation, "b_opened": change.said.at})


def _talk_values(change: Change) -> dict[str, Value]:
    return {
        "b_state": change.state,
        "b_version": change.expected + 1,
        "b_step": change.step.value,
        "b_mode": change.mode.value if change.mode else None,
        "b_hold": int(change.hold),
        "b_dialogue": change.versions.dialogue,
        "b_prompts": change.versions.prompts,
        "b_gems": change.versions.gems,
        "b_updated": change.said.at,
    }


def _said_in(change: Change, packed: Sequence[str]) -> list[str]:
    """The messages that a turn keeps.

    A file is made of what is kept, and would double with every export; what a partner wrote is theirs.
    """
    theirs = (Manner.FILE, Manner.PARTNER)
    return [p for p, m in zip(packed, change.messages, strict=True) if m.manner not in theirs]


def _turn(change: Change, session: int, packed: Sequence[str]) -> dict[str, Value]:
    said, versions = change.said, change.versions
    return {
        "b_session_id": session,
        "b_n": change.turn,
        "b_update_id": said.update,
        "b_at": said.at,
        "b_sort": said.sort.value,
        "b_text": said.text,
        "b_tap": said.tap,
        "b_messages": f"[{','.join(_said_in(change, packed))}]",
        "b_reading": change.reading,
        "b_danger": pack_danger(change.danger),
        "b_step": change.step.value,
        "b_mode": change.mode.value if change.mode else None,
        "b_hold": int(change.hold),
        "b_voice": change.voice,
        "b_gem_slug": change.gem.slug if change.gem else None,
        "b_gem_passage": change.gem.text if change.gem else None,
        "b_dialogue": versions.dialogue,
        "b_prompts": versions.prompts,
        "b_gems": versions.gems,
    }
