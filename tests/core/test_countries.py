from __future__ import annotations

import functools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.countries import Countries, country_code, parse_countries
from coachbot.errors import ContentError

FILE = Path(__file__).resolve().parents[2] / "knowledge" / "countries.toml"


@functools.cache
def countries() -> Countries:
    return parse_countries(tomllib.loads(FILE.read_text(encoding="utf-8")), "countries.toml")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DE"),
        ("de", "DE"),
        ("Germany", "DE"),
        ("germany.", "DE"),
        ("I live in Germany now", "DE"),
        ("we moved to New Zealand in May", "NZ"),
        ("the UK", "GB"),
        ("I'm in Northern Ireland", "GB"),
        ("Ireland", "IE"),
        ("Österreich", "AT"),
        ("South Korea", "KR"),
        ("Guinea-Bissau", "GW"),
        ("somewhere in the US", "US"),
        ("us", "US"),
        ("I live in the us", "US"),
        ("Ivory Coast", "CI"),
    ],
)
def test_a_country_is_known_by_its_code_and_by_its_names(text: str, code: str) -> None:
    assert country_code(text, countries()) == code


@pytest.mark.parametrize(
    "text",
    ["", "yes", "I am not telling", "it is in the kitchen", "no idea", "come to us, he said", "in my bed"],
)
def test_what_names_no_country_gives_none(text: str) -> None:
    assert country_code(text, countries()) is None


def test_a_country_named_in_a_long_story_is_no_answer() -> None:
    assert country_code("we were in Germany " + "and then we walked on " * 8, countries()) is None


def test_the_longest_name_in_a_sentence_counts() -> None:
    assert country_code("in Papua New Guinea", countries()) == "PG"


def test_every_country_is_found_by_the_name_that_is_shown() -> None:
    found = {code: country_code(name, countries()) for code, name in countries().names.items()}
    assert {code: got for code, got in found.items() if code != got} == {}


@pytest.mark.parametrize("names", ["Germany", [], [1], None])
def test_a_code_without_names_is_refused_by_name(names: object) -> None:
    with pytest.raises(ContentError, match=r"countries\.toml: DE needs a list of names"):
        parse_countries({"DE": names}, "countries.toml")


@given(st.text(max_size=200))
def test_whatever_is_written_the_answer_is_a_known_code_or_none(text: str) -> None:
    assert country_code(text, countries()) in {None, *countries().names}
