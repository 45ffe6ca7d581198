"""An OpenAI-compatible server: one request, streamed, with what is worth trying again tried again.

openai and tenacity take most of a second to import, so that they are imported when a model is first needed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from coachbot.core.voicing.reply import schema
from coachbot.errors import VoiceError

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletionChunk
    from tenacity import RetryCallState

TRIES = 3
CONNECT_S = 4.0
USAGE_S = 0.5  # that the count of tokens may come after the last word
MOST_TOKENS = 900
FORM_S = 2.0  # that a turn waits to know it
PROBE_S = 60.0  # for one question of the probe: a small machine's model may have to be loaded first

Words = Sequence[Mapping[str, str]]


class Form(Enum):
    """How a server is asked for JSON, the strictest first."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call took, as the server counted, or as we estimated where it did not."""

    sent: int = 0
    cached: int = 0
    said: int = 0

    @property
    def total(self) -> int:
        """All tokens."""
        return self.sent + self.said


class Server:
    """One address, for any of its models."""

    def __init__(self, base_url: str, key: str | None) -> None:
        self._base_url, self._key = base_url, key
        self._client: AsyncOpenAI | None = None
        self._probes: dict[str, asyncio.Task[Form]] = {}

    async def stream(
        self,
        model: str,
        words: Words,
        hear: Callable[[str], Awaitable[bool]],
        usage: Callable[[Usage], None],
        patience: float,
    ) -> None:
        """Ask, and give every piece to `hear` until it says False or all has come.

        Raises VoiceError. What is worth it is tried again while nothing was heard, unless the server wants us
        to wait for longer than half the `patience` (seconds).
        """
        form = await self._form(model, min(FORM_S, patience / 4))
        chunks = await self._opened(model, words, form, patience)
        stream = _Stream(words, hear)
        try:
            finish = await stream.heard(chunks)
        except (VoiceError, TimeoutError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever a server does, somebody waits for an answer
            raise _failure(error, "cut") from None
        finally:
            usage(stream.usage)
            await _closed(chunks)
        if finish in (None, "length", "content_filter"):
            raise VoiceError({"length": "truncated", "content_filter": "filtered"}.get(finish or "", "cut"))

    async def prepare(self, model: str) -> None:
        """Find out how a model is asked. VoiceError if it can't be found out now."""
        await self._form(model, FORM_S)

    async def close(self) -> None:
        """Let go of the connections."""
        for probe in self._probes.values():
            probe.cancel()
        if self._client is not None:
            await self._client.close()

    # ------------------------------------------------------------ what the server can do

    async def _form(self, model: str, patience: float) -> Form:
        """How this model is asked for JSON; found out once. A turn waits a moment, then asks plainly."""
        probe = self._probes.get(model)
        if probe is None or (probe.done() and (probe.cancelled() or probe.exception())):
            probe = self._probes[model] = asyncio.ensure_future(self._probed(model))
            probe.add_done_callback(lambda done: done.cancelled() or done.exception())  # told to who waits
        try:
            async with asyncio.timeout(patience):
                return await asyncio.shield(probe)
        except TimeoutError:
            return Form.PLAIN

    async def _probed(self, model: str) -> Form:
        """The first way to which it answers with some JSON."""
        for form in (Form.SCHEMA, Form.OBJECT):
            try:
                async with asyncio.timeout(PROBE_S):
                    answer = await self._created(model, _PROBE, form, stream=False)
            except TimeoutError:
                raise VoiceError("slow") from None
            except VoiceError as error:
                if error.kind in ("server", "request"):  # this form is what it can't do
                    continue
                raise
            if _is_object(answer):
                return form
        return Form.PLAIN

    # ------------------------------------------------------------ one request

    async def _opened(self, model: str, words: Words, form: Form, patience: float) -> Any:  # noqa: ANN401
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        attempts = AsyncRetrying(
            stop=stop_after_attempt(TRIES),
            wait=_wait,
            retry=retry_if_exception(partial(_worth_another, patience / 2)),
            reraise=True,
        )
        return await attempts(self._created, model, words, form, stream=True)

    async def _created(self, model: str, words: Words, form: Form, *, stream: bool) -> Any:  # noqa: ANN401
        client = await self._connected()
        arguments: dict[str, Any] = {
            "model": model,
            "messages": list(words),
            "max_tokens": MOST_TOKENS,
            **_asked(form),
        }
        if stream:
            arguments |= {"stream": True, "stream_options": {"include_usage": True}}
        try:
            return await client.chat.completions.create(**arguments)
        except Exception as error:  # noqa: BLE001 - sorted by kind; the server's own words stay out
            raise _failure(error, "connection") from None

    async def _connected(self) -> AsyncOpenAI:
        if self._client is None:
            openai = await asyncio.to_thread(_openai)
            timeout = openai.Timeout(None, connect=CONNECT_S)
            self._client = openai.AsyncOpenAI(
                base_url=self._base_url, api_key=self._key or "none", max_retries=0, timeout=timeout
            )
        return self._client


class _Stream:
    """The pieces of one answer, and what they took."""

    def __init__(self, words: Words, hear: Callable[[str], Awaitable[bool]]) -> None:
        self._words, self._hear = words, hear
        self._counted: Usage | None = None
        self._said = 0

    @property
    def usage(self) -> Usage:
        """As counted by the server; four characters a token where it does not count."""
        sent = sum(len(each["content"]) for each in self._words)
        return self._counted or Usage(sent // 4, 0, self._said // 4)

    async def heard(self, chunks: Any) -> str | None:  # noqa: ANN401 - openai's stream
        """Why it ended: the server's reason, "stop" when nothing more was wanted, None for no reason."""
        finish: str | None = None
        try:
            async with asyncio.timeout(None) as patience:
                async for chunk in chunks:
                    self._counted = _counted(chunk) or self._counted
                    for choice in chunk.choices[:1]:
                        if not await self._piece(choice.delta.content if choice.delta else None):
                            return "stop"
                        finish = choice.finish_reason or finish
                    if finish and self._counted:
                        break
                    if finish:
                        patience.reschedule(asyncio.get_running_loop().time() + USAGE_S)
        except TimeoutError:
            if not finish:
                raise
        return finish

    async def _piece(self, piece: str | None) -> bool:
        self._said += len(piece or "")
        return not piece or await self._hear(piece)


def _openai() -> Any:  # noqa: ANN401 - a module
    import openai

    return openai


_PROBE: Words = (
    {
        "role": "system",
        "content": "Answer with one JSON object of the form you were given, and nothing else.",
    },
    {"role": "user", "content": '{"danger": "none", "words": "hello"}'},
)


def _asked(form: Form) -> dict[str, object]:
    if form is Form.SCHEMA:
        named = {"name": "reply", "strict": True, "schema": schema()}
        return {"response_format": {"type": "json_schema", "json_schema": named}}
    if form is Form.OBJECT:  # llama.cpp's servers take the schema here; others don't look at it
        return {"response_format": {"type": "json_object", "schema": schema()}}
    return {}


def _is_object(answer: Any) -> bool:  # noqa: ANN401
    try:
        return isinstance(json.loads(answer.choices[0].message.content), dict)
    except (AttributeError, IndexError, TypeError, ValueError):
        return False


# ---------------------------------------------------------------- what went wrong


def _failure(error: Exception, otherwise: str) -> VoiceError:
    """The kind of failure; of what the server said about it nothing is kept."""
    if isinstance(error, VoiceError):
        return error
    status = getattr(error, "status_code", None)
    if status == 429:
        return VoiceError("limited", _retry_after(error))
    if status in (401, 403):
        return VoiceError("refused")
    if isinstance(status, int):
        return VoiceError("server" if status >= 500 else "request")
    return VoiceError("slow" if "Timeout" in type(error).__name__ else otherwise)


def _retry_after(error: Exception) -> float | None:
    response = getattr(error, "response", None)
    given = response.headers.get("retry-after", "") if response is not None else ""
    try:
        return max(0.0, float(given))
    except ValueError:
        return None


def _worth_another(longest: float, error: BaseException) -> bool:
    if not isinstance(error, VoiceError):
        return False
    if error.kind == "limited":
        return (error.retry_after or 0.0) <= longest
    return error.kind in ("server", "connection")


def _wait(state: RetryCallState) -> float:
    """As long as the server says, else a little longer each time, never two clients in step."""
    from tenacity import wait_random_exponential

    error = state.outcome.exception() if state.outcome else None
    told = error.retry_after if isinstance(error, VoiceError) else None
    return told if told is not None else wait_random_exponential(multiplier=0.3, max=2.0)(state)


async def _closed(chunks: Any) -> None:  # noqa: ANN401
    with suppress(Exception):  # a connection that won't even close is gone anyway
        await asyncio.wait_for(chunks.close(), 0.2)


# ---------------------------------------------------------------- tokens


def _counted(chunk: ChatCompletionChunk) -> Usage | None:
    usage = chunk.usage
    if usage is None:
        return None
    details = usage.prompt_tokens_details
    cached = (details.cached_tokens or 0) if details else 0
    return Usage(usage.prompt_tokens or 0, cached, usage.completion_tokens or 0)
