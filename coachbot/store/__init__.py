"""The database: SQLite by default, PostgreSQL by URL. `open_store` is the way in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from coachbot.core.model import Message, Said
from coachbot.core.nudging.kept import Claim, Days, Waiting
from coachbot.ports import (
    Bond,
    Change,
    Clock,
    Delivery,
    Due,
    Invitation,
    Kept,
    Orders,
    Posted,
    Standing,
    Use,
    Uses,
)
from coachbot.store import couples, daybook, ledger, loading, nudging, orders, post, saving, sharing, whose
from coachbot.store.alone import Hold, receive_alone
from coachbot.store.engine import Database
from coachbot.store.fleet import SqlFleet
from coachbot.store.forgotten import forget
from coachbot.store.opening import opened
from coachbot.store.retaining import retain
from coachbot.store.schema import status, upgrade
from coachbot.store.worker import Pool, Worker, always
from coachbot.timing import Stages

__all__ = ["Hold", "SqlStore", "open_store", "receive_alone", "status", "upgrade"]


class _WallClock:
    """The time that marks are made with: when a thing was handled or sent, whatever a talk's own time is."""

    def now(self) -> str:
        return datetime.now(UTC).isoformat(timespec="seconds")


class SqlStore:
    """The Store on SQL: each method is one job for the thread that owns the database."""

    def __init__(
        self,
        databases: Sequence[Database],
        clock: Clock,
        retention_days: int | None = None,
        ready: Callable[[Database], None] = always,
    ) -> None:
        self._clock = clock
        self.stages = Stages()  # who hears how long things take; nobody unless told
        self._retention = retention_days
        workers = [
            Worker(each, tidy=_nothing if n else self._tidy, ready=ready) for n, each in enumerate(databases)
        ]
        self._worker: Worker | Pool = workers[0] if len(workers) == 1 else Pool(workers)

    def _tidy(self, database: Database) -> None:
        now = self._clock.now()
        post.prune(database, now)
        if self._retention is not None:
            retain(database, now, self._retention)
        if database.vault is not None:
            database.vault.renew(database)

    async def receive(self, deliveries: Sequence[Delivery]) -> int:
        """Write updates down; those whose id is known are passed over. Returns how many were new."""
        return await self._worker.ask(lambda database: post.receive(database, deliveries), writes=True)

    async def waiting(self, user: str | None = None) -> Sequence[Delivery]:
        """Updates written down and not yet handled, oldest first; of one person if one is named."""
        return await self._worker.ask(lambda database: post.waiting(database, user), writes=False)

    async def set_aside(self, update: int, reason: str) -> None:
        """Take a poison update out of the inbox, and empty it."""
        now = self._clock.now()
        await self._worker.ask(lambda database: post.set_aside(database, update, reason, now), writes=True)

    async def load(self, user: str) -> Kept:
        """What is known of a person; a stranger gets an empty Kept."""
        with self.stages.time("load"):
            return await self._worker.ask(lambda database: loading.load(database, user), writes=False)

    async def save(self, change: Change) -> Sequence[Posted]:
        """Write one turn. Raises Conflict if the version moved, or the update or due row was done before."""
        now = self._clock.now()
        with self.stages.time("save"):
            return await self._worker.ask(lambda database: saving.save(database, change, now), writes=True)

    async def unsent(self, limit: int = 200, user: str | None = None) -> Sequence[Posted]:
        """Outbox messages not yet sent, in order per person; of one person if one is named."""
        return await self._worker.ask(lambda database: post.unsent(database, limit, user), writes=False)

    async def sent(self, delivered: Sequence[tuple[int, int | None]]) -> None:
        """Mark (outbox id, channel's message id) as sent and erase the texts; a turn keeps its own."""
        now = self._clock.now()
        await self._worker.ask(lambda database: post.sent(database, delivered, now), writes=True)

    async def shown(self, user: str, since: str) -> Sequence[int]:
        """The channel's ids of what was sent to a person since an ISO time in UTC."""
        return await self._worker.ask(lambda database: post.shown(database, user, since), writes=False)

    async def drop(self, posted: int, reason: str) -> None:
        """Give up on an outbox message and erase its text."""
        await self._worker.ask(lambda database: post.drop(database, posted, reason), writes=True)

    async def block(self, user: str) -> None:
        """The person blocked the bot: drop and cancel what waits for them; their next message unblocks."""
        now = self._clock.now()
        await self._worker.ask(lambda database: post.block(database, user, now), writes=True)

    async def due(self, now: str, limit: int = 100, user: str | None = None) -> Sequence[Due]:
        """What is due by now and not done, oldest first; of one person if one is named."""
        return await self._worker.ask(
            lambda database: loading.due_by(database, now, limit, user), writes=False
        )

    async def export(self, user: str) -> Mapping[str, object]:
        """Everything kept about a person, as JSON-ready values; `account` is None for a stranger."""
        return await self._worker.ask(lambda database: whose.export(database, user), writes=False)

    async def delete(self, user: str) -> bool:
        """Delete everything about a person at once, its traces too; False if there was nothing."""
        now = self._clock.now()
        return await self._worker.ask(lambda database: forget(database, user, now) > 0, writes=True)

    async def hold(self, posted: Sequence[int]) -> None:
        """Give unsent messages the kind "held": too late for a lock screen, they await the person."""
        await self._worker.ask(lambda database: post.hold(database, posted), writes=True)

    async def note_uses(self, uses: Sequence[Use]) -> None:
        """Add calls of models to the sums of their day."""
        if uses:
            await self._worker.ask(lambda database: ledger.note(database, uses), writes=True)

    async def uses(self, day: str) -> Sequence[Uses]:
        """The calls of a day, by model and outcome."""
        return await self._worker.ask(lambda database: ledger.of_day(database, day), writes=False)

    async def days(self, user: str) -> Days:
        """What is kept of a person's days between talks."""
        return await self._worker.ask(lambda database: daybook.load(database, user), writes=False)

    async def waiting_plans(self, now: str, limit: int = 200, user: str | None = None) -> Sequence[Waiting]:
        """Plans whose time has come by now, longest waiting first; of one person if one is named."""
        return await self._worker.ask(
            lambda database: nudging.waiting(database, now, limit, user), writes=False
        )

    async def awaiting(self) -> Sequence[str]:
        """Everybody to whom something will come by itself, by name."""
        return await self._worker.ask(nudging.awaiting, writes=False)

    async def claim(self, claims: Sequence[Claim]) -> Sequence[Posted | None]:
        """Deal with slots, each once; what goes out for each, None where nothing does."""
        return await self._worker.ask(lambda database: nudging.claim(database, claims), writes=True)

    async def flags(self) -> Mapping[str, int]:
        """How often each kind of danger was flagged, of anybody."""
        return await self._worker.ask(sharing.flags, writes=False)

    async def orphans(self) -> Sequence[str]:
        """Ids of shared talks that no person is joined to any more."""
        return await self._worker.ask(sharing.orphans, writes=False)

    async def settled(self, transcripts: Sequence[str]) -> None:
        """These are gone from the coaches."""
        await self._worker.ask(lambda database: sharing.settled(database, transcripts), writes=True)

    async def pass_on(
        self, transcript: str, text: str, now: str, awake: Callable[[str | None, str], bool]
    ) -> bool:
        """Put a coach's note into the outbox of whoever shared this, if they may have one now."""
        return await self._worker.ask(
            lambda database: sharing.pass_on(database, transcript, text, now, awake), writes=True
        )

    async def bonds(self, user: str, opening: tuple[int, int] | None = None) -> Sequence[Bond]:
        """A person's links with what they may see of each; `opening` (bond, part) as if they read that."""
        return await self._worker.ask(
            lambda database: couples.bonds_of(database, user, opening), writes=False
        )

    async def invitation(self, user: str, code: str, now: str) -> Invitation | None:
        """Who asks with this code's hash, for who opened it; None if it is used, too old or wrong."""
        return await self._worker.ask(
            lambda database: couples.invitation(database, user, code, now), writes=False
        )

    async def stands(self, posted: int) -> bool:
        """Whether a message still waits in the outbox."""
        return await self._worker.ask(lambda database: post.stands(database, posted), writes=False)

    async def leave(self, posted: int) -> bool:
        """Note that a message leaves that may be sent but once; False if it left or was dropped before."""
        return await self._worker.ask(lambda database: post.leave(database, posted), writes=True)

    async def orders(self) -> Orders:
        """What the operator has ordered."""
        return await self._worker.ask(orders.orders, writes=False)

    async def pause(self, *, on: bool) -> bool:
        """Pause everything, or go on; False if it stood so already."""
        now = self._clock.now()
        return await self._worker.ask(
            lambda database: orders.switch(database, orders.PAUSED, now, on=on), writes=True
        )

    async def ban(self, user: str) -> bool:
        """Shut somebody out; False if they were already."""
        now = self._clock.now()
        return await self._worker.ask(lambda database: orders.ban(database, user, now), writes=True)

    async def unban(self, user: str) -> bool:
        """Let somebody in again; False if they were not shut out."""
        return await self._worker.ask(lambda database: orders.unban(database, user), writes=True)

    async def turn_away(self, said: Said, messages: Sequence[Message], reason: str) -> Sequence[Posted]:
        """Handle an update without a turn; Conflict if it was handled before."""
        now = self._clock.now()
        return await self._worker.ask(
            lambda database: orders.turn_away(database, said, messages, reason, now), writes=True
        )

    async def standing(self) -> Standing:
        """How everything stands now."""
        day = self._clock.now()[:10]
        return await self._worker.ask(lambda database: orders.standing(database, day), writes=False)

    def fleet(self, name: str, door: str, hold: Hold | None = None) -> SqlFleet:
        """This program's part among several on the same database; `door` begins the names of its people.

        With a `hold` on the server, others see at once when we were killed.
        """
        return SqlFleet(self._worker, name, door, hold)

    async def close(self) -> None:
        """Finish what is queued and let go of the database."""
        await self._worker.close()


def open_store(
    url: str,
    *,
    upgrade: bool = True,
    clock: Clock | None = None,
    keys: Sequence[str] = (),
    retention_days: int | None = None,
    patient: bool = False,
) -> SqlStore:
    """Open the database at a URL, made and upgraded unless told not to; StoreError if it can't be used.

    With `keys`, newest first, texts are sealed; whoever was forgotten and came back with a backup goes again;
    what is older than `retention_days` goes by and by. Who is `patient` gets a store even while the server is
    away: it raises Away until that answers, and is made and upgraded then.
    """
    databases, ready = opened(url, keys, upgrade=upgrade, patient=patient)
    return SqlStore(databases, clock or _WallClock(), retention_days, ready)


def _nothing(_: Database) -> None:
    """The broom goes over one connection only."""
