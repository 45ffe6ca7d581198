"""What coaches write on transcripts: verdicts, ratings, resolutions, notes, leaks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Integer, bindparam, delete, insert, or_, select, update

from coachbot.reviews.counting import state
from coachbot.reviews.masking import hidden, masked
from coachbot.reviews.values import (
    Exchange,
    Judged,
    Leak,
    Marked,
    Note,
    Opened,
    Rating,
    Resolution,
    Transcript,
    Verdict,
)
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.reviews import lists
from coachbot.store.reviews.publishing import judged_of, read, recount, rewrite, seq_of
from coachbot.store.reviews.tables import (
    coaches,
    leaks,
    notes,
    ratings,
    resolutions,
    transcripts,
    verdicts,
)
from coachbot.store.row import Value


def _insert(table: str) -> Statement[tuple[()]]:
    found = verdicts.metadata.tables[table]
    return Statement(
        insert(found).values({c.name: bindparam(f"b_{c.name}") for c in found.c if c.name != "id"})
    )


_this = bindparam("seq_", type_=Integer)
_VERDICT = _insert("verdicts")
_NO_VERDICT: Statement[tuple[()]] = Statement(
    delete(verdicts).where(
        verdicts.c.transcript == _this,
        verdicts.c.n == bindparam("n_"),
        verdicts.c.coach == bindparam("coach_"),
    )
)
_RATING = _insert("ratings")
_NO_RATING: Statement[tuple[()]] = Statement(
    delete(ratings).where(ratings.c.transcript == _this, ratings.c.coach == bindparam("coach_"))
)
_RESOLUTION = _insert("resolutions")
_NO_RESOLUTION: Statement[tuple[()]] = Statement(
    delete(resolutions).where(resolutions.c.transcript == _this, resolutions.c.n == bindparam("n_"))
)
_NOTE = _insert("notes")
_NO_NOTE: Statement[tuple[()]] = Statement(
    delete(notes).where(
        notes.c.id == bindparam("id_"), notes.c.coach == bindparam("coach_"), notes.c.delivered.is_(None)
    )
)
_LEAK = _insert("leaks")
_RATINGS: Statement[tuple[int, str, int, int, int, int]] = Statement(
    select(ratings.c.coach, coaches.c.name, ratings.c.heard, ratings.c.safe, ratings.c.step, ratings.c.voice)
    .select_from(ratings.join(coaches, coaches.c.id == ratings.c.coach))
    .where(ratings.c.transcript == _this)
    .order_by(ratings.c.id)
)
_RESOLUTIONS: Statement[tuple[int, str, str, str, str]] = Statement(
    select(resolutions.c.n, coaches.c.name, resolutions.c.verdict, resolutions.c.reason, resolutions.c.better)
    .select_from(resolutions.join(coaches, coaches.c.id == resolutions.c.coach))
    .where(resolutions.c.transcript == _this)
)
_NOTES: Statement[tuple[int, int, str, str, str, int, str | None]] = Statement(
    select(
        notes.c.id, notes.c.coach, coaches.c.name, notes.c.text, notes.c.at, notes.c.for_person,
        notes.c.delivered,
    )
    .select_from(notes.join(coaches, coaches.c.id == notes.c.coach))
    .where(notes.c.transcript == _this)
    .order_by(notes.c.id)
)  # fmt: skip
_STATE: Statement[tuple[()]] = Statement(
    update(transcripts)
    .where(transcripts.c.seq == _this)
    .values(state=bindparam("b_state"), reviewed=bindparam("b_reviewed"))
)
_MASK_VERDICT: Statement[tuple[()]] = Statement(
    update(verdicts)
    .where(
        verdicts.c.transcript == _this,
        verdicts.c.n == bindparam("n_"),
        verdicts.c.coach == bindparam("coach_"),
    )
    .values(reason=bindparam("b_reason"), better=bindparam("b_better"))
)
_MASK_RESOLUTION: Statement[tuple[()]] = Statement(
    update(resolutions)
    .where(resolutions.c.transcript == _this, resolutions.c.n == bindparam("n_"))
    .values(reason=bindparam("b_reason"), better=bindparam("b_better"))
)
_MASK_NOTE: Statement[tuple[()]] = Statement(
    update(notes).where(notes.c.id == bindparam("id_")).values(text=bindparam("b_text"))
)
_WAITING: Statement[tuple[int, str, str]] = Statement(
    select(notes.c.id, transcripts.c.id, notes.c.text)
    .select_from(notes.join(transcripts, transcripts.c.seq == notes.c.transcript))
    .where(notes.c.for_person == 1, notes.c.delivered.is_(None))
    .order_by(notes.c.id)
    .limit(100)
)
_DELIVERED: Statement[tuple[()]] = Statement(
    update(notes).where(notes.c.id == bindparam("id_")).values(delivered=bindparam("b_at"))
)
_LEAKS: Statement[tuple[int, str, str, str, int, int]] = Statement(
    select(leaks.c.id, transcripts.c.id, leaks.c.text, leaks.c.kind, leaks.c.start, leaks.c.end)
    .select_from(leaks.join(transcripts, transcripts.c.seq == leaks.c.transcript))
    .order_by(leaks.c.id)
)
_MARKED: Statement[tuple[int]] = Statement(
    select(verdicts.c.transcript)
    .where(or_(verdicts.c.verdict == "change", verdicts.c.verdict == "harmful"))
    .distinct()
    .order_by(verdicts.c.transcript.desc())
    .limit(bindparam("most"))
)


def opened(database: Database, transcript: str, coach: int, *, everything: bool = False) -> Opened | None:
    """A transcript with what this coach may see of its reviews; None if it is not there."""
    seq = seq_of(database, transcript)
    listed = lists.one(database, seq) if seq is not None else None
    if seq is None or listed is None:
        return None
    judged, rated = judged_of(database, seq), ratings_of(database, seq)
    finished = any(each.coach == coach for each in rated)
    shown = finished or everything  # nobody follows another's verdict
    return Opened(
        read(database, seq),
        listed,
        mine={each.n: each for each in judged if each.coach == coach},
        others=tuple(each for each in judged if each.coach != coach) if shown else (),
        resolutions={each.n: each for each in resolutions_of(database, seq)},
        ratings=tuple(each for each in rated if shown or each.coach == coach),
        notes=tuple(each for each in _notes(database, seq) if shown or each.coach == coach),
        finished=finished,
    )


def ratings_of(database: Database, seq: int) -> list[Rating]:
    """The finished reviews of a transcript."""
    return [Rating(row[0], row[1], row[2:]) for row in database.all(_RATINGS, {"seq_": seq})]


def resolutions_of(database: Database, seq: int) -> list[Resolution]:
    """What leads decided on its replies."""
    found = database.all(_RESOLUTIONS, {"seq_": seq})
    return [Resolution(n, by, Verdict(verdict), reason, better) for n, by, verdict, reason, better in found]


def _notes(database: Database, seq: int) -> list[Note]:
    return [
        Note(id_, coach, by, text, at, bool(for_person), delivered is not None)
        for id_, coach, by, text, at, for_person, delivered in database.all(_NOTES, {"seq_": seq})
    ]


def judge(database: Database, transcript: str, judged: Judged, wanted: int) -> bool:
    """Write a coach's verdict on a reply, over an earlier one; False if there is no such reply."""
    seq = seq_of(database, transcript)
    content = read(database, seq) if seq is not None else None
    if seq is None or content is None or judged.n not in {each.n for each in content.exchanges}:
        return False
    before = judged_of(database, seq)
    database.write(_NO_VERDICT, {"seq_": seq, "n_": judged.n, "coach_": judged.coach})
    database.add(
        _VERDICT,
        {
            "b_transcript": seq,
            "b_n": judged.n,
            "b_coach": judged.coach,
            "b_verdict": judged.verdict.value,
            "b_reason": judged.reason,
            "b_better": judged.better,
            "b_at": judged.at,
        },
    )
    recount(database, content.exchanges, before, judged_of(database, seq))
    _settle(database, seq, wanted)
    return True


