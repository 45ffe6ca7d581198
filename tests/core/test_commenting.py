from __future__ import annotations

import pytest

from coachbot.core.commenting import ADD, Comment, comment_on_draft, is_request
from coachbot.core.composing import shape_request
from coachbot.core.model import Feeling, Partner, Reading, Step
from coachbot.core.session import Line, Notes, Session
from coachbot.core.signals import Signal as S
from coachbot.core.signals import spoken
from tests.talking import the_kit

DRAFT = (
    Line("observation", "Last night you left the table."),
    Line("feeling", "I felt hurt and alone."),
    Line("request", "Could you stay on Sunday?"),
)
TEXT = "\n".join(line.text for line in DRAFT)


def comment(text: str) -> Comment:
    session = Session(step=Step.MESSAGE, asked="draft", notes=Notes(draft=DRAFT))
    return comment_on_draft(session, text, spoken(text, the_kit().intents), the_kit())


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("keep it", S.KEEP_DRAFT),
        ("I'll say it myself", S.SAY_IT_MYSELF),
        ("too long", S.SHORTER),
        ("is it too long?", S.SHORTER),
    ],
)
def test_plain_words_about_a_draft_are_taken_at_once(text: str, signal: S) -> None:
    assert comment(text) == Comment(signal)


@pytest.mark.parametrize(
    "text",
    [
        "You left and I sat there alone.",
        "I think you should know that I love you",
        "When you left I was so sad, and I waited for you.",
    ],
)
def test_words_to_the_partner_are_a_new_draft(text: str) -> None:
    assert comment(text) == Comment(S.TOLD, text)


@pytest.mark.parametrize(
    "text",
    [
        "I was so sad when he left",
        "can you make it nicer",
        "that message is not my style, you know",
        "did you add the part with the table",
        "why you again",
        "he would laugh at that",
        "looks weird to me",
        "I was there when you and him walked",
        "she will not like you for that line",
        '"sad"',
    ],
)
def test_words_about_the_draft_or_the_story_are_a_remark(text: str) -> None:
    assert comment(text) == Comment(S.ASIDE)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("take out the table", "0"),
        ('without "hurt and alone"', "1"),
        ("don't say alone", "1"),
        ("remove the line about Sunday", "2"),
        ("leave out the sentence with sunday please", "2"),
        ("drop the second line", "1"),
        ("take out the last line", "2"),
    ],
)
def test_what_is_to_be_taken_out_is_the_line_with_those_words(text: str, index: str) -> None:
    assert comment(text) == Comment(S.DROP_LINE, index)


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("too nice", ""),
        ("it's too formal", ""),
        ("sounds too much like therapy", ""),
        ("change the first bit, I don't talk like that", "0"),
        ("reword the last sentence", "2"),
        ("why did you leave the plates out", ADD),
        ("you forgot the part with the taxi", ADD),
        ("add that he was laughing", ADD),
    ],
)
def test_a_remark_on_the_tone_or_on_what_is_missing_opens_a_line(text: str, which: str) -> None:
    assert comment(text) == Comment(S.EDIT_LINE, which)


@pytest.mark.parametrize("text", ["delete the giraffe", "take it out", "drop the fourth line"])
def test_nothing_is_taken_out_that_stands_nowhere(text: str) -> None:
    assert comment(text) == Comment(S.ASIDE)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ('replace "left the table" with "went out"', TEXT.replace("left the table", "went out")),
        ('change "hurt" to "sad"', TEXT.replace("hurt", "sad")),
        ("not 'hurt' but 'sad'", TEXT.replace("hurt", "sad")),
        ("“sad” instead of “hurt”", TEXT.replace("hurt", "sad")),
        ('"sad", not "hurt"', TEXT.replace("hurt", "sad")),
        ('instead of "giraffe" put "we talked"', "we talked"),
    ],
)
def test_of_two_quoted_wordings_the_new_one_takes_the_place_of_the_old(text: str, draft: str) -> None:
    assert comment(text) == Comment(S.TOLD, draft)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("change it to: I was sad when you left.", "I was sad when you left."),
        ("put: I want us to talk on Sunday ", "I want us to talk on Sunday"),
        ("make it: You left, and\nI waited.", "You left, and\nI waited."),
        ('say "I was so sad last night" there', "I was so sad last night"),
    ],
)
def test_words_that_were_dictated_are_the_draft(text: str, words: str) -> None:
    assert comment(text) == Comment(S.TOLD, words)


@pytest.mark.parametrize(
    "text", ["ask him to come to dinner on friday instead", "tell her to call me at six"]
)
def test_another_request_is_an_answer(text: str) -> None:
    assert comment(text) == Comment(S.ANSWERED)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("ask him to call me at six", True),
        ("I will call him tomorrow", True),
        ("I'd like a hug from him", True),
        ("he should respect me", True),  # no request yet, but meant as one
        ("stop lying", True),
        ("should I call him", False),
        ("do I have to", False),
        ("it rained", False),
    ],
)
def test_a_request_asks_or_plans_something(text: str, asks: bool) -> None:
    shaped = shape_request(text, the_kit().wording, Partner())
    assert is_request(shaped, Reading()) is asks


def test_a_feeling_of_their_own_is_no_request_unless_it_plans() -> None:
    felt = Reading(feelings=(Feeling("sad", 0, 3, "sad"),))
    shaped = [
        shape_request(t, the_kit().wording, Partner()) for t in ("I feel sad", "I will call him tonight")
    ]
    assert [is_request(s, felt) for s in shaped] == [False, True]
