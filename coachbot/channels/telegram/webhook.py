"""Updates that Telegram brings: what comes is checked, written down, and only then answered with 200."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from coachbot.channels.telegram.metrics import Metrics
from coachbot.channels.telegram.polling import delivery_of, read_safely
from coachbot.channels.telegram.postbox import Hook, Update
from coachbot.channels.telegram.updates import Incoming
from coachbot.errors import StoreError
from coachbot.ports import Clock, Store

log = logging.getLogger(__name__)

MOST_BYTES = 1 << 20  # an update of Telegram's has a few kilobytes
SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name


class Webhook:
    """Receives for a store; `take` hears of what is written, `unstored` of what can't be just now.

    Before `open_` says so, nothing is written: what waits from before has to be taken up first.
    """

    def __init__(
        self,
        hook: Hook,
        store: Store,
        clock: Clock,
        metrics: Metrics,
        take: Callable[[Incoming], None],
        unstored: Callable[[Incoming], None],
        open_: Callable[[], bool],
    ) -> None:
        self._hook, self._store, self._clock, self._metrics = hook, store, clock, metrics
        self._take, self._unstored, self._open = take, unstored, open_

    def route(self) -> Route:
        """Where Telegram brings updates."""
        return Route(urlsplit(self._hook.url).path or "/", self.receive, methods=["POST"])

    async def receive(self, request: Request) -> Response:
        """Answer one delivery; whatever is no update of Telegram's is refused without a word."""
        status = self._refused(request)
        body = b"" if status else await _body(request)
        if body is None:
            status = 413
        update = None if status else _update(body or b"")
        if not status and update is None:
            status = 400
        if update is not None:
            status = await self._keep(update)
        self._metrics.received(status)
        return Response(status_code=status)

    def _refused(self, request: Request) -> int:
        given = request.headers.get(SECRET, "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, self._hook.secret.encode()):
            return 403
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        return 0 if kind == "application/json" else 415

    async def _keep(self, update: Update) -> int:
        """Write it down; 503 lets Telegram bring it again."""
        now = self._clock.now()
        incoming = read_safely(update, now, 0.0)
        if incoming is None:
            return 200
        if not self._open():
            self._unstored(incoming)
            return 503
        try:
            new = await self._store.receive([delivery_of(incoming, update, now)])
        except StoreError as error:
            log.warning("%s Telegram will bring update %d again.", error, incoming.update)
            self._unstored(incoming)
            return 503
        if new:
            self._take(incoming)
        return 200


async def _body(request: Request) -> bytes | None:
    """The body; None if it is too long, however long it says it is."""
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > MOST_BYTES:
                return None
            parts.append(part)
    except ClientDisconnect:
        return b""
    return b"".join(parts)


def _update(body: bytes) -> Update | None:
    try:
        found: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = found.get("update_id") if isinstance(found, dict) else None
    fits = isinstance(number, int) and not isinstance(number, bool) and 0 < number < 2**63
    return found if fits and isinstance(found, dict) else None
