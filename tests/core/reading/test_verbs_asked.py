"""Verbs that "and" joins on follow the first one into the question."""

from __future__ import annotations

import pytest

from coachbot.core.reading.verbs import as_asked


@pytest.mark.parametrize(
    ("rest", "asked"),
    [
        (" the telly off and looks at me", " the telly off and look at me"),
        (" by and then stays for tea", " by and then stay for tea"),
        (" and the kids eat", " and the kids eat"),
        (" work and home", " work and home"),
    ],
)
def test_each_joined_verb_takes_its_plain_form(rest: str, asked: str) -> None:
    assert as_asked(rest) == asked
