"""The reviews' own database: on SQLite a file of its own, on PostgreSQL whatever its URL's role may reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from coachbot.reviews.archive import Archive
from coachbot.reviews.counting import Tally
from coachbot.reviews.values import (
    Coach,
    Entry,
    Filters,
    Judged,
    Leak,
    Listed,
    Marked,
    Opened,
    Rating,
    Resolution,
    Role,
    Transcript,
)
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.place import locate
from coachbot.store.reviews import files, judging, lists, publishing, signing
from coachbot.store.reviews.tables import tallies
from coachbot.store.schema import Chain, bring_up, check, connect
from coachbot.store.worker import Worker

__all__ = ["CHAIN", "ReviewStore", "open_reviews"]

CHAIN = Chain(("r001",), "reviews/migrations")

_TALLIES: Statement[tuple[str, str, int]] = Statement(
    select(tallies.c.chart, tallies.c.key, tallies.c["count"])
)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class ReviewStore:
    """The Archive on SQL: each method is one job for the thread that owns the database."""

    def __init__(self, database: Database) -> None:
        self._worker = Worker(database, tidy=lambda database: signing.tidy(database, _now()))

    # ------------------------------------------------------------ transcripts

    async def publish(self, transcript: Transcript, priority: int) -> None:
        """Write a transcript; one that is there already stays as it is."""
        await self._worker.ask(lambda d: publishing.publish(d, transcript, priority), writes=True)

    async def remove(self, ids: Sequence[str]) -> None:
        """Take transcripts away for good, with all that was said about them, in exported files too."""
        await self._worker.ask(lambda d: publishing.forget(d, ids, _now()), writes=True)
        for path in await self.exports():
            files.purge(Path(path), ids)

    async def welcome_notes(self, transcript: str) -> None:
        """Whoever shared this wants notes."""
        await self._worker.ask(lambda d: publishing.welcome_notes(d, transcript), writes=True)

    async def queue(self, coach: int) -> tuple[Sequence[Listed], int]:
        """What waits for this coach, and how many there are."""
        return await self._worker.ask(lambda d: lists.queue(d, coach), writes=False)

    async def split(self) -> Sequence[Listed]:
        """What coaches see differently."""
        return await self._worker.ask(lists.split, writes=False)

    async def search(self, filters: Filters) -> Sequence[Listed]:
        """What fits, the newest first; a page and one more."""
        return await self._worker.ask(lambda d: lists.search(d, filters), writes=False)

    async def opened(self, transcript: str, coach: int, *, everything: bool = False) -> Opened | None:
        """A transcript and what this coach may see of its reviews; others' only after their own."""
        return await self._worker.ask(
            lambda d: judging.opened(d, transcript, coach, everything=everything), writes=False
        )

    # ------------------------------------------------------------ what coaches write

    async def judge(self, transcript: str, judged: Judged, wanted: int) -> bool:
        """Write a verdict; False if there is no such reply."""
        return await self._worker.ask(lambda d: judging.judge(d, transcript, judged, wanted), writes=True)

    async def rate(self, transcript: str, rating: Rating, at: str, wanted: int) -> bool:
        """Finish a review; False if the transcript is gone."""
        return await self._worker.ask(lambda d: judging.rate(d, transcript, rating, at, wanted), writes=True)

    async def resolve(
        self, transcript: str, coach: int, resolution: Resolution, at: str, wanted: int
    ) -> bool:
        """Write a lead's word on a reply; False if the transcript is gone."""
        return await self._worker.ask(
            lambda d: judging.resolve(d, transcript, coach, resolution, at, wanted), writes=True
        )

    async def note(self, transcript: str, coach: int, text: str, at: str, *, for_person: bool) -> bool:
        """Write a note; False if the transcript is gone."""
        return await self._worker.ask(
            lambda d: judging.note(d, transcript, coach, text, at, for_person=for_person), writes=True
        )

    async def take_note_back(self, note: int, coach: int) -> bool:
        """Delete a note of this coach's; False if it is not theirs, or went out already."""
        return await self._worker.ask(lambda d: judging.take_note_back(d, note, coach), writes=True)

    async def hide(self, transcript: str, coach: int, leaked: str, leak: Leak, n: int, at: str) -> bool:
        """Take a leak out; False if the transcript is gone."""
        return await self._worker.ask(
            lambda d: judging.hide(d, transcript, coach, leaked, leak, n, at), writes=True
        )

    # ------------------------------------------------------------ what becomes of it

    async def tallies(self) -> Mapping[Tally, int]:
        """Every chart's numbers."""
        found = await self._worker.ask(lambda d: d.all(_TALLIES, {}), writes=False)
        return {(chart, key): count for chart, key, count in found}

    async def set_tallies(self, chart: str, numbers: Mapping[str, int]) -> None:
        """Replace a chart that is counted elsewhere."""
        await self._worker.ask(lambda d: publishing.set_tallies(d, chart, numbers), writes=True)

    async def marked(self, most: int = 200) -> Sequence[Marked]:
        """Replies that coaches want otherwise, the newest transcripts first."""
        return await self._worker.ask(lambda d: judging.marked(d, most), writes=False)

    async def leaks(self) -> Sequence[Leak]:
        """Every synthetic case of a leak."""
        return await self._worker.ask(judging.leak_cases, writes=False)

    async def waiting_notes(self) -> Sequence[tuple[int, str, str]]:
        """Notes for people that were not delivered: (id, transcript, text)."""
        return await self._worker.ask(judging.waiting_notes, writes=False)

    async def delivered(self, note: int, at: str) -> None:
        """A note has gone out."""
        await self._worker.ask(lambda d: judging.delivered(d, note, at), writes=True)

    async def exports(self) -> Sequence[str]:
        """Folders that hold words of transcripts."""
        return await self._worker.ask(publishing.exported, writes=False)

    async def export(
        self,
        folder: str,
        cases: Sequence[str],
        leaks: Sequence[str],
        patches: Mapping[str, str],
        at: str,
    ) -> None:
        """Write an export into a folder, and remember it, so that what is taken back goes there too."""
        await self._worker.ask(lambda d: publishing.note_export(d, folder, at), writes=True)
        files.write(Path(folder), cases, leaks, patches)

    # ------------------------------------------------------------ who comes in

    async def add_coach(self, name: str, role: Role | None, chat: str | None, at: str) -> Coach:
        """A coach of that name, made if there was none."""
        return await self._worker.ask(lambda d: signing.add(d, name, role, chat, at), writes=True)

    async def remove_coach(self, name: str, at: str) -> bool:
        """A coach leaves; False if there is none of that name."""
        return await self._worker.ask(lambda d: signing.remove(d, name, at), writes=True)

    async def coaches(self) -> Sequence[Coach]:
        """Everybody who is or was a coach."""
        return await self._worker.ask(signing.all_coaches, writes=False)

    async def coach_of_chat(self, chat: str) -> Coach | None:
        """The coach whose chat this is."""
        return await self._worker.ask(lambda d: signing.of_chat(d, chat), writes=False)

    async def link(self, token: str, coach: int, until: str) -> None:
        """Remember the hash of a one-time link."""
        await self._worker.ask(lambda d: signing.link(d, token, coach, until), writes=True)

    async def use_link(self, token: str, sign_in: str, until: str, now: str) -> Coach | None:
        """Use a link up and sign its coach in; None if it is unknown, used or too old."""
        return await self._worker.ask(lambda d: signing.use_link(d, token, sign_in, until, now), writes=True)

    async def who(self, token: str, now: str) -> Coach | None:
        """The coach who is signed in with this hash."""
        return await self._worker.ask(lambda d: signing.who(d, token, now), writes=False)

    async def sign_out(self, token: str) -> None:
        """End one sign-in."""
        await self._worker.ask(lambda d: signing.sign_out(d, token), writes=True)

    async def sign_out_everywhere(self, coach: int) -> None:
        """End all of a coach's sign-ins."""
        await self._worker.ask(lambda d: signing.sign_out_everywhere(d, coach), writes=True)

    async def log(self, entry: Entry) -> None:
        """Add a line to the audit log."""
        await self._worker.ask(lambda d: signing.log(d, entry), writes=True)

    async def logged(self, most: int = 200) -> Sequence[Entry]:
        """The newest lines of the audit log."""
        return await self._worker.ask(lambda d: signing.logged(d, most), writes=False)

    async def close(self) -> None:
        """Finish what is queued and let go of the database."""
        await self._worker.close()


def open_reviews(url: str) -> Archive:
    """Open the reviews' database, made and upgraded; StoreError if it can't be used."""
    database = connect(locate(url))
    try:
        bring_up(database, CHAIN)
        check(database, CHAIN)
        publishing.bury(database)
    except BaseException:
        database.close()
        raise
    return ReviewStore(database)
