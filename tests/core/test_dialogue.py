from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.dialogue import EVERYWHERE, FOUNDATION_STEPS, LISTENING, STEPS, TABLE, Go, row
from coachbot.core.model import Foundation, Manner, Mode, Step
from coachbot.core.signals import Signal
from tests.talking import say, talk

STORY = "Last night at dinner my husband laughed at me in front of his parents and then left the table."
ALONG = [
    STORY,
    "hurt",
    "respect",
    "go on",
    "I go quiet and leave the room",
    "ask him to talk with me on sunday for 20 minutes",
]


@pytest.mark.parametrize("step", [s for s in Step if s is not Step.HOLD])
def test_every_step_has_a_row_for_every_signal(step: Step) -> None:
    assert all((step, signal) in TABLE for signal in Signal)


@pytest.mark.parametrize("signal", list(Signal))
def test_a_hold_has_no_row_at_all(signal: Signal) -> None:
    with pytest.raises(KeyError):
        row(Step.HOLD, None, signal)


def test_listening_never_asks_until_they_ask_for_more() -> None:
    assert [s for s, r in LISTENING.items() if r.asks] == [Signal.MORE]


@pytest.mark.parametrize("signal", [Signal.LISTEN, Signal.SKIP, Signal.BACK, Signal.PAUSE, Signal.RESTART])
def test_the_ways_out_are_open_from_everywhere(signal: Signal) -> None:
    assert signal in EVERYWHERE


def test_each_foundation_has_a_step_of_its_name() -> None:
    assert {f.value for f in Foundation} == {s.value for s in FOUNDATION_STEPS.values()}


def test_every_step_has_rows_of_its_own() -> None:
    assert set(STEPS) == set(Step) - {Step.HOLD}


@pytest.mark.parametrize("step", [s for s in Step if s is not Step.HOLD])
def test_a_row_that_stays_or_goes_leads_to_a_step(step: Step) -> None:
    assert all(isinstance(TABLE[step, s].go, (Step, Go)) for s in Signal)


def test_who_goes_along_reaches_the_card_within_twelve_turns() -> None:
    replies = talk([*ALONG, "yes", "#keep"])
    assert len(replies) <= 12
    assert replies[-1].has(Manner.CARD)
    assert replies[-1].step is Step.CLOSE


def test_no_gem_comes_before_they_feel_heard() -> None:
    first = say(STORY)
    assert not first.has(Manner.QUOTE)
    assert first.move.gem is None


def test_a_gem_comes_once_in_a_session() -> None:
    replies = talk([*ALONG, "back", "back", "back", "what now", "go on", "skip", "skip"])
    assert sum(r.move.gem is not None for r in replies) <= 1


def test_what_was_said_is_never_asked() -> None:
    reply = say(
        "I felt so lonely and hurt when my wife left the table last night, I need more closeness with her"
    )
    assert reply.session.asked not in {"feeling", "need"}


def test_a_wrong_guess_goes_and_does_not_come_back() -> None:
    replies = talk([STORY, "no not angry. embarrassed"])
    assert "embarrassed" in replies[-1].session.notes.feelings
    assert "angry" in replies[-1].session.notes.not_feelings
    assert "angry" not in replies[-1].text.lower()


def test_just_listen_stays_without_questions() -> None:
    replies = talk(
        [
            STORY,
            "just listen",
            "she never asks how my day was",
            "and then she went to bed",
            "it is so quiet here",
        ]
    )
    assert all(r.session.mode is Mode.LISTEN for r in replies[1:])
    assert all("?" not in r.text for r in replies[1:])


def test_a_pause_waits_and_is_looked_in_on() -> None:
    reply = talk([STORY, "i need a pause"])[-1]
    assert reply.step is Step.SETTLE
    assert [kind for kind, _ in reply.move.schedule] == ["settle_check"]


def test_in_the_flood_the_only_message_asks_for_a_pause() -> None:
    replies = talk(
        [
            "HE NEVER LISTENS!!! I AM SO FUCKING ANGRY I COULD SCREAM!!! HE LEFT AGAIN!!!",
            "yes",
            "write him a text for me",
        ]
    )
    drafts = [m.text for m in replies[-1].messages if m.manner is Manner.DRAFT]
    assert len(drafts) == 1
    assert replies[-1].step is Step.SETTLE


