from __future__ import annotations

from dataclasses import replace

import pytest

from coachbot.core.course import fitting_gem, gem_query, next_step, previous, reopened, thinnest
from coachbot.core.dialogue import COURSES
from coachbot.core.model import Foundation, Mode, Step, Track
from coachbot.core.retrieval import Choice
from coachbot.core.session import Line, Notes, Session
from tests.talking import the_kit

TOLD = Notes(facts=("he left",))
FELT = replace(TOLD, feelings=("hurt",))
NEEDED = replace(FELT, needs=("respect",))


@pytest.mark.parametrize(
    ("notes", "step"),
    [
        (Notes(), Step.LISTEN),
        (TOLD, Step.FEELING),
        (replace(Notes(), feelings=("hurt",)), Step.OBSERVATION),
        (FELT, Step.NEED),
        (NEEDED, Step.GEM),
    ],
)
def test_what_was_said_is_passed_over(notes: Notes, step: Step) -> None:
    assert next_step(Session(mode=Mode.AFTERWARDS, notes=notes, heard=True)) is step


def test_who_was_mirrored_is_not_kept_listening() -> None:
    assert next_step(Session(mirrored=1)) is Step.OBSERVATION


@pytest.mark.parametrize(
    ("session", "step"),
    [
        (Session(notes=NEEDED), Step.EMPATHY),  # no gem before they felt heard
        (Session(notes=NEEDED, heard=True, gem_done=True), Step.EMPATHY),
        (Session(notes=NEEDED, heard=True), Step.GEM),
    ],
)
def test_a_gem_comes_once_and_only_after_being_heard(session: Session, step: Step) -> None:
    assert next_step(session) is step


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({"insight": "he was tired"}, Step.REQUEST),
        ({"insight": "he was tired", "request": "call me"}, Step.MESSAGE),
        ({"insight": "he was tired", "request": "call me", "wants_message": False}, Step.CLOSE),
        ({"insight": "he was tired", "request": "call me", "draft_done": True}, Step.CLOSE),
    ],
)
def test_the_second_half_goes_to_the_close_by_what_is_left(changes: dict[str, object], step: Step) -> None:
    session = Session(notes=NEEDED, gem_done=True, heard=True).knowing(**changes)
    assert next_step(session) is step


@pytest.mark.parametrize(
    ("skipped", "step"),
    [
        ((), Step.FEELING),
        ((Step.FEELING,), Step.NEED),
        ((Step.FEELING, Step.NEED), Step.GEM),
        ((Step.FEELING, Step.NEED, Step.GEM), Step.EMPATHY),
        ((Step.FEELING, Step.NEED, Step.GEM, Step.TRUST), Step.REQUEST),  # one foundation stands for all
    ],
)
def test_what_was_skipped_is_not_asked_again(skipped: tuple[Step, ...], step: Step) -> None:
    assert next_step(Session(notes=TOLD, heard=True, skipped=skipped)) is step


def test_the_step_being_left_is_not_the_next() -> None:
    assert next_step(Session(notes=TOLD), Step.FEELING) is Step.NEED


@pytest.mark.parametrize(
    ("mode", "step"),
    [(Mode.LISTEN, Step.LISTEN), (Mode.OUTSIDER, Step.CLOSE), (Mode.IN_IT, Step.CLOSE), (None, Step.CLOSE)],
)
def test_a_course_with_nothing_left_ends(mode: Mode | None, step: Step) -> None:
    everything = Session(mode=mode, skipped=tuple(s for s in Step if s is not Step.CLOSE))
    assert next_step(everything) is step


def test_in_the_middle_of_it_there_is_no_gem_no_foundation_and_no_request() -> None:
    assert next_step(Session(mode=Mode.IN_IT, notes=NEEDED, heard=True)) is Step.MESSAGE
    assert not {Step.GEM, Step.EMPATHY, Step.REQUEST} & set(COURSES[Mode.IN_IT])


