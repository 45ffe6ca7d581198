"""Plain text: what is disguised is understood, and every offset leads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.plain import flatten, straighten


@given(st.text())
def test_straightening_keeps_every_offset(text: str) -> None:
    assert len(straighten(text)) == len(text)


@given(st.text())
def test_every_flattened_character_leads_back_into_the_text(text: str) -> None:
    plain = flatten(text)
    assert len(plain.origin) == len(plain.text)
    assert all(0 <= place < len(text) for place in plain.origin)
    assert list(plain.origin) == sorted(plain.origin)


@given(st.text())
def test_straightening_twice_changes_nothing_more(text: str) -> None:
    assert straighten(straighten(text)) == straighten(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("I don\u2019t \u201cknow\u201d", 'I don\'t "know"'),
        ("well \u2014 no\u00a0idea", "well - no idea"),
        ("\uff28\uff25 hit me", "HE hit me"),
        ("h\u0435 h\u0456t me", "he hit me"),
        ("\u043e\u043d \u043c\u0435\u043d\u044f", "\u043e\u043d \u043c\u0435\u043d\u044f"),
        ("\u04bb\u0435 hit me and left", "he hit me and left"),
        ("a\tb\x00c", "a b c"),
    ],
)
def test_straight_text_has_plain_letters(text: str, plain: str) -> None:
    assert straighten(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("He\u2019s SOOO angry", "he 's so angry"),
        ("i want to k i l l myself", "i want to kill myself"),
        ("i k i l l", "i kill"),
        ("k.i.l.l", "kill"),
        ("killlll me", "kill me"),
        ("helllp pleeease", "help please"),
        ("su1c1de and k1ll", "suicide and kill"),
        ("k*ll s*icide r*ped", "kill suicide raped"),
        ("su\u200bici\u00adde", "suicide"),
        ("im done, dont ask", "i am done, do not ask"),
        ("can't won't shouldn't", "can not will not should not"),
        ("i wanna kms", "i want to kill myself"),
        ("my bf and i", "my boyfriend and i"),
    ],
)
def test_a_disguised_word_is_read_as_itself(text: str, plain: str) -> None:
    assert flatten(text).text == plain


@pytest.mark.parametrize("text", ["we ran 5 kms", "5kms", "he is 24m", "covid19", "at 3am", "me & a b"])
def test_numbers_and_initials_are_no_disguise(text: str) -> None:
    assert "kill" not in flatten(text).text
    assert flatten(text).text.split()[-1] in text


@pytest.mark.parametrize(
    ("text", "word", "original"),
    [
        ("So k i l l me", "kill", "k i l l"),
        ("He s\u200bhoved me", "shoved", "s\u200bhoved"),
        ("i don\u2019t care", "not", "n\u2019t"),
        ("KMS now", "kill myself", "KMS"),
    ],
)
def test_a_found_word_is_shown_as_it_was_written(text: str, word: str, original: str) -> None:
    plain = flatten(text)
    at = plain.text.index(word)
    start, end = plain.span(at, at + len(word))
    assert original in text[start:end] or text[start:end] in original
    assert text[start:end]


def test_a_long_row_of_stars_is_no_word_and_takes_no_time() -> None:
    stars = "s" + "*" * 50_000 + "x"
    assert flatten(stars).text == stars
