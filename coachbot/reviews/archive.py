"""What the reviews need of a database, as a Protocol. Every method is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

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


class Archive(Protocol):
    """Shared transcripts, what coaches say of them, and who the coaches are."""

    async def publish(self, transcript: Transcript, priority: int) -> None:
        """Write a transcript; one that is there already stays as it is."""
        ...

    async def remove(self, ids: Sequence[str]) -> None:
        """Take transcripts away with everything that was said about them, in exported files too."""
        ...

    async def welcome_notes(self, transcript: str) -> None:
        """Whoever shared this wants notes."""
        ...

    async def queue(self, coach: int) -> tuple[Sequence[Listed], int]:
        """What waits for this coach, and how many there are."""
        ...

    async def split(self) -> Sequence[Listed]:
        """What coaches see differently."""
        ...

    async def search(self, filters: Filters) -> Sequence[Listed]:
        """What fits, the newest first; a page and one more."""
        ...

    async def opened(self, transcript: str, coach: int, *, everything: bool = False) -> Opened | None:
        """A transcript and what this coach may see of its reviews; others' only after their own."""
        ...

    async def judge(self, transcript: str, judged: Judged, wanted: int) -> bool:
        """Write a verdict; False if there is no such reply."""
        ...

    async def rate(self, transcript: str, rating: Rating, at: str, wanted: int) -> bool:
        """Finish a review; False if the transcript is gone."""
        ...

    async def resolve(
        self, transcript: str, coach: int, resolution: Resolution, at: str, wanted: int
    ) -> bool:
        """Write a lead's word on a reply; False if the transcript is gone."""
        ...

    async def note(self, transcript: str, coach: int, text: str, at: str, *, for_person: bool) -> bool:
        """Write a note; False if the transcript is gone."""
        ...

    async def take_note_back(self, note: int, coach: int) -> bool:
        """Delete a note of this coach's; False if it is not theirs, or went out already."""
        ...

    async def hide(self, transcript: str, coach: int, leaked: str, leak: Leak, n: int, at: str) -> bool:
        """Take a leak out; False if the transcript is gone."""
        ...

    async def tallies(self) -> Mapping[Tally, int]:
        """Every chart's numbers."""
        ...

    async def set_tallies(self, chart: str, numbers: Mapping[str, int]) -> None:
        """Replace a chart that is counted elsewhere."""
        ...

    async def marked(self, most: int = 200) -> Sequence[Marked]:
        """Replies that coaches want otherwise, the newest transcripts first."""
        ...

    async def leaks(self) -> Sequence[Leak]:
        """Every synthetic case of a leak."""
        ...

    async def waiting_notes(self) -> Sequence[tuple[int, str, str]]:
        """Notes for people that were not delivered: (id, transcript, text)."""
        ...

    async def delivered(self, note: int, at: str) -> None:
        """A note has gone out."""
        ...

    async def exports(self) -> Sequence[str]:
        """Folders that hold words of transcripts."""
        ...

    async def export(
        self,
        folder: str,
        cases: Sequence[str],
        leaks: Sequence[str],
        patches: Mapping[str, str],
        at: str,
    ) -> None:
        """Write an export into a folder, and remember it, so that what is taken back goes there too."""
        ...

    async def add_coach(self, name: str, role: Role | None, chat: str | None, at: str) -> Coach:
        """A coach of that name, made if there was none."""
        ...

    async def remove_coach(self, name: str, at: str) -> bool:
        """A coach leaves; False if there is none of that name."""
        ...

    async def coaches(self) -> Sequence[Coach]:
        """Everybody who is or was a coach."""
        ...

    async def coach_of_chat(self, chat: str) -> Coach | None:
        """The coach whose chat this is."""
        ...

    async def link(self, token: str, coach: int, until: str) -> None:
        """Remember the hash of a one-time link."""
        ...

    async def use_link(self, token: str, sign_in: str, until: str, now: str) -> Coach | None:
        """Use a link up and sign its coach in; None if it is unknown, used or too old."""
        ...

    async def who(self, token: str, now: str) -> Coach | None:
        """The coach who is signed in with this hash."""
        ...

    async def sign_out(self, token: str) -> None:
        """End one sign-in."""
        ...

    async def sign_out_everywhere(self, coach: int) -> None:
        """End all of a coach's sign-ins."""
        ...

    async def log(self, entry: Entry) -> None:
        """Add a line to the audit log."""
        ...

    async def logged(self, most: int = 200) -> Sequence[Entry]:
        """The newest lines of the audit log."""
        ...

    async def close(self) -> None:
        """Finish what is queued and let go of the database."""
        ...
