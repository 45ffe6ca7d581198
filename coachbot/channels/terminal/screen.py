"""What a talk looks like on a screen: the coach's words, and buttons with numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

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

    def show(self, messages: Sequence[Message]) -> None:
        """Messages in order, each with its buttons."""
        for message in messages:
            self._console.print()
            self._console.print(self._body(message), width=min(WIDTH, self._console.width))
            self._buttons(message.buttons)
        self._console.print()

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
