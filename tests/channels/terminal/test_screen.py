from __future__ import annotations

import io

import pytest
from rich.console import Console

from coachbot.channels.terminal.screen import Screen, chosen
from coachbot.core.model import Button, Manner, Message

BUTTONS = (Button("yes", "Yes, that's it"), Button("no", "Not quite"), Button("skip", "Skip"))


def _shown(*messages: Message, width: int = 60) -> str:
    out = io.StringIO()
    Screen(Console(file=out, width=width, force_terminal=False)).show(messages)
    return out.getvalue()


def test_buttons_stand_under_their_message_with_numbers() -> None:
    lines = [line.strip() for line in _shown(Message("Is that it?", BUTTONS)).splitlines() if line.strip()]
    assert lines == ["Is that it?", "1 Yes, that's it", "2 Not quite", "3 Skip"]


@pytest.mark.parametrize("manner", list(Manner))
def test_nothing_in_a_text_is_taken_for_markup(manner: Manner) -> None:
    assert "[bold]a[/bold] :smile: 5" in _shown(Message("[bold]a[/bold] :smile: 5", manner=manner))


def test_a_text_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in _shown(Message("\x1b[2Jgone", (Button("a", "\x1b]0;x\x07"),)))


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("1", ("yes",)),
        (" 3 ", ("skip",)),
        ("1 3", ("yes", "skip")),
        ("1,2", ("yes", "no")),
        ("0", ()),
        ("4", ()),
        ("1 4", ()),
        ("one", ()),
        ("1 please", ()),
        ("٣", ()),
        ("", ()),
        ("9" * 100, ()),
    ],
)
def test_a_number_taps_its_button_and_all_else_is_talk(typed: str, ids: tuple[str, ...]) -> None:
    assert chosen(typed, BUTTONS) == ids


def test_without_buttons_a_number_is_talk() -> None:
    assert chosen("1", ()) == ()
