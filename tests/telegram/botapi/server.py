"""The server: HTTP in front of the world, and a control door for tests under /control."""

from __future__ import annotations

import asyncio
import json
import threading
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict
from typing import Any

from aiohttp import web

from tests.telegram.botapi.bringing import Courier
from tests.telegram.botapi.limits import Fault, Limits
from tests.telegram.botapi.methods import METHODS, Request, no_method
from tests.telegram.botapi.polling import Queue
from tests.telegram.botapi.refusals import Refused
from tests.telegram.botapi.world import Call, World

TOKEN = "4242:a-token-for-tests_only-0123456789abcdef"


class BotApi(World):
    """A strict Bot API server for one bot; `limits` and `faults` are off until set."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__()
        self.token = token
        self.port = 0
        self.limits = Limits()
        self.faults: list[Fault] = []
        self.queue = Queue(self)
        self.courier = Courier(self)
        self.logging = True
        self.shown = 0  # messages and edits that were accepted
        self._news = asyncio.Event()

    @property
    def url(self) -> str:
        """Where the server listens, as TELEGRAM_BASE_URL wants it."""
        return f"http://127.0.0.1:{self.port}"

    def sent(self, chat: int | None = None, method: str | None = None) -> list[Call]:
        """The accepted calls that showed something in a chat, in order of time."""
        shown = ("sendmessage", "editmessagetext", "sendphoto", "senddocument")
        kinds = (method.lower(),) if method else shown
        return [
            call
            for call in self.calls
            if call.status == 200 and call.method in kinds and chat in (None, call.chat)
        ]

    def texts(self, chat: int) -> list[str]:
        """What the bot has written to a chat, edits included, in order of time."""
        return [call.args.get("text", "") for call in self.sent(chat)]

    async def until(self, count: int, chat: int | None = None, *, seconds: float = 20.0) -> list[Call]:
        """Wait until the bot has shown that many messages; returns them."""
        async with asyncio.timeout(seconds):
            while len(self.sent(chat)) < count:
                self._news.clear()
                await self._news.wait()
        return self.sent(chat)

    async def until_called(self, method: str, times: int = 1, *, seconds: float = 20.0) -> None:
        """Wait until the bot has called a method so often."""
        async with asyncio.timeout(seconds):
            while sum(call.method == method.lower() for call in self.calls) < times:
                self._news.clear()
                await self._news.wait()

    async def heard(self, *, seconds: float = 20.0) -> None:
        """Wait until the bot calls."""
        async with asyncio.timeout(seconds):
            self._news.clear()
            await self._news.wait()

    # ------------------------------------------------------------ HTTP

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one HTTP request."""
        head, _, rest = request.path.lstrip("/").partition("/")
        if head == "control":
            return await self._control(rest, request)
        if head == "file":
            return self._download(rest)
        if not head.startswith("bot"):
            return answer(404, "Not Found")
        if head[3:] != self.token:
            return answer(401, "Unauthorized: invalid token specified" if ":" not in head else "Unauthorized")
        return await self._call(rest.lower(), request)

    async def _call(self, method: str, request: web.BaseRequest) -> web.StreamResponse:
        args, files = await arguments(request)
        fault = next((fault for fault in self.faults if fault.strikes(method)), None)
        if fault is not None and fault.kind != "lose":
            trouble = await self._befall(fault, request)
            if trouble is not None:
                return trouble
        status, body, number = await self._perform(method, args, files)
        if method != "getupdates" and self.logging:
            self.calls.append(Call(self.now(), method, args, status, number, body.get("description", "")))
            self._news.set()
        if fault is not None and fault.kind == "lose":
            cut(request)
        return web.Response(status=status, body=json.dumps(body).encode(), content_type="application/json")

    async def _perform(
        self, method: str, args: dict[str, str], files: dict[str, tuple[str, bytes]]
    ) -> tuple[int, dict[str, Any], int | None]:
        try:
            if method == "getupdates":
                return 200, {"ok": True, "result": await self.queue.get(args)}, None
            result = METHODS.get(method, no_method)(Request(args, files, self, self.limits))
        except Refused as no:
            body: dict[str, Any] = {"ok": False, "error_code": no.code, "description": no.description}
            return no.code, body | ({"parameters": no.parameters} if no.parameters else {}), None
        number = result.get("message_id") if isinstance(result, dict) else None
        self.shown += number is not None
        return 200, {"ok": True, "result": result}, number

    async def _befall(self, fault: Fault, request: web.BaseRequest) -> web.StreamResponse | None:
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind == "garbage":
            return web.Response(body=b"{not json")
        if fault.kind == "502":
            return web.Response(status=502, text="<html>Bad Gateway</html>", content_type="text/html")
        if fault.kind == "429":
            retry = {"retry_after": 1}
            return web.json_response({"ok": False, "error_code": 429, "parameters": retry}, status=429)
        if fault.kind == "500":
            return answer(500, "Internal Server Error: restart")
        cut(request)
        return answer(500, "cut")

    def _download(self, rest: str) -> web.StreamResponse:
        token, _, path = rest.removeprefix("bot").partition("/")
        if token != self.token:
            return answer(401, "Unauthorized")
        for name, content in self.files.values():
            if name == path:
                return web.Response(body=content)
        return answer(404, "Not Found")

    async def _control(self, verb: str, request: web.BaseRequest) -> web.StreamResponse:
        body = json.loads(await request.read() or b"{}")
        if verb == "calls":
            since = int(body.get("since", 0))
            return web.json_response([asdict(call) for call in self.calls[since:]])
        if verb == "limits":
            self.limits = Limits(**body)
        elif verb == "faults":
            self.faults = [Fault(**fault) for fault in body["faults"]]
        elif verb == "logging":
            self.logging = body["on"]
        elif verb == "pending":
            return web.json_response(len(self.updates))
        elif verb == "shown":
            return web.json_response(self.shown)
        else:
            made = [getattr(self, each.pop("do"))(**each) for each in body["acts"]]
            return web.json_response(made)
        return web.json_response(data=True)

    # ------------------------------------------------------------ running it

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[BotApi]:
        """Serve on the loop that runs now."""
        runner = web.ServerRunner(web.Server(self.handle, access_log=None), shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port or self.port, reuse_address=True)
        await site.start()
        self.port = runner.addresses[0][1]
        courier = asyncio.create_task(self.courier.run())
        try:
            yield self
        finally:
            courier.cancel()
            await asyncio.gather(courier, return_exceptions=True)
            self.wake_all()
            await runner.cleanup()

    def wake_all(self) -> None:
        """Let a waiting poll go."""
        self.queue.wake()

    @contextmanager
    def in_thread(self) -> Iterator[BotApi]:
        """Serve on a loop in a thread of its own; use `Control` to act on it from here."""
        started, loop = threading.Event(), asyncio.new_event_loop()
        stop: asyncio.Future[None] = loop.create_future()

        async def serve() -> None:
            async with self.serving():
                started.set()
                await stop

        thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
        thread.start()
        started.wait(10)
        try:
            yield self
        finally:
            loop.call_soon_threadsafe(stop.set_result, None)
            thread.join(10)
            loop.close()


