"""The four foundations: how much each is in play, and the words that say why."""

from __future__ import annotations

import pytest

from coachbot.core.model import Foundation
from coachbot.core.reading import Lexicon, read, thinnest

THINNEST = [
    ("he promised to fix it three months ago", "trust"),
    ("she lied to me about the money", "trust"),
    ("he forgot our anniversary again", "trust"),
    ("i found out he has been texting another woman", "trust"),
    ("he stood me up", "trust"),
    ("i cant trust her anymore", "trust"),
    ("he yelled at me and slammed the door", "safety"),
    ("she hasn't spoken to me since sunday, silent treatment again", "safety"),
    ("he stormed out in the middle of it", "safety"),
    ("we both got loud and then he left", "safety"),
    ("she blames me for everything", "safety"),
    ("he never listens to me", "empathy"),
    ("she says i'm overreacting", "empathy"),
    ("he rolls his eyes when i cry", "empathy"),
    ("he doesn't understand what it's like for me", "empathy"),
    ("tells me to calm down and gives me advice", "empathy"),
    ("he made fun of me in front of his friends", "respect"),
    ("she decided it without asking me", "respect"),
    ("i keep quiet to keep the peace", "respect"),
    ("he keeps asking after i said no", "respect"),
    ("i always give in", "respect"),
    ("she went through my phone and read my diary", "trust"),
]


@pytest.mark.parametrize(("text", "foundation"), THINNEST)
def test_the_foundation_most_in_play_is_the_thinnest(text: str, foundation: str, lexicon: Lexicon) -> None:
    reading = read(text, lexicon)
    found, why = thinnest(reading)
    assert found is Foundation(foundation)
    assert why
    assert why in text


def test_scores_lie_between_nothing_and_one(lexicon: Lexicon) -> None:
    text = " ".join(words for words, _ in THINNEST)
    assert all(0 <= score <= 1 for _, score in read(text, lexicon).foundations)


def test_a_word_about_the_weather_puts_nothing_in_play(lexicon: Lexicon) -> None:
    assert all(score == 0 for _, score in read("it rained all day", lexicon).foundations)


def test_the_reasons_of_the_thinnest_foundation_come_first(lexicon: Lexicon) -> None:
    reading = read("he promised to call and then he yelled a bit and promised again", lexicon)
    best, why = thinnest(reading)
    assert reading.because[0].rule.startswith(f"{best}.")
    assert reading.because[0].text == why


def test_several_messages_add_up(lexicon: Lexicon) -> None:
    readings = [read(t, lexicon) for t in ("he yelled", "he lied to me", "he lied about it again")]
    assert thinnest(readings)[0] is Foundation.TRUST


def test_every_reason_stands_where_it_says(lexicon: Lexicon) -> None:
    for text, _ in THINNEST:
        for evidence in read(text, lexicon).because:
            assert text[evidence.start : evidence.end] == evidence.text
