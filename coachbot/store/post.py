"""The inbox and the outbox.

What came is written down before it is acknowledged; what goes, in its turn's transaction. A handled update
leaves its number behind and nothing else; a sent message no text. Both marks go after 48 h.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update

from coachbot.core.model import Message
from coachbot.errors import Conflict
from coachbot.ports import Change, Delivery, Posted
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.nudging import end
from coachbot.store.row import Value
from coachbot.store.tables import due, inbox, outbox, people
from coachbot.store.wire import pack_message, unpack_message

KEEP_MARKS = timedelta(hours=48)  # Telegram asks again for what was not acknowledged for 24 h
HELD = "held"
UNASKED = ("nudge", "thriving", "agreement", "follow_up", "pact")  # nobody waits for it, and it may be lost
PRUNE = 5000  # rows at a time, so that nobody waits for the broom

_RECEIVE: Statement[tuple[()]] = Statement(
    insert(inbox).values(
        update_id=bindparam("update"),
        person=bindparam("who"),
        payload=bindparam("what"),
        received_at=bindparam("received"),
        handled_at=bindparam("handled"),
        attempts=0,
    ),
    unless_there=True,
    key="update",
)
_HANDLED: Statement[tuple[()]] = Statement(
    update(inbox)
    .where(inbox.c.update_id == bindparam("update"), inbox.c.handled_at.is_(None))
    .values(handled_at=bindparam("now"), person=None, payload="")
)
_SET_ASIDE: Statement[tuple[()]] = Statement(
    update(inbox)
    .where(inbox.c.update_id == bindparam("update"), inbox.c.handled_at.is_(None))
    .values(handled_at=bindparam("now"), set_aside=bindparam("reason"), person=None, payload="")
)
_waiting = (
    select(inbox.c.update_id, inbox.c.person, inbox.c.payload, inbox.c.received_at)
    .where(inbox.c.handled_at.is_(None))
    .order_by(inbox.c.received_at, inbox.c.update_id)
)
_WAITING: Statement[tuple[int, str, str, str]] = Statement(_waiting)
_WAITING_OF: Statement[tuple[int, str, str, str]] = Statement(
    _waiting.where(inbox.c.person == bindparam("who"))
)
_POST: Statement[tuple[()]] = Statement(
    insert(outbox).values(
        person=bindparam("who"),
        turn=bindparam("n"),
        ordinal=bindparam("place"),
        kind=bindparam("what"),
        payload=bindparam("message"),
        buttons=bindparam("choices"),
        replaces=bindparam("edits"),
        created=bindparam("now"),
        attempts=0,
    )
)
_open = outbox.c.sent_at.is_(None) & outbox.c.dropped.is_(None)
_unsent = (
    select(
        outbox.c.id,
        outbox.c.person,
        outbox.c.turn,
        outbox.c.kind,
        outbox.c.payload,
        outbox.c.replaces,
        outbox.c.created,
        outbox.c.attempts,
        outbox.c.until,
    )
    .where(_open)
    .order_by(outbox.c.kind == HELD, outbox.c.id)  # what is held must not crowd out what can go
    .limit(bindparam("most"))
)
_Unsent = tuple[int, str, int, str, str, int | None, str, int, str | None]
_UNSENT: Statement[_Unsent] = Statement(_unsent)
_UNSENT_OF: Statement[_Unsent] = Statement(_unsent.where(outbox.c.person == bindparam("who")))
# The newest message with buttons is the one that was tapped; if it is still on its way, what it will replace.
_TAPPED: Statement[tuple[int | None]] = Statement(
    select(func.coalesce(outbox.c.channel_message_id, outbox.c.replaces))
    .where(outbox.c.person == bindparam("who"), outbox.c.buttons > 0, outbox.c.dropped.is_(None))
    .order_by(outbox.c.id.desc())
    .limit(1)
)
_SENT: Statement[tuple[()]] = Statement(
    update(outbox)
    .where(outbox.c.id == bindparam("posted"))
    .values(
        sent_at=bindparam("now"),
        channel_message_id=func.coalesce(bindparam("channel"), outbox.c.replaces),
        payload="",
        author_id=None,
    )
)
# Last words to somebody who asked to be forgotten: nothing may be left of them.
_SENT_TO_NOBODY: Statement[tuple[()]] = Statement(
    delete(outbox).where(
        outbox.c.id == bindparam("posted"),
        ~exists().where(people.c.name == outbox.c.person).correlate(outbox),
    )
)
_SHOWN: Statement[tuple[int]] = Statement(
    select(outbox.c.channel_message_id)
    .where(
        outbox.c.person == bindparam("who"),
        outbox.c.sent_at >= bindparam("since"),
        outbox.c.channel_message_id.is_not(None),
    )
    .distinct()
)
_DROP: Statement[tuple[()]] = Statement(
    update(outbox)
    .where(outbox.c.id == bindparam("posted"), _open)
    .values(dropped=bindparam("reason"), payload="")
)
_HOLD: Statement[tuple[()]] = Statement(
    update(outbox).where(outbox.c.id == bindparam("posted"), _open).values(kind=HELD)
)
_STANDS: Statement[tuple[int]] = Statement(
    select(outbox.c.id).where(outbox.c.id == bindparam("posted"), _open)
)
_LEAVE: Statement[tuple[()]] = Statement(
    update(outbox).where(outbox.c.id == bindparam("posted"), _open, outbox.c.attempts == 0).values(attempts=1)
)
_UNASKED: Statement[tuple[()]] = Statement(
    update(outbox)
    .where(outbox.c.person == bindparam("who"), _open, or_(*(outbox.c.kind == kind for kind in UNASKED)))
    .values(dropped="hold", payload="")
)
_DROP_ALL: Statement[tuple[()]] = Statement(
    update(outbox).where(outbox.c.person == bindparam("who"), _open).values(dropped="blocked", payload="")
)
_BLOCK: Statement[tuple[()]] = Statement(
    update(people).where(people.c.name == bindparam("who")).values(blocked_at=bindparam("now"))
)
_CANCEL_ALL: Statement[tuple[()]] = Statement(
    delete(due).where(
        due.c.done_at.is_(None),
        due.c.person_id == select(people.c.id).where(people.c.name == bindparam("who")).scalar_subquery(),
    )
)
_PRUNE_INBOX: Statement[tuple[()]] = Statement(
    delete(inbox).where(
        inbox.c.update_id.in_(
            select(inbox.c.update_id).where(inbox.c.handled_at < bindparam("cut")).limit(PRUNE)
        )
    )
)
_PRUNE_OUTBOX: Statement[tuple[()]] = Statement(
    delete(outbox).where(
        outbox.c.id.in_(
            select(outbox.c.id)
            .where(
                or_(
                    outbox.c.sent_at < bindparam("cut"),
                    outbox.c.dropped.is_not(None) & (outbox.c.created < bindparam("cut")),
                )
            )
            .limit(PRUNE)
        )
    )
)


def receive(database: Database, deliveries: Sequence[Delivery]) -> int:
    """Write updates down; returns how many were new."""
    return sum(
        database.write(
            _RECEIVE,
            {"update": d.update, "who": d.user, "what": d.payload, "received": d.at, "handled": None},
        )
        for d in deliveries
    )


def handle(database: Database, number: int | None, at: str, now: str) -> None:
    """Mark an update as handled and empty it; Conflict if it was handled before."""
    if number is None or database.write(_HANDLED, {"update": number, "now": now}):
        return
    mark = {"update": number, "who": None, "what": "", "received": at, "handled": now}
    if not database.write(_RECEIVE, mark):
        raise Conflict("This update was handled before.")


def handle_joined(database: Database, numbers: Sequence[int], now: str) -> None:
    """Mark updates whose words were heard with another's."""
    for number in numbers:
        database.write(_HANDLED, {"update": number, "now": now})


