"""Tact: what a sentence is like where no rule finds it, and what happens without it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from coachbot.core.conduct import Situation
from coachbot.core.model import Step
from coachbot.core.vectors import Vectors
from coachbot.core.voicing.screening import Ground
from coachbot.core.voicing.tact import Amiss, Tact, tact_of
from coachbot.errors import ContentError, VectorsError
from coachbot.library import read_tact
from coachbot.tact import SenseOfTact
from coachbot.vectors import Models
from tests.voices.talks import the_screen, the_tact, the_vocabulary

ONE = np.array([[1, 0]], np.float32)


@dataclass
class Model:
    """A model that gives one vector, or breaks."""

    vector: Vectors | None = None
    name: str = "test"
    library: None = None

    @property
    def neural(self) -> Model:
        return self

    def load(self) -> None:
        pass

    def keep(self) -> None:
        pass

    def embed(self, texts: object) -> Vectors:  # noqa: ARG002 - all texts are alike here
        if self.vector is None:
            raise VectorsError("gone")
        return self.vector

    def states(self, texts: object) -> list[Vectors]:
        return [self.embed(texts)]


def small() -> Tact:
    return Tact(ONE, np.array([[1, 1]], np.float32), ("verdict",), "test", "", 1.0, -0.1, 0.5, 0.9)


def ground(told: str = "he came home late") -> Ground:
    return Ground(Situation(user_texts=(told,)), Step.LISTEN, told, the_vocabulary())


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Ten years together is a lot to throw away.", "decision"),
        ("I stand behind you in this fight, not behind her.", "sides"),
        ("I wish I could put my arms around you.", "closeness"),
        ("Plenty of husbands write to me about the very same thing.", "stranger"),
        ("Take care that you don't make him angry.", "harm"),
    ],
)
def test_what_is_never_said_is_felt_however_it_is_put(sentence: str, kind: str) -> None:
    felt = the_tact().weigh(sentence)
    assert felt is not None
    assert felt.alone
    assert felt.kind == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "What happened next?",
        "Four hours of waiting, and then a shrug.",
        "Lonely, then, and not angry.",
        "I won't be the judge of it.",
        "Was it more sad, or more angry?",
    ],
)
def test_nothing_is_amiss_with_what_a_coach_says(sentence: str) -> None:
    felt = the_tact().weigh(sentence)
    assert felt is not None
    assert not felt.beside


def test_what_a_broad_rule_finds_is_cut_where_something_is_amiss_or_nobody_felt_it() -> None:
    sentence = "I imagine he was tired of it."
    screen = the_screen()
    assert screen.fault("", sentence, ground(), None)
    assert screen.fault("", sentence, ground(), Amiss("mind_reading", alone=False, beside=True))
    assert screen.fault("", sentence, ground(), Amiss("mind_reading", alone=False, beside=False)) is None


def test_what_the_person_told_may_be_told_back_unless_it_is_much_amiss() -> None:
    screen, told = the_screen(), ground("he came home late")
    assert screen.fault("", "He came home late.", told, Amiss("verdict", alone=True, beside=True)) is None
    much = Amiss("verdict", alone=True, beside=True, much=True)
    assert screen.fault("", "He came home late.", told, much) == "tact.verdict"


def test_once_somebody_was_heard_they_may_be_told_what_to_do() -> None:
    amiss = Amiss("advice", alone=True, beside=True)
    heard = Ground(Situation(heard=True), Step.REQUEST, "he came home late", the_vocabulary())
    assert the_screen().fault("", "When could he come home?", heard, amiss) is None
    assert the_screen().fault("", "When could he come home?", ground("hm"), amiss) == "tact.advice"


async def test_nothing_is_known_where_the_model_breaks_or_is_another() -> None:
    assert await SenseOfTact(Model(), small).of("so") is None
    assert await SenseOfTact(Model(ONE, name="another"), small).of("so") is None
    assert await SenseOfTact(Model(ONE), small).of("so") == Amiss(
        "verdict", alone=True, beside=True, much=True
    )


async def test_a_file_that_cannot_be_read_leaves_the_rules_alone() -> None:
    def unreadable() -> Tact:
        raise ContentError("tact.npz cannot be read.")

    assert await SenseOfTact(Model(ONE), unreadable).of("so") is None


def test_arrays_that_do_not_belong_together_are_named() -> None:
    with pytest.raises(ContentError, match=r"x\.npz: landmarks is missing"):
        tact_of({}, "x.npz")


def test_the_shipped_weights_were_fitted_to_the_shipped_examples_with_the_shipped_model() -> None:
    embedder = Models()
    embedder.load()
    assert embedder.neural is not None
    assert read_tact().model == embedder.neural.name
