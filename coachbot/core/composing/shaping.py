"""What somebody asks for: a request, or something that is not one yet."""

from __future__ import annotations

from dataclasses import dataclass

from coachbot.core.composing.wording import Wording
from coachbot.core.model import Partner, Person


@dataclass(frozen=True, slots=True)
class Shaped:
    """A request as it was typed, sorted.

    `kind` is request, demand, vague, stop or ultimatum. `ask` is the request as words to the partner
    ("could you put your phone away at dinner?"), `plan` what the person will do themselves ("I'll go to
    bed earlier"); either is None where it doesn't apply or can't be said safely. `mend` names a question
    in `Wording.questions`, None for a request that needs no mending.
    """

    kind: str
    whom: Person  # ME, PARTNER or WE
    text: str
    ask: str | None = None
    plan: str | None = None
    mend: str | None = None
    when: str | None = None  # "tonight", as written


def shape_request(text: str, words: Wording, partner: Partner) -> Shaped:
    """Sort what somebody asks for and, where it is doable, put it into words to the partner."""
    del words, partner
    return Shaped("request", Person.PARTNER, text)
