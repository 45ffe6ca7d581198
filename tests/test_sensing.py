"""Danger found by what a message means, and what happens when the model behind that is slow or broken."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from coachbot import sensing
from coachbot.aids import Aids
from coachbot.coach import Coach
from coachbot.core.danger.nearness import Nearness, nearness_of
from coachbot.core.model import DangerKind, Level, Person, Said
from coachbot.core.vectors import Vectors
from coachbot.errors import ContentError
from coachbot.library import read_library, read_nearness
from coachbot.sensing import Senses
from coachbot.store import open_store
from coachbot.vectors import Models
from coachbot.voices.script import ScriptedVoice

AT = "2026-11-22T20:00:00+00:00"
LETTERS = "i have written every one of the children a letter for their eighteenth and put them in the tin"
DOORS = "when i hear his key i look at how he puts it down and then i know which room to be in"


@dataclass
class Model:
    """An embedder that does what a test needs; also all the embedders there are."""

    answer: Vectors | None = None
    wait: threading.Event | None = None
    name: str = "test"
    asked: list[str] = field(default_factory=list)
    static: None = None
    library: None = None

    @property
    def neural(self) -> Model:
        return self

    def load(self) -> None: ...

    def keep(self) -> None: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        if self.wait is not None:
            self.wait.wait(10)
        if self.answer is None:
            raise RuntimeError("broken")
        return np.repeat(self.answer, len(texts), axis=0)


ONE = np.array([[1, 0]], np.float32)


def sure() -> Nearness:
    weights = np.array([[1, 1, 1]], np.float32)
    bounds = (0.5, 0.5, 0.1, 0.1)
    return Nearness(ONE, weights, (DangerKind.SUICIDE,), (Person.ME,), "test", "", 1.0, bounds)


@pytest.fixture(scope="module")
def models() -> Models:
    return Models()


def test_what_no_sign_finds_is_found_by_what_it_means(models: Models) -> None:
    senses = Senses(models, read_nearness)
    assert senses.near(LETTERS)[0].kind is DangerKind.SUICIDE
    assert senses.near(DOORS)[0].by is Person.PARTNER
    assert senses.near("we had pancakes by the sea and he fell asleep in the sand") == ()


def test_an_empty_text_means_nothing() -> None:
    model = Model(ONE)
    assert Senses(model, sure).near("  \n") == ()
    assert model.asked == []


def test_what_was_fitted_to_another_model_is_not_used() -> None:
    assert Senses(Model(ONE, name="another"), sure).near("so") == ()


async def test_a_broken_model_costs_no_answer() -> None:
    assert await Senses(Model(), sure).sense("so") == ()


async def test_what_cannot_be_read_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    def unreadable() -> Nearness:
        raise ContentError("nearness.npz is missing.")

    senses = Senses(Model(ONE), unreadable)
    assert (await senses.sense("so"), await senses.sense("so")) == ((), ())
    assert [record.getMessage() for record in caplog.records] == [
        "danger is judged by its signs alone: nearness.npz is missing."
    ]


async def test_a_slow_model_is_waited_for_once_and_then_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sensing, "PATIENCE", 0.05)
    model = Model(ONE, wait=threading.Event())
    senses = Senses(model, sure)
    try:
        assert await senses.sense("first") == ()
        assert await senses.sense("second") == ()
        assert model.asked == ["first"]
    finally:
        assert model.wait is not None
        model.wait.set()


async def test_the_help_for_what_a_sign_finds_does_not_wait_for_a_model(tmp_path: Path) -> None:
    model = Model(ONE, wait=threading.Event())
    store = open_store(f"sqlite:///{tmp_path}/talk.sqlite")
    library = read_library()
    coach = Coach(library, store, ScriptedVoice(library.kit), aids=Aids(senses=Senses(model, sure)))
    try:
        async with asyncio.timeout(5):
            turn = await coach.turn(Said("anna", AT, text="he hit me last night"), post=False)
        assert (turn.danger.level, model.asked) == (Level.STOP, [])
    finally:
        assert model.wait is not None
        model.wait.set()
        await store.close()


async def test_a_question_is_asked_about_what_only_its_meaning_tells(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/talk.sqlite")
    library = read_library()
    coach = Coach(library, store, ScriptedVoice(library.kit), aids=Aids(senses=Senses(Model(ONE), sure)))
    turn = await coach.turn(Said("anna", AT, text="it got dark early"), post=False)
    again = await coach.turn(Said("anna", AT, text="no"), post=False)
    after = await coach.turn(Said("anna", AT, text="it got dark early again"), post=False)
    assert (turn.danger.level, again.hold, after.hold) == (Level.ASK, False, False)
    assert "ending your life" in turn.messages[0].text
    assert "ending your life" not in after.messages[0].text  # a no is believed
    await store.close()


def test_arrays_that_do_not_belong_together_are_named() -> None:
    with pytest.raises(ContentError, match="landmarks is missing"):
        nearness_of({}, "nearness.npz")


def test_what_is_shipped_was_fitted_to_the_examples_that_are_shipped() -> None:
    assert len(read_nearness().landmarks) > 1_000
