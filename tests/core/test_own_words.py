from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.composing import shape_request
from coachbot.core.model import Reading
from coachbot.core.own_words import (
    after_yes,
    as_wish,
    feeling_told,
    need_told,
    own_act,
    request_told,
    said_already,
)
from coachbot.core.reading import read
from tests.talking import the_kit


def reading(text: str) -> Reading:
    return read(text, the_kit().lexicon)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("yes", ""),
        ("Spot on, yes", ""),
        ("yes, that", ""),
        ("that yes", ""),
        ("yes obviously", ""),
        ("yes it's the heart of it. he was my friend", "he was my friend"),
        ("yeah pretty much", ""),
        ("Yes. The kettle, but really that she laughed", "The kettle, but really that she laughed"),
        ("mostly. it's the tone that stings", "it's the tone that stings"),
        ("Yes the shoes", "the shoes"),
        ("It is. Especially the waiting", "Especially the waiting"),
        ("no", None),
        ("the right lane was closed", None),
        ("true love would call", None),
    ],
)
def test_a_yes_may_have_more_behind_it(text: str, rest: str | None) -> None:
    assert after_yes(text) == rest


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("someone to think of me before I have to ask", "someone to think of me before I have to ask"),
        ("I guess I just need some quiet", "some quiet"),
        ("To be in on things. To have a vote", "To be in on things. To have a vote"),
        ("for it to count, what I do all week", "for it to count, what I do all week"),
        ("her company, that's all", "her company"),
        ("that he'd turn round for one second", "him to turn round for one second"),
        ("that she asks", "her to ask"),
        ("that a yes is a yes", "that a yes is a yes"),
        ("that I told her twice", None),
        ("not for me", None),
        ("not to be the last to hear", "not to be the last to hear"),
        ("I'm past comfort. I want her to say it out loud", "her to say it out loud"),
        ("to be believed. my sister never was", "to be believed"),
        ("respect i guess. but from him? no", "respect"),
        ("a fair hearing", "a fair hearing"),
        ("She threw the list in the bin and left", None),
        ("sad and tired", None),
        ("what do you mean?", None),
    ],
)
def test_an_answer_to_the_need_question_is_kept_in_their_words(text: str, need: str | None) -> None:
    assert need_told(text, reading(text), asked=True) == need


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("no not sad. sort of underwater", "sort of underwater"),
        ("more like a lodger in my own house", "like a lodger in my own house"),
        ("switched off", "switched off"),
        ("a bit sideways tbh", "a bit sideways"),
        ("the dishes", None),
        ("family", None),
        ("he slammed the gate", None),
        ("why do you ask", None),
    ],
)
def test_a_feeling_may_be_in_no_list(text: str, feeling: str | None) -> None:
    assert feeling_told(text, reading(text)) == feeling


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i told you", True),
        ("I already said that. He sold it.", True),
        ("you asked me that already", True),
        ("like i said, he sold it", True),
        ("i told him to leave it", False),
        ("he said i told you so", False),
        ("i said i was sorry", False),
    ],
)
def test_it_is_noticed_when_something_was_asked_twice(text: str, *, said: bool) -> None:
    assert said_already(text) is said


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("I want her to stop reading over my shoulder", False),
        ("i'd ask for my evening back", False),
        ("I'll say sorry without a but", True),
        ("stop checking his mail", True),
    ],
)
def test_what_is_wanted_of_the_other_is_no_act_of_ones_own(text: str, *, own: bool) -> None:
    assert own_act(text) is own


@pytest.mark.parametrize("text", ["her company", "a fair hearing", "We talked about the car"])
def test_unasked_only_what_is_surely_a_need_counts(text: str) -> None:
    assert need_told(text, reading(text), asked=False) is None


@pytest.mark.parametrize(
    ("need", "wish"),
    [
        ("To be in on things. To have a vote", "to be in on things, to have a vote"),
        ("Comfort. And for my word to count", "comfort, and for my word to count"),
        ("for my body to be believed", "my body to be believed"),
        ("some peace I suppose", "some peace"),
        ("That what we say stays", "to know that what we say stays"),
    ],
)
def test_a_need_of_theirs_follows_i_want(need: str, wish: str | None) -> None:
    assert as_wish(need) == wish


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("I'd ask her to ring before she comes", True),
        ("just say good morning to me before the phone", True),
        ("that he tells me on the same day", True),
        ("Ask me how it went before you tell me yours", True),
        ("hurt and scared for him that night", False),
        ("He should stop being such a child", False),
        ("I would breathe and count", False),
        ("could you tell me what to do?", False),
    ],
)
def test_a_request_is_known_before_it_is_asked_for(text: str, *, asks: bool) -> None:
    found = reading(text)
    assert request_told(text, shape_request(text, the_kit().wording, found.partner), found) is asks


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    after_yes(text)
    as_wish(need_told(text, Reading(), asked=True) or text)
