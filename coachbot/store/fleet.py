"""Several programs on one database: who answers whom, who is still alive, and how fast they write together.

A chat belongs to the program that claimed it, until that is done with it or is dead: it was silent for
LEASE_MS, or for SILENT_MS and its line to the server is gone, as a kill leaves it. The chats of the dead are
claimed before any other, so that they wait behind no backlog. Who wakes up after that and goes on does no
harm: a turn is versioned, an update is handled once, and who has not looked into its claims lately sends
nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import bindparam, column, delete, exists, func, insert, or_, select, table, update

from coachbot.errors import Conflict
from coachbot.ports import Delivery, Look
from coachbot.store.alone import Hold
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.post import HELD
from coachbot.store.row import Value
from coachbot.store.tables import claims, inbox, outbox, pace, replicas
from coachbot.store.worker import Pool, Worker

Result = TypeVar("Result")

LEASE_MS = 15_000
SILENT_MS = 3_000
LATE_MS = 5_000  # between two beats: we, or the database, were away
WATCH_MS = 6_000  # of beats in time, on one line, before one may call others dead
NOBODY = ""  # whose the chats of the dead are
FEW = 4  # updates of a chat that are handed out at a time: the rest waits its turn among all that wait

_BEAT: Statement[tuple[int]] = Statement(select(replicas.c.beat).where(replicas.c.name == bindparam("me")))
_ARRIVE: Statement[tuple[()]] = Statement(
    insert(replicas).values(name=bindparam("me"), beat=bindparam("now"), session=bindparam("line")),
    unless_there=True,
)
_ALIVE: Statement[tuple[()]] = Statement(
    update(replicas)
    .where(replicas.c.name == bindparam("me"))
    .values(beat=bindparam("now"), session=bindparam("line"))
)
_beating = replicas.c.beat > bindparam("cut")
_heard = or_(
    replicas.c.session.is_(None),
    replicas.c.beat > bindparam("lately"),
    replicas.c.session.in_(select(column("pid")).select_from(table("pg_stat_activity", column("pid")))),
)
_FREE: Statement[tuple[()]] = Statement(
    update(claims)
    .where(claims.c.replica.not_in(select(replicas.c.name).where(_beating)))
    .values(replica=NOBODY)
)
_BURY: Statement[tuple[()]] = Statement(delete(replicas).where(~_beating))
# On a server it is seen whether a program's line still stands.
_FREE_CUT_OFF: Statement[tuple[()]] = Statement(
    update(claims)
    .where(claims.c.replica.not_in(select(replicas.c.name).where(_beating, _heard)))
    .values(replica=NOBODY)
)
_left = select(claims.c.chat).where(claims.c.replica == NOBODY).limit(bindparam("most"))
_INHERIT: Statement[tuple[()]] = Statement(
    update(claims)
    .where(claims.c.chat.in_(_left.with_for_update(skip_locked=True)))
    .values(replica=bindparam("me"))
)
_BURY_CUT_OFF: Statement[tuple[()]] = Statement(delete(replicas).where(~(_beating & _heard)))
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

    def __init__(self, worker: Worker | Pool, name: str, door: str, hold: Hold | None = None) -> None:
        self._worker, self._name, self._door, self._hold = worker, name, door, hold
        self._since: int | None = None  # since when all our beats were in time, in ms
        self._line: int | None = None  # on which they were told

    async def beat(self) -> bool:
        """Say that we live, and free what the dead had claimed; False if we have not watched long enough."""
        now, before, line = await self._ask(
            lambda database: beat(database, self._name, self._hold is not None)
        )
        if before is None or self._since is None or now - before > LATE_MS or line != self._line:
            self._since, self._line = now, line
        if now - self._since < WATCH_MS:
            return False
        await self._ask(lambda database: bury(database, now))
        return True

    async def _ask(self, work: Callable[[Database], Result]) -> Result:
        """On the hold's line what is done to claims is done at once, and waits in nobody's group of turns."""
        if self._hold is None:
            return await self._worker.ask(work, writes=True)
        return await self._hold.ask(work)

    async def look(self, done: Sequence[str], known: frozenset[int], room: int) -> Look:
        """Let go of the chats that are done, claim others, and see what waits in all that are ours."""
        return await self._ask(lambda database: look(database, self._name, self._door, done, known, room))

    async def claim(self, chats: Sequence[str]) -> Sequence[str]:
        """Claim these; returns those that are ours now and were nobody's."""
        return await self._ask(lambda database: claim(database, self._name, chats))

    async def leave(self) -> None:
        """Let go of everything: we end."""
        await self._worker.ask(lambda database: leave(database, self._name), writes=True)

    async def reserve(self, count: int, apart: float) -> Sequence[float]:
        """In how many seconds each of the next messages may leave, `apart` seconds between two."""
        return await self._worker.ask(lambda database: reserve(database, count, apart), writes=True)

    async def hold(self, seconds: float) -> None:
        """Nobody sends for so long."""
        await self._worker.ask(lambda database: hold(database, seconds), writes=True)


def beat(database: Database, me: str, on_hold: bool) -> tuple[int, int | None, int | None]:
    """Write our beat; returns when it was, when the one before, in ms, and the line that stands for us."""
    now, line = database.milliseconds(), database.session() if on_hold else None
    row = database.one(_BEAT, {"me": me})
    database.write(_ARRIVE if row is None else _ALIVE, {"me": me, "now": now, "line": line})
    return now, row[0] if row else None, line


def bury(database: Database, now: int) -> None:
    """Free what was claimed by those who are dead."""
    cut: dict[str, Value] = {"cut": now - LEASE_MS}
    if database.place.sqlite:
        database.write(_FREE, cut)
        database.write(_BURY, cut)
        return
    cut["lately"] = now - SILENT_MS
    database.write(_FREE_CUT_OFF, cut)
    database.write(_BURY_CUT_OFF, cut)


def look(
    database: Database, me: str, door: str, done: Sequence[str], known: frozenset[int], room: int
) -> Look:
    """Release, claim and read, in one transaction."""
    for chat in done:
        database.write(_LET_GO, {"chat_": chat, "me": me})
    if room > 0:
        room -= database.write(_INHERIT, {"me": me, "most": room})
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
