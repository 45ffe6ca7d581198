"""Where a person's lines come from: a prompt with history and line editing, or a plain stream."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol

PROMPT = "you › "


class Typed(Protocol):
    """Lines, one at a time."""

    async def line(self) -> str | None:
        """The next line, or None at the end."""
        ...


class Stream:
    """Standard input that is no terminal."""

    async def line(self) -> str | None:
        """The next line as it came, without its end."""
        raw = sys.stdin.buffer.readline()
        return raw.decode("utf-8", "replace").rstrip("\r\n") if raw else None


class Prompt:
    """A prompt at a terminal; the history is what the person wrote before, and lives in memory only."""

    def __init__(self, history: Sequence[str] = ()) -> None:
        # Half of the start-up time of a script that never shows a prompt would go into this import.
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import InMemoryHistory
        from prompt_toolkit.patch_stdout import patch_stdout

        self._above = patch_stdout  # what comes by itself is printed above the line being typed
        self._session: PromptSession[str] = PromptSession(history=InMemoryHistory(list(history)))

    async def line(self) -> str | None:
        """The next line; a pasted text of several lines is one. Raises KeyboardInterrupt on Ctrl-C."""
        try:
            with self._above(raw=True):
                return await self._session.prompt_async(PROMPT)
        except EOFError:
            return None
