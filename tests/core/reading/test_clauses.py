"""Clauses: phone language parted where a new subject begins, each with whose it is and how it hangs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.model import Person
from coachbot.core.reading.clauses import Clause, hear, split
from coachbot.core.reading.joints import Joint

_WORDS = """
i he she we they it you my wife his mom dont never always forgot said told me us because when and but so that
if , . ? ! ... - ( ) " ' \\n AGAIN 24F lol i'm won't who which what is was keeps 3 am 😂 /r/x
"""
_PIECES = st.lists(st.sampled_from(_WORDS.split()), max_size=60).map(" ".join)


def texts(text: str) -> list[str]:
    return [clause.text for clause in split(text)]


def only(text: str) -> Clause:
    (clause,) = split(text)
    return clause


@given(st.text() | _PIECES)
def test_every_clause_stands_where_it_says_it_stands(text: str) -> None:
    for clause in split(text):
        assert 0 <= clause.start < clause.end <= len(text)
        assert text[clause.start : clause.end] == clause.text


@given(_PIECES)
def test_clauses_follow_each_other_without_overlap_outside_of_brackets(text: str) -> None:
    clauses = [clause for clause in split(text.replace("(", "").replace(")", "")) if not clause.quoted]
    for one, two in pairwise(clauses):
        assert one.end <= two.start or one.start == two.start  # "dunno" stands for several words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("he forgot my birthday i waited all day", ["he forgot my birthday", "i waited all day"]),
        (
            "he came home late and then he told me he was tired",
            ["he came home late", "and then he told me", "he was tired"],
        ),
        ("she left but i stayed", ["she left", "but i stayed"]),
        ("when i asked him he laughed", ["when i asked him", "he laughed"]),
        ("I cried because he lied", ["I cried", "because he lied"]),
        ("he said he would call. he didn't", ["he said", "he would call", "he didn't"]),
        ("my wife and I argued about the car", ["my wife and I argued about the car"]),
        ("the way he talks to me hurts", ["the way he talks to me hurts"]),
        ("I packed my bag and we drove home", ["I packed my bag", "and we drove home"]),
        ("she yelled at me lol i just left", ["she yelled at me", "i just left"]),
        ("he forgot. again.", ["he forgot. again"]),
        ("my husband, who never cooks, made soup", ["my husband, who never cooks, made soup"]),
        ("it was late, and last night in front of everyone she laughed",
         ["it was late", "and last night in front of everyone she laughed"]),
    ],
)  # fmt: skip
def test_a_clause_begins_where_a_new_subject_has_its_verb(text: str, parts: list[str]) -> None:
    assert texts(text) == parts


@pytest.mark.parametrize(
    ("text", "joints"),
    [
        ("when he came home I hid", [Joint.SUB, Joint.MAIN]),
        ("I hid when he came home", [Joint.START, Joint.SUB]),
        ("he told me that she knew", [Joint.START, Joint.THAT]),
        ("he packed his things and left me", [Joint.START, Joint.VERB]),
        ("she called but I was asleep", [Joint.START, Joint.BUT]),
        ("she called so I answered", [Joint.START, Joint.SO]),
        ("I paid so he could study", [Joint.START, Joint.SUB]),
        ("he hates her, which I understand", [Joint.START, Joint.WHICH]),
        ("I told him no... he went anyway", [Joint.START, Joint.BREAK]),
        ("i love him what do i do", [Joint.START, Joint.BREAK]),
    ],
)
def test_a_clause_knows_what_joins_it(text: str, joints: list[Joint]) -> None:
    assert [clause.joint for clause in split(text)] == joints


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("I shouted", Person.ME),
        ("my gf shouted", Person.PARTNER),
        ("my husband's mother shouted", Person.OTHER),
        ("he shouted", Person.PARTNER),
        ("my boyfriend and I shouted", Person.WE),
        ("him and i fight daily", Person.WE),
        ("we shouted", Person.WE),
        ("my boss shouted", Person.OTHER),
        ("the neighbours shouted", Person.OTHER),
        ("it rained", Person.OTHER),
    ],
)
def test_a_clause_knows_whose_verb_it_is(text: str, who: Person) -> None:
    assert only(text).subject is who


def test_she_is_the_mother_after_the_mother_was_named() -> None:
    his, hers = split("my boyfriend took me home. his mom opened, she laughed at me")[1:]
    assert (his.subject, hers.subject) == (Person.OTHER, Person.OTHER)


def test_he_is_the_partner_though_a_mother_was_named() -> None:
    clauses = split("my boyfriend's mom visits on Sundays. he hides in the garage")
    assert clauses[-1].subject is Person.PARTNER


@pytest.mark.parametrize(
    ("text", "verb", "tense"),
    [
        ("he forgot my name", "forget", "past"),
        ("she has never told me", "tell", "perfect"),
        ("we'll see him", "see", "future"),
        ("he is going to leave", "leave", "future"),
        ("they were shouting", "shout", "past"),
        ("he works late", "work", "present"),
        ("he hasn't been sleeping", "sleep", "perfect"),
    ],
)
def test_a_clause_knows_its_verb_and_its_time(text: str, verb: str, tense: str) -> None:
    assert (only(text).verb, only(text).tense) == (verb, tense)


@pytest.mark.parametrize(
    ("text", "negated"),
    [("he didnt call", True), ("he never calls", True), ("he called", False), ("she won't talk", True)],
)
def test_a_denied_verb_is_known(text: str, negated: bool) -> None:
    assert only(text).negated is negated


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("last night he left", "last night"),
        ("he hasn't called for three days", "for three days"),
        ("she did it AGAIN", "AGAIN"),
        ("a few weeks ago he lied to me", "a few weeks ago"),
        ("he said it at 2am", "at 2am"),
        ("he said it", None),
    ],
)
def test_the_words_of_time_are_kept_as_written(text: str, when: str | None) -> None:
    assert split(text)[0].when == when


def test_what_someone_said_is_said_by_them() -> None:
    told, reported = split("she said I'm lazy")
    assert told.said_by is None
    assert reported.said_by is Person.PARTNER


def test_what_stands_in_quotes_is_a_clause_of_whoever_says_it() -> None:
    told, quoted = split('he said "I am done with you" last night')
    assert (quoted.text, quoted.quoted, quoted.said_by) == ("I am done with you", True, Person.PARTNER)
    assert not told.quoted


def test_what_hangs_on_if_is_not_taken_as_having_happened() -> None:
    assert [clause.hypothetical for clause in split("if he leaves I go too")] == [True, True]
    assert not only("he left").hypothetical


def test_a_question_is_marked_where_it_asks() -> None:
    assert [clause.question for clause in split("should I be worried that he drinks?")] == [True, False]


@pytest.mark.parametrize(
    ("text", "who", "head"),
    [
        ("Found out today that he smokes", Person.ME, "i"),
        ("Told me to leave", Person.PARTNER, "they"),
        ("he forgot me. didn't even call", Person.PARTNER, "he"),
        ("Can't sleep tonight", Person.ME, "i"),
    ],
)
def test_a_sentence_without_a_subject_gets_the_one_that_was_meant(text: str, who: Person, head: str) -> None:
    clauses = [clause for clause in split(text) if clause.joint is not Joint.THAT]
    if head == "he":
        clauses = clauses[1:]
    assert clauses[0].subject is who


def test_ages_in_brackets_are_no_clauses() -> None:
    assert texts("My wife (24F) and I (25M) split up") == ["My wife (24F) and I (25M) split up"]


def test_a_sentence_in_brackets_is_an_aside() -> None:
    main, aside = split("He left (I had told him to go home) at nine")
    assert aside.aside
    assert not main.aside


def test_reading_once_tells_clauses_and_partner() -> None:
    clauses, partner = hear("my gf says i snore")
    assert partner.noun == "your girlfriend"
    assert clauses == split("my gf says i snore")
