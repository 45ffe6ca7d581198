"""Asking that leaves no room, known by its shape: conditions with an end, the present as an order, "stop"."""

from __future__ import annotations

import pytest

from coachbot.core.reading import Lexicon, read


def kinds(text: str, lexicon: Lexicon) -> list[str]:
    return [request.kind for request in read(text, lexicon).requests]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If it isn't fixed by the first, I'm going to my sister's.", "ultimatum"),
        ("Three evenings at home, or I'm handing back the ring.", "ultimatum"),
        ("I told her one more lie and we're finished", "ultimatum"),
        ("He tells his mother tonight.", "demand"),
        ("They move out by Friday.", "demand"),
        ("Now he can apologise first.", "demand"),
        ("Can he stop humming at the table?", "stop"),
        ("she nags and nags stop filming me i said", "stop"),
        ("It has to stop.", "stop"),
        ("He could be a bit more loving.", "vague"),
        ("Let her show some interest.", "vague"),
    ],
)
def test_an_order_is_known_by_its_shape(text: str, kind: str, lexicon: Lexicon) -> None:
    assert kinds(text, lexicon) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "if it rains we eat inside",
        "he works tonight",
        "he says stop apologising all the time",
        "my aunt says don't use that word",
        "he can cook",
    ],
)
def test_what_only_looks_like_an_order_is_none(text: str, lexicon: Lexicon) -> None:
    assert kinds(text, lexicon) == []


def test_what_stands_before_thats_what_i_need_is_a_strategy(lexicon: Lexicon) -> None:
    (found,) = read("A week in the hills, just us two, that's what I need.", lexicon).strategies
    assert found.text == "A week in the hills, just us two"
