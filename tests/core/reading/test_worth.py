"""Signs of shaken worth: defending, justifying, pleading, over-apologising, blaming."""

from __future__ import annotations

import pytest

from coachbot.core.model import Track
from coachbot.core.reading import Lexicon, read

SIGNS = [
    ("i didn't do anything wrong", "defending"),
    ("I'm not crazy", "defending"),
    ("i never said that", "defending"),
    ("it wasn't my fault", "defending"),
    ("I only did it because I was scared", "justifying"),
    ("i was only trying to help", "justifying"),
    ("I had no choice", "justifying"),
    ("i begged him to stay", "pleading"),
    ("I'd do anything to keep her", "pleading"),
    ("i cant live without him", "pleading"),
    ("sorry for rambling", "over_apologising"),
    ("sorry this is so long", "over_apologising"),
    ("i know i overreact", "over_apologising"),
    ("it's all my fault", "over_apologising"),
    ("it's all his fault", "blaming"),
    ("she ruined everything", "blaming"),
    ("He started it", "blaming"),
    ("he made me do it", "blaming"),
]

NONE = [
    "he said sorry for being late",
    "we had dinner",
    "I told him I was hurt",
    "she said it wasn't her fault",
    "can we talk on sunday",
    "I need rest",
    "he begged me to stay",
    'he said "it\'s all my fault"',
]


@pytest.mark.parametrize(("text", "kind"), SIGNS)
def test_a_sign_is_found_by_its_kind(text: str, kind: str, lexicon: Lexicon) -> None:
    assert kind in [sign.kind for sign in read(text, lexicon).worth_signs]


@pytest.mark.parametrize("text", NONE)
def test_plain_telling_and_others_words_are_no_signs(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).worth_signs == ()


@pytest.mark.parametrize(
    "text",
    [
        "sorry this is probably stupid, i know i overreact, he's a really good guy",
        "maybe i'm the problem. i always ruin everything",
        "i hate myself for begging him to stay",
        "I keep apologising and still feel like I'm not good enough for him",
        "what is wrong with me, why am i so needy",
    ],
)
def test_where_worth_is_shaken_that_comes_first(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).track is Track.SHAKEN_WORTH


@pytest.mark.parametrize(
    "text", ["sorry to hear that", "i'm sorry i was late", "it was my fault this time, i forgot"]
)
def test_one_honest_sorry_is_not_shaken_worth(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).track is not Track.SHAKEN_WORTH
