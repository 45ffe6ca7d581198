"""Faux feelings: stories and verdicts that sound like feelings, and thoughts that begin with "I feel"."""

from __future__ import annotations

import pytest

from coachbot.core.reading import Lexicon, read
from coachbot.core.reading.parsing import parse_lexicon
from coachbot.errors import ContentError

# The words that most public lists of faux feelings share.
SHARED = [
    "abandoned", "attacked", "belittled", "betrayed", "blamed", "boxed-in", "bullied", "cheated", "coerced",
    "cornered", "criticised", "criticized", "devalued", "diminished", "discarded", "disrespected",
    "distrusted", "dismissed", "ignored", "insulted", "interrupted", "intimidated", "invalidated",
    "invisible", "judged", "manipulated", "misunderstood", "mistreated", "neglected", "overlooked",
    "overpowered", "overworked", "patronised", "pressured", "provoked", "rejected", "ridiculed",
    "taken-for-granted", "tricked", "unappreciated", "unheard", "unimportant", "unloved", "unseen",
    "unsupported", "unvalued", "unwanted", "used", "victimised", "wronged",
]  # fmt: skip

# Facts to be believed, whoever's list they stand on.
FACTS = ["abused", "threatened", "hit", "unsafe", "raped", "assaulted", "beaten", "harassed", "stalked"]

FAUX = [
    ("i feel completely ignored", "ignored"),
    ("im feeling used and alone", "used"),
    ("ignored.", "ignored"),
    ("betrayed tbh", "betrayed"),
    ("I am taken for granted", "taken for granted"),
    ("he makes me feel so unwanted", "unwanted"),
    ("I feel angry and betrayed", "betrayed"),
    ("tired of being criticised", "criticised"),
    ("i feel so dissed by him", "dissed"),
    ("I just feel like a maid", "like a maid"),
    ("i feel like a failure", "like a failure"),
    ("i feel ugly next to her", "ugly"),
    ("I feel under-appreciated here", "under-appreciated"),
    ("feeling really unheard rn", "unheard"),
    ("We both feel misunderstood", "misunderstood"),
    ("i feel violated, she read my diary", "violated"),
    ("i feel ingored", "ignored"),
    ("I feel let down", "let down"),
]

THOUGHTS = [
    "i feel like he doesn't care",
    "I feel that you never listen",
    "i feel as if we're strangers",
    "I feel as though I'm talking to a wall",
    "feels like I'm the only one trying",
    "it feels like she wants out",
    "I feel I deserve an answer",
    "i feel he's hiding something",
    "i don't feel like i matter to him",
    "I really feel like my work never ends",
    "makes me feel like nothing I do is right",
    "I feel like an old hag",
    "sometimes i feel like we will never get it right",
    "i feel like, honestly, he checked out",
    "I felt it was unfair",
    "i feel this is a waste of time",
    "im feeling like maybe she has someone else",
    "I feel so strongly that we need help",
]

NEITHER = [
    "i feel like crying",
    "I feel like throwing up",
    "i feel like shit",
    "I don't feel like cooking tonight",
    "i feel like sleeping all day",
    "he feels like I don't care",
    "she said she feels ignored",
    "the anger I feel when he does that",
    "you know how i feel about it",
    "I feel this way every time",
    "i feel it in my chest",
    "I feel my heart racing",
    "I used to call him every day",
    "he attacked my cooking",
    "i was rejected by the bank",
    "we ignored it for weeks",
    "I don't feel like myself",
    "I feel hurt that he said it",
    "I would feel betrayed if he did",
    "I feel good about us",
    "he felt attacked when I said it",
    "i'm used to it",
    "If I feel sad I go for a walk",
    "what i feel is grief",
    "I could feel him breathing",
    "I feel you",
    "I feel nothing",
]


def words(text: str, lexicon: Lexicon) -> list[str]:
    return [faux.word for faux in read(text, lexicon).faux_feelings]


@pytest.mark.parametrize("word", [w.replace("-", " ") for w in SHARED])
def test_the_words_that_most_lists_share_are_faux_feelings(word: str, lexicon: Lexicon) -> None:
    (found,) = [f for f in read(f"I feel {word}", lexicon).faux_feelings if f.word == word]
    assert found.feelings
    assert found.needs


@pytest.mark.parametrize("word", FACTS)
@pytest.mark.parametrize("frame", ["I feel {}", "I was {} by him", "{}", "i feel so {} and alone"])
def test_a_fact_to_be_believed_is_never_softened(word: str, frame: str, lexicon: Lexicon) -> None:
    assert words(frame.format(word), lexicon) == []


def test_a_file_that_lists_such_a_fact_is_refused(raw: dict[str, dict[str, object]]) -> None:
    faux = raw["faux_feelings"]["faux"]
    assert isinstance(faux, dict)
    ignored = {**faux["ignored"], "words": ["ignored", "abused"]}
    broken = {**raw, "faux_feelings": {**raw["faux_feelings"], "faux": {**faux, "ignored": ignored}}}
    with pytest.raises(ContentError, match=r"faux_feelings\.toml.*ignored.*abused"):
        parse_lexicon(broken)


@pytest.mark.parametrize(("text", "word"), FAUX)
def test_a_story_dressed_as_a_feeling_is_found(text: str, word: str, lexicon: Lexicon) -> None:
    assert word in words(text, lexicon)


@pytest.mark.parametrize("text", THOUGHTS)
def test_a_thought_after_i_feel_is_a_thought(text: str, lexicon: Lexicon) -> None:
    (found,) = read(text, lexicon).faux_feelings
    assert found.word == "thought" or found.word.startswith("like")
    assert found.feelings
    assert found.needs


@pytest.mark.parametrize("text", NEITHER)
def test_a_feeling_a_wish_or_anothers_is_no_thought(text: str, lexicon: Lexicon) -> None:
    assert words(text, lexicon) == []


def test_violated_is_left_alone_where_it_speaks_of_the_body(lexicon: Lexicon) -> None:
    assert words("I feel violated, he touched me while I slept", lexicon) == []


@pytest.mark.parametrize("text", ["i feel stupid for crying", "I feel so dumb", "i felt selfish asking"])
def test_a_verdict_on_oneself_is_no_feeling(text: str, lexicon: Lexicon) -> None:
    assert len(read(text, lexicon).faux_feelings) == 1


def test_a_thought_opens_onto_what_it_tells(lexicon: Lexicon) -> None:
    (found,) = read("I feel like he never listens", lexicon).faux_feelings
    assert "to be heard" in found.needs


@pytest.mark.parametrize("text", ["i feel like a nag", "I feel like a horrible wife"])
def test_a_hard_name_for_oneself_is_no_story_about_the_other(text: str, lexicon: Lexicon) -> None:
    assert read(text, lexicon).faux_feelings == ()
