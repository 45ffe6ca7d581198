"""Transcripts come and go: written whole, and taken away with everything that was said about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, insert, select, update

from coachbot.reviews.counting import (
    Tally,
    ended,
    heat,
    kinds,
    level,
    searchable,
    transcript_tallies,
    verdict_tallies,
    voice,
)
from coachbot.reviews.values import Exchange, Judged, Transcript, Verdict
from coachbot.store.compiled import Statement
from coachbot.store.engine import Database
from coachbot.store.forgotten import note, noted
from coachbot.store.reviews.tables import coaches, contents, exports, tallies, transcripts, verdicts, words
from coachbot.store.wire import pack

_CODEC = TypeAdapter(Transcript)

_BY_ID: Statement[tuple[int]] = Statement(
    select(transcripts.c.seq).where(transcripts.c.id == bindparam("id_"))
)
_NEW: Statement[tuple[()]] = Statement(
    insert(transcripts).values({c.name: bindparam(f"b_{c.name}") for c in transcripts.c if c.name != "seq"})
)
_CONTENT: Statement[tuple[()]] = Statement(
    insert(contents).values(transcript=bindparam("seq_"), content=bindparam("b_content"))
)
_AGAIN: Statement[tuple[()]] = Statement(
    update(contents).where(contents.c.transcript == bindparam("seq_")).values(content=bindparam("b_content"))
)
_READ: Statement[tuple[str]] = Statement(
    select(contents.c.content).where(contents.c.transcript == bindparam("seq_"))
)
_WORD: Statement[tuple[()]] = Statement(
    insert(words).values(word=bindparam("b_word"), transcript=bindparam("seq_")), unless_there=True
)
_NO_WORDS: Statement[tuple[()]] = Statement(delete(words).where(words.c.transcript == bindparam("seq_")))
_TALLY: Statement[tuple[()]] = Statement(
    insert(tallies).values(chart=bindparam("b_chart"), key=bindparam("b_key"), count=0), unless_there=True
)
_COUNT: Statement[tuple[()]] = Statement(
    update(tallies)
    .where(tallies.c.chart == bindparam("chart_"), tallies.c.key == bindparam("key_"))
    .values(count=tallies.c["count"] + bindparam("more"))
)
_SET: Statement[tuple[()]] = Statement(
    update(tallies)
    .where(tallies.c.chart == bindparam("chart_"), tallies.c.key == bindparam("key_"))
    .values(count=bindparam("b_count"))
)
_TAKE: Statement[tuple[()]] = Statement(delete(transcripts).where(transcripts.c.seq == bindparam("seq_")))
_VERDICTS: Statement[tuple[int, int, str, str, str, str, str]] = Statement(
    select(
        verdicts.c.n, verdicts.c.coach, coaches.c.name, verdicts.c.verdict, verdicts.c.reason,
        verdicts.c.better, verdicts.c.at,
    )
    .select_from(verdicts.join(coaches, coaches.c.id == verdicts.c.coach))
    .where(verdicts.c.transcript == bindparam("seq_"))
    .order_by(verdicts.c.n, verdicts.c.id)
)  # fmt: skip
_EXPORTS: Statement[tuple[str]] = Statement(select(exports.c.path))
_EXPORTED: Statement[tuple[()]] = Statement(
    insert(exports).values(path=bindparam("b_path"), at=bindparam("b_at")), unless_there=True
)


def publish(database: Database, transcript: Transcript, priority: int) -> None:
    """Write a transcript; one that is there already stays as it is."""
    if database.one(_BY_ID, {"id_": transcript.id}) is not None:
        return
    before, after = heat(transcript)
    counted = transcript_tallies(transcript)
    seq = database.add(
        _NEW,
        {
            "b_id": transcript.id,
            "b_published": transcript.published,
            "b_turns": len(transcript.exchanges),
            "b_step": ended(transcript),
            "b_danger": level(transcript),
            "b_kinds": pack(list(kinds(transcript))),
            "b_heat_before": before,
            "b_heat_after": after,
            "b_voice": voice(transcript),
            "b_state": "open",
            "b_reviewed": 0,
            "b_priority": priority,
            "b_counted": pack([list(each) for each in counted]),
        },
    )
    database.write(_CONTENT, {"seq_": seq, "b_content": _CODEC.dump_json(transcript).decode()})
    index(database, seq, transcript)
    count(database, dict.fromkeys(counted, 1))


def remove(database: Database, ids: Iterable[str]) -> None:
    """Take transcripts away with all verdicts, notes and words; the charts count them no more."""
    for each in ids:
        seq = seq_of(database, each)
        if seq is None:
            continue
        transcript = read(database, seq)
        count(database, dict.fromkeys(transcript_tallies(transcript), -1))
        recount(database, transcript.exchanges, judged_of(database, seq), ())
        database.write(_TAKE, {"seq_": seq})
        database.scrubs = True


def forget(database: Database, ids: Sequence[str], now: str) -> None:
    """Take transcripts away, and note that no backup may bring them back."""
    note(database.place, ids, now)
    remove(database, ids)


def bury(database: Database) -> None:
    """Take away again whatever a restored backup brought back."""
    gone = [each for each in noted(database.place) if seq_of(database, each) is not None]
    if not gone:
        return
    database.begin(writing=True)
    try:
        remove(database, gone)
        database.say("COMMIT")
    except BaseException:
        with suppress(database.Error):
            database.say("ROLLBACK")
        raise
    database.fold()


def welcome_notes(database: Database, transcript: str) -> None:
    """Whoever shared this wants notes."""
    seq = seq_of(database, transcript)
    if seq is not None:
        content = replace(read(database, seq), note_welcome=True)
        database.write(_AGAIN, {"seq_": seq, "b_content": _CODEC.dump_json(content).decode()})


def seq_of(database: Database, transcript: str) -> int | None:
    """A transcript's number in the tables, None for one that is not (or no longer) there."""
    row = database.one(_BY_ID, {"id_": transcript})
    return row[0] if row else None


