"""What coaches may see.

Transcripts that people shared, under random ids, and what coaches make of them. The audit log can be added to
and nothing else: triggers refuse to change a line or to take one away, whoever asks.
"""

import sqlalchemy as sa
from alembic import op

revision = "r001"
down_revision = None


def upgrade() -> None:
    coaches()
    transcripts()
    reviews()
    remarks()
    (only_added_to_sqlite if op.get_bind().dialect.name == "sqlite" else only_added_to_postgresql)()


def coaches() -> None:
    op.create_table(
        "coaches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=True),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("left", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_coaches"),
        sa.UniqueConstraint("chat", name="uq_coaches_chat"),
        sa.UniqueConstraint("name", name="uq_coaches_name"),
    )
    op.create_table(
        "links",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("coach", sa.Integer(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coach"], ["coaches.id"], name="fk_links_coach"),
        sa.PrimaryKeyConstraint("token", name="pk_links"),
    )
    op.create_table(
        "sign_ins",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("coach", sa.Integer(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coach"], ["coaches.id"], name="fk_sign_ins_coach"),
        sa.PrimaryKeyConstraint("token", name="pk_sign_ins"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "exports",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_exports"),
    )


def transcripts() -> None:
    op.create_table(
        "transcripts",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("danger", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("heat_before", sa.Integer(), nullable=False),
        sa.Column("heat_after", sa.Integer(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reviewed", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_transcripts"),
        sa.UniqueConstraint("id", name="uq_transcripts_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_transcripts_danger", "transcripts", ["danger", "seq"], unique=False)
    op.create_index(
        "ix_transcripts_queue",
        "transcripts",
        ["priority", "seq"],
        unique=False,
        sqlite_where=sa.text("priority > 0 AND state = 'open'"),
        postgresql_where=sa.text("priority > 0 AND state = 'open'"),
    )
    op.create_index(
        "ix_transcripts_split",
        "transcripts",
        ["seq"],
        unique=False,
        sqlite_where=sa.text("state = 'split'"),
        postgresql_where=sa.text("state = 'split'"),
    )
    op.create_index("ix_transcripts_step", "transcripts", ["step", "seq"], unique=False)
    op.create_table(
        "contents",
        sa.Column("transcript", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript"], ["transcripts.seq"], name="fk_contents_transcript", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("transcript", name="pk_contents"),
    )
    op.create_table(
        "words",
        sa.Column("word", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("transcript", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript"], ["transcripts.seq"], name="fk_words_transcript", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "transcript", name="pk_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_words_transcript", "words", ["transcript"], unique=False)
    op.create_table(
        "tallies",
        sa.Column("chart", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chart", "key", name="pk_tallies"),
    )


def reviews() -> None:
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("coach", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("better", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coach"], ["coaches.id"], name="fk_verdicts_coach"),
        sa.ForeignKeyConstraint(
            ["transcript"], ["transcripts.seq"], name="fk_verdicts_transcript", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_verdicts"),
        sa.UniqueConstraint("transcript", "n", "coach", name="uq_verdicts_transcript_n_coach"),
    )
    op.create_index("ix_verdicts_verdict", "verdicts", ["verdict"], unique=False)
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript", sa.Integer(), nullable=False),
        sa.Column("coach", sa.Integer(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.Column("safe", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("voice", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coach"], ["coaches.id"], name="fk_ratings_coach"),
        sa.ForeignKeyConstraint(
            ["transcript"], ["transcripts.seq"], name="fk_ratings_transcript", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
        sa.UniqueConstraint("transcript", "coach", name="uq_ratings_transcript_coach"),
    )
    op.create_table(
        "resolutions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("coach", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("better", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coach"], ["coaches.id"], name="fk_resolutions_coach"),
        sa.ForeignKeyConstraint(
            ["transcript"], ["transcripts.seq"], name="fk_resolutions_transcript", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_resolutions"),
        sa.UniqueConstraint("transcript", "n", name="uq_resolutions_transcript_n"),
    )


def remarks() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript", sa.Integer(), nullable=False),
        sa.Column("coach", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("for_person", sa.Integer(), nullable=False),
        sa.Column("delivered", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["coach"], ["coaches.id"], name="fk_notes_coach"),
        sa.ForeignKeyConstraint(
            ["transcript"], ["transcripts.seq"], name="fk_notes_transcript", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
    )
    op.create_index("ix_notes_transcript", "notes", ["transcript"], unique=False)
    op.create_table(
        "leaks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript", sa.Integer(), nullable=False),
        sa.Column("coach", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["coach"], ["coaches.id"], name="fk_leaks_coach"),
        sa.ForeignKeyConstraint(
            ["transcript"], ["transcripts.seq"], name="fk_leaks_transcript", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_leaks"),
    )
    op.create_index("ix_leaks_transcript", "leaks", ["transcript"], unique=False)


def only_added_to_sqlite() -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
        )


def only_added_to_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION audit_only_added_to() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_added_to()"
    )
