"""Help goes out even when no file can be read."""

from __future__ import annotations

import pytest

from coachbot.frozen_help import TEXT, frozen_help


@pytest.mark.parametrize(
    "text",
    [
        "My husband hit me",
        "I want to die",
        "he CHOKED me",
        "i can’t breathe",
        "I'm scared of my wife",
        "overdosed",
    ],
)
def test_plain_danger_gets_the_frozen_text(text: str) -> None:
    assert frozen_help(text) == TEXT


@pytest.mark.parametrize("text", ["he forgot again", "she hit the roof", "", "a" * 100_000])
def test_nothing_else_does(text: str) -> None:
    assert frozen_help(text) is None


def test_the_frozen_text_names_emergency_numbers_and_a_directory_and_no_single_countrys_line() -> None:
    assert "112" in TEXT
    assert "911" in TEXT
    assert "findahelpline.com" in TEXT
