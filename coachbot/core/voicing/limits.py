"""How much of a model a day may take: of one person's, and of everybody's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coachbot.core.session import Session


@dataclass(frozen=True, slots=True)
class Limits:
    """Tokens and money (the operator's currency) a day in UTC, of one person and in all; None: no limit."""

    tokens_of_one: int | None = None
    money_of_one: float | None = None
    tokens: int | None = None
    money: float | None = None

    @property
    def of_all(self) -> bool:
        """Whether anything but one person's share is limited."""
        return self.tokens is not None or self.money is not None

    def spent_by(self, session: Session, day: str) -> bool:
        """Whether a person has had their share of that day."""
        if session.tokens_day != day:
            return _reached(0, self.tokens_of_one) or _reached(0, self.money_of_one)
        return _reached(session.tokens, self.tokens_of_one) or _reached(session.money, self.money_of_one)

    def spent_in_all(self, tokens: int, money: float) -> bool:
        """Whether everybody together has."""
        return _reached(tokens, self.tokens) or _reached(money, self.money)


def counted(session: Session, day: str, tokens: int, money: float) -> Session:
    """The session with a call's tokens and money added to its day."""
    fresh = session.tokens_day != day
    before = (0, 0.0) if fresh else (session.tokens, session.money)
    return replace(session, tokens_day=day, tokens=before[0] + tokens, money=before[1] + money)


def _reached(spent: float, limit: float | None) -> bool:
    return limit is not None and spent >= limit
