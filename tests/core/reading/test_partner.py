"""The partner: the noun and the pronouns a person uses, and who is not the partner."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.model import Partner
from coachbot.core.reading.partner import find_partner

HE = ("he", "him", "his")
SHE = ("she", "her", "her")
THEY = ("they", "them", "their")


@given(st.text(), st.text())
def test_no_text_is_too_strange_for_a_partner(text: str, later: str) -> None:
    found = find_partner(later, find_partner(text))
    assert (found.subject, found.object, found.possessive) in (HE, SHE, THEY)
    assert found.noun


@pytest.mark.parametrize(
    ("text", "noun", "subject"),
    [
        ("my gf ignored my call", "your girlfriend", "she"),
        ("My GF and I are 26", "your girlfriend", "she"),
        ("my bf's phone rang", "your boyfriend", "he"),
        ("hubby went fishing", "your husband", "he"),
        ("DH forgot the milk again", "your husband", "he"),
        ("the wife is away", "your wife", "she"),
        ("Wife and I argued", "your wife", "she"),
        ("my fiance says he wants a small wedding", "your fiancé", "he"),
        ("my fiance says she wants a small wedding", "your fiancée", "she"),
        ("my fiancée moved out", "your fiancée", "she"),
        ("my ex keeps texting me, she wants the dog", "your ex", "she"),
        ("my ex-husband took the car", "your ex-husband", "he"),
        ("My SO (28m) plays games all day", "your partner", "he"),
        ("my partner left the dishes and then she went out", "your partner", "she"),
        ("my partner won't talk, they say they need time", "your partner", "they"),
        ("my significant other is messy", "your partner", "they"),
        ("my man forgot me", "your partner", "he"),
        ("my now ex boyfriend lied", "your ex-boyfriend", "he"),
        ("my lovely stubborn wife bought a goat", "your wife", "she"),
        ("he never calls", "your partner", "he"),
        ("she hides her phone", "your partner", "she"),
    ],
)
def test_the_partner_is_called_as_the_person_calls_them(text: str, noun: str, subject: str) -> None:
    found = find_partner(text)
    assert (found.noun, found.subject, found.known) == (noun, subject, True)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("I (24F) argued with my girlfriend", "she"),
        ("[28/m here] my husband left", "he"),
        ("I'm a lesbian and my wife hates my cooking", "she"),
        ("my wife's ex called, he wants money", "she"),
        ("my girlfriend's dad shouted at me and he slammed the door", "she"),
        ("my husband told his brother that he was tired", "he"),
        ("my boyfriend kissed her at the party", "he"),
    ],
)
def test_other_people_do_not_change_the_partner(text: str, subject: str) -> None:
    assert find_partner(text).subject == subject


@pytest.mark.parametrize(
    "text",
    [
        "my mother criticises me and she never stops",
        "my boss shouted at me and he slammed the door",
        "my best friend's husband is rude",
        "my sister's boyfriend borrowed my car",
        "I feel tired today",
        "",
    ],
)
def test_mothers_bosses_and_friends_are_not_the_partner(text: str) -> None:
    assert not find_partner(text).known


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Ryan (29), my SO, forgot my birthday", "Ryan"),
        ("my partner Alex forgot my birthday", "Alex"),
        ("my husband Mark forgot my birthday", "your husband"),
        ('my boyfriend "Theo" forgot my birthday', "your boyfriend"),
        ("yesterday Omid told me he needs space", "Omid"),
    ],
)
def test_a_given_name_is_used_where_there_is_no_better_word(text: str, noun: str) -> None:
    assert find_partner(text).noun == noun


@pytest.mark.parametrize(
    ("first", "later", "noun", "subject"),
    [
        ("my partner is late", "she is always late", "your partner", "she"),
        ("he is late", "my husband is always late", "your husband", "he"),
        ("my husband is late", "my mother said she knew", "your husband", "he"),
        ("my wife is late", "my boss yelled at me", "your wife", "she"),
        ("my husband is late", "my ex was never late", "your husband", "he"),
        ("nobody listens", "my gf doesn't", "your girlfriend", "she"),
        ("my fiance is late", "he is so slow", "your fiancé", "he"),
    ],
)
def test_a_later_message_refines_an_earlier_one(first: str, later: str, noun: str, subject: str) -> None:
    found = find_partner(later, find_partner(first))
    assert (found.noun, found.subject) == (noun, subject)


def test_nothing_new_leaves_the_partner_as_known() -> None:
    before = Partner("your wife", *SHE, known=True)
    assert find_partner("I am so tired of it", before) == before
