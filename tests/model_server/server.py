"""The server: chat completions, whole or streamed, and the faults, each as a provider would show it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Self

from tests.model_server.brains import Request, good, spoken

FAULTS = (
    "refuses", "401", "429", "429 with retry-after", "500", "slow headers", "drips", "cuts", "invalid json",
    "wrong schema", "empty", "100000 tokens", "another language",
)  # fmt: skip
GERMAN = "Das klingt schwer, und es war gestern nicht das erste Mal. Was hast du dabei gefühlt?"


class ModelServer:
    """`fault` befalls every request while it is set; `brain` answers the others. `asked` are the requests."""

    def __init__(
        self, brain: Callable[[Request], str] = good, *, forms: tuple[str, ...] = ("json_schema",)
    ) -> None:
        self.brain, self.forms = brain, forms
        self.fault: str | None = None
        self.asked: list[Request] = []
        self.busy = asyncio.Event()  # a turn of a talk has come in
        self.recordings: list[bytes] = []  # requests to the transcription endpoint, as they came
        self.transcript = "he forgot our anniversary again"
        self.piece = 12  # characters in one piece of a stream
        self.pause = 0.0  # seconds between two pieces
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """The address for COACHBOT_LLM_BASE_URL."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    @property
    def turns(self) -> list[Request]:
        """The requests without those of the probe."""
        return [each for each in self.asked if each.get("stream")]

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        await asyncio.sleep(0.02)  # transports say goodbye a turn of the loop later

    # ------------------------------------------------------------ HTTP

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.get_running_loop().create_task(self._talk(reader, writer))
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (line := await reader.readline()).strip():
                length = 0
                while (header := await reader.readline()).strip():
                    name, _, value = header.decode().partition(":")
                    length = int(value) if name.lower() == "content-length" else length
                body = await reader.readexactly(length)
                async for data in self._answers(line.decode().split()[1], body):
                    writer.write(data)
                    await writer.drain()
                    if not data:
                        return
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answers(self, path: str, body: bytes) -> AsyncIterator[bytes]:
        """What goes over the wire; an empty piece hangs up."""
        if path.endswith("/audio/transcriptions"):
            self.recordings.append(body)
        elif path.endswith("/chat/completions"):
            self.asked.append(json.loads(body))
            if self.turns:
                self.busy.set()
        fault = self.fault
        if fault == "refuses":
            yield b""
        elif fault in _STATUS:
            yield _response(_STATUS[fault][0], {"error": {"message": "do not show this"}}, _STATUS[fault][1])
        elif fault == "slow headers":
            await asyncio.sleep(30)
            yield b""
        elif path.endswith("/audio/transcriptions"):
            yield _response(200, {"text": self.transcript})
        elif path.endswith("/chat/completions"):
            async for data in self._completed(self.asked[-1], fault):
                yield data
        else:
            yield _response(200, {"object": "list", "data": [{"id": "small", "object": "model"}]})

    async def _completed(self, request: Request, fault: str | None) -> AsyncIterator[bytes]:
        form = request.get("response_format", {}).get("type", "plain")
        if form not in (*self.forms, "plain"):
            yield _response(500, {"error": {"message": f"{form} is not supported"}})
            return
        text = _said(self.brain(request) if fault is None else "", fault, request)
        if not request.get("stream"):
            yield _response(200, _whole(request, text))
            return
        yield b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
        for number, piece in enumerate(self._pieces(text, fault)):
            if fault == "cuts" and number == 3:
                break
            if fault == "drips":
                for byte in _event(request, {"content": piece}):
                    yield bytes((byte,))
                    await asyncio.sleep(1.0)
            elif self.pause:
                await asyncio.sleep(self.pause)
            yield _event(request, {"content": piece})
        if fault != "cuts":
            finish = "length" if fault == "100000 tokens" else "stop"
            yield _event(request, {}, finish) + _event(request, {}, None, usage=_usage(request, text))
            yield b"data: [DONE]\n\n"
        yield b""

    def _pieces(self, text: str, fault: str | None) -> Iterator[str]:
        if fault == "100000 tokens":
            yield text
            for _ in range(100_000):
                yield "and so on and on "
        for begin in range(0, len(text), self.piece):
            yield text[begin : begin + self.piece]


_STATUS: dict[str, tuple[int, dict[str, str]]] = {
    "401": (401, {}),
    "429": (429, {}),
    "429 with retry-after": (429, {"retry-after": "3"}),
    "500": (500, {}),
}


def _said(text: str, fault: str | None, request: Request) -> str:
    if fault is None:
        return text
    return {
        "invalid json": '{"danger": {"level": "none", "kinds": [}, oops',
        "wrong schema": '{"answer": "Error 17: no such step", "score": 3}',
        "empty": "",
        "another language": spoken(GERMAN),
        "100000 tokens": spoken("").removesuffix('"}'),
    }.get(fault, good(request) if request.get("stream") else spoken("hello"))


def _usage(request: Request, text: str) -> dict[str, Any]:
    sent = sum(len(each["content"]) for each in request["messages"]) // 4
    return {"prompt_tokens": sent, "completion_tokens": len(text) // 4, "total_tokens": sent + len(text) // 4}


def _whole(request: Request, text: str) -> dict[str, Any]:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    return {
        "id": "c", "object": "chat.completion", "created": 0, "model": request["model"], "choices": [choice],
        "usage": _usage(request, text),
    }  # fmt: skip


def _event(request: Request, delta: dict[str, str], finish: str | None = None, usage: object = None) -> bytes:
    choices = [] if usage else [{"index": 0, "delta": delta, "finish_reason": finish}]
    chunk = {
        "id": "c", "object": "chat.completion.chunk", "created": 0, "model": request["model"],
        "choices": choices, "usage": usage,
    }  # fmt: skip
    return f"data: {json.dumps(chunk)}\n\n".encode()


def _response(status: int, body: object, headers: dict[str, str] | None = None) -> bytes:
    data = json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} X", "content-type: application/json", f"content-length: {len(data)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + data
