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
from coachbot.core.danger import Sense
from coachbot.core.danger.nearness import Bounds, Nearness, nearness_of, sureness, whole
from coachbot.core.model import DangerKind, Level, Person, Said
from coachbot.core.vectors import Vectors
from coachbot.errors import ContentError
from coachbot.library import NEARNESS, content_folder, read_library, read_nearness
from coachbot.sensing import Senses
from coachbot.store import open_store
from coachbot.vectors import Models
from coachbot.voices.script import ScriptedVoice

AT = "2026-11-22T20:00:00+00:00"
LETTERS = "i have written every one of the children a letter for their eighteenth and put them in the tin"
DOORS = "when i hear his key i look at how he puts it down and then i know which room to be in"

BEFORE = (
    "We have been together for six years and he is a good dad. He works late and I do the evenings. "
    "We had planned a trip to my sister for her birthday and argued about who should drive. "
)
TURN = (
    "By the back step he lost his temper again, and I could not put weight on that foot for a week. "
    "I told the nurse I had slipped, and he held my hand and answered for me. I sleep in my daughter's "
    "room with a chair against the door, and I listen for how he puts down his keys. "
    "My wrist has not healed right since the last time he was like that. "
)
AFTER = (
    "He helped with the dishes. I keep thinking about how to bring up what we still owe my sister "
    "for the cottage."
)


@dataclass
class Model:
    """An embedder that does what a test needs; also all the embedders there are."""

    answer: Vectors | None = None
    wait: threading.Event | None = None
    name: str = "test"
    asked: list[str] = field(default_factory=list)
    library: None = None

    @property
    def neural(self) -> Model:
        return self

    def load(self) -> None: ...

    def keep(self) -> None: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.concatenate(self.states(texts))

    def states(self, texts: Sequence[str]) -> list[Vectors]:
        self.asked += texts
        if self.wait is not None:
            self.wait.wait(10)
        if self.answer is None:
            raise RuntimeError("broken")
        return [self.answer for _ in texts]


ONE = np.ones((1, 6), np.float32)


def sure(danger: float = 3.0) -> Nearness:
    """A classifier without a layer of its own, always as sure."""
    gather, hidden, out = (np.zeros(size, np.float32) for size in ((7, 6), (13, 1), (2, 3)))
    out[-1] = danger
    bounds = Bounds(0.5, 0.5, 0.1, -0.5)
    return Nearness((), gather, hidden, out, (DangerKind.SUICIDE,), (Person.ME,), "test", "", bounds)


@pytest.fixture(scope="module")
def models() -> Models:
    return Models()


def test_what_no_sign_finds_is_found_by_what_it_means(models: Models) -> None:
    senses = Senses(models, read_nearness)
    assert senses.near(LETTERS).near[0].kind is DangerKind.SUICIDE
    assert senses.near(DOORS).near[0].by is Person.PARTNER
    assert senses.near("we had pancakes by the sea and he fell asleep in the sand") == Sense(calm=True)


@pytest.mark.parametrize(
    "answer",
    [
        "that he laughs at my jokes again",
        "that the heating is on when i get back",
        "a weekend without his friends",
        "i go to the garage and fix things",
        "i'd want him to come and sit with me",
        "that i can cry and he stays",
        "someone to share the load with",
        "peace",
        "she hung up on me",
        "he brought me soup in bed",
        "i leave the room",
    ],
)
def test_a_short_answer_in_a_session_is_no_hint_at_danger(models: Models, answer: str) -> None:
    assert not Senses(models, read_nearness).near(answer).near


def test_of_a_long_story_the_stretch_that_tells_it_is_shown(models: Models) -> None:
    senses = Senses(models, read_nearness)
    told = senses.near(BEFORE + TURN + AFTER).near
    assert told[0].strong
    assert told[0].text in BEFORE + TURN + AFTER
    assert told[0].by is Person.PARTNER
    assert senses.near(BEFORE + AFTER) == Sense(calm=True)


@pytest.mark.parametrize(
    "text",
    [
        "Mi marido siempre llega tarde y no me escucha cuando le hablo de la casa.",
        "Mon copain est toujours sur son téléphone et je suis fatiguée de tout faire.",
        "Wir haben uns wieder wegen dem Abwasch gestritten und er redet nicht mehr mit mir.",
        "Eşim beni hiç dinlemiyor, akşamları hep telefonla oynuyor.",
        "Муж опять пришёл поздно, и мы поругались.",
        "Mąż znowu zapomniał o naszej rocznicy i jest mi smutno.",
        "Meu marido nunca me ajuda em casa e eu estou cansada de tudo isso.",
        "Mio marito non mi ascolta mai e sono stanca di questo silenzio.",
    ],
    ids=["es", "fr", "de", "tr", "ru", "pl", "pt", "it"],
)
def test_of_a_language_that_it_cannot_read_it_says_nothing(text: str) -> None:
    model = Model(ONE)
    assert Senses(model, sure).near(text) == Sense()
    assert model.asked == []