def test_a_hot_one_is_offered_to_settle_and_may_decline() -> None:
    replies = talk(["HE NEVER LISTENS!!! I AM SO FUCKING ANGRY I COULD SCREAM!!! HE LEFT AGAIN!!!", "no"])
    assert "settle" in replies[0].buttons
    assert replies[1].step is not Step.SETTLE


def test_in_the_middle_of_it_something_usable_comes_within_five_turns() -> None:
    replies = talk(["she's in the next room and we just fought about money again", "angry", "respect"])
    assert replies[0].session.mode is Mode.IN_IT
    assert any(r.has(Manner.DRAFT) for r in replies)


def test_the_other_depth_is_offered_no_earlier_than_the_second_reply() -> None:
    replies = talk(ALONG)
    assert not any(b.startswith("depth") for b in replies[0].buttons)
    assert any(b.startswith("depth") for r in replies[1:] for b in r.buttons)


def test_the_outsider_writes_three_times_and_ends_with_a_card() -> None:
    lines = [
        "as a kind outsider",
        "two tired people at a sink",
        "both wanted a rest",
        "I could breathe and picture her",
    ]
    replies = talk(lines)
    assert [r.step for r in replies] == [Step.OUTSIDER] * 3 + [Step.CLOSE]


def test_a_stale_button_changes_nothing() -> None:
    first = say(STORY)
    after = say("#keep", first.session)
    assert after.session.notes == first.session.notes
    assert after.step is first.step


def test_a_follow_up_begins_where_the_last_session_ended() -> None:
    replies = talk(
        [
            *ALONG,
            "yes",
            "#keep",
            "#when.tomorrow",
            "@follow_up",
            "#went.badly",
            "he laughed again when I asked",
        ]
    )
    assert replies[-3].step is Step.FOLLOW_UP
    assert replies[-1].step is Step.LISTEN
    assert replies[-1].session.number == 2


def test_words_asked_for_early_and_kept_end_in_the_card() -> None:
    replies = talk([STORY, "hurt", "write me a message", "keep it"])
    assert replies[-1].step is Step.CLOSE
    assert replies[-1].has(Manner.CARD)


def test_a_weekday_named_at_the_close_is_when_it_asks() -> None:
    reply = talk([*ALONG, "yes", "#keep", "ask me friday morning"])[-1]  # said on a Sunday
    assert reply.move.schedule == (("follow_up", 5 * 86_400 - 4 * 3_600),)
    assert "Friday" in reply.text


def test_a_new_upset_is_heard_before_the_step_goes_on() -> None:
    replies = talk(
        [*ALONG[:4], "HE JUST TEXTED ME THAT HE IS STAYING AT HIS MOTHERS AGAIN I CANT BELIEVE THIS!!!"]
    )
    assert replies[-1].session.asked == "upset"


def test_back_takes_the_answer_out_and_asks_again() -> None:
    replies = talk([STORY, "hurt", "back"])
    assert replies[-1].session.notes.feelings == ()


CONTROLS = [
    "yes",
    "no",
    "idk",
    "skip",
    "back",
    "just listen",
    "what now",
    "i need a pause",
    "start over",
    "write me a message",
    "am i wrong?",
    "thanks",
    "bye",
    "",
    "#else",
    "#done",
    "#skip",
    "#write",
    "#rehearse",
    "#again",
    "#keep",
    "#settle",
    "as an outsider",
    "are you human",
    "he came home late again and said nothing",
    "sad",
    "@settle_check",
    "@follow_up",
    "#gem.read",
    "#other",
    "#f.trust",
    "#change",
    "#line.0",
    "#drop.0",
    "7",
    "2",
]


@given(st.lists(st.sampled_from(CONTROLS), max_size=14))
def test_whatever_is_said_there_is_an_answer(lines: list[str]) -> None:
    for reply in talk(lines):
        assert reply.messages or reply.line.startswith("@")
        assert all(m.text.strip() for m in reply.messages)


@given(st.lists(st.sampled_from(CONTROLS), max_size=14))
def test_no_composed_sentence_comes_twice_in_a_session(lines: list[str]) -> None:
    from coachbot.core.phrasebook import fingerprint, sentences

    seen: dict[int, set[str]] = {}
    for reply in talk(lines):
        said = [
            fingerprint(s) for m in reply.messages if m.manner is Manner.COMPOSED for s in sentences(m.text)
        ]
        before = seen.setdefault(reply.session.number, set())
        assert not before & set(said)
        assert len(said) == len(set(said))
        before.update(said)
