"""Whole talks of different tempers: who goes along has a card within twelve turns, who leaves may go."""

from __future__ import annotations

import pytest

from coachbot.core.model import Manner, Step
from coachbot.core.phrasebook import sentences
from coachbot.core.session import Session
from tests.talking import Reply, say
from tests.tempers import PEOPLE, Person

TURNS = 12


def held(person: Person) -> list[Reply]:
    """The whole talk, up to the card or to the last turn that it may take."""
    replies: list[Reply] = []
    line, session = person.opener, Session()
    while len(replies) < TURNS and not any(r.has(Manner.CARD) for r in replies):
        replies.append(say(line, session))
        session = replies[-1].session
        line = person.answer(session)
    return replies


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.temper)
def test_who_goes_along_has_a_card_within_twelve_turns(person: Person) -> None:
    replies = held(person)
    assert replies[-1].has(Manner.CARD), [(r.line, r.session.step.value, r.session.asked) for r in replies]


@pytest.mark.parametrize("person", PEOPLE, ids=lambda p: p.temper)
def test_one_question_at_a_time_and_few_words(person: Person) -> None:
    for reply in held(person):
        assert len(reply.composed.split()) <= 60
        questions = [s for m in reply.messages if m.manner is Manner.COMPOSED for s in sentences(m.text)]
        assert sum(s.endswith("?") for s in questions) <= 2, "a card's follow-up may ask a second one"


@pytest.mark.parametrize(
    "leaving", ["bye", "i have to go now", "enough for tonight", "good night", "that's all", "stop"]
)
@pytest.mark.parametrize("person", PEOPLE[:6], ids=lambda p: p.temper)
def test_who_leaves_early_is_let_go_kindly(person: Person, leaving: str) -> None:
    reply = say(leaving, say(person.opener).session)
    assert reply.step in (Step.CLOSE, Step.SETTLE)
    assert "?" not in reply.composed or reply.session.asked == "follow_up"
