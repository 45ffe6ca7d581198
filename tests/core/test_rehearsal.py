"""The simulated partner: honest, difficult, never the same twice, and never cruel."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.checking import Problem, check, parse_message_rules
from coachbot.core.conduct import Situation, check_reply, parse_conduct_rules
from coachbot.core.rehearsal import Replies, Round, parse_replies, rehearse
from coachbot.core.rehearsal.table import KINDS, LEVELS
from coachbot.errors import ContentError

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


def raw(name: str) -> dict[str, object]:
    return tomllib.loads((KNOWLEDGE / name).read_text(encoding="utf-8"))


TABLE = parse_replies(raw("rehearsal.toml"), "rehearsal.toml")
RULES = parse_message_rules(raw("messages/checking.toml"), "checking.toml")
CONDUCT = parse_conduct_rules(raw("conduct.toml"), "conduct.toml")
GROUPS = [group for groups in TABLE.groups.values() for group in groups]


def answered(line: str, **more: object) -> Round:
    return rehearse(line, check(line, RULES), TABLE, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_at_least_a_dozen_replies(kind: str) -> None:
    assert len({reply for group in TABLE.groups[kind] for reply in group.replies}) >= 12


def test_no_reply_stands_twice() -> None:
    replies = [reply for group in GROUPS for reply in group.replies]
    assert len(replies) == len(set(replies))


@pytest.mark.parametrize("reply", [reply for group in GROUPS for reply in group.replies])
def test_no_reply_calls_names_or_threatens(reply: str) -> None:
    assert {p.kind for p in check(reply, RULES)} & {"threat", "diagnosis", "contempt"} == set()


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_said_about_a_reply_keeps_to_the_coachs_conduct(group: object) -> None:
    note = f"{group.need} {group.hint}"  # type: ignore[attr-defined]
    assert check_reply(note, Situation(heard=True), CONDUCT) == ()


def test_a_whole_note_is_short_enough_for_a_reply() -> None:
    longest = max(len(f"{g.need} {g.hint}".split()) for g in GROUPS)
    seen = max(len(text.split()) for texts in TABLE.seen.values() for text in texts)
    assert longest + seen + 12 <= 60


def test_blame_is_answered_with_defence_or_a_counter_attack() -> None:
    assert answered("You never help.").kind == "defends"
    assert answered("You never help.", asked=1).kind == "counter_attacks"
    assert answered("You're pathetic.").kind == "counter_attacks"


def test_a_clear_kind_line_is_first_answered_with_a_question() -> None:
    assert answered("You came home at nine and I was worried. Could you text me?").kind == "asks_why"


def test_a_hard_partner_defends_even_against_a_kind_line() -> None:
    assert answered("I was sad on Sunday. Can we talk tonight?", level="hard").kind == "defends"


def test_a_kind_of_partner_can_be_asked_for() -> None:
    assert answered("Can we talk?", kind="cries").kind == "cries"


def test_an_unknown_level_or_kind_is_taken_as_the_ordinary_one() -> None:
    assert answered("Can we talk?", kind="sings", level="impossible") == answered("Can we talk?")


def test_the_reply_is_about_what_the_line_is_about() -> None:
    assert answered("You never put your phone away.", kind="jokes").reply in (
        reply for group in TABLE.groups["jokes"] if group.topic == "phone" for reply in group.replies
    )


@pytest.mark.parametrize("level", LEVELS)
def test_a_long_rehearsal_never_hears_the_same_reply_twice(level: str) -> None:
    said: list[str] = []
    for asked in range(60):
        said.append(answered("You never listen.", asked=asked, said=frozenset(said), level=level).reply)
    assert len(said) == len(set(said))


def test_the_same_line_gets_the_same_answer() -> None:
    assert answered("Can we talk tonight?", asked=3) == answered("Can we talk tonight?", asked=3)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("You never help me.", "“You never help”"),
        ("You’re so selfish, you know.", "“You’re so selfish”"),
        ("You left at six and I was lonely. Can we talk?", "what you'd like"),
        ("You left at six and I was lonely.", "how it was for you"),
        ("I'm sorry I shouted.", "your own part"),
    ],
)
def test_something_of_the_line_itself_is_named(line: str, said: str) -> None:
    assert said in answered(line).seen


@given(st.text(), st.integers(0, 50))
def test_no_line_is_too_strange_to_answer(line: str, asked: int) -> None:
    assert answered(line, asked=asked).reply


def test_a_problem_without_a_rule_of_ours_still_gets_an_answer() -> None:
    assert rehearse("x", [Problem("oddity", (), "oddity")], TABLE).reply


def broken(**changes: object) -> Replies:
    return parse_replies({**raw("rehearsal.toml"), **changes}, "rehearsal.toml")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"group": []}, "group"),
        ({"group": [{"kind": "sings"}]}, "sings"),
        ({"group": [{"kind": "jokes", "replies": ["x"], "need": "x", "hint": "x", "topic": "cars"}]}, "cars"),
        ({"group": [{"kind": "jokes", "replies": ["x"], "need": "x", "hint": "x"}]}, "defends"),
        ({"courses": {}}, "courses"),
        ({"seen": {}}, "seen"),
    ],
)
def test_a_broken_table_is_named_with_its_place(changes: dict[str, object], said: str) -> None:
    with pytest.raises(ContentError, match=r"rehearsal\.toml") as caught:
        broken(**changes)
    assert said in str(caught.value)
