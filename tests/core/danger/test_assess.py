"""Who does what to whom, when, and whether it is meant."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.danger import Near, Sense, Signs, assess, language_of
from coachbot.core.model import DangerKind, Evidence, Level, Person, When

STOP, ASK, NONE = Level.STOP, Level.ASK, Level.NONE
KIND = DangerKind


@pytest.mark.parametrize(
    ("text", "level", "kind", "by"),
    [
        ("my husband hit me", STOP, KIND.PARTNER_VIOLENCE, Person.PARTNER),
        ("i hit my husband", STOP, KIND.HARM_TO_PARTNER, Person.ME),
        ("he hits our son", STOP, KIND.CHILD_HARM, Person.PARTNER),
        ("i slapped my daughter", STOP, KIND.CHILD_HARM, Person.ME),
        ("my father hits me", STOP, KIND.OTHER_HARM, Person.OTHER),
        ("my sister's husband hits her", ASK, KIND.OTHER_HARM, Person.OTHER),
        ("he beat up his ex", ASK, KIND.OTHER_HARM, Person.PARTNER),
        ("he kicks the dog", ASK, KIND.PARTNER_VIOLENCE, Person.PARTNER),
        ("i want to kill myself", STOP, KIND.SUICIDE, Person.ME),
        ("she says she will kill herself if i go", ASK, KIND.SUICIDE, Person.PARTNER),
        ("my brother says he wants to die", STOP, KIND.SUICIDE, Person.OTHER),
        ("he raped me", STOP, KIND.SEXUAL_COERCION, Person.PARTNER),
        ("i put a tracker on her car", ASK, KIND.STALKING, Person.ME),
        ("she can't breathe and her lips are blue", STOP, KIND.MEDICAL, Person.ME),
        ("our cat scratched me", NONE, None, None),
        ("my toddler bit me", NONE, None, None),
        ("he hit his head on the shelf", NONE, None, None),
    ],
)
def test_who_does_what_to_whom(
    signs: Signs, text: str, level: Level, kind: DangerKind | None, by: Person | None
) -> None:
    danger = assess(text, signs=signs)
    assert (danger.level, danger.by) == (level, by)
    assert kind is None or kind in danger.kinds


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("he never hit me", NONE),
        ("he never hit me until last night", STOP),
        ("he said he would never hit me again", STOP),
        ("i can't believe he hit me", STOP),
        ("he didn't stop hitting me", STOP),
        ("if he hit me i would leave", NONE),
        ("when i talk back he hits me", STOP),
        ("he beats me at chess", NONE),
        ("we watched a film about a man who killed his wife", NONE),
        ("we watched a film and then he hit me", STOP),
        ("i dreamt that he raped me", NONE),
        ("i could kill him 😂", NONE),
        ("im gonna kill myself lol", ASK),
        ('he said "i want to die"', STOP),
        ("my dad used to hit my mum when i was little, years ago", NONE),
        ("my ex used to hit me, that was years ago and i am happy", NONE),
        ("my husband hit me once years ago", ASK),
        ("my dad used to hit my mum and i still have nightmares", ASK),
        ("she threw a book at me and we laughed", ASK),
        ("she threw a pillow at me", NONE),
        ("my first husband used to hit me", NONE),
        ("he used to hit me", ASK),
        ("i don't want to die", NONE),
        ("i don't know if i want to die", STOP),
    ],
)
def test_a_no_an_if_a_story_a_grin_and_a_thing_long_past_are_heard(
    signs: Signs, text: str, level: Level
) -> None:
    assert assess(text, signs=signs).level is level


def test_the_words_are_shown_as_they_were_written(signs: Signs) -> None:
    text = "So… he\u2019s S\u200bH\u200bOVED me twice"
    found = assess(text, signs=signs).because[0]
    assert text[found.start : found.end] == found.text
    assert "me" in found.text
    assert found.rule == "shove"


def test_now_and_then_are_told_apart(signs: Signs) -> None:
    assert assess("he hits me every time he drinks", signs=signs).when is When.NOW
    assert assess("last year he slapped me", signs=signs).when is When.PAST


# ---------------------------------------------------------------- the talk before, and other evidence

EGGSHELLS = "i walk on eggshells around him"
CHECKS = "he checks my phone"


def test_weak_signs_add_up_over_a_talk(signs: Signs) -> None:
    assert assess(CHECKS, signs=signs).level is NONE
    danger = assess(CHECKS, [EGGSHELLS], signs=signs)
    assert (danger.level, danger.by) == (ASK, Person.PARTNER)


def test_a_message_without_a_sign_is_not_asked_about_for_what_came_before(signs: Signs) -> None:
    assert (
        assess("we went to the sea", [EGGSHELLS, CHECKS, "he calls me worthless"], signs=signs).level is NONE
    )


def test_the_same_weak_sign_said_again_counts_once(signs: Signs) -> None:
    assert assess(EGGSHELLS, [EGGSHELLS] * 5, signs=signs).level is NONE


def test_despair_and_fear_do_not_add_up_to_one_danger(signs: Signs) -> None:
    assert assess("i feel hopeless", [EGGSHELLS], signs=signs).level is NONE


def test_evidence_from_elsewhere_raises_to_a_question_and_never_further(signs: Signs) -> None:
    near = Near("it got dark", 0, 11, DangerKind.SUICIDE, Person.ME, strong=True)
    asked = assess("it got dark", evidence=Sense((near,)), signs=signs)
    assert (asked.level, asked.kinds, asked.by) == (ASK, (DangerKind.SUICIDE,), Person.ME)
    assert asked.because == (Evidence("it got dark", 0, 11, "near.suicide"),)
    assert assess("he hit me", evidence=Sense((near,)), signs=signs).level is STOP


def test_weak_nearness_alone_asks_nothing_and_adds_up_over_a_talk(signs: Signs) -> None:
    weak = Near("it got dark", 0, 11, DangerKind.SUICIDE, Person.ME, strong=False)
    assert assess("it got dark", evidence=Sense((weak,)), signs=signs).level is NONE
    once, twice = [DangerKind.SUICIDE], [DangerKind.SUICIDE, DangerKind.SELF_HARM]
    assert assess("it got dark", evidence=Sense((weak,)), before=once, signs=signs).level is NONE
    assert assess("it got dark", evidence=Sense((weak,)), before=twice, signs=signs).level is ASK
    assert assess("we went to the sea", before=twice * 2, signs=signs).level is NONE


@pytest.mark.parametrize(
    ("said", "level", "calmed"),
    [
        ("she took my keys so i could not leave", ASK, NONE),
        ("she took my keys so i could not leave and i am scared of her", ASK, ASK),
        ("he hit me", STOP, ASK),
    ],
    ids=["one sign", "two signs", "a stop"],
)
def test_where_the_whole_is_calm_one_sign_is_let_be_and_a_stop_is_asked_about(
    signs: Signs, said: str, level: Level, calmed: Level
) -> None:
    assert assess(said, signs=signs).level is level
    assert assess(said, evidence=Sense(calm=True), signs=signs).level is calmed


def test_weak_nearness_to_despair_adds_nothing_to_fear(signs: Signs) -> None:
    weak = Near("it got dark", 0, 11, DangerKind.SUICIDE, Person.ME, strong=False)
    fear = [DangerKind.PARTNER_VIOLENCE] * 4
    assert assess("it got dark", evidence=Sense((weak,)), before=fear, signs=signs).level is NONE


# ---------------------------------------------------------------- any text at all


@given(st.text(max_size=400))
def test_any_text_can_be_judged(signs: Signs, text: str) -> None:
    for found in assess(text, signs=signs).because:
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "😂" * 50, "…", "a" * 100_000, "i not " * 20_000, "he hit " * 15_000]
)
def test_a_text_of_any_length_takes_no_more_than_a_moment(signs: Signs, text: str) -> None:
    assess("he hit me", signs=signs)
    began = time.process_time()
    assess(text, signs=signs)
    assert time.process_time() - began < 2


def test_the_end_of_a_very_long_message_is_read_too(signs: Signs) -> None:
    text = "we went shopping. " * 3_000 + "then he hit me"
    found = assess(text, signs=signs).because[0]
    assert text[found.start : found.end] == "hit me"


# ---------------------------------------------------------------- other languages


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Ich möchte am liebsten tot sein", "de", KIND.SUICIDE),
        ("mein mann schlaegt mich", "de", KIND.PARTNER_VIOLENCE),
        ("Mi esposo me empujó por las escaleras", "es", KIND.PARTNER_VIOLENCE),
        ("ya no quiero seguir viviendo", "es", KIND.SUICIDE),
        ("Mon copain m’a étranglée hier", "fr", KIND.PARTNER_VIOLENCE),
        ("je ne veux plus vivre", "fr", KIND.SUICIDE),
        ("Mio marito ieri mi ha tirato un pugno", "it", KIND.PARTNER_VIOLENCE),
        ("voglio farla finita", "it", KIND.SUICIDE),
        ("meu namorado me enforcou", "pt", KIND.PARTNER_VIOLENCE),
        ("não quero mais viver", "pt", KIND.SUICIDE),
        ("Муж вчера меня избил при детях", "ru", KIND.PARTNER_VIOLENCE),
        ("я не хочу жить", "ru", KIND.SUICIDE),
        ("mąż mnie pobił wczoraj wieczorem", "pl", KIND.PARTNER_VIOLENCE),
        ("chce sie zabic", "pl", KIND.SUICIDE),
        ("kocam dün gece beni dövdü", "tr", KIND.PARTNER_VIOLENCE),
        ("ÖLMEK İSTİYORUM", "tr", KIND.SUICIDE),
    ],
)
def test_plain_words_are_understood_in_other_languages(
    signs: Signs, text: str, language: str, kind: DangerKind
) -> None:
    danger = assess(text, signs=signs)
    assert danger.level is STOP
    assert kind in danger.kinds
    assert language_of(danger) == language


@pytest.mark.parametrize(
    "text",
    [
        "Mein Mann hört mir nie zu. Ich will die Scheidung nicht, aber so geht es nicht weiter.",
        "Mi marido nunca me escucha y siempre llega tarde. Estoy cansada de discutir.",
        "Mon mari ne m'écoute jamais, il passe ses soirées sur son téléphone. J'en ai marre.",
        "Mi ha detto che non mi ama più e sto male da morire.",
        "Ele me disse que quer um tempo e eu chorei a noite toda.",
        "Он сказал, что ему нужно время, и я не знаю, что делать.",
        "Powiedział mi, że potrzebuje czasu i nie wiem, co robić.",
        "Bana zaman istediğini söyledi, ne yapacağımı bilmiyorum.",
    ],
)
def test_an_ordinary_quarrel_in_another_language_is_none(signs: Signs, text: str) -> None:
    assert assess(text, signs=signs).level is NONE


def test_english_danger_has_no_language_of_its_own(signs: Signs) -> None:
    assert language_of(assess("he hit me", signs=signs)) is None
