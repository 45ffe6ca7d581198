"""What came of a message: worked out, and then as it is written down."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coachbot.core.jsonable import reading_json
from coachbot.core.library import Library
from coachbot.core.model import Danger, Manner, Message, Mode, Passage, Reading, Said, Step
from coachbot.core.moves import Move
from coachbot.core.session import to_json
from coachbot.nudges import admitted_at, remembering, stirring
from coachbot.ports import Account, Card, Change, Deed, Due, Kept, Posted, Versions

ALL_DUE = ("settle_check", "follow_up", "agreement", "pact")


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of one message, for whoever shows it."""

    user: str
    at: str
    messages: tuple[Message, ...]
    step: Step
    mode: Mode | None
    hold: bool
    danger: Danger
    gem: Passage | None
    reading: Reading
    voice: str
    number: int
    posted: Sequence[Posted] = ()
    beside: Sequence[Posted] = ()  # what went out to whoever they are linked with
    cause: str | None = None  # "settle_check" or "follow_up" when nobody spoke


@dataclass(frozen=True, slots=True)
class Outcome:
    """A turn worked out but not yet written."""

    move: Move
    messages: tuple[Message, ...]
    account: Account
    danger: Danger
    reading: Reading
    forget: bool = False
    deeds: tuple[Deed, ...] = ()
    voice: str = "script"
    seen: Danger | None = None  # what the voice saw in the same words; None: it was not asked


def change_of(
    said: Said,
    kept: Kept,
    outcome: Outcome,
    library: Library,
    versions: Versions,
    *,
    post: bool,
    due: Due | None = None,
) -> Change:
    """All that is written of a turn, in one transaction."""
    move, session = outcome.move, outcome.move.session
    account = replace(outcome.account, keeps=keeps(outcome.account) or outcome.account.keeps)
    return Change(
        said=said,
        account=account,
        state=to_json(session),
        expected=kept.version,
        step=Step.HOLD if session.hold else session.step,
        mode=session.mode,
        hold=session.hold is not None,
        danger=outcome.danger,
        reading=json.dumps(reading_json(outcome.reading), ensure_ascii=False),
        messages=outcome.messages,
        voice=outcome.voice,
        versions=versions,
        gem=move.gem,
        gem_events=move.gem_events,
        card=_card(said, outcome),
        schedule=tuple(_due(said, kept, library, *each) for each in move.schedule),
        cancel=move.cancel,
        due=due.id if due else None,
        post=post,
        new_session=move.new_session,
        partner=session.partner.noun if session.partner.known else None,
        turn=session.turn,
        forget=outcome.forget,
        deeds=(*outcome.deeds, *stirring(said, kept, session), *remembering(outcome.move)),
    )


def _due(said: Said, kept: Kept, library: Library, kind: str, seconds: int) -> Due:
    at = _later(said.at, seconds)
    return Due(said.user, kind, at if kind == "settle_check" else admitted_at(at, kept, library))


def silent(move: Move, kept: Kept) -> Outcome:
    """A turn in which nothing is said."""
    return Outcome(move, (), kept.account, Danger(), Reading())


def keeps(account: Account) -> bool:
    """Whether a person's talks are kept."""
    # Who talks in a terminal talks on their own machine: what is kept there is theirs already.
    return account.keeps is True or (account.keeps is None and not account.user.startswith("telegram:"))


def _card(said: Said, outcome: Outcome) -> Card | None:
    cards = [m.text for m in outcome.messages if m.manner is Manner.CARD]
    return Card(said.at, cards[-1]) if outcome.move.card and cards else None


def _later(at: str, seconds: int) -> str:
    return (datetime.fromisoformat(at) + timedelta(seconds=seconds)).isoformat(timespec="seconds")
