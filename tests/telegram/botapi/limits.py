"""Telegram's rate limits and the troubles of a network, both off until a test switches them on."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.telegram.botapi.refusals import Refused


def too_many(seconds: float) -> Refused:
    """A 429 that names how long to wait, in whole seconds."""
    wait = max(1, int(seconds + 0.999))
    return Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


@dataclass
class Limits:
    """At most `overall` messages in any second and `per_chat` a second in one chat, after a burst."""

    overall: int | None = None
    per_chat: float | None = None
    burst: int = 3
    penalty: float = 2.0
    _times: deque[float] = field(default_factory=deque)
    _chats: dict[int, tuple[float, float]] = field(default_factory=dict)  # tokens left, at
    # barred until then; chat 0 is all of them
    _until: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    def check(self, chat: int, now: float) -> None:
        """Count one message, or refuse it with a 429."""
        for key in (0, chat):
            if self._until[key] > now:
                raise too_many(self._until[key] - now)
        if self.overall is not None:
            self._check_overall(now)
        if self.per_chat is not None:
            self._check_chat(chat, now, self.per_chat)

    def bar(self, chat: int, until: float) -> None:
        """Refuse everything to one chat (0: to all) until then."""
        self._until[chat] = until

    def _check_overall(self, now: float) -> None:
        while self._times and self._times[0] <= now - 1:
            self._times.popleft()
        if len(self._times) >= (self.overall or 0):
            self._until[0] = now + self.penalty
            raise too_many(self.penalty)
        self._times.append(now)

    def _check_chat(self, chat: int, now: float, rate: float) -> None:
        tokens, at = self._chats.get(chat, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + (now - at) * rate)
        if tokens < 0.999:
            self._until[chat] = now + self.penalty
            raise too_many(self.penalty)
        self._chats[chat] = (tokens - 1, now)


@dataclass
class Fault:
    """A trouble that befalls calls of a method ("*" is any): skip `after` of them, then hit `times`.

    kind: "429" (wait a second), "500", "502" (with an HTML page, as a proxy sends), "drop" (cut before it is
    done), "lose" (done, then cut: the answer never arrives), "slow" (`seconds` late), "garbage" (no JSON).
    """

    kind: str
    method: str = "*"
    after: int = 0
    times: int = 1
    seconds: float = 0.0

    def strikes(self, method: str) -> bool:
        """Whether this call is hit; counts it."""
        if self.method not in ("*", method) or self.times <= 0:
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= 1
        return True
