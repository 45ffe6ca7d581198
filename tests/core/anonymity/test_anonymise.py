from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.anonymity import NAMING, Finding, Kind, Likely, Lists, anonymise
from coachbot.library import read_lists

_LISTS = read_lists()


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("my husband tom forgot again", "my husband [partner] forgot again"),
        ("Our son Leo cried, and Leo's sister too", "Our son [child 1] cried, and [child 1]'s sister too"),
        ("i told sarahs mum", "i told [person 1] mum"),
        ("Me and Priya fought, then priya left", "Me and [person 1] fought, then [person 1] left"),
        ("my best friend Jelena knows", "my best friend [friend 1] knows"),
        ("we drove to Lisbon", "we drove to [city]"),
        ("write to a.b@x.org or 07700 900123", "write to [email] or [phone]"),
        ("she's 34 and he's 41 years old", "she's [30s] and he's [40s] years old"),
        ("our 7 year old", "our [5 to 9] year old"),
        ("he works at Tesco", "he works at [workplace]"),
    ],
)
def test_what_could_lead_to_somebody_is_told_bluntly(text: str, clean: str, lists: Lists) -> None:
    assert anonymise([text], lists).texts == (clean,)


@pytest.mark.parametrize(
    "text",
    [
        "he will hope for grace and i may mark the day",
        "I will not bill him for the art",
        "she rose at dawn, and the faith i had is gone",
        "i'm so happy, we made a rob-proof plan",
        "It rained in May and the roses died",
        "Never in my life did I feel that alone.",
    ],
)
def test_ordinary_words_that_are_names_too_survive(text: str, lists: Lists) -> None:
    assert anonymise([text], lists).texts == (text,)


def test_a_misspelt_repeat_is_the_same_person(lists: Lists) -> None:
    clean = anonymise(["My wife Katarzyna left.", "katarzina isn't answering"], lists)
    assert clean.texts == ("My wife [partner] left.", "[partner] isn't answering")


def test_a_name_that_was_given_is_found_in_lower_case_though_it_is_a_word(lists: Lists) -> None:
    clean = anonymise(["i talked with will and hope", "will said no"], lists, ["Will", "Hope"])
    assert clean.texts == ("i talked with [person 1] and [person 2]", "[person 1] said no")


def test_a_date_is_told_from_the_day_of_the_message(lists: Lists) -> None:
    clean = anonymise(["on March 3, 2026 he left"], lists, at=["2026-03-24T10:00:00+00:00"])
    assert clean.texts == ("on [3 weeks earlier] he left",)


def test_what_went_out_blunt_comes_back_as_it_was(lists: Lists) -> None:
    clean = anonymise(["Tom and I live in Leeds; tom is 34"], lists, kinds=NAMING)
    assert clean.texts == ("[person 1] and I live in [city]; [person 1] is 34",)
    assert clean.restore("Does [person 1] like [city]?") == "Does Tom like Leeds?"


def test_what_a_recogniser_saw_counts_where_no_list_knows_the_name(lists: Lists) -> None:
    text = "Zorvath left."
    seen = [Finding(0, 7, Kind.PERSON)]
    assert anonymise([text], lists, recognise=lambda texts: [seen for _ in texts]).texts == (
        "[person 1] left.",
    )


@pytest.mark.parametrize(
    ("likely", "replaced"),
    [
        (Likely(0.0, 0.0, 0.0), "what Zorvath left there"),
        (Likely(0.3, 0.0, 0.0), "what [person 1] left there"),
        (Likely(0.0, 0.9, 0.0), "what [place] left there"),
        (Likely(0.0, 0.0, 0.9), "what [workplace] left there"),
    ],
)
def test_a_judge_has_the_last_word_on_what_looks_like_a_name(
    lists: Lists, likely: Likely, replaced: str
) -> None:
    nothing = Likely(0.0, 0.0, 0.0)
    views = [[nothing, likely, nothing, nothing]]
    clean = anonymise(["what Zorvath left there"], lists, judge=lambda _: views)
    assert clean.texts == (replaced,)


def test_a_judge_finds_by_itself_only_what_it_is_sure_of(lists: Lists) -> None:
    views = [[Likely(0.5, 0.0, 0.0), Likely(0.7, 0.0, 0.0)]]
    assert anonymise(["then table"], lists, judge=lambda _: views).texts == ("then [person 1]",)


def test_a_rare_fact_is_flagged_and_stays(lists: Lists) -> None:
    clean = anonymise(["He is the only surgeon in our village, and we have triplets."], lists)
    assert "triplets" in clean.texts[0]
    assert [rare.text for rare in clean.rare] == ["triplets"]


@given(st.lists(st.text(max_size=60), max_size=4), st.lists(st.text(max_size=12), max_size=3))
def test_entities_cut_out_of_any_texts_give_the_replaced_ones(texts: list[str], names: list[str]) -> None:
    clean = anonymise(texts, _LISTS, names)
    for text, entities, replaced in zip(texts, clean.entities, clean.texts, strict=True):
        assert all(text[e.start : e.end] == e.text for e in entities)
        at, built = 0, ""
        for entity in entities:
            built += text[at : entity.start] + entity.replacement
            at = entity.end
        assert built + text[at:] == replaced
