"""What coaches may see and write, as tables of their own, in a file or under a role that reaches only these.

No table here has a person: a transcript has a random id, and who shared it is known only where they are kept.
Times of transcripts are days. Columns marked `JSON` hold JSON as text.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

JSON = {"json": True}

_Plain = Text().with_variant(Text(collation="C"), "postgresql")
"""Compared letter by letter in both databases, so that words can be found by how they begin."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_transcript(*, indexed: bool = True) -> Column[int]:
    key = ForeignKey("transcripts.seq", ondelete="CASCADE")
    return Column("transcript", Integer, key, nullable=False, index=indexed)


def _of_coach() -> Column[int]:
    return Column("coach", Integer, ForeignKey("coaches.id"), nullable=False)


transcripts = Table(
    "transcripts",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # random
    Column("published", Text, nullable=False),  # a day
    Column("turns", Integer, nullable=False),
    Column("step", Text, nullable=False),
    Column("danger", Text, nullable=False),
    Column("kinds", Text, nullable=False, info=JSON),
    Column("heat_before", Integer, nullable=False),
    Column("heat_after", Integer, nullable=False),
    Column("voice", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reviewed", Integer, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("counted", Text, nullable=False, info=JSON),  # what it adds to the tallies, to be taken off again
    sqlite_autoincrement=True,
)
_waiting = (transcripts.c.priority > 0) & (transcripts.c.state == "open")
Index(
    "ix_transcripts_queue",
    transcripts.c.priority,
    transcripts.c.seq,
    sqlite_where=_waiting,
    postgresql_where=_waiting,
)
_split = transcripts.c.state == "split"
Index("ix_transcripts_split", transcripts.c.seq, sqlite_where=_split, postgresql_where=_split)
Index("ix_transcripts_danger", transcripts.c.danger, transcripts.c.seq)
Index("ix_transcripts_step", transcripts.c.step, transcripts.c.seq)

contents = Table(
    "contents",  # apart from the lists, which stay narrow and quick without it
    metadata,
    Column("transcript", Integer, ForeignKey("transcripts.seq", ondelete="CASCADE"), primary_key=True),
    Column("content", Text, nullable=False, info=JSON),
)

words = Table(
    "words",
    metadata,
    Column("word", _Plain, primary_key=True),
    Column(
        "transcript", Integer, ForeignKey("transcripts.seq", ondelete="CASCADE"), primary_key=True, index=True
    ),
    sqlite_with_rowid=False,
)

tallies = Table(
    "tallies",  # how often, never who; shown from five on
    metadata,
    Column("chart", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)

coaches = Table(
    "coaches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("chat", Text, unique=True),  # where the bot may send this coach a link
    Column("created", Text, nullable=False),
    Column("left", Text),
)

links = Table(
    "links",
    metadata,
    Column("token", Text, primary_key=True),  # a hash: whoever reads the table can't sign in with it
    _of_coach(),
    Column("until", Text, nullable=False),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("token", Text, primary_key=True),  # a hash
    _of_coach(),
    Column("until", Text, nullable=False),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_transcript(indexed=False),
    Column("n", Integer, nullable=False),
    _of_coach(),
    Column("verdict", Text, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("better", Text, nullable=False),
    Column("at", Text, nullable=False),
    UniqueConstraint("transcript", "n", "coach"),
)

ratings = Table(
    "ratings",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_transcript(indexed=False),
    _of_coach(),
    Column("heard", Integer, nullable=False),
    Column("safe", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("voice", Integer, nullable=False),
    Column("at", Text, nullable=False),
    UniqueConstraint("transcript", "coach"),
)

resolutions = Table(
    "resolutions",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_transcript(indexed=False),
    Column("n", Integer, nullable=False),
    _of_coach(),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("better", Text, nullable=False),
    Column("at", Text, nullable=False),
    UniqueConstraint("transcript", "n"),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_transcript(),
    _of_coach(),
    Column("text", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("for_person", Integer, nullable=False),
    Column("delivered", Text),
)

leaks = Table(
    "leaks",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_transcript(),
    _of_coach(),
    Column("text", Text, nullable=False),  # made up: what leaked is not in it
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("at", Text, nullable=False),
)

exports = Table(
    "exports",  # files that hold transcripts' words, so that a withdrawal reaches them too
    metadata,
    Column("path", Text, primary_key=True),
    Column("at", Text, nullable=False),
)

audit = Table(
    "audit",  # append-only: triggers refuse every change
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("transcript", Text),
    sqlite_autoincrement=True,
)
