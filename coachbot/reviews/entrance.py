"""How coaches come in: a one-time link, then a session that ends by itself or by hand, here or everywhere."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from coachbot.reviews.archive import Archive
from coachbot.reviews.values import Coach, Entry

LINK_FOR = timedelta(minutes=15)
SESSION_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A coach who came in, and the secret that their browser keeps."""

    coach: Coach
    token: str


class Entrance:
    """Gives out links and knows who is in. Only hashes of links and sessions are stored."""

    def __init__(self, archive: Archive, now: Callable[[], str]) -> None:
        self._archive, self._now = archive, now

    async def link(self, coach: Coach) -> str:
        """A new one-time token for a coach, good for a quarter of an hour."""
        token = secrets.token_urlsafe(24)
        await self._archive.link(_hash(token), coach.id, self._after(LINK_FOR))
        return token

    async def enter(self, token: str) -> SignedIn | None:
        """Use a token up; None if it is unknown, used or too old."""
        session = secrets.token_urlsafe(24)
        coach = await self._archive.use_link(
            _hash(token), _hash(session), self._after(SESSION_FOR), self._now()
        )
        if coach is None:
            return None
        await self._archive.log(Entry(self._now(), coach.name, "signed in", None))
        return SignedIn(coach, session)

    async def who(self, session: str) -> Coach | None:
        """Who is signed in with this secret; None if nobody is, any more."""
        return await self._archive.who(_hash(session), self._now())

    async def leave(self, coach: Coach, session: str) -> None:
        """Sign out here."""
        await self._archive.sign_out(_hash(session))
        await self._archive.log(Entry(self._now(), coach.name, "signed out", None))

    async def leave_everywhere(self, coach: Coach, by: Coach) -> None:
        """Sign a coach out on every device."""
        await self._archive.sign_out_everywhere(coach.id)
        await self._archive.log(Entry(self._now(), by.name, f"signed {coach.name} out everywhere", None))

    def _after(self, span: timedelta) -> str:
        return (datetime.fromisoformat(self._now()) + span).isoformat(timespec="seconds")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
