"""Voice notes as text, by an OpenAI-compatible server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from coachbot.errors import VoiceError
from coachbot.voices.model.server import CONNECT_S

if TYPE_CHECKING:
    from openai import AsyncOpenAI

NAME = "note.ogg"  # the form in which Telegram records


class ServerTranscriber:
    """One model of one server."""

    def __init__(self, base_url: str, key: str | None, model: str, seconds: float) -> None:
        self._base_url, self._key, self._model, self._seconds = base_url, key, model, seconds
        self._client: AsyncOpenAI | None = None

    async def transcribe(self, sound: bytes) -> str:
        """What is said in it. VoiceError if the server fails, or takes too long."""
        try:
            async with asyncio.timeout(self._seconds):
                client = await self._connected()
                answer = await client.audio.transcriptions.create(model=self._model, file=(NAME, sound))
        except Exception as error:  # noqa: BLE001 - whatever a server does, somebody waits for an answer
            raise VoiceError("slow" if isinstance(error, TimeoutError) else "connection") from None
        return answer.text if isinstance(answer.text, str) else ""

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            await self._client.close()

    async def _connected(self) -> AsyncOpenAI:
        if self._client is None:
            from openai import AsyncOpenAI, Timeout

            self._client = AsyncOpenAI(
                base_url=self._base_url,
                api_key=self._key or "none",
                max_retries=0,
                timeout=Timeout(self._seconds, connect=CONNECT_S),
            )
        return self._client
