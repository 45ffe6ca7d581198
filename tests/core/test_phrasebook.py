from __future__ import annotations

import pytest

from coachbot.core.phrasebook import Spoken, choose, fingerprint, opening, parse_phrases
from coachbot.errors import ContentError

WORDS = """
# a comment
== ask
What happened?
--
{{ Fact }}. What was that like?
== ask@grief
I'm sorry.
"""
BOOK = parse_phrases({"x.txt": WORDS}, {"Fact"})


def test_a_variant_that_mentions_what_is_known_comes_first() -> None:
    assert choose(BOOK, "ask", {"Fact": "He left"}, Spoken(), 0) == "He left. What was that like?"


def test_a_variant_that_mentions_the_unknown_is_not_used() -> None:
    assert choose(BOOK, "ask", {"Fact": None}, Spoken(), 1) == "What happened?"


def test_nothing_is_said_twice() -> None:
    said = Spoken(sentences=frozenset({fingerprint("What happened?")}))
    assert choose(BOOK, "ask", {}, said, 0) == ""


def test_the_last_opening_is_not_used_again_while_there_is_another() -> None:
    book = parse_phrases({"x.txt": "== a\nAll right, yes.\n--\nGood."}, ())
    assert choose(book, "a", {}, Spoken(opening=opening("All right then")), 0) == "Good."


def test_an_act_has_its_own_words_on_a_track() -> None:
    assert BOOK.resolve("ask", "grief") == "ask@grief"
    assert BOOK.resolve("ask", "distance") == "ask"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("== a\n{{ nothing }}", "x.txt, line 2: nothing is known of “nothing”"),
        ("== a\n{{ broken", "x.txt, line 2"),
        ("== a\n", "empty variant"),
        ("words\n== a\nb", "line 1: words before"),
        ("== a\nb\n== a\nc", "line 3: the act “a” stands twice"),
    ],
)
def test_broken_words_are_named_with_file_and_line(text: str, complaint: str) -> None:
    with pytest.raises(ContentError, match=complaint):
        parse_phrases({"x.txt": text}, {"Fact"})
