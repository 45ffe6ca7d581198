"""What a person meets in the middle of a talk: each case was a seam that somebody fell over."""

from __future__ import annotations

import pytest

from coachbot.core.model import Step
from coachbot.core.session import Line, Notes, Session
from tests.talking import Reply, talk


def last(*lines: str) -> Reply:
    return talk(lines)[-1]


OPENER = "He keeps his phone face down at dinner"


def test_a_fight_of_which_nothing_is_known_is_asked_about_before_it_is_felt() -> None:
    assert last("we fought again").session.asked == "about"


def test_one_word_says_what_it_was_about_and_what_happened_is_asked() -> None:
    reply = last("we fought again", "money")
    assert reply.text.lower().startswith(("money", "so, money"))
    assert reply.session.asked == "fact"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("no not lonely. sort of underwater", "sort of underwater"),
        ("more like a lodger in my own house", "like a lodger"),
    ],
)
def test_a_feeling_in_their_own_words_is_taken_and_not_asked_for_again(answer: str, told: str) -> None:
    reply = last(OPENER, answer)
    assert told in reply.text.lower()
    assert reply.session.asked in ("need", "feeling")


def test_what_stings_most_was_asked_so_it_is_not_asked_whether_that_is_the_heart_of_it() -> None:
    opener = "I had stitches on Monday. My wife dropped me at the door and drove to work."
    assert last(opener).session.asked == "open"
    assert last(opener, "that she never even parked").session.asked != "check"


@pytest.mark.parametrize("asking", ["am I a horrible person", "who is right though", "is it over?"])
def test_a_question_to_us_is_answered_and_the_check_is_not_asked_again(asking: str) -> None:
    session = Session(
        step=Step.LISTEN,
        asked="check",
        number=1,
        mirrored=1,
        notes=Notes(facts=("he left",), clauses=("he left",)),
    )
    reply = talk([asking], session)[-1]
    assert reply.session.asked != "check"


def test_who_was_asked_twice_gets_an_apology_and_another_question() -> None:
    before = talk([OPENER, "that he turns it over when it buzzes"])[-1]
    reply = talk(["I told you already"], before.session)[-1]
    assert reply.session.asked != before.session.asked


def test_after_a_first_line_a_question_about_right_and_wrong_is_no_other_matter() -> None:
    assert last(OPENER, "who is right though").session.notes.track is None


DRAFT = (
    Line("observation", "you left the table"),
    Line("feeling", "i was hurt"),
    Line("request", "could you stay?"),
)


def drafting() -> Session:
    return Session(step=Step.MESSAGE, asked="draft", number=1, notes=Notes(draft=DRAFT, wants_message=True))


def test_a_line_that_was_missed_goes_into_the_draft_before_what_is_asked() -> None:
    reply = talk(["why did you leave out the taxi", "then you took the taxi"], drafting())[-1]
    texts = [line.text for line in reply.session.notes.draft]
    assert texts == ["you left the table", "then you took the taxi", "i was hurt", "could you stay?"]


def test_back_from_a_line_shows_the_draft_as_it_was() -> None:
    reply = talk(["change the first line", "back"], drafting())[-1]
    assert reply.step is Step.MESSAGE
    assert "you left the table" in reply.text


@pytest.mark.parametrize("remark", ["not for me", "hm, not really about us. go on", "doesn't fit"])
def test_a_remark_on_a_passage_puts_it_away_and_is_not_repeated(remark: str) -> None:
    session = Session(
        step=Step.GEM, asked="gem", number=1, heard=True, notes=Notes(facts=("he left",), needs=("care",))
    )
    reply = talk([remark], session)[-1]
    assert reply.step is not Step.GEM
    assert "go on." not in reply.text.lower().split("?")[0][:30] or "not really" not in reply.text.lower()
