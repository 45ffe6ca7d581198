"""Where a model's words go: one message of a turn, with the scripted ones before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coachbot.core.conduct import Situation
from coachbot.core.kit import Kit
from coachbot.core.model import Message, Mode, Step
from coachbot.core.moves import Say
from coachbot.core.scripting import remembered, script
from coachbot.core.session import Session
from coachbot.core.voicing.briefing import Briefs, wordable
from coachbot.core.voicing.screening import Ground

HEARING = (Step.ARRIVE, Step.LISTEN, Step.OBSERVATION, Step.FEELING, Step.NEED)
"""Steps in which a person is still being heard, so that no advice is due."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The message that a model may word: as it is in the script, and what stands around it."""

    say: Say
    plain: Message
    session: Session  # as it is before that message
    before: tuple[Message, ...] = ()
    after: tuple[Say, ...] = ()


def find_spot(says: Sequence[Say], session: Session, kit: Kit, briefs: Briefs, seed: int) -> Spot | None:
    """The spot in a turn; None when all of it is said in our words."""
    place = wordable(says, briefs)
    if place is None:
        return None
    before, session = script(says[:place], session, kit, seed)
    plain, _ = script(says[place : place + 1], session, kit, seed)
    return Spot(says[place], plain[0], session, before, tuple(says[place + 1 :])) if plain else None


def spliced(
    spot: Spot, words: str, session: Session, kit: Kit, seed: int
) -> tuple[tuple[Message, ...], Session]:
    """The turn's messages with these words in their place, and the session that remembers them."""
    message = replace(spot.plain, text=words)
    after, session = script(spot.after, remembered(session, message), kit, seed)
    return (*spot.before, message, *after), session


def ground(spot: Spot, latest: str, vocabulary: frozenset[str]) -> Ground:
    """What the words at this spot are judged against."""
    session, notes = spot.session, spot.session.notes
    theirs = (*session.texts, latest)
    situation = Situation(
        user_texts=theirs,
        heard=session.heard or session.step not in HEARING,
        opening=session.opening,
        sentences=frozenset(session.sentences),
        quotable=(spot.plain.text, *notes.facts, *notes.clauses, notes.request or ""),
    )
    labels = (button.label for button in spot.plain.buttons)
    known = (
        *theirs,
        spot.plain.text,
        session.partner.noun,
        *notes.facts,
        *notes.needs,
        *labels,
        *session.exchange,
    )
    listening = session.mode is Mode.LISTEN and session.step is Step.LISTEN
    asked_after = bool(spot.after) and "?" not in spot.plain.text  # what follows asks: one question a turn
    asks = not (listening or asked_after)
    return Ground(situation, session.step, "\n".join(known), vocabulary, asks=asks)