def waiting(database: Database, user: str | None = None) -> list[Delivery]:
    """Updates not yet handled, oldest first; of one person if one is named."""
    rows = database.all(_WAITING, {}) if user is None else database.all(_WAITING_OF, {"who": user})
    return [Delivery(update=number, user=user, payload=payload, at=at) for number, user, payload, at in rows]


def set_aside(database: Database, number: int, reason: str, now: str) -> None:
    """Take an update out of the inbox for good."""
    database.write(_SET_ASIDE, {"update": number, "reason": reason, "now": now})


def post(database: Database, change: Change, packed: Sequence[str], kind: str) -> tuple[Posted, ...]:
    """Put a turn's messages into the outbox."""
    user, created = change.account.user, change.said.at
    tapped = _tapped(database, change)
    posted = []
    for place, (message, payload) in enumerate(zip(change.messages, packed, strict=True)):
        edits = tapped if message.edits else None
        number = _post(database, user, message, payload, (change.turn, place, kind, edits, created))
        posted.append(Posted(number, user, message, change.turn, created, kind, edits))
    return tuple(posted)


def put(
    database: Database, user: str, messages: Sequence[Message], turn: int, created: str
) -> tuple[Posted, ...]:
    """Put messages into the outbox that answer somebody who has no turn."""
    posted = []
    for place, message in enumerate(messages):
        about = (turn, place, "reply", None, created)
        number = _post(database, user, message, pack_message(message), about)
        posted.append(Posted(number, user, message, turn, created))
    return tuple(posted)


