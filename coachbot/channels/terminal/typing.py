"""Where a person's lines come from: a prompt with history and line editing, or a plain stream."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Protocol

PROMPT = "you › "


class Typed(Protocol):
    """Lines, one at a time."""

    early: bool  # a line may be asked for while the coach is still being made

    async def line(self) -> str | None:
        """The next line, or None at the end."""
        ...


class Stream:
    """Standard input that is no terminal."""

    early = False

    async def line(self) -> str | None:
        """The next line as it came, without its end."""
        raw = await asyncio.to_thread(sys.stdin.buffer.readline)
        return raw.decode("utf-8", "replace").rstrip("\r\n") if raw else None


class Prompt:
    """A prompt at a terminal; its history is what the person wrote before, as soon as that is known."""

    early = True

    def __init__(self, before: Callable[[], Awaitable[Sequence[str]]]) -> None:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import InMemoryHistory
        from prompt_toolkit.output import create_output
        from prompt_toolkit.output.vt100 import Vt100_Output
        from prompt_toolkit.patch_stdout import patch_stdout

        class Remembered(InMemoryHistory):
            async def load(self) -> AsyncGenerator[str, None]:
                for line in reversed([*await before(), *self.get_strings()]):
                    yield line

        self._above = patch_stdout  # what comes by itself is printed above the line being typed
        output = create_output()
        if isinstance(output, Vt100_Output):
            # Where a terminal doesn't say where its cursor is, each line printed above waits a second for it.
            output.enable_cpr = False
        self._session: PromptSession[str] = PromptSession(history=Remembered(), output=output)

    async def line(self) -> str | None:
        """The next line; a pasted text of several lines is one. Raises KeyboardInterrupt on Ctrl-C."""
        try:
            with self._above(raw=True):
                return await self._session.prompt_async(PROMPT)
        except EOFError:
            return None
