"""Sharing a talk with the coaches: shown first as they would see it; given and taken back by the person.

It goes one way only. What is published is made here, once; a random id is all that joins it to the person,
and that is kept with their own things. Whatever takes those away takes the transcript from the coaches.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from coachbot.core.anonymity import Anonymised
from coachbot.core.model import Gem
from coachbot.core.shareable import Told, foundation_of, turns_of
from coachbot.ports import Deed, Store
from coachbot.reviews.archive import Archive
from coachbot.reviews.entrance import Entrance
from coachbot.reviews.values import Exchange, Transcript

Clean = Callable[[Sequence[str], Sequence[str], Sequence[str | None]], Anonymised]
"""Anonymises a talk: its texts, the names that the person gave, the texts' times."""

FEWEST_TURNS = 3
OF_THE_REST = 5  # one in so many that nothing was flagged in is drawn for review
FLAGGED, DRAWN, NOT_DRAWN = 2, 1, 0
DAY = range(9, 20)  # local hours in which a coach's note may arrive


@dataclass(frozen=True, slots=True)
class Share(Deed):
    """The link between a person's session and the random id of what coaches see of it."""

    transcript: str
    session: int


@dataclass(frozen=True, slots=True)
class Give(Deed):
    """The person said yes to what they were shown."""

    transcript: str


@dataclass(frozen=True, slots=True)
class WelcomeNotes(Deed):
    """Whether a coach may leave a note on a shared talk."""

    transcript: str
    welcome: bool


@dataclass(frozen=True, slots=True)
class TakeBack(Deed):
    """A shared talk is taken back."""

    transcript: str


