"""How fast one may write: evenly over all chats, and slowly in one chat after a short burst.

Telegram's ceilings are 30 messages a second for everything and about one a second in a chat, where it
tolerates short bursts. A token that comes every 1/28 s lets at most 29 through in any second.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second over all and in one chat; None is as fast as it goes.

    `flying` is how many may be on their way at once, unmarked; the next one leaves when the last has been
    marked as sent, or after `patience` seconds. So a kill leaves one message in doubt while Telegram is
    quick, and a slow answer holds up nobody for long. `wide` is how many people are answered at a time.
    `talk` messages of one person have a turn each, and one more every `talk_s`; what is beyond is gathered.
    """

    overall: float | None = 28.0
    per_chat: float | None = 1.0
    burst: int = 3
    flying: int = 16
    patience: float = 0.25
    wide: int = 64
    talk: int | None = 30
    talk_s: float = 2.0


FREE = Pace(overall=None, per_chat=None, flying=32, patience=0.0, talk=None)


class Tokens:
    """What a pace allows right now; times are seconds of any steady clock."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._next = 0.0  # when the next message may leave
        self._chats: dict[str, float] = {}  # when a chat's burst is whole again
        self._held: dict[str, float] = {}  # what a 429 barred
        self._all_held = 0.0

    def wait(self, now: float) -> float:
        """Seconds until any message may leave."""
        return max(0.0, self._next - now, self._all_held - now)

    def wait_in(self, chat: str, now: float) -> float:
        """Seconds until a message may leave for this chat."""
        held = self._held.get(chat, 0.0) - now
        if self._pace.per_chat is None or chat not in self._chats:
            return max(0.0, held)
        whole = self._chats[chat] - now  # each message pushes this back by one interval
        return max(0.0, held, whole - (self._pace.burst - 1) / self._pace.per_chat)

    def spend(self, chat: str, now: float) -> None:
        """Count one message."""
        if self._pace.overall is not None:
            self._next = max(self._next, now) + 1 / self._pace.overall
        if self._pace.per_chat is not None:
            self._chats[chat] = max(self._chats.get(chat, 0.0), now) + 1 / self._pace.per_chat
            if len(self._chats) > 5000:
                self._chats = {name: whole for name, whole in self._chats.items() if whole > now}

    def hold(self, chat: str, now: float, seconds: float) -> None:
        """Obey a 429. It does not say whom it bars: a second chat at the same time means everybody."""
        self._held = {name: until for name, until in self._held.items() if until > now and name != chat}
        if self._held:
            self._all_held = max(self._all_held, now + seconds)
        self._held[chat] = now + seconds
        if self._pace.per_chat is not None:  # and no burst straight after it
            self._chats[chat] = now + seconds + (self._pace.burst - 1) / self._pace.per_chat
