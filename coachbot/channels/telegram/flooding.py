"""More than anybody can mean one by one: beyond a burst, what somebody sends is gathered into one turn.

What waits lies in the inbox, and each update that was gathered is marked with the turn that answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from coachbot.channels.telegram.pacing import Pace
from coachbot.channels.telegram.updates import Incoming
from coachbot.core.model import Sort
from coachbot.errors import StoreError
from coachbot.ports import Delivery, Store

REST_S = 4.0  # that a flood is given to end before what came of it is gathered
MOST, LONGEST = 50, 4000  # messages and characters in one turn
KNOWN = 5000


class Bursts:
    """Who has sent more than a burst of late."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._whole: dict[str, float] = {}  # when a person's burst is whole again, on a steady clock

    def over(self, user: str, now: float) -> bool:
        """Count one thing that somebody sent; whether it is too much."""
        if self._pace.talk is None:
            return False
        whole = max(self._whole.get(user, 0.0), now)
        if whole - now > (self._pace.talk - 1) * self._pace.talk_s:
            return True
        self._whole[user] = whole + self._pace.talk_s
        if len(self._whole) > KNOWN:
            self._whole = {name: at for name, at in self._whole.items() if at > now}
        return False


class Floods:
    """Lets a job through as it is, later, or with all that came after it."""

    def __init__(self, pace: Pace, store: Store, read: Callable[[Delivery], Incoming | None]) -> None:
        self._bursts, self._store, self._read = Bursts(pace), store, read
        self._resting: dict[str, int] = {}  # which update of a person's waits for the flood to end
        self._past: dict[int, None] = {}  # what was gathered with another and still stands in a lane

    def resting(self, user: str) -> bool:
        """Whether what a person sends is being gathered."""
        return user in self._resting

    async def see(self, job: Incoming, now: float) -> Incoming | float | None:
        """The job to do now, or how many seconds to leave this one; None where it was done with another."""
        if job.update in self._past:
            del self._past[job.update]
            return None
        if self._resting.get(job.user) == job.update:
            del self._resting[job.user]
            return await self._gather(job)
        if self._bursts.over(job.user, now):
            self._resting[job.user] = job.update
            return REST_S
        return job

    async def _gather(self, first: Incoming) -> Incoming:
        try:
            found = [self._read(each) for each in await self._store.waiting(first.user)]
            after = [each for each in found if each is not None and each.update > first.update]
            whole, past = gathered(first, after)
            for each in past:
                await self._store.set_aside(each.update, "flood")
        except StoreError:
            return first
        self._past.update(dict.fromkeys((*whole.said.joined, *(each.update for each in past))))
        self._past.pop(first.update, None)
        if whole.update != first.update:
            self._past[whole.update] = None
        return whole


def gathered(first: Incoming, after: Sequence[Incoming]) -> tuple[Incoming, tuple[Incoming, ...]]:
    """One job for the first and those after it that are like it, and what may be passed over.

    Words are joined, so that danger in any of them is heard; of taps, stickers and the like the last counts;
    a command stands alone.
    """
    if _is_command(first) or first.left or first.said.sort is Sort.GROUP:
        return first, ()
    words = _is_words(first)
    like = list(takewhile(lambda each: _is_alike(first, each), after))[: MOST - 1]
    if not words:
        return (like[-1], (first, *like[:-1])) if like else (first, ())
    joined, text = [], first.said.text
    for each in like:
        if len(text) + len(each.said.text) > LONGEST:
            break
        text += "\n" + each.said.text
        joined.append(each.update)
    return replace(first, said=replace(first.said, text=text, joined=tuple(joined))), ()


def _is_alike(first: Incoming, each: Incoming) -> bool:
    if _is_command(each) or each.left or each.said.sort is Sort.GROUP:
        return False
    return _is_words(first) == _is_words(each)


def _is_words(job: Incoming) -> bool:
    return job.said.sort is Sort.TEXT and not _is_command(job)


def _is_command(job: Incoming) -> bool:
    return job.said.sort is Sort.TEXT and job.said.text.startswith("/")
