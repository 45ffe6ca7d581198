"""What an operator's machines may ask a program: is it alive, is it ready, and how does everything stand."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from coachbot.channels.telegram.metrics import Metrics
from coachbot.errors import ChannelError, Conflict, StoreError
from coachbot.ports import Clock, Store


class Watch:
    """Answers for one program; `missing` says what it lacks to be ready, nothing if it is."""

    def __init__(self, store: Store, clock: Clock, metrics: Metrics, missing: Callable[[], str]) -> None:
        self._store, self._clock, self._metrics, self._missing = store, clock, metrics, missing

    def routes(self) -> Sequence[BaseRoute]:
        """Where they ask."""
        return (
            Route("/healthz", self._alive),
            Route("/readyz", self._able),
            Route("/metrics", self._numbers),
        )

    async def _alive(self, _: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def _able(self, _: Request) -> Response:
        missing = self._missing()
        return PlainTextResponse(f"not ready: {missing}\n" if missing else "ready\n", 503 if missing else 200)

    async def _numbers(self, _: Request) -> Response:
        """All numbers; while the store is away, those that are known without it."""
        with contextlib.suppress(StoreError, Conflict):
            self._metrics.stands(await self._store.standing(), self._clock.now())
        content, kind = self._metrics.exposed()
        return Response(content, media_type=kind)


async def listen(routes: Sequence[BaseRoute], host: str, port: int) -> None:
    """Serve these until cancelled. ChannelError if nothing can listen there."""
    server = _Listening(Starlette(routes=routes), host, port)
    serving = asyncio.create_task(server.serve())
    try:
        await asyncio.wait((serving,))
        raise ChannelError(f"Nothing can listen on {host}:{port}.")
    finally:
        server.should_exit = True
        with contextlib.suppress(asyncio.CancelledError, SystemExit):
            await serving


class _Listening(uvicorn.Server):
    """A server that leaves signals to the program, and ends when it is cancelled."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                access_log=False,
                log_config=None,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=2,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """They are the program's."""
        yield
