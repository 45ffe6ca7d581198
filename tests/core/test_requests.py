from __future__ import annotations

from coachbot.core.answering.requests import gives_ideas, with_essential
from coachbot.core.moves import Move, Say
from coachbot.core.scripting import script
from coachbot.core.session import Session
from tests.talking import the_kit

IDEAS = Move(Session(), (Say(("request.ideas",), {"them": "her"}),))
OWN = ("A day off", "Hugs")


def told(move: Move, session: Session) -> tuple[str, Session]:
    (message,), session = script(move.says, session, the_kit(), 0)
    return message.text, session


def test_without_essentials_the_ideas_are_ours() -> None:
    assert with_essential(IDEAS, ()) is IDEAS
    assert gives_ideas(IDEAS)
    assert not gives_ideas(Move(Session(), (Say(("request.none",)),)))


def test_each_of_the_essentials_has_its_turn() -> None:
    offered = {told(with_essential(Move(Session(turn=n), IDEAS.says), OWN), Session())[0] for n in (1, 2)}
    assert all(any(f"“{own}”" in text for text in offered) for own in OWN)


def test_when_an_essential_was_offered_in_every_way_our_ideas_follow() -> None:
    session, texts = Session(), []
    for _ in range(3):
        text, session = told(with_essential(IDEAS, OWN[:1]), session)
        texts.append("A day off" in text)
    assert texts == [True, True, False]


def test_who_told_of_violence_is_not_asked_to_ask_for_anything_of_theirs() -> None:
    move = Move(Session(closed=True), IDEAS.says)
    assert with_essential(move, OWN) is move
