"""A coach's desk: what waits, what a transcript says, and what they write on it. Every look is logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from coachbot.errors import Refused
from coachbot.reviews.archive import Archive
from coachbot.reviews.counting import Tally, disputed, words_of
from coachbot.reviews.masking import KINDS, synthetic
from coachbot.reviews.values import (
    RUBRIC,
    Coach,
    Entry,
    Filters,
    Judged,
    Listed,
    Opened,
    Rating,
    Resolution,
    Verdict,
)

LONGEST = 2000  # characters of anything that a coach writes


class Desk:
    """What coaches do. `reviewers` is how many reviews a transcript gets."""

    def __init__(self, archive: Archive, now: Callable[[], str], reviewers: int = 2) -> None:
        self._archive, self._now, self._wanted = archive, now, reviewers

    # ------------------------------------------------------------ reading

    async def queue(self, coach: Coach) -> tuple[Sequence[Listed], int]:
        """What waits for this coach, flagged ones first, and how many there are."""
        await self._log(coach, "looked at the queue")
        return await self._archive.queue(coach.id)

    async def next(self, coach: Coach) -> str | None:
        """The id of what this coach would review next."""
        waiting, _ = await self._archive.queue(coach.id)
        return waiting[0].id if waiting else None

    async def split(self, coach: Coach) -> Sequence[Listed]:
        """What coaches see differently."""
        await self._log(coach, "looked at the disagreements")
        return await self._archive.split()

    async def search(self, coach: Coach, text: str, filters: Filters) -> Sequence[Listed]:
        """Transcripts with all these words (or words that begin so) and these properties."""
        await self._log(coach, "searched")
        words = tuple(sorted(words_of(text)))
        if text.strip() and not words:
            return ()
        sought = Filters(words, filters.step, filters.danger, filters.voice, filters.state, filters.before)
        return await self._archive.search(sought)

    async def open(self, coach: Coach, transcript: str) -> Opened:
        """A transcript; Refused if there is none of that id, or none any more."""
        opened = await self._archive.opened(transcript, coach.id)
        if opened is None:
            raise Refused("There is no such transcript. Whoever shared it may have taken it back.", 404)
        await self._log(coach, "read", transcript)
        if coach.leads and not opened.finished and opened.listed.state.value == "split":
            return await self._for_resolving(opened, coach)
        return opened

    async def peek(self, coach: Coach, transcript: str) -> Opened:
        """The same without a line in the log: for what the program itself has to know after a verdict."""
        opened = await self._archive.opened(transcript, coach.id)
        if opened is None:
            raise Refused("There is no such transcript.", 404)
        return opened

    async def _for_resolving(self, opened: Opened, coach: Coach) -> Opened:
        # A lead who decides needs both sides, whether or not they reviewed it themselves.
        whole = await self._archive.opened(opened.transcript.id, coach.id, everything=True)
        return whole or opened

    # ------------------------------------------------------------ writing

    async def judge(
        self, coach: Coach, transcript: str, n: int, verdict: str, reason: str = "", better: str = ""
    ) -> None:
        """A verdict on one reply; Refused if it says too little, or there is no such reply."""
        word = _verdict(verdict)
        reason, better = _text(reason), _text(better)
        if word is not Verdict.GOOD and not (reason or better):
            raise Refused("Say in a few words why, or how it would be better.", 422)
        judged = Judged(n, coach.id, coach.name, word, reason, better, self._now())
        if not await self._archive.judge(transcript, judged, self._wanted):
            raise Refused("There is no such reply.", 404)
        await self._log(coach, f"judged reply {n}", transcript)

    async def finish(self, coach: Coach, transcript: str, marks: Mapping[str, str]) -> None:
        """Rate the whole, which ends the review; Refused without all four marks."""
        given = tuple(marks.get(name, "") for name in RUBRIC)
        if not all(mark in {"1", "2", "3", "4", "5"} for mark in given):
            raise Refused("Each of the four needs a mark from 1 to 5.", 422)
        rating = Rating(coach.id, coach.name, tuple(int(mark) for mark in given))
        if not await self._archive.rate(transcript, rating, self._now(), self._wanted):
            raise Refused("There is no such transcript.", 404)
        await self._log(coach, "finished the review", transcript)

    async def resolve(
        self, coach: Coach, transcript: str, n: int, verdict: str, reason: str = "", better: str = ""
    ) -> None:
        """A lead's word on a reply that coaches saw differently; Refused for anyone else."""
        if not coach.leads:
            raise Refused("Only a lead resolves disagreements.", 403)
        opened = await self._archive.opened(transcript, coach.id, everything=True)
        if opened is None or n not in disputed((*opened.mine.values(), *opened.others)):
            raise Refused("Nobody disagrees on that reply.", 404)
        resolution = Resolution(n, coach.name, _verdict(verdict), _text(reason), _text(better))
        await self._archive.resolve(transcript, coach.id, resolution, self._now(), self._wanted)
        await self._log(coach, f"resolved reply {n}", transcript)

    async def note(self, coach: Coach, transcript: str, text: str, *, for_person: bool = False) -> None:
        """A note, for coaches or for the person; Refused for a person who wants none."""
        text = _text(text)
        if not text:
            raise Refused("An empty note says nothing.", 422)
        opened = await self._archive.opened(transcript, coach.id)
        if opened is None:
            raise Refused("There is no such transcript.", 404)
        if for_person and not opened.transcript.note_welcome:
            raise Refused("Whoever shared this talk did not ask for notes.", 403)
        await self._archive.note(transcript, coach.id, text, self._now(), for_person=for_person)
        await self._log(coach, "left a note for the person" if for_person else "left a note", transcript)

    async def take_note_back(self, coach: Coach, note: int) -> None:
        """Delete one's own note; Refused if it is somebody else's or was delivered."""
        if not await self._archive.take_note_back(note, coach.id):
            raise Refused("That note isn't yours, or it has gone out already.", 403)
        await self._log(coach, "took a note back")

    async def leak(self, coach: Coach, transcript: str, n: int, leaked: str, kind: str) -> None:
        """Hide a reply in which something leads to somebody; Refused if the words aren't in it."""
        opened = await self._archive.opened(transcript, coach.id)
        exchange = next((e for e in opened.transcript.exchanges if e.n == n), None) if opened else None
        if exchange is None or kind not in KINDS:
            raise Refused("There is no such reply.", 404)
        leaked = leaked.strip()
        cases = (synthetic(transcript, text, leaked, kind) for text in (exchange.said, *exchange.replies))
        case = next((each for each in cases if each), None)
        if case is None:
            raise Refused("Those words aren't in it. Copy them just as they stand there.", 422)
        await self._archive.hide(transcript, coach.id, leaked, case, n, self._now())
        await self._log(coach, f"hid a leak in reply {n}", transcript)

    # ------------------------------------------------------------ what it adds up to

    async def tallies(self, coach: Coach) -> Mapping[Tally, int]:
        """Every chart's numbers."""
        await self._log(coach, "looked at the charts")
        return await self._archive.tallies()

    async def log(self, coach: Coach) -> Sequence[Entry]:
        """The audit log, for leads."""
        if not coach.leads:
            raise Refused("Only a lead reads the log.", 403)
        await self._log(coach, "looked at the log")
        return await self._archive.logged()

    async def coaches(self, coach: Coach) -> Sequence[Coach]:
        """All coaches, for leads; oneself for others."""
        return [each for each in await self._archive.coaches() if coach.leads or each.id == coach.id]

    async def _log(self, coach: Coach, action: str, transcript: str | None = None) -> None:
        await self._archive.log(Entry(self._now(), coach.name, action, transcript))


def _verdict(value: str) -> Verdict:
    try:
        return Verdict(value)
    except ValueError:
        raise Refused("A verdict is good, change or harmful.", 422) from None


def _text(value: str) -> str:
    text = value.replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise Refused(f"That is longer than {LONGEST} characters.", 422)
    return text