def read(database: Database, seq: int) -> Transcript:
    """What a transcript says."""
    row = database.one(_READ, {"seq_": seq})
    return _CODEC.validate_json(row[0]) if row else Transcript("", "", ())


def rewrite(database: Database, seq: int, transcript: Transcript) -> None:
    """Replace what a transcript says; nothing of the old words stays."""
    database.write(_AGAIN, {"seq_": seq, "b_content": _CODEC.dump_json(transcript).decode()})
    database.write(_NO_WORDS, {"seq_": seq})
    index(database, seq, transcript)
    database.scrubs = True


def index(database: Database, seq: int, transcript: Transcript) -> None:
    """Write the words that it can be found by."""
    for word in sorted(searchable(transcript)):
        database.write(_WORD, {"b_word": word, "seq_": seq})


def judged_of(database: Database, seq: int) -> list[Judged]:
    """All verdicts on a transcript, in the order of its replies."""
    return [
        Judged(n, coach, by, Verdict(verdict), reason, better, at)
        for n, coach, by, verdict, reason, better, at in database.all(_VERDICTS, {"seq_": seq})
    ]


def count(database: Database, more: Mapping[Tally, int]) -> None:
    """Add to the charts."""
    for (chart, key), number in sorted(more.items()):
        database.write(_TALLY, {"b_chart": chart, "b_key": key})
        database.write(_COUNT, {"chart_": chart, "key_": key, "more": number})


def recount(
    database: Database, exchanges: Sequence[Exchange], before: Sequence[Judged], after: Sequence[Judged]
) -> None:
    """Bring the charts of verdicts from what was to what is."""
    old, new = verdict_tallies(before, exchanges), verdict_tallies(after, exchanges)
    count(database, {key: new.get(key, 0) - old.get(key, 0) for key in {*old, *new}})


def set_tallies(database: Database, chart: str, numbers: Mapping[str, int]) -> None:
    """Replace a chart that is counted elsewhere."""
    for key, number in numbers.items():
        database.write(_TALLY, {"b_chart": chart, "b_key": key})
        database.write(_SET, {"chart_": chart, "key_": key, "b_count": number})


def exported(database: Database) -> list[str]:
    """The files that hold words of transcripts."""
    return [path for (path,) in database.all(_EXPORTS, {})]


def note_export(database: Database, path: str, at: str) -> None:
    """Remember a file that holds words of transcripts."""
    database.write(_EXPORTED, {"b_path": path, "b_at": at})
