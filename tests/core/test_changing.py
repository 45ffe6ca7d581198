"""A value with other fields is what dataclasses.replace would make, and the old one stays as it was."""

from __future__ import annotations

import dataclasses

import pytest

from coachbot.core.changing import replace
from coachbot.core.model import Message, Step
from coachbot.core.session import Notes, Session


def test_a_session_with_other_fields_is_what_it_would_be_made_anew() -> None:
    before = Session(turn=3, notes=Notes(story=("a",)))
    after = replace(before, turn=4, step=Step.LISTEN)
    assert after == dataclasses.replace(before, turn=4, step=Step.LISTEN)
    assert (before.turn, before.step, after.notes) == (3, Step.ARRIVE, before.notes)
    assert hash(after) != hash(before)


def test_a_value_with_slots_is_made_anew_too() -> None:
    assert replace(Message("a"), text="b") == Message("b")


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="nothing"):
        replace(Session(), nothing=1)  # type: ignore[call-arg]


def test_what_cannot_be_changed_still_cannot() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        replace(Session(), turn=1).turn = 2
