"""Observations and evaluations: what a camera caught, and what was judged, with the fact kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.model import Evaluation, Observation, Person
from coachbot.core.reading.clauses import hear
from coachbot.core.reading.observing import observe
from coachbot.core.reading.view import addressed, view_of

_WORDS = "he she you always never is so lazy my gf lied told me on purpose i think that , . ?"
_TALK = st.lists(st.sampled_from(_WORDS.split()), max_size=40).map(" ".join)


def look(text: str) -> tuple[tuple[Observation, ...], tuple[Evaluation, ...]]:
    clauses, partner = hear(text)
    view = view_of(clauses, partner)
    return observe(text, addressed(clauses, view), view)


@given(st.text() | _TALK)
def test_what_is_found_stands_in_the_text(text: str) -> None:
    for found in (*look(text)[0], *look(text)[1]):
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("he left his plate on the table", Person.PARTNER),
        ("my wife raised her voice at dinner", Person.PARTNER),
        ("I told him I was leaving", Person.ME),
        ("we argued in the car", Person.WE),
        ("his mother walked in without knocking", Person.OTHER),
        ("she said I'm lazy", Person.PARTNER),
        ("he was forty minutes late", Person.PARTNER),
        ("she hasn't called since Friday", Person.PARTNER),
        ("you came home at two", Person.PARTNER),
    ],
)
def test_an_act_is_an_observation_of_whoever_did_it(text: str, who: Person) -> None:
    (seen,), judged = look(text)
    assert (seen.text, seen.who, judged) == (text, who, ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("he's so lazy", "label"),
        ("she is a narcissist", "label"),
        ("she is being unreasonable", "label"),
        ("my selfish boyfriend took the keys", "label"),
        ("he never helps", "always_never"),
        ("she's always late", "always_never"),
        ("you never listen", "always_never"),
        ("he doesn't care about me", "mind_reading"),
        ("she thinks I'm stupid", "mind_reading"),
        ("she wants to control me", "mind_reading"),
        ("he slammed the door on purpose", "motive"),
        ("he invited his ex to make me jealous", "motive"),
        ("she treats me like a child", "evaluation"),
        ("he's so avoidant", "label"),
        ("my wife is a control freak", "label"),
        ("it's like living with a lodger", "label"),
        ("I'm the worst husband", "label"),
        ("her promises mean nothing", "evaluation"),
        ("she nags", "evaluation"),
        ("that was so unfair", "evaluation"),
        ("everything is always about him", "always_never"),
    ],
)
def test_a_judgment_is_named_for_what_it_is(text: str, kind: str) -> None:
    seen, (judged,) = look(text)
    assert (judged.kind, judged.text, seen) == (kind, text, ())


@pytest.mark.parametrize(
    "text",
    [
        "he's not cruel",
        "he never raises his voice",
        "I'm crazy about her",
        "he knows the way",
        "she loves me",
    ],
)
def test_praise_and_what_is_denied_is_no_judgment(text: str) -> None:
    assert look(text)[1] == ()


def test_what_another_says_of_the_person_is_told_and_not_judged() -> None:
    seen, judged = look("my mother said I'm too sensitive")
    assert (len(seen), judged) == (1, ())


def test_a_name_called_beside_what_happened_is_a_judgment_of_its_own() -> None:
    seen, judged = look("he crashed his stupid scooter")
    assert [one.text for one in judged] == ["his stupid scooter"]
    assert [one.text for one in seen] == ["he crashed his stupid scooter"]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("he never helps around the house", "he doesn't help around the house"),
        ("she always takes her mother's side", "she keeps taking her mother's side"),
        ("he's always late", "he's often late"),
        ("he slammed the door on purpose", "he slammed the door"),
        ("he invited his ex to make me jealous", "he invited his ex"),
        ("my selfish boyfriend took the keys", "your boyfriend took the keys"),
        ("she is a narcissist", None),
    ],
)
def test_the_fact_inside_a_judgment_is_kept(text: str, fact: str | None) -> None:
    assert look(text)[1][0].fact == fact


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("write me a text to my bf, he skipped my exam", ["he skipped my exam"]),
        ("hi there, my wife threw my book out", ["my wife threw my book out"]),
        ("i showed you the chat. she blocked me", ["she blocked me"]),
        ("you sound like a robot. he left at noon", ["he left at noon"]),
        ("wait she just called", ["she just called"]),
        ('"typical", she said, and left the room', ['"typical", she said', "left the room"]),
        ("explain to me why he lies", []),
        ("i want to tell him you were right", []),
        ("you repeated it back to me", []),
        ("i sent you the picture", []),
        ("so you agree he lied", []),
    ],
)
def test_what_passes_between_the_person_and_the_coach_is_no_observation(text: str, seen: list[str]) -> None:
    assert [one.text for one in look(text)[0]] == seen


@pytest.mark.parametrize(
    "text",
    ["if he leaves I cry", "I feel alone", "should I go?", "I hope she calls", "he would never hit me"],
)
def test_what_did_not_happen_and_what_is_felt_is_no_observation(text: str) -> None:
    assert look(text)[0] == ()


def test_a_guess_about_the_partner_is_mind_reading_though_it_names_an_act() -> None:
    assert [one.kind for one in look("I think he's cheating on me")[1]] == ["mind_reading"]


def test_an_observation_says_when_and_whether_often() -> None:
    (seen,), _ = look("she laughed at me again last night")
    assert (seen.when, seen.often) == ("again", True)


def test_the_joining_word_is_not_part_of_an_observation() -> None:
    seen, _ = look("I was tired and he left the house because I yelled")
    assert [one.text for one in seen] == ["he left the house", "I yelled"]
