"""The phrases of a hold lie in a file that a coach can edit."""

from __future__ import annotations

import pytest

from coachbot.core.topics import Topic, parse_topics, topic
from coachbot.errors import ContentError

GOOD = {
    "longest": 5,
    "staying": {
        "unsafe": {"anywhere": ["at the door"]},
        "numbers": {"within": ["number*"], "whole": ["who"]},
    },
    "leaving": {},
    "asked": {"joke": {"within": ["😂"]}},
}


def about(text: str, group: str = "staying") -> str | None:
    topics = parse_topics(GOOD, "holding.toml")
    return topic(text, getattr(topics, group), topics.longest)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the numbers, he's at the door", "unsafe"),  # the first table decides
        ("Numbers?", "numbers"),
        ("who", "numbers"),
        ("who knows", None),
        ("i would rather not have the numbers now", None),  # too long for `within`
        ("he is back and i think he stands at the door", "unsafe"),
        ("outnumbered", None),
        ("", None),
    ],
)
def test_the_first_table_that_fits_decides(text: str, name: str | None) -> None:
    assert about(text) == name


def test_a_face_is_found_although_it_is_no_word() -> None:
    assert about("no 😂", "asked") == "joke"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"staying": {"weather": {}}}, "weather"),
        ({"staying": []}, "must hold tables"),
        ({"staying": {"unsafe": {"some": []}}}, "may hold"),
        ({"staying": {"unsafe": {"whole": "who"}}}, "list of phrases"),
        ({"staying": {"unsafe": {"whole": [""]}}}, "list of phrases"),
        ({"longest": "many"}, "number of words"),
        ({"sleeping": {}}, "sleeping"),
    ],
)
def test_a_slip_is_one_sentence_that_names_it(change: dict[str, object], told: str) -> None:
    with pytest.raises(ContentError, match=told):
        parse_topics(GOOD | change, "holding.toml")


def test_a_topic_without_phrases_is_never_meant() -> None:
    assert topic("hello", (Topic("unsafe"),), 5) is None