class Control:
    """The control door from another thread or process."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __call__(self, verb: str, **body: object) -> Any:
        """Say something to the server; returns its answer."""
        content = json.dumps(body).encode()
        request = urllib.request.Request(f"{self._url}/control/{verb}", content, method="POST")
        with urllib.request.urlopen(request, timeout=60) as found:
            return json.load(found)


def cut(request: web.BaseRequest) -> None:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()


def answer(status: int, description: str) -> web.Response:
    """A refusal as the Bot API words it."""
    return web.json_response({"ok": False, "error_code": status, "description": description}, status=status)


async def arguments(request: web.BaseRequest) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """The arguments of a call, all as text, from the query, a form, JSON or multipart; and its files."""
    args = dict(request.query) if request.query_string else {}
    kind = request.content_type
    if kind == "application/json":
        found = json.loads(await request.read() or b"{}")
        texts = {key: each if isinstance(each, str) else json.dumps(each) for key, each in found.items()}
        return args | texts, {}
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return args, {}
    files: dict[str, tuple[str, bytes]] = {}
    for key, each in (await request.post()).items():
        if isinstance(each, web.FileField):
            files[key] = (each.filename, each.file.read())
        else:
            args[key] = each if isinstance(each, str) else bytes(each).decode()
    return args, files
