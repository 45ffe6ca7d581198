from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core import session as sessions
from coachbot.core.model import DangerKind, Foundation, Mode, Partner, Passage, Person, Step, Track
from coachbot.core.session import (
    KEPT_TEXTS,
    TEXT_CAP,
    Hold,
    Line,
    Notes,
    Picker,
    Rehearsal,
    Session,
    from_json,
    to_json,
    told,
)

FULL = Session(
    step=Step.MESSAGE,
    mode=Mode.IN_IT,
    notes=Notes(
        facts=("he left",),
        foundation=Foundation.TRUST,
        foundation_words=((Foundation.TRUST, "you can't count on that"),),
        scores=((Foundation.TRUST, 0.7), (Foundation.RESPECT, 0.2)),
        track=Track.BROKEN_AGREEMENT,
        verdicts=(("so lazy", "label"),),
        draft=(Line("observation", "You came at nine."), Line("feeling", "I was worried.")),
        wants_message=False,
    ),
    trail=(Step.LISTEN, Step.FEELING),
    partner=Partner("your wife", "she", "her", "her", known=True),
    picker=Picker("need", ("rest", "order"), ("rest",), 1),
    rehearsal=Rehearsal(2, "soft", ("fine",)),
    gem=Passage("a-gem", "A gem", "Words.", 12, 0.5),
    hold=Hold((DangerKind.STALKING,), Person.PARTNER, "stay", 3, ("r1",)),
    undo=(Line("own", "Come home"),),
    believed=(DangerKind.SUICIDE,),
    last_at="2026-11-22T20:00:00+00:00",
)


@pytest.mark.parametrize("session", [Session(), FULL], ids=["new", "full"])
def test_a_session_comes_back_from_json_as_it_was(session: Session) -> None:
    assert from_json(to_json(session)) == session


words = st.text(max_size=30)
sessions_of_all_kinds = st.builds(
    Session,
    step=st.sampled_from(Step),
    mode=st.none() | st.sampled_from(Mode),
    notes=st.builds(
        Notes,
        facts=st.lists(words, max_size=3).map(tuple),
        track=st.none() | st.sampled_from(Track),
        request=st.none() | words,
        wants_message=st.none() | st.booleans(),
        draft=st.lists(st.builds(Line, kind=words, text=words), max_size=3).map(tuple),
    ),
    trail=st.lists(st.sampled_from(Step), max_size=3).map(tuple),
    texts=st.lists(words, max_size=3).map(tuple),
    picker=st.none() | st.builds(Picker, kind=words, names=st.lists(words, max_size=3).map(tuple)),
    editing=st.none() | st.integers(0, 5),
    hold=st.none() | st.builds(Hold, kinds=st.lists(st.sampled_from(DangerKind), max_size=2).map(tuple)),
)


@given(sessions_of_all_kinds)
def test_any_session_comes_back_from_json_as_it_was(session: Session) -> None:
    assert from_json(to_json(session)) == session


def test_what_is_at_its_default_is_not_stored() -> None:
    assert to_json(Session()) == "{}"


@pytest.mark.parametrize(
    "stored",
    [None, "", "{", "null", "[]", '"listen"', '{"step": "nowhere"}', '{"notes": 3}', '{"turn": "many"}'],
)
def test_a_state_that_cannot_be_read_begins_anew(stored: str | None) -> None:
    assert from_json(stored) == Session()


def test_a_field_that_no_longer_exists_is_passed_over() -> None:
    assert from_json('{"step": "need", "mood": "blue"}') == Session(step=Step.NEED)


@pytest.fixture
def dwell_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version that has no step “dwell” any more."""
    monkeypatch.setattr(sessions, "REMOVED_STEPS", {"dwell": Step.FEELING})


@pytest.mark.usefixtures("dwell_removed")
def test_who_waited_in_a_removed_step_goes_on_where_it_leads() -> None:
    state = {"step": "dwell", "trail": ["listen", "dwell"], "skipped": ["dwell"], "heard": True}
    back = from_json(json.dumps(state))
    assert (back.step, back.trail, back.skipped) == (
        Step.FEELING,
        (Step.LISTEN, Step.FEELING),
        (Step.FEELING,),
    )
    assert back.heard


@pytest.mark.usefixtures("dwell_removed")
@pytest.mark.parametrize("session", [Session(), FULL], ids=["new", "full"])
def test_who_waited_elsewhere_stays_there_when_a_step_is_removed(session: Session) -> None:
    assert from_json(to_json(session)) == session


@pytest.mark.usefixtures("dwell_removed")
@pytest.mark.parametrize("stored", ["{", "null", "[]", '{"step": ["dwell"]}', '{"trail": 3}'])
def test_a_broken_state_begins_anew_also_after_a_step_was_removed(stored: str) -> None:
    assert from_json(stored) == Session()


def test_no_removed_step_is_one_that_still_exists() -> None:
    assert not set(sessions.REMOVED_STEPS) & {step.value for step in Step}


def test_only_the_last_messages_are_remembered_and_each_up_to_its_cap() -> None:
    session = Session()
    for number in range(KEPT_TEXTS + 3):
        session = told(session, f"{number} " + "x" * TEXT_CAP)
    assert len(session.texts) == KEPT_TEXTS
    assert session.texts[0].startswith("3 ")
    assert {len(text) for text in session.texts} == {TEXT_CAP}


def test_knowing_changes_notes_and_nothing_else() -> None:
    changed = FULL.knowing(request="call me")
    assert changed.notes.request == "call me"
    assert changed.knowing(request=None) == FULL
