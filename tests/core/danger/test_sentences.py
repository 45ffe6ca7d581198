"""Sentences in many voices: what was found once stays found, in whatever clothes it comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coachbot.core.danger import Signs, assess
from coachbot.core.model import Level
from tests.core.danger.tables import SETS, cases

# A talk that came before: nothing in it is danger.
BEFORE = ("hi", "he was late on monday", "we talked about the holidays", "i cooked", "it's a lot")


def alarms(name: str, signs: Signs, change: Callable[[str], str] = str) -> list[str]:
    """The dangerous texts that raise nothing, and the harmless ones that do."""
    wrong = []
    for case in cases(name):
        level = assess(change(str(case["text"])), signs=signs).level
        if (level is Level.NONE) != (case["level"] == "none"):
            wrong.append(str(case["text"]))
    return wrong


@pytest.mark.parametrize("name", SETS)
def test_what_is_danger_is_found_and_what_is_none_is_let_be(signs: Signs, name: str) -> None:
    assert alarms(name, signs) == []


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        str.upper,
        lambda text: text.replace("'", "\u2019").replace('"', "\u201d"),
        lambda text: f"  {text}  ",
    ],
    ids=["lower", "upper", "curly", "spaces"],
)
def test_other_clothes_change_nothing(signs: Signs, name: str, change: Callable[[str], str]) -> None:
    assert alarms(name, signs, change) == []


@pytest.mark.parametrize("name", ["registers", "round_5", "round_6"])
def test_the_sixth_message_of_a_talk_is_read_like_the_first(signs: Signs, name: str) -> None:
    for case in cases(name):
        alone = assess(str(case["text"]), signs=signs)
        assert assess(str(case["text"]), BEFORE, signs=signs) == alone


def test_a_stop_in_many_voices_is_a_stop_with_its_kind_and_whose_it_is(signs: Signs) -> None:
    told = [case for case in cases("registers") if case["level"] == "stop" and "by" in case]
    found = [assess(str(case["text"]), signs=signs) for case in told]
    right = [c["kind"] in d.kinds and d.by == c["by"] for c, d in zip(told, found, strict=True)]
    assert sum(right) >= 0.9 * len(told)