@pytest.mark.parametrize(
    ("notes", "foundation"),
    [
        (Notes(), Foundation.EMPATHY),
        (Notes(scores=((Foundation.SAFETY, 0.2), (Foundation.TRUST, 0.8))), Foundation.TRUST),
        (Notes(scores=((Foundation.TRUST, 0.0),)), Foundation.EMPATHY),
        (Notes(track=Track.BROKEN_AGREEMENT), Foundation.TRUST),
        (Notes(track=Track.OFF_TOPIC), Foundation.EMPATHY),
        # most tracks know where their work lies; the others decide only between two that are level
        (Notes(track=Track.SHAKEN_WORTH, scores=((Foundation.TRUST, 0.9),)), Foundation.RESPECT),
        (Notes(track=Track.OWN_MISTAKE, scores=((Foundation.RESPECT, 0.9),)), Foundation.EMPATHY),
        (
            Notes(track=Track.DISTANCE, scores=((Foundation.TRUST, 0.62), (Foundation.EMPATHY, 0.6))),
            Foundation.EMPATHY,
        ),
        (
            Notes(track=Track.DISTANCE, scores=((Foundation.TRUST, 0.9), (Foundation.EMPATHY, 0.6))),
            Foundation.TRUST,
        ),
        (Notes(foundation=Foundation.SAFETY, scores=((Foundation.TRUST, 0.9),)), Foundation.SAFETY),
    ],
)
def test_the_thinnest_foundation_is_the_one_their_words_put_in_play(
    notes: Notes, foundation: Foundation
) -> None:
    assert thinnest(notes) is foundation


@pytest.mark.parametrize("foundation", list(Foundation))
def test_the_foundation_they_chose_is_the_step_they_come_to(foundation: Foundation) -> None:
    session = Session(notes=replace(NEEDED, foundation=foundation), gem_done=True)
    assert next_step(session) is Step(foundation.value)


@pytest.mark.parametrize(
    ("trail", "before"),
    [
        ((), (Step.LISTEN, ())),
        ((Step.LISTEN,), (Step.LISTEN, ())),
        ((Step.LISTEN, Step.FEELING), (Step.FEELING, (Step.LISTEN,))),
        ((Step.LISTEN, Step.NEED, Step.NEED), (Step.LISTEN, ())),  # standing in NEED already
    ],
)
def test_back_leads_to_the_step_before(
    trail: tuple[Step, ...], before: tuple[Step, tuple[Step, ...]]
) -> None:
    assert previous(Session(step=Step.NEED, trail=trail)) == before


@pytest.mark.parametrize(
    ("step", "gone"),
    [
        (Step.FEELING, {"feelings": ()}),
        (Step.NEED, {"needs": ()}),
        (Step.TRUST, {"insight": None}),
        (Step.REQUEST, {"request": None, "request_kind": None, "request_to": None}),
        (Step.MESSAGE, {"draft": (), "draft_done": False, "wants_message": None}),
        (Step.LISTEN, {"feelings": ()}),
        (Step.CLOSE, {}),
    ],
)
def test_going_back_takes_out_that_step_s_answer_and_no_other(step: Step, gone: dict[str, object]) -> None:
    notes = replace(
        NEEDED,
        insight="he was tired",
        request="call me",
        request_kind="request",
        request_to="partner",
        draft=(Line("own", "Call me."),),
        draft_done=True,
        wants_message=True,
    )
    assert reopened(Session(notes=notes, mirrored=1), step) == Session(notes=notes, mirrored=1).knowing(
        **gone
    )


def test_going_back_to_listening_leaves_room_for_one_more_mirror() -> None:
    assert reopened(Session(mirrored=3), Step.LISTEN).mirrored == 1


def test_a_gem_they_had_before_does_not_come_again() -> None:
    story = ("He never listens when I talk, he only looks at his phone.",)
    session = Session(step=Step.GEM, notes=Notes(story=story, needs=("to be heard",)))
    first = fitting_gem(gem_query(session, Choice()), the_kit(), Choice())
    assert first is not None
    again = Choice(seen=(first.slug,))
    second = fitting_gem(gem_query(session, again), the_kit(), again)
    assert second is None or second.slug != first.slug
