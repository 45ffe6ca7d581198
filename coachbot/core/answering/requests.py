"""Answers around foundations and requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coachbot.core.answering.context import Answer, Context
from coachbot.core.asking import button
from coachbot.core.composing import shape_request
from coachbot.core.dialogue import FOUNDATION_STEPS
from coachbot.core.model import Foundation
from coachbot.core.moves import Move, Say

IDEAS = "request.ideas"


def choose_foundation(c: Context) -> Answer:
    """The other foundations, to choose from."""
    ids = tuple(f"f.{f.value}" for f in Foundation if f.value != c.session.step.value)
    return Answer(c.session, ("foundation.choose",), buttons=button(c.kit, *ids))


def foundation(c: Context) -> Answer:
    """The foundation they chose."""
    chosen = Foundation(c.heard.value)
    session = replace(c.session.knowing(foundation=chosen), step=FOUNDATION_STEPS[chosen])
    return Answer(session, ())


def unsure(c: Context) -> Answer:
    """No answer to its question: something smaller is offered."""
    act = f"{c.session.step.value}.unsure"
    return Answer(c.session, (act,), buttons=button(c.kit, "other", "skip"), columns=2)


def reshape(c: Context) -> Answer:
    """What is no request yet is shaped together."""
    shaped = shape_request(c.said.text, c.kit.wording, c.session.partner)
    asked = replace(c.session.knowing(request_kind=shaped.kind), asked="reshape")
    return Answer(asked, (f"request.{shaped.kind}",), buttons=button(c.kit, "skip"))


def as_asked(c: Context) -> Answer:
    """A request that can be asked as it is."""
    shaped = shape_request(c.session.notes.request or "", c.kit.wording, c.session.partner)
    own = c.session.notes.request_to == "self"
    act = "request.own" if own else ("request.ok" if shaped.kind == "request" else "request.as_is")
    session = c.session.knowing(wants_message=False if own else c.session.notes.wants_message)
    return Answer(session, (act,), asks=None)


def nothing_to_ask(c: Context) -> Answer:
    """Nothing to ask for."""
    return Answer(c.session, ("request.none",))


def ideas(c: Context) -> Answer:
    """Ideas for who does not know what to ask for."""
    return Answer(replace(c.session, asked="request"), (IDEAS,), buttons=button(c.kit, "skip"))


def gives_ideas(move: Move) -> bool:
    """Whether ideas for a request are about to be given."""
    return any(IDEAS in say.acts for say in move.says)


def with_essential(move: Move, essentials: Sequence[str]) -> Move:
    """The same, with one of the person's own essentials in place of our ideas, another one each time."""
    if not essentials or move.session.closed:
        return move
    own = essentials[move.session.turn % len(essentials)]
    return replace(move, says=tuple(_naming(say, own) for say in move.says))


def _naming(say: Say, essential: str) -> Say:
    if IDEAS not in say.acts:
        return say
    acts = tuple("request.essential" if act == IDEAS else act for act in say.acts)
    instead = IDEAS if len(acts) == 1 else say.instead  # once it was said so, it is not said again
    return replace(say, acts=acts, instead=instead, values={**say.values, "essential": essential})