def _post(
    database: Database,
    user: str,
    message: Message,
    payload: str,
    about: tuple[int, int, str, int | None, str],
) -> int:
    turn, place, kind, edits, created = about
    values: dict[str, Value] = {
        "who": user,
        "n": turn,
        "place": place,
        "what": kind,
        "message": payload,
        "choices": len(message.buttons),
        "edits": edits,
        "now": created,
    }
    return database.add(_POST, values)


def _tapped(database: Database, change: Change) -> int | None:
    if not any(message.edits for message in change.messages):
        return None
    row = database.one(_TAPPED, {"who": change.account.user})
    return row[0] if row else None


def pack_all(messages: Sequence[Message]) -> list[str]:
    """Each message as JSON, once for the outbox and the turn."""
    return [pack_message(message) for message in messages]


def unsent(database: Database, limit: int, user: str | None = None) -> list[Posted]:
    """What waits in the outbox, in order; for one person if one is named."""
    asked: dict[str, Value] = {"most": limit}
    rows = database.all(_UNSENT, asked) if user is None else database.all(_UNSENT_OF, {**asked, "who": user})
    return [
        Posted(number, user, unpack_message(payload), turn, created, kind, replaces, attempts, until)
        for number, user, turn, kind, payload, replaces, created, attempts, until in sorted(rows)
    ]


def shown(database: Database, user: str, since: str) -> list[int]:
    """The channel's ids of what was sent to a person since then."""
    return [number for (number,) in database.all(_SHOWN, {"who": user, "since": since})]


def hold(database: Database, numbers: Sequence[int]) -> None:
    """Give unsent messages the kind "held"."""
    for number in numbers:
        database.write(_HOLD, {"posted": number})


def sent(database: Database, delivered: Sequence[tuple[int, int | None]], now: str) -> None:
    """Mark messages as sent and erase their texts."""
    for number, channel in delivered:
        database.write(_SENT, {"posted": number, "channel": channel, "now": now})
        if database.write(_SENT_TO_NOBODY, {"posted": number}):
            database.scrubs = True


def drop(database: Database, number: int, reason: str) -> None:
    """Give up on a message and erase its text."""
    database.write(_DROP, {"posted": number, "reason": reason})


def stands(database: Database, number: int) -> bool:
    """Whether a message still waits."""
    return database.one(_STANDS, {"posted": number}) is not None


def leave(database: Database, number: int) -> bool:
    """Note that a message leaves; False if it left or was dropped before."""
    return database.write(_LEAVE, {"posted": number}) > 0


def hush(database: Database, user: str) -> None:
    """Drop what was not asked for and has not gone: there is danger now."""
    database.write(_UNASKED, {"who": user})


def block(database: Database, user: str, now: str) -> None:
    """Drop and cancel all that waits for a person who blocked the bot."""
    database.write(_BLOCK, {"who": user, "now": now})
    database.write(_DROP_ALL, {"who": user})
    database.write(_CANCEL_ALL, {"who": user})
    end(database, user)


def prune(database: Database, now: str) -> None:
    """Sweep away the marks of what was handled, sent or dropped more than 48 h ago."""
    cut = (datetime.fromisoformat(now) - KEEP_MARKS).isoformat(timespec="seconds")
    database.write(_PRUNE_INBOX, {"cut": cut})
    database.write(_PRUNE_OUTBOX, {"cut": cut})
