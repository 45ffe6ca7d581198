"""Who may be written to next: one line of waiting messages for each chat, kept strictly in order.

A line is idle (nothing to do), ready, flying (its head is on its way) or asleep (until a time). Ready lines
are served in the order in which they became ready, those that wait with a reply before all others.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum

from coachbot.channels.telegram.rendering import Part
from coachbot.ports import Posted

REPLY = "reply"
HELD = "held"

Then = Callable[[], Awaitable[None]]


@dataclass(slots=True, eq=False)
class Item:
    """One message in a line; `posted` is None for what is in no outbox. `parts` are what is still to go."""

    user: str
    posted: Posted | None = None
    parts: deque[Part] | None = None
    shown: int | None = None  # the message id that the last part got
    tries: int = 0
    left: bool = False  # it was noted that it leaves, so it may not leave again after a kill
    freed: float | None = None  # when the person came back to a reply that was held for them
    then: Then | None = None  # what to do once it is sent

    @property
    def reply(self) -> bool:
        """Whether somebody is waiting for it."""
        return self.posted is None or self.posted.kind in (REPLY, HELD)


class State(Enum):
    """What a line is doing."""

    IDLE = 0
    READY = 1
    FLYING = 2
    ASLEEP = 3


@dataclass(slots=True, eq=False)
class Line:
    """What waits for one chat; `held` is what came too late and awaits the person's return."""

    user: str
    items: deque[Item] = field(default_factory=deque)
    state: State = State.IDLE
    held: list[Item] = field(default_factory=list)

    @property
    def urgent(self) -> bool:
        """Whether a reply is among what waits."""
        return any(item.reply for item in self.items)


class Lines:
    """All lines, and which of them is next."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        self._ready: tuple[deque[Line], deque[Line]] = (deque(), deque())
        self._asleep: list[tuple[float, int, Line]] = []
        self._order = 0

    @property
    def waiting(self) -> int:
        """How many messages wait, without those that are held."""
        return sum(len(line.items) for line in self._lines.values())

    def find(self, user: str) -> Line | None:
        """A chat's line, if anything waits or is held there."""
        return self._lines.get(user)

    def line(self, user: str) -> Line:
        """A chat's line."""
        found = self._lines.get(user)
        if found is None:
            found = self._lines[user] = Line(user)
        return found

    def add(self, item: Item) -> None:
        """Put a message at the end of its chat's line."""
        line = self.line(item.user)
        line.items.append(item)
        if line.state in (State.IDLE, State.READY):  # a ready line may have become urgent
            self.ready(line)

    def ready(self, line: Line) -> None:
        """Let a line wait for its turn."""
        line.state = State.READY
        self._ready[0 if line.urgent else 1].append(line)

    def sleep(self, line: Line, until: float) -> None:
        """Let a line rest until a time."""
        line.state = State.ASLEEP
        self._order += 1
        heapq.heappush(self._asleep, (until, self._order, line))

    def landed(self, line: Line) -> None:
        """A line's head has come to its end: on with the rest, or the line is forgotten."""
        if line.items:
            self.ready(line)
            return
        line.state = State.IDLE
        if not line.held:
            self._lines.pop(line.user, None)

    def wake(self, now: float) -> None:
        """Get up the lines whose time has come."""
        while self._asleep and self._asleep[0][0] <= now:
            _, _, line = heapq.heappop(self._asleep)
            if line.state is State.ASLEEP:
                self.landed(line)

    def alarm(self) -> float | None:
        """When the next line gets up."""
        return self._asleep[0][0] if self._asleep else None

    def first(self) -> Line | None:
        """The line whose turn it is; it stays where it is until `take`."""
        for queue in self._ready:
            while queue:
                if queue[0].state is State.READY and queue[0].items:
                    return queue[0]
                queue.popleft()
        return None

    def take(self, line: Line) -> None:
        """The line's head leaves."""
        line.state = State.FLYING
        for queue in self._ready:
            if queue and queue[0] is line:
                queue.popleft()
                return
