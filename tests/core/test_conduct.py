"""What the coach may say: good replies pass, and each thing it never says is caught."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.conduct import ConductRules, Situation, check_reply, parse_conduct_rules
from coachbot.core.model import Manner
from coachbot.core.phrasebook import fingerprint
from coachbot.errors import ContentError

SOURCE = Path(__file__).parents[2] / "knowledge" / "conduct.toml"
RAW = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
RULES = parse_conduct_rules(RAW, SOURCE.name)


def kinds(reply: str, **situation: object) -> set[str]:
    return {breach.kind for breach in check_reply(reply, Situation(**situation), RULES)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "reply",
    [
        "He cancelled, by text, while you sat at work. What was that like?",
        "Three weeks of waiting, and then one line on a screen. Was it more sad, or more angry?",
        "You say he's selfish. What did he do, the last time you thought so?",
        "She told you that you were wrong in front of her brother. That stayed with you.",
        "I won't say who's right: I only have half of it. What did you need that evening?",
        "You wonder whether you're overreacting. What would you say to a friend who told you this?",
        "You want to know you matter to her. Is that near it?",
        "Right now it's still hot. A short walk first, or shall we go on?",
        "You need him to have heard it once, to the end. Did I get that?",
        "It looked to you like he didn't care. What did you see him do?",
        "I'm here. Take your time.",
        "Embarrassed. That's different. In front of his friends, too.",
        "You were up at 5 and she came in at 8:30 on 12/10/2024. What happened then?",
        "If you like, we can write it down together.",
        "You're not sure whether to leave him. I can't answer that for you. What would help you see it?",
        "You don't have to decide anything tonight.",
    ],
)
def test_a_good_reply_has_no_breach_even_before_the_person_feels_heard(reply: str) -> None:
    assert check_reply(reply, Situation(), RULES) == ()


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("He's clearly wrong here.", "verdict"),
        ("She should have told you.", "verdict"),
        ("I'm on your side.", "verdict"),
        ("You two belong together.", "verdict"),
        ("You should have called her first.", "blame"),
        ("He is so selfish.", "blame"),
        ("She doesn't really care about you.", "blame"),
        ("He may be a narcissist.", "diagnosis"),
        ("Everything will be fine.", "promise"),
        ("He'll come around.", "promise"),
        ("I promise it works.", "promise"),
        ("You did nothing wrong.", "flattery"),
        ("You deserve better.", "flattery"),
        ("You're not overreacting.", "flattery"),
        ("Have you tried talking to him?", "advice"),
        ("You could tell her how you feel.", "advice"),
        ("Tell him what happened at dinner.", "advice"),
        ("What happened? How did you feel?", "questions"),
        ("What happened, and also what did he say?", "questions"),
        ("Call 0800 123 4567 tonight.", "phone_number"),
        ("Ring 112.", "phone_number"),
        ("Your feelings are valid.", "jargon"),
        ("It sounds like you're feeling hurt.", "jargon"),
        ("That's a red flag.", "jargon"),
        ("Every couple fights.", "jargon"),
        ("As an AI, I can't know.", "machine"),
        ("My husband did that too.", "machine"),
        ("I'm glad you're here!", "exclamation"),
        ("Great question.", "praise"),
        ("Thank you for sharing that.", "praise"),
        ("He said “I never loved you anyway”.", "quotation"),
        (" ".join(["word"] * 61), "length"),
    ],
)
def test_each_thing_that_is_never_said_is_caught(reply: str, kind: str) -> None:
    assert kind in kinds(reply)


def test_two_sides_of_one_thing_are_one_question() -> None:
    assert kinds("Was it the lateness, or that he didn't call?") == set()
    assert kinds("Was it the lateness? Or was it that he didn't call?") == set()


def test_advice_is_welcome_once_the_person_feels_heard() -> None:
    assert kinds("You could tell her how that evening was for you.", heard=True) == set()


def test_the_persons_own_words_may_come_back() -> None:
    assert kinds("Gaslighting is your word for it.", user_texts=("he's gaslighting me",)) == set()
    assert kinds("You were wrong about the car.", user_texts=("I was wrong about the car",)) == set()
    assert "verdict" in kinds("You were wrong about the car.", user_texts=("she crashed the car",))


def test_a_quotation_of_the_person_or_of_a_given_text_is_no_invention() -> None:
    assert kinds("“i just sat there”, you wrote.", user_texts=("So I just sat there.",)) == set()
    assert kinds("It begins “two people and one tap”.", quotable=("Two people and one tap, again.",)) == set()


def test_a_quoted_title_may_have_an_exclamation_mark() -> None:
    assert kinds("There's a piece, “But Why!”, about this.") == set()


def test_the_last_replys_opening_is_not_used_again() -> None:
    assert kinds("You told him, then.", opening="you told") == {"opening"}
    assert kinds("You told him, then.", opening="he told") == set()


def test_a_sentence_is_said_once_in_a_session() -> None:
    said = frozenset([fingerprint("Take all the time you want.")])
    assert kinds("I'm here. Take all the time you want.", sentences=said) == {"repeated"}


def test_a_number_the_person_wrote_may_come_back() -> None:
    assert kinds("You wrote 0151 555 0123 there.", user_texts=("my number is 0151 555 0123",)) == set()


@pytest.mark.parametrize("manner", [m for m in Manner if m is not Manner.COMPOSED])
def test_what_is_not_composed_is_not_checked(manner: Manner) -> None:
    assert kinds("You deserve better! Call 112! Really? Yes?", manner=manner) == set()


def test_who_asks_for_a_human_may_be_told_what_this_is() -> None:
    assert kinds("As an AI I'm not a person.", user_texts=("are you a bot",)) == set()


def test_a_breach_carries_its_words_and_their_place() -> None:
    (breach,) = check_reply("So: you deserve better, friend.", Situation(), RULES)
    assert "So: you deserve better, friend."[breach.start : breach.end] == breach.text == "you deserve better"


@given(st.text())
def test_no_reply_is_too_strange_to_check(reply: str) -> None:
    check_reply(reply, Situation(user_texts=(reply,)), RULES)


def test_every_pattern_of_the_file_can_be_compiled() -> None:
    assert parse_conduct_rules(RAW, SOURCE.name).warm() is None


def broken(**changes: object) -> ConductRules:
    return parse_conduct_rules({**RAW, **changes}, "conduct.toml")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"max_words": "many"}, "max_words"),
        ({"rules": []}, "rules"),
        ({"rules": [{"kind": "length", "name": "x", "words": ["a"], "pattern": "a"}]}, "length"),
        ({"rules": [{"kind": "praise", "name": "x", "words": [], "pattern": "a"}]}, "words"),
    ],
)
def test_a_broken_file_is_named_with_its_place(changes: dict[str, object], said: str) -> None:
    with pytest.raises(ContentError, match=r"conduct\.toml") as caught:
        broken(**changes)
    assert said in str(caught.value)