def test_an_empty_text_means_nothing() -> None:
    model = Model(ONE)
    assert Senses(model, sure).near("  \n") == Sense()
    assert model.asked == []


def test_what_was_fitted_to_another_model_is_not_used() -> None:
    assert Senses(Model(ONE, name="another"), sure).near("so") == Sense()


async def test_a_broken_model_costs_no_answer() -> None:
    assert await Senses(Model(), sure).sense("so") == Sense()


async def test_what_cannot_be_read_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    def unreadable() -> Nearness:
        raise ContentError("nearness.npz is missing.")

    senses = Senses(Model(ONE), unreadable)
    assert (await senses.sense("so"), await senses.sense("so")) == (Sense(), Sense())
    assert [record.getMessage() for record in caplog.records] == [
        "danger is judged by its signs alone: nearness.npz is missing."
    ]


async def test_a_slow_model_is_waited_for_once_and_then_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sensing, "PATIENCE", 0.05)
    model = Model(ONE, wait=threading.Event())
    senses = Senses(model, sure)
    try:
        assert await senses.sense("first") == Sense()
        assert await senses.sense("second") == Sense()
        assert model.asked == ["first"]
    finally:
        assert model.wait is not None
        model.wait.set()


async def test_the_help_for_what_a_sign_finds_waits_no_longer_than_a_blink_for_a_model(
    tmp_path: Path,
) -> None:
    model = Model(ONE, wait=threading.Event())
    store = open_store(f"sqlite:///{tmp_path}/talk.sqlite")
    library = read_library()
    coach = Coach(library, store, ScriptedVoice(library.kit), aids=Aids(senses=Senses(model, sure)))
    try:
        async with asyncio.timeout(sensing.PATIENCE):
            turn = await coach.turn(Said("anna", AT, text="he hit me last night"), post=False)
        assert (turn.danger.level, turn.hold) == (Level.STOP, True)
    finally:
        assert model.wait is not None
        model.wait.set()
        await store.close()


def test_a_few_words_are_no_hint_where_more_of_them_are() -> None:
    senses = Senses(Model(ONE), lambda: sure(1.0))
    assert senses.near("so it is").near == ()
    assert senses.near("so it is with him, and so it will be again tonight when he is home").near[0].strong


@pytest.mark.parametrize(("danger", "level"), [(-1.0, Level.ASK), (0.0, Level.STOP)], ids=["calm", "not"])
async def test_what_a_sign_stops_at_is_asked_about_where_the_whole_is_calm(
    tmp_path: Path, danger: float, level: Level
) -> None:
    store = open_store(f"sqlite:///{tmp_path}/talk.sqlite")
    library = read_library()
    senses = Senses(Model(ONE), lambda: sure(danger))
    coach = Coach(library, store, ScriptedVoice(library.kit), aids=Aids(senses=senses))
    turn = await coach.turn(Said("anna", AT, text="he hit me last night"), post=False)
    await store.close()
    assert (turn.danger.level, turn.hold) == (level, level is Level.STOP)


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


def test_arrays_that_are_missing_are_named() -> None:
    with pytest.raises(ContentError, match="kinds is missing"):
        nearness_of({}, "nearness.npz")


def test_arrays_that_do_not_belong_together_are_refused() -> None:
    with np.load(content_folder("knowledge") / NEARNESS) as stored:
        arrays = {name: stored[name] for name in stored.files}
    with pytest.raises(ContentError, match="don't belong together"):
        nearness_of({**arrays, "kinds": arrays["kinds"][:2]}, "nearness.npz")


def test_what_is_shipped_was_fitted_to_the_examples_that_are_shipped() -> None:
    assert len(read_nearness().layers) == 2


def test_the_nearest_stretch_speaks_for_the_whole() -> None:
    rows = np.array([[-3, 0], [2, 0], [-3, 0]], np.float32)
    assert 1.5 < whole(rows) < 2
    assert whole(rows[:1]) == -3


def test_a_layer_gives_finite_numbers_for_any_length() -> None:
    nearness = read_nearness()
    for tokens in (2, 256):
        found = sureness(nearness, np.ones((tokens, 384), np.float32))
        assert found.shape == (1 + len(nearness.kinds) + len(nearness.persons),)
        assert np.isfinite(found).all()