def rate(database: Database, transcript: str, rating: Rating, at: str, wanted: int) -> bool:
    """Finish a coach's review; False if the transcript is gone."""
    seq = seq_of(database, transcript)
    if seq is None:
        return False
    database.write(_NO_RATING, {"seq_": seq, "coach_": rating.coach})
    heard, safe, step, voice = rating.marks
    marks: dict[str, Value] = {"b_heard": heard, "b_safe": safe, "b_step": step, "b_voice": voice}
    database.add(_RATING, {"b_transcript": seq, "b_coach": rating.coach, "b_at": at, **marks})
    _settle(database, seq, wanted)
    return True


def resolve(
    database: Database, transcript: str, coach: int, resolution: Resolution, at: str, wanted: int
) -> bool:
    """Write a lead's word on a reply; False if the transcript is gone."""
    seq = seq_of(database, transcript)
    if seq is None:
        return False
    database.write(_NO_RESOLUTION, {"seq_": seq, "n_": resolution.n})
    database.add(
        _RESOLUTION,
        {
            "b_transcript": seq,
            "b_n": resolution.n,
            "b_coach": coach,
            "b_verdict": resolution.verdict.value,
            "b_reason": resolution.reason,
            "b_better": resolution.better,
            "b_at": at,
        },
    )
    _settle(database, seq, wanted)
    return True


