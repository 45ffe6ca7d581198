"""What a person meets in the middle of a talk: each case was a seam that somebody fell over."""

from __future__ import annotations

import pytest

from coachbot.core.course import thinnest
from coachbot.core.dialogue import FOUNDATION_STEPS
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
        ("more like a lodger in my own house", "like a lodger in your own house"),
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


@pytest.mark.parametrize(
    ("opener", "told"),
    [
        ("My nan died in May and my husband went to the match", "your nan died in may"),
        ("same row, round nine. bins.", "same row, round nine. bins."),
        ("my wife she say i love my brother more", "she says you love your brother more"),
        ("he came home at 2 am with a kebab", "at 2 am"),
        ("Everything I say gets a sigh", "everything you say gets a sigh"),
        (
            "We argue in every shop, but this time she drove home without me",
            "this time she drove home without you",
        ),
        ("Yes I read her letter and no I'm not proud", "you read her letter. you're not proud."),
        ("She asked me to marry her and I said let me think", 'you said "let me think"'),
        ("idk man he's just different since the job", "he's just different since the job"),
        ("my wife she said he need space", "he needs space"),
        ("How do I say sorry when I'm only half sorry?", "half sorry"),
        ("Fourth night in the box room, my back hurts", "your back hurts"),
        ("My mother is negative all day, she ruins every birthday", "she ruins every birthday"),
    ],
)
def test_a_first_reply_holds_what_only_this_person_said(opener: str, told: str) -> None:
    assert told in last(opener).text.lower()


@pytest.mark.parametrize(
    ("opener", "sorry"),
    [
        ("My nan died in May and my husband went to the match", True),
        ("we lost our baby and he never says her name", True),
        ("all is well I only cry in the bath sometimes", False),
        ("I see my ex at the handover on Saturday and we argue", False),
    ],
)
def test_sorry_is_said_to_a_loss_and_not_to_tears(opener: str, *, sorry: bool) -> None:
    assert ("sorry" in last(opener).text.lower() or "heavy" in last(opener).text.lower()) is sorry


@pytest.mark.parametrize(
    ("opener", "small"),
    [
        ("sorry, it's silly really, ignore me", True),
        ("How could you forget? You left me. You left us.", False),
        ("sorry if it's silly but my wife sold my bike", False),
    ],
)
def test_only_who_makes_themselves_small_is_told_they_need_not(opener: str, *, small: bool) -> None:
    told = last(opener).move.says[0].acts
    assert ("mirror.worth" in told) is small


def test_anger_in_the_words_is_the_first_guess() -> None:
    notes = last("HE DID IT AGAIN!!! he told his mum my news before I told MINE!!").session.notes
    assert notes.likely_feelings[0] == "angry"


def test_who_did_it_is_asked_about_guilt_before_hurt() -> None:
    assert last("I forgot our anniversary and lied about it").session.notes.likely_feelings[0] == "guilty"


def test_who_did_it_is_helped_to_own_it_and_asks_for_nothing_back() -> None:
    reply = last(
        "I told her secret to my sister and now she sleeps at her mother's",
        "guilty",
        "for her to trust me again",
        "skip",
        "she must feel bare",
        "I could write to her that it was my doing and that I won't explain it away",
        "as a message",
    )
    assert [line.kind for line in reply.session.notes.draft] == ["observation", "feeling", "request"]
    assert "was my doing and I won't explain it away" in reply.text


@pytest.mark.parametrize(
    ("opener", "step"),
    [
        ("I told her secret to my sister, it was my fault", Step.EMPATHY),
        ("she wasn't there for me when my dad was dying", Step.EMPATHY),
        ("he promised three times to book the vet and broke his promise", Step.TRUST),
        ("I don't know if I should leave him", Step.RESPECT),
    ],
)
def test_each_track_looks_where_its_work_lies(opener: str, step: Step) -> None:
    assert FOUNDATION_STEPS[thinnest(last(opener).session.notes)] is step


@pytest.mark.parametrize("name", ["pathetic", "stupid", "an idiot"])
def test_a_name_that_somebody_gives_themselves_is_not_said_back(name: str) -> None:
    assert name not in last(f"I'm so {name}. I begged him not to be mad at me last night").text


def test_a_word_that_only_looks_like_a_verb_keeps_its_form() -> None:
    assert "when he last asked" in last("I can't remember when he last asked me something").text


@pytest.mark.parametrize(
    "asking",
    [
        "Could you help me reply to this: I'm done",
        "tell me what to text him, he's at work",
        "can you write her something",
    ],
)
def test_who_wants_words_is_told_they_will_have_them(asking: str) -> None:
    assert last(asking).session.notes.wants_message


@pytest.mark.parametrize(
    "asking", ["Can we start with last night? He sold my bike", "I'm writing from Kent. He sold my bike"]
)
def test_what_is_said_of_the_telling_is_not_said_back(asking: str) -> None:
    text = last(asking).text.lower()
    assert "he sold your bike" in text
    assert "start with" not in text
    assert "kent" not in text


def test_one_word_is_said_back_and_what_happened_is_asked() -> None:
    assert last("again").session.asked == "fact"


def test_a_question_before_the_story_is_answered_as_one_after_it() -> None:
    reply = last(
        "Am I wrong or is he? He asked his whole family over and told me by forwarding their flight times"
    )
    assert reply.move.says[0].acts[:2] == ("mirror", "verdict")


def test_a_ruling_that_is_asked_for_at_a_need_is_no_request() -> None:
    assert last(OPENER, "lonely", "tell me he's wrong").session.notes.request is None


def test_a_message_may_be_asked_for_at_a_passage() -> None:
    session = Session(
        step=Step.GEM, asked="gem", number=1, heard=True, notes=Notes(clauses=("he left the room",))
    )
    assert talk(["yes please, as a message"], session)[-1].step is Step.MESSAGE


def test_faces_that_cry_are_no_empty_message() -> None:
    assert "read that" not in last("😭😭😭").text
