"""Several programs on one database: who answers whom, who is still alive, and how fast they write together.

A chat belongs to the program that claimed it, until that is done with it or has been silent for LEASE_MS.
Who wakes up after that and goes on does no harm: a turn is versioned and an update is handled once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, exists, func, insert, select, update

from coachbot.errors import Conflict
from coachbot.ports import Delivery, Look
from coachbot.store.engine import Database, Statement
from coachbot.store.post import HELD
from coachbot.store.tables import claims, inbox, outbox, pace, replicas
from coachbot.store.worker import Pool, Worker

LEASE_MS = 12_000
LATE_MS = 7_000  # between two beats: we, or the database, were away
WATCH_MS = 8_000  # of beats in time before one may call others dead
FEW = 4  # updates of a chat that are handed out at a time: the rest waits its turn among all that wait

_BEAT: Statement[tuple[int]] = Statement(select(replicas.c.beat).where(replicas.c.name == bindparam("me")))
_ARRIVE: Statement[tuple[()]] = Statement(
    insert(replicas).values(name=bindparam("me"), beat=bindparam("now")), unless_there=True
)
_ALIVE: Statement[tuple[()]] = Statement(
    update(replicas).where(replicas.c.name == bindparam("me")).values(beat=bindparam("now"))
)
_living = select(replicas.c.name).where(replicas.c.beat > bindparam("cut"))
_FREE: Statement[tuple[()]] = Statement(delete(claims).where(claims.c.replica.not_in(_living)))
_BURY: Statement[tuple[()]] = Statement(delete(replicas).where(replicas.c.beat <= bindparam("cut")))
_LEAVE: Statement[tuple[()]] = Statement(delete(replicas).where(replicas.c.name == bindparam("me")))
_LET_ALL_GO: Statement[tuple[()]] = Statement(delete(claims).where(claims.c.replica == bindparam("me")))
_LET_GO: Statement[tuple[()]] = Statement(
    delete(claims).where(claims.c.chat == bindparam("chat_"), claims.c.replica == bindparam("me"))
)
_CLAIM: Statement[tuple[()]] = Statement(
    insert(claims).values(chat=bindparam("whose"), replica=bindparam("me")), unless_there=True
)
_MINE: Statement[tuple[str]] = Statement(select(claims.c.chat).where(claims.c.replica == bindparam("me")))
# Oldest first, so that what was left by a dead program waits behind nobody.
_UNHANDLED: Statement[tuple[str]] = Statement(
    select(inbox.c.person)
    .where(inbox.c.handled_at.is_(None), ~exists().where(claims.c.chat == inbox.c.person).correlate(inbox))
    .group_by(inbox.c.person)
    .order_by(func.min(inbox.c.received_at), inbox.c.person)
    .limit(bindparam("most"))
)
_UNSENT: Statement[tuple[str]] = Statement(
    select(outbox.c.person)
    .where(
        outbox.c.sent_at.is_(None),
        outbox.c.dropped.is_(None),
        outbox.c.kind != HELD,
        outbox.c.person.like(bindparam("door")),
        ~exists().where(claims.c.chat == outbox.c.person).correlate(outbox),
    )
    .group_by(outbox.c.person)
    .order_by(func.min(outbox.c.id))
    .limit(bindparam("most"))
)
_WAITING: Statement[tuple[int, str]] = Statement(
    select(inbox.c.update_id, inbox.c.person)
    .join(claims, claims.c.chat == inbox.c.person)
    .where(claims.c.replica == bindparam("me"), inbox.c.handled_at.is_(None))
    .order_by(inbox.c.update_id)
)
_DELIVERY: Statement[tuple[str, str, str]] = Statement(
    select(inbox.c.person, inbox.c.payload, inbox.c.received_at).where(
        inbox.c.update_id == bindparam("update"), inbox.c.handled_at.is_(None)
    )
)
_NEXT: Statement[tuple[int]] = Statement(select(pace.c.next).where(pace.c.id == 1).with_for_update())
_FIRST: Statement[tuple[()]] = Statement(insert(pace).values(id=1, next=0), unless_there=True)
_PUSH: Statement[tuple[()]] = Statement(update(pace).where(pace.c.id == 1).values(next=bindparam("then")))


class SqlFleet:
    """The Fleet on SQL, for the replica of this name."""

    def __init__(self, worker: Worker | Pool, name: str, door: str) -> None:
        self._worker, self._name, self._door = worker, name, door
        self._since: int | None = None  # since when all our beats were in time, in ms

    async def beat(self) -> bool:
        """Say that we live, and free what the dead had claimed; False if we have not watched long enough."""
        now, before = await self._worker.ask(lambda database: beat(database, self._name), writes=True)
        if before is None or self._since is None or now - before > LATE_MS:
            self._since = now
        if now - self._since < WATCH_MS:
            return False
        await self._worker.ask(lambda database: bury(database, now - LEASE_MS), writes=True)
        return True

    async def look(self, done: Sequence[str], known: frozenset[int], room: int) -> Look:
        """Let go of the chats that are done, claim others, and see what waits in all that are ours."""
        return await self._worker.ask(
            lambda database: look(database, self._name, self._door, done, known, room), writes=True
        )

    async def claim(self, chats: Sequence[str]) -> Sequence[str]:
        """Claim these; returns those that are ours now and were nobody's."""
        return await self._worker.ask(lambda database: claim(database, self._name, chats), writes=True)

    async def leave(self) -> None:
        """Let go of everything: we end."""
        await self._worker.ask(lambda database: leave(database, self._name), writes=True)

    async def reserve(self, count: int, apart: float) -> Sequence[float]:
        """In how many seconds each of the next messages may leave, `apart` seconds between two."""
        return await self._worker.ask(lambda database: reserve(database, count, apart), writes=True)

    async def hold(self, seconds: float) -> None:
        """Nobody sends for so long."""
        await self._worker.ask(lambda database: hold(database, seconds), writes=True)


