"""What comes to somebody by itself, in order of time: what waits in the outbox, what is due, and nudges."""

from __future__ import annotations

from collections.abc import AsyncIterator

from coachbot.coach import Coach
from coachbot.outcome import Turn
from coachbot.ports import Store


async def coming(coach: Coach, store: Store, user: str, now: str) -> AsyncIterator[Turn]:
    """Everything that has come by now, as it is now: what comes too late is dropped here too."""
    async for turn in _posted(coach, store, user, now):
        yield turn
    for due in await store.due(now, user=user):
        turn_due = await coach.come_due(due, now, post=False)
        if turn_due is not None:
            yield turn_due
    for posted in (await coach.nudging.sweep(now, user=user, post=False)).posted:
        yield await coach.beside(posted, now)


async def came(coach: Coach, store: Store, user: str, by: str) -> AsyncIterator[Turn]:
    """Everything that came up to a time, each at its own: as if we had been there all along."""
    async for turn in _posted(coach, store, user, by):
        yield turn
    while True:
        dues = await store.due(by, 1, user)
        plans = await store.waiting_plans(by, 1, user)
        if plans and (not dues or plans[0].next_at < dues[0].at):
            at = plans[0].next_at
            for posted in (await coach.nudging.sweep(at, user=user, post=False)).posted:
                yield await coach.beside(posted, at)
        elif dues:
            turn_due = await coach.come_due(dues[0], dues[0].at, post=False)
            if turn_due is not None:
                yield turn_due
        else:
            return


async def _posted(coach: Coach, store: Store, user: str, now: str) -> AsyncIterator[Turn]:
    """What another process left in the outbox for somebody at a terminal."""
    for posted in await store.unsent(user=user):
        if posted.until is not None and now > posted.until:
            await store.drop(posted.id, "late")
        elif await store.leave(posted.id):
            await store.sent([(posted.id, None)])
            yield await coach.beside(posted, posted.created)
