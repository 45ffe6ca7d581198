"""What a command offered as buttons may be said in words."""

from __future__ import annotations

import pytest

from coachbot.commands.in_words import tap_of
from coachbot.core.model import Said
from coachbot.core.session import Session
from tests.talking import AT, the_kit

KNOWN = frozenset(
    {
        "link.yes",
        "link.as",
        "link.no",
        "letter.go",
        "letter.change",
        "with.leave",
        "forget.yes",
        "forget.no",
        "with.letter",
        "with.questions",
        "with.talk",
        "with.pacts",
    }
)
ASKED = ("link.yes:x", "link.as:x", "link.no:x")
TOGETHER = ("with.letter:1", "with.questions:1", "with.talk:1", "with.pacts:1")
SHOWN = ("letter.go:1", "letter.change:1", "with.leave")


def meant(text: str, offered: tuple[str, ...], *, awaited: bool = False, turn: int = 2) -> str | None:
    session = Session(turn=turn, offered=offered, offered_at=1)
    return tap_of(Said("ann", AT, text=text), session, the_kit(), KNOWN, awaited=awaited)


@pytest.mark.parametrize(
    ("text", "offered", "tap"),
    [
        ("yes", ASKED, "link.yes:x"),
        ("Yes please", ASKED, "link.yes:x"),
        ("yes, under another name", ASKED, "link.as:x"),
        ("no", ASKED, "link.no:x"),
        ("ok", SHOWN, "letter.go:1"),
        ("Send it.", SHOWN, "letter.go:1"),
        ("write it differently", SHOWN, "letter.change:1"),
        ("never mind", SHOWN, "with.leave"),
        ("talk", TOGETHER, "with.talk:1"),
        ("a message please", TOGETHER, "with.letter:1"),
        ("questions", TOGETHER, "with.questions:1"),
        ("agreement", TOGETHER, "with.pacts:1"),
        ("a small talk", TOGETHER, None),
        ("yes", ("yes", "no"), None),  # the dialogue's own buttons are its own affair
        ("/unlink", ASKED, None),
        ("he said no to me again and I left the room", ASKED, None),
    ],
)
def test_words_tap_what_they_mean(text: str, offered: tuple[str, ...], tap: str | None) -> None:
    assert meant(text, offered) == tap


def test_a_yes_that_may_be_the_answer_itself_taps_nothing() -> None:
    assert meant("no", ("with.leave",), awaited=True) is None
    assert meant("yes", SHOWN, awaited=True) == "letter.go:1"


def test_words_come_right_after_the_question_or_not_at_all() -> None:
    assert meant("yes", ASKED, turn=3) is None
