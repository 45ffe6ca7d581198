from __future__ import annotations

import pytest

from coachbot.core.nudging.cities import parse_cities
from coachbot.core.nudging.texts import parse_nudges
from coachbot.errors import ContentError

GOOD = {
    "id": "a-cup",
    "foundation": "trust",
    "kind": "practice",
    "text": "Keep one word.",
    "more": "It holds.",
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"kind": "order"}, "“a-cup”: kind must be one of"),
        ({"foundation": "love"}, "“a-cup”: foundation must be one of"),
        ({"text": ""}, "“a-cup”: text needs 1 to 200"),
        ({"more": ""}, "“a-cup”: more is missing"),
        ({"mood": "x"}, "“a-cup”: nothing is known of “mood”"),
        ({"id": "A cup"}, "every nudge needs an id"),
    ],
)
def test_a_mistake_is_named_with_file_and_nudge(changed: dict[str, object], told: str) -> None:
    with pytest.raises(ContentError, match=r"knowledge/nudges/mine\.toml") as error:
        parse_nudges({"mine": {"nudge": [{**GOOD, **changed}]}}, frozenset())
    assert told in str(error.value)


def test_a_nudge_that_stands_twice_is_refused() -> None:
    with pytest.raises(ContentError, match="stands twice"):
        parse_nudges({"mine": {"nudge": [GOOD, GOOD]}}, frozenset())


def test_cities_without_their_tables_are_refused() -> None:
    with pytest.raises(ContentError, match=r"cities\.toml"):
        parse_cities({"zones": {}, "countries": {}, "clocks": 3}, "cities.toml")