@dataclass(frozen=True, slots=True)
class Swap(Deed):
    """The names that a person wants swapped in whatever they share."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A talk that was shared."""

    transcript: str
    at: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A talk exactly as coaches would see it; `mark` tells it from any other text."""

    transcript: Transcript
    session: int

    @property
    def mark(self) -> str:
        """Eight letters that change with every letter of what would be seen."""
        seen = repr(replace(self.transcript, id="", published="", note_welcome=False))
        return hashlib.sha256(seen.encode()).hexdigest()[:8]


class Sharing:
    """Makes, publishes and takes back; not available without a recogniser and a place for transcripts."""

    def __init__(
        self,
        store: Store,
        gems: Mapping[str, Gem],
        open_archive: Callable[[], Archive] | None,
        clean: Clean | None,
        console: str = "",
    ) -> None:
        self._store, self._gems, self._clean, self._console = store, gems, clean, console
        self._open = open_archive
        self._archive: Archive | None = None
        self._counted = ""

    @property
    def available(self) -> bool:
        """Whether there is a way to make a talk untraceable, and a place to put it."""
        return self._open is not None and self._clean is not None

    def archive(self) -> Archive | None:
        """Where shared talks lie, opened when it is first needed."""
        if self._archive is None and self._open is not None:
            self._archive = self._open()
        return self._archive

    async def close(self) -> None:
        """Let go of it."""
        if self._archive is not None:
            await self._archive.close()

    # ------------------------------------------------------------ what a person sees and decides

    async def preview(self, user: str, names: Sequence[str] | None = None) -> Preview | None:
        """The last talk that isn't shared, as coaches would see it; None if there is too little of one.

        `names` are those to be swapped, the kept ones if None.
        """
        kept = await self._store.export(user)
        links = _rows(kept, "shared")
        shared = {row["session_id"] for row in links if row["agreed"]}
        for session in reversed(_rows(kept, "sessions")):
            told = turns_of(_rows(kept, "turns"), session["id"])
            if session["id"] not in shared and len(told) >= FEWEST_TURNS:
                given = names if names is not None else [str(row["word"]) for row in _rows(kept, "swaps")]
                known = [str(row["transcript"]) for row in links if row["session_id"] == session["id"]]
                made = await asyncio.to_thread(self._made, told, given, _last(kept, session["id"]))
                transcript = replace(made, id=known[0] if known else secrets.token_hex(8))
                return Preview(transcript, _int(session["id"]))
        return None

    async def shared(self, user: str) -> Sequence[Shared]:
        """What this person shares, the newest last."""
        kept = await self._store.export(user)
        return [
            Shared(str(row["transcript"]), str(row["at"])) for row in _rows(kept, "shared") if row["agreed"]
        ]

    async def publish(self, preview: Preview, now: str) -> None:
        """Give coaches what was shown; the person's link to it was written before, so it is always found."""
        archive = self.archive()
        if archive is not None:
            await archive.publish(
                replace(preview.transcript, published=now[:10]), _priority(preview.transcript)
            )

    async def welcome_notes(self, transcript: str) -> None:
        """Let coaches know that a note is welcome."""
        archive = self.archive()
        if archive is not None:
            await archive.welcome_notes(transcript)

    async def take_back(self, transcripts: Sequence[str]) -> None:
        """Take talks from the coaches, at once."""
        archive = self.archive()
        if archive is not None and transcripts:
            await archive.remove(transcripts)

    # ------------------------------------------------------------ what the program does by itself

    async def settle(self) -> None:
        """Take from the coaches what no person is joined to any more: forgotten, expired or taken back."""
        orphans = await self._store.orphans()
        if orphans:
            await self.take_back(orphans)
            await self._store.settled(orphans)

    async def count(self, now: str) -> None:
        """Tell the console how often there was danger, once an hour: kinds and numbers, nobody's."""
        archive = self.archive() if self.available and now[:13] != self._counted else None
        if archive is not None:
            self._counted = now[:13]
            await archive.set_tallies("danger_flags", await self._store.flags())

    async def notes(self, now: str, word: Callable[[str], str]) -> int:
        """Send coaches' notes to those who wanted them, in their daytime; returns how many went."""
        archive = self.archive() if self.available else None
        gone = 0
        for note, transcript, text in await archive.waiting_notes() if archive else ():
            if archive and await self._store.pass_on(transcript, word(text), now, _awake):
                await archive.delivered(note, now)
                gone += 1
        return gone

    async def sign_in_link(self, user: str, now: Callable[[], str]) -> str | None:
        """A one-time link for a coach whose chat this is; None for anybody else."""
        archive = self.archive()
        coach = await archive.coach_of_chat(user) if archive else None
        if archive is None or coach is None or not self._console:
            return None
        return f"{self._console}/sign-in/{await Entrance(archive, now).link(coach)}"

    # ------------------------------------------------------------ making

    def _made(self, told: Sequence[Told], names: Sequence[str], last: Mapping[str, object]) -> Transcript:
        if self._clean is None:
            raise LookupError("nothing here can make a talk untraceable")
        texts: list[str] = []
        times: list[str | None] = []
        for each in told:
            mine = list(_theirs(each))
            texts += mine
            times += [each.at] * len(mine)
        clean = self._clean(texts, names, times)
        rest = iter(clean.texts)
        exchanges = [self._exchange(each, rest) for each in told]
        return Transcript(
            "", "", tuple(exchanges), foundation_of(told), str(last["mode"]) if last["mode"] else None,
            str(last["prompts"]), str(last["gems"]), _int(last["dialogue"]),
            rare=tuple(dict.fromkeys(each.text for each in clean.rare)),
        )  # fmt: skip

    def _exchange(self, told: Told, take: Iterator[str]) -> Exchange:
        gem = self._gems.get(told.gem or "")
        return Exchange(
            told.n,
            told.said if told.tap else next(take),
            tuple(reply if ours else next(take) for reply, ours in told.replies),
            told.step, told.voice, told.heat,
            tuple((kind, next(take)) for kind, _ in told.found), told.danger, told.kinds,
            gem.title if gem else None, told.tap,
        )  # fmt: skip


def _theirs(told: Told) -> Iterator[str]:
    """What may hold somebody's name: all but the labels of buttons and what is quoted from the library."""
    if not told.tap:
        yield told.said
    yield from (reply for reply, ours in told.replies if not ours)
    yield from (words for _, words in told.found)


def _priority(transcript: Transcript) -> int:
    if any(each.danger != "none" for each in transcript.exchanges):
        return FLAGGED
    return DRAWN if secrets.randbelow(OF_THE_REST) == 0 else NOT_DRAWN


def _awake(zone: str | None, now: str) -> bool:
    moment = datetime.fromisoformat(now)
    return moment.astimezone(ZoneInfo(zone) if zone else timezone(timedelta())).hour in DAY


def _rows(kept: Mapping[str, object], table: str) -> list[Mapping[str, object]]:
    rows = kept.get(table)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _last(kept: Mapping[str, object], session: object) -> Mapping[str, object]:
    return [row for row in _rows(kept, "turns") if row["session_id"] == session][-1]


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0
