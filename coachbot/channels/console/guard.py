"""What stands around every page: headers, limits, the signed cookie, and the token that forms carry."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "coach"
COOKIE_S = 12 * 3600
BIGGEST = 64 * 1024  # bytes of a form

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-robots-tag": "noindex, nofollow, noarchive",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


class Seals:
    """Signs the session cookie and makes the form token that belongs to a session."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._serializer = URLSafeTimedSerializer(secret, salt="session")

    def cookie(self, session: str) -> str:
        """The cookie's value for a session."""
        return self._serializer.dumps(session)

    def session(self, cookie: str | None) -> str | None:
        """The session in a cookie; None if it is forged, altered or too old."""
        try:
            found = self._serializer.loads(cookie or "", max_age=COOKIE_S)
        except BadSignature:
            return None
        return found if isinstance(found, str) else None

    def token(self, session: str) -> str:
        """The token that this session's forms carry."""
        return hmac.new(self._secret, b"form " + session.encode(), hashlib.sha256).hexdigest()

    def fits(self, session: str, token: str) -> bool:
        """Whether a form came from a page of this session."""
        return hmac.compare_digest(self.token(session).encode(), token.encode())


class Pace:
    """How often somebody may knock: so many times in so many seconds, each name apart."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._knocks: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, name: str) -> bool:
        """Whether this knock is within the measure; it counts if it is."""
        now = self._clock()
        knocks = self._knocks.setdefault(name, deque())
        self._knocks.move_to_end(name)
        while knocks and knocks[0] <= now - self._seconds:
            knocks.popleft()
        if len(self._knocks) > 10_000:
            self._knocks.popitem(last=False)
        if len(knocks) >= self._most:
            return False
        knocks.append(now)
        return True


class Guard:
    """Sets the headers, and turns away what is too much, too big, or sent from another site's page."""

    def __init__(self, app: ASGIApp, origin: str, every: Pace, entering: Pace) -> None:
        self._app, self._origin, self._every, self._entering = app, origin, every, entering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, dressed)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        client = (scope.get("client") or ("nobody", 0))[0]
        entering = scope["method"] == "POST" and str(scope["path"]).startswith("/sign-in/")
        if not self._every.allows(client) or (entering and not self._entering.allows(client)):
            return PlainTextResponse("Too many requests. Wait a minute.", 429, {"retry-after": "60"})
        if scope["method"] in {"GET", "HEAD"}:
            return None
        headers = Headers(scope=scope)
        length = headers.get("content-length", "")
        if not length.isdigit() or int(length) > BIGGEST:
            return PlainTextResponse("That form is too big.", 413)
        if headers.get("origin", self._origin) != self._origin:
            return PlainTextResponse("This form came from another site.", 403)
        return None
