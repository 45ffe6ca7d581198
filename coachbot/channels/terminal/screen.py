"""What a talk looks like on a screen: the coach's words, and buttons with numbers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from coachbot.core.model import Button, Manner, Message

WIDTH = 78
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_FRAMED = frozenset({Manner.CARD, Manner.DRAFT})
_STYLES = {Manner.QUOTE: "italic", Manner.DANGER: "bold", Manner.COMMAND: "dim"}


class Screen:
    """Prints messages; what a person typed can change no colour and move no cursor."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def show(self, messages: Sequence[Message], begun: Growing | None = None) -> None:
        """Messages in order, each with its buttons; `begun` is the first one as far as it stands there."""
        if any(message.clears for message in messages):
            self._console.clear()
        for place, message in enumerate(messages):
            if place > 0 or begun is None or not begun.ends_as(message.text):
                self._console.print()
                self._console.print(self._body(message), width=min(WIDTH, self._console.width))
            self._buttons(message.buttons)
        self._console.print()

    def growing(self) -> Growing:
        """A place for a reply that is still being made."""
        return Growing(self._console)

    def tapped(self, labels: Sequence[str]) -> None:
        """What was chosen by its number, in words."""
        self._console.print(Text(clean(f"  · {' · '.join(labels)}"), style="cyan"))

    def trouble(self, sentence: str) -> None:
        """Something that went wrong, in one sentence."""
        self._console.print(Text(clean(sentence), style="red"), width=min(WIDTH, self._console.width))

    def _body(self, message: Message) -> Padding | Panel:
        text = Text(clean(message.text), style=_STYLES.get(message.manner, ""))
        if message.image:
            text.append(f"\n{clean(message.image)}", style="dim")
        return (
            Panel(text, expand=False, padding=(0, 1)) if message.manner in _FRAMED else Padding(text, (0, 2))
        )

    def _buttons(self, buttons: Sequence[Button]) -> None:
        for number, button in enumerate(buttons, 1):
            label = Text.assemble((f"  {number:>3} ", "cyan"), clean(button.label))
            self._console.print(label)


class Growing:
    """A reply that is printed while it is being made, sentence by sentence."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown = ""
        self._column = 0
        self._width = min(WIDTH, console.width) - 2

    async def show(self, text: str) -> None:
        """Print what is new in it."""
        if not self._shown:
            self._console.print()
        self._add(text)
        self._console.file.flush()

    async def fetch(self, recording: str) -> bytes:
        """A voice note from a file."""
        return await from_file(recording)

    def ends_as(self, text: str) -> bool:
        """End with the whole text; False if nothing of it, or something else, was printed."""
        if not self._shown:
            return False
        fits = text.startswith(self._shown)
        if fits:
            self._add(text)
        self._put("\n", 0)
        return fits

    def _add(self, text: str) -> None:
        for word in clean(text[len(self._shown) :]).split():
            size = cell_len(word)
            if self._column and self._column + 1 + size <= self._width:
                self._put(" ", 1)
            else:
                self._put("\n  " if self._column else "  ", 0)
                self._column = 2
            self._put(word, size)
        self._shown = text

    def _put(self, text: str, size: int) -> None:
        self._console.print(Text(text), end="", soft_wrap=True)
        self._column += size


async def from_file(recording: str) -> bytes:
    """A voice note by the path of its file; OSError if it can't be read."""
    return await asyncio.to_thread(Path(recording).read_bytes)


def clean(text: str) -> str:
    """A text without control characters, so that it only prints."""
    return _UNPRINTABLE.sub("�", text)


def chosen(line: str, buttons: Sequence[Button]) -> tuple[str, ...]:
    """The ids of the buttons whose numbers were typed, and nothing but numbers; else none."""
    words = line.replace(",", " ").split()
    if not words or not all(word.isascii() and word.isdigit() and len(word) < 4 for word in words):
        return ()
    numbers = [int(word) for word in words]
    return tuple(buttons[n - 1].id for n in numbers) if all(1 <= n <= len(buttons) for n in numbers) else ()