def _settle(database: Database, seq: int, wanted: int) -> None:
    """Bring a transcript's state to what its reviews say; a review that has not ended counts for nothing."""
    rated = ratings_of(database, seq)
    finished = {each.coach for each in rated}
    judged = [each for each in judged_of(database, seq) if each.coach in finished]
    resolved = [each.n for each in resolutions_of(database, seq)]
    now = state(judged, resolved, len(rated), wanted)
    database.write(_STATE, {"seq_": seq, "b_state": now.value, "b_reviewed": len(rated)})


def note(database: Database, transcript: str, coach: int, text: str, at: str, *, for_person: bool) -> bool:
    """Write a note; False if the transcript is gone."""
    seq = seq_of(database, transcript)
    if seq is None:
        return False
    values: dict[str, Value] = {"b_transcript": seq, "b_coach": coach, "b_text": text, "b_at": at}
    database.add(_NOTE, {**values, "b_for_person": int(for_person), "b_delivered": None})
    return True


def take_note_back(database: Database, note: int, coach: int) -> bool:
    """Delete a note of this coach's that was not delivered; False if it is not theirs, or too late."""
    return database.write(_NO_NOTE, {"id_": note, "coach_": coach}) > 0


def hide(database: Database, transcript: str, coach: int, leaked: str, leak: Leak, n: int, at: str) -> bool:
    """Take a leak out of a transcript and of all that was written about it, and keep its synthetic case."""
    seq = seq_of(database, transcript)
    if seq is None:
        return False
    rewrite(database, seq, hidden(read(database, seq), leaked, n))
    for each in judged_of(database, seq):
        values: dict[str, Value] = {"seq_": seq, "n_": each.n, "coach_": each.coach}
        reason, better = masked(each.reason, leaked), masked(each.better, leaked)
        database.write(_MASK_VERDICT, {**values, "b_reason": reason, "b_better": better})
    for known in resolutions_of(database, seq):
        reason, better = masked(known.reason, leaked), masked(known.better, leaked)
        database.write(_MASK_RESOLUTION, {"seq_": seq, "n_": known.n, "b_reason": reason, "b_better": better})
    for remark in _notes(database, seq):
        database.write(_MASK_NOTE, {"id_": remark.id, "b_text": masked(remark.text, leaked)})
    case: dict[str, Value] = {
        "b_text": leak.text,
        "b_kind": leak.kind,
        "b_start": leak.start,
        "b_end": leak.end,
    }
    database.add(_LEAK, {"b_transcript": seq, "b_coach": coach, "b_at": at, **case})
    return True


def waiting_notes(database: Database) -> list[tuple[int, str, str]]:
    """Notes for people that were not delivered: (id, transcript, text), the oldest first."""
    return database.all(_WAITING, {})


def delivered(database: Database, note: int, at: str) -> None:
    """A note has gone out."""
    database.write(_DELIVERED, {"id_": note, "b_at": at})


def leak_cases(database: Database) -> list[Leak]:
    """Every synthetic case."""
    return [Leak(*row) for row in database.all(_LEAKS, {})]


def marked(database: Database, most: int) -> list[Marked]:
    """Replies that coaches want otherwise, of the newest transcripts; a lead's word goes before theirs."""
    found: list[Marked] = []
    for (seq,) in database.all(_MARKED, {"most": most}):
        found += _marked(database, seq)
    return found


def _marked(database: Database, seq: int) -> list[Marked]:
    transcript = read(database, seq)
    decided: dict[int, Sequence[Judged | Resolution]] = {}
    for judged in judged_of(database, seq):
        decided[judged.n] = [*decided.get(judged.n, ()), judged]
    decided.update({each.n: [each] for each in resolutions_of(database, seq)})
    said: list[str] = []
    found: list[Marked] = []
    for exchange in transcript.exchanges:
        said.append(f"#{exchange.tap}" if exchange.tap else exchange.said)
        words = () if exchange.hidden else decided.get(exchange.n, ())
        found += [
            _mark(transcript, exchange, said, word) for word in words if word.verdict is not Verdict.GOOD
        ]
    return found


def _mark(
    transcript: Transcript, exchange: Exchange, said: Sequence[str], word: Judged | Resolution
) -> Marked:
    return Marked(
        transcript.id,
        exchange.n,
        tuple(said),
        exchange.replies,
        word.verdict,
        word.reason,
        word.better,
        transcript.prompts,
        exchange.step,
    )
