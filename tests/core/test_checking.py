"""The check of a message: what would be answered instead is found, and honest words are left alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.checking import MessageRules, check, parse_message_rules
from coachbot.errors import ContentError

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "knowledge" / "messages" / "checking.toml"
RAW = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
RULES = parse_message_rules(RAW, SOURCE.name)
DRAFTS = [
    tomllib.loads(p.read_text(encoding="utf-8"))
    for p in sorted((ROOT / "tests" / "eval").glob("message_drafts*.toml"))
]


def kinds(draft: str, names: tuple[str, ...] = ()) -> set[str]:
    return {problem.kind for problem in check(draft, RULES, names)}


@pytest.mark.parametrize("draft", [d for drafts in DRAFTS for d in drafts["honest"]])
def test_an_honest_message_has_no_problem(draft: str) -> None:
    assert check(draft, RULES) == ()


def test_nearly_every_contemptuous_or_sweeping_message_has_a_problem() -> None:
    others = [d["text"] for drafts in DRAFTS for d in drafts["other"]]
    assert sum(bool(check(text, RULES)) for text in others) / len(others) >= 0.95


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        ("You're lazy.", "label"),
        ("youre such a child", "label"),
        ("Why are you so needy?", "label"),
        ("You never listen to me.", "always_never"),
        ("u always forget", "always_never"),
        ("Nothing is ever your fault.", "always_never"),
        ("It's all your fault.", "blame"),
        ("You make me feel like an idiot.", "blame"),
        ("You don't care about us.", "mind_reading"),
        ("You did it on purpose.", "mind_reading"),
        ("You're a narcissist.", "diagnosis"),
        ("You need therapy.", "diagnosis"),
        ("You're pathetic.", "contempt"),
        ("Grow up.", "contempt"),
        ("If you don't come now, we're over.", "threat"),
        ("You'll regret this.", "threat"),
        ("You have to stop seeing them.", "demand"),
        ("Stop ignoring me.", "demand"),
        ("Show me some respect.", "vague"),
        ("Be more considerate.", "vague"),
        ("I feel manipulated.", "faux_feeling"),
        ("I feel like you don't care.", "faux_feeling"),
        ("That was so rude of you.", "evaluation"),
        ("You're overreacting.", "evaluation"),
    ],
)
def test_each_kind_is_known_when_it_is_plain(draft: str, kind: str) -> None:
    assert kind in kinds(draft)


@pytest.mark.parametrize(
    "draft",
    [
        "I don't think you're selfish.",
        "I never said you were lazy.",
        "You're not lazy.",
        "I was selfish and lazy.",
        "I feel like an idiot.",
        "You told me I'm selfish.",
        "You said you don't love me any more.",
        "You said “you're so dramatic” and left.",
        "I called you a liar and I'm sorry.",
        "I shouldn't have said you never help.",
        "I'm afraid you don't love me any more.",
        "You always make me laugh.",
        "You've never judged me.",
        "You never called last night.",
        "I never felt so alone.",
        "I'll always love you.",
        "You never know what comes.",
        "It's not your fault.",
        "Your boss is an asshole.",
        "I hate that we fight.",
        "I'm sick of fighting.",
        "No.",
        "",
        "❤️",
    ],
)
def test_denied_owned_quoted_taken_back_and_kind_words_are_left_alone(draft: str) -> None:
    assert kinds(draft) == set()


def test_what_comes_after_but_is_the_writers_own_again() -> None:
    assert "label" in kinds("I don't think you're stupid but you're lazy.")


def test_the_partners_name_is_read_as_you() -> None:
    assert kinds("Anna never listens.", ("Anna",)) == {"always_never"}
    assert kinds("Anna never listens.") == set()


def test_the_words_found_are_the_writers_own_with_their_places() -> None:
    draft = "Look — YOU’RE so LAZY, honestly."
    (problem,) = check(draft, RULES)
    (found,) = problem.because
    assert found.text == draft[found.start : found.end] == "YOU’RE so LAZY"


def test_every_problem_says_what_would_mend_it() -> None:
    problems = check("You're lazy. You never help. Shut up.", RULES)
    assert all(problem.mend in RULES.mends for problem in problems)


def test_problems_stand_in_the_order_of_the_message() -> None:
    assert [p.kind for p in check("You never help. You're lazy.", RULES)] == ["always_never", "label"]


@given(st.text())
def test_no_text_is_too_strange_to_check(text: str) -> None:
    assert all(text[e.start : e.end] == e.text for p in check(text, RULES) for e in p.because)


WORDS = ["you", "always", "never", "you're", "so", "lazy", "i said", "if", ",", ".", "'", '"', "your fault"]


@given(st.lists(st.sampled_from(WORDS), max_size=80))
def test_no_pile_of_loaded_words_raises(words: list[str]) -> None:
    check(" ".join(words), RULES)


def test_every_pattern_of_the_file_can_be_compiled() -> None:
    assert parse_message_rules(RAW, SOURCE.name).warm() is None


def broken(**changes: object) -> MessageRules:
    return parse_message_rules({**RAW, **changes}, "checking.toml")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mends": {"label": "x"}}, "always_never"),
        ({"rules": []}, "rules"),
        ({"rules": [{"kind": "sin", "name": "x", "pattern": "x"}]}, "sin"),
        ({"rules": [{"kind": "label", "name": "x", "pattern": "{nobody}"}]}, "nobody"),
        ({"rules": [{"kind": "label", "name": "x", "pattern": "a+"}]}, "bound"),
        ({"lists": {"label_adjective": []}}, "label_adjective"),
    ],
)
def test_a_broken_file_is_named_with_its_place(changes: dict[str, object], said: str) -> None:
    with pytest.raises(ContentError, match=r"checking\.toml") as caught:
        broken(**changes)
    assert said in str(caught.value)


def test_a_pattern_that_cannot_be_read_is_named_when_it_is_used() -> None:
    rules = broken(rules=[{"kind": "label", "name": "odd", "pattern": "("}])
    with pytest.raises(ContentError, match="odd"):
        rules.warm()