def beat(database: Database, me: str) -> tuple[int, int | None]:
    """Write our beat; returns when it was, and when the one before, in ms."""
    now = database.milliseconds()
    row = database.one(_BEAT, {"me": me})
    database.write(_ARRIVE if row is None else _ALIVE, {"me": me, "now": now})
    return now, row[0] if row else None


def bury(database: Database, cut: int) -> None:
    """Free what was claimed by those who have been silent since then."""
    database.write(_FREE, {"cut": cut})
    database.write(_BURY, {"cut": cut})


def look(
    database: Database, me: str, door: str, done: Sequence[str], known: frozenset[int], room: int
) -> Look:
    """Release, claim and read, in one transaction."""
    for chat in done:
        database.write(_LET_GO, {"chat_": chat, "me": me})
    if room > 0:
        found = database.all(_UNHANDLED, {"most": room})
        found += database.all(_UNSENT, {"most": room, "door": f"{door}:%"})
        claim(database, me, list(dict.fromkeys(chat for (chat,) in found))[:room])
    chats = frozenset(chat for (chat,) in database.all(_MINE, {"me": me}))
    seen: Counter[str] = Counter()
    waiting = []
    for number, chat in database.all(_WAITING, {"me": me}):
        seen[chat] += 1
        if number not in known and seen[chat] <= FEW:
            waiting.append(number)
    return Look(chats, tuple(each for number in waiting for each in _delivery(database, number)))


def _delivery(database: Database, number: int) -> Sequence[Delivery]:
    row = database.one(_DELIVERY, {"update": number})
    return () if row is None else (Delivery(number, *row),)


def claim(database: Database, me: str, chats: Sequence[str]) -> list[str]:
    """Claim what is nobody's; in one order everywhere, so that two programs never wait for each other."""
    return [chat for chat in sorted(chats) if database.write(_CLAIM, {"whose": chat, "me": me})]


def leave(database: Database, me: str) -> None:
    """Let go of everything."""
    database.write(_LET_ALL_GO, {"me": me})
    database.write(_LEAVE, {"me": me})


def reserve(database: Database, count: int, apart: float) -> list[float]:
    """Take the next places in the one row of those who want to send; returns seconds from now."""
    first = _next(database)
    now, step = database.milliseconds(), max(1, round(apart * 1000))
    start = max(first, now)
    database.write(_PUSH, {"then": start + count * step})
    return [(start + n * step - now) / 1000 for n in range(count)]


def hold(database: Database, seconds: float) -> None:
    """Push the next place away."""
    first = _next(database)
    database.write(_PUSH, {"then": max(first, database.milliseconds() + round(seconds * 1000))})


def _next(database: Database) -> int:
    row = database.one(_NEXT, {})
    if row is None:
        database.write(_FIRST, {})
        row = database.one(_NEXT, {})
    if row is None:
        raise Conflict("The pace is gone.")
    return row[0]
