"""Heat: how hot a message is, from its words and from how they look."""

from __future__ import annotations

import pytest

from coachbot.core.reading import Lexicon, read

CALM_AND_LONG = (
    "My wife and I have been together for nine years and we have two small children. Lately we don't "
    "find much time for each other, and last week we had an argument about the holidays. She would like "
    "to see her parents and I had hoped for a week with only the four of us. I was hurt when she said "
    "that I never think of her family, because I do try. We both said things we regret and since then "
    "it has been quiet at home. I would like to find a way to talk about it without it turning into the "
    "same argument again. "
)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("ok", 0, 0),
        ("hello", 0, 0),
        ("he forgot the milk", 0, 1),
        ("we had a fight", 0, 2),
        ("he forgot. again.", 1, 4),
        ("i'm sad", 0, 2),
        ("im so angry at him", 2, 5),
        ("She ALWAYS takes their side and NEVER once mine and in front of EVERYONE she laughed", 5, 8),
        ("I AM SO DONE WITH HIM", 6, 10),
        ("fuck him. i hate him so much i can't take this anymore", 8, 10),
        ("he's such a fucking asshole!!! i'm done!!!", 8, 10),
        ("WHY does he ALWAYS DO THIS TO ME???!!!", 6, 10),
        ("i could kill him he ate my last yoghurt 😂", 0, 3),
        ("I'm furious", 2, 6),
        (CALM_AND_LONG, 1, 4),
        (CALM_AND_LONG * 4, 1, 4),
    ],
)  # fmt: skip
def test_heat_is_what_a_reader_would_say(text: str, low: int, high: int, lexicon: Lexicon) -> None:
    assert low <= read(text, lexicon).heat <= high


def test_capitals_marks_and_swearing_each_make_it_hotter(lexicon: Lexicon) -> None:
    plain = read("he never listens to me and i hate it", lexicon).heat
    for hotter in ("HE NEVER LISTENS TO ME AND I HATE IT", "he never listens to me and i hate it!!! !!!",
                   "he never fucking listens to me and i fucking hate it"):  # fmt: skip
        assert read(hotter, lexicon).heat > plain


def test_a_laugh_cools(lexicon: Lexicon) -> None:
    text = "i hate him he ate my fries again"
    assert read(text + " lol 😂", lexicon).heat < read(text, lexicon).heat


def test_anothers_quoted_shouting_is_not_ones_own_heat(lexicon: Lexicon) -> None:
    assert read('He wrote "I hate this I am done fuck you"', lexicon).heat < 4
