"""What a person shares.

Which session coaches may read, under an id that says nothing, and the names to swap in it. When the link
goes, for whatever reason, a trigger leaves the id as an orphan, and the transcript is taken from the coaches.
"""

import sqlalchemy as sa
from alembic import op

revision = "m007"
down_revision = "m006"


def upgrade() -> None:
    op.create_table(
        "shared",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("note", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shared"),
        sa.UniqueConstraint("transcript", name="uq_shared_transcript"),
        belongs("shared", "person_id", "people"),
        belongs("shared", "session_id", "sessions"),
    )
    op.create_index("ix_shared_person_id", "shared", ["person_id"])
    op.create_index("ix_shared_session_id", "shared", ["session_id"])
    op.create_table(
        "orphans",
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("transcript", name="pk_orphans"),
    )
    op.create_table(
        "swaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_swaps"),
        belongs("swaps", "person_id", "people"),
    )
    op.create_index("ix_swaps_person_id", "swaps", ["person_id"])
    (orphaned_in_sqlite if op.get_bind().dialect.name == "sqlite" else orphaned_in_postgresql)()


def belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def orphaned_in_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER shared_orphaned AFTER DELETE ON shared "
        "BEGIN INSERT OR IGNORE INTO orphans (transcript) VALUES (OLD.transcript); END"
    )


def orphaned_in_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION shared_orphaned() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN INSERT INTO orphans (transcript) VALUES (OLD.transcript) ON CONFLICT DO NOTHING; "
        "RETURN OLD; END $$"
    )
    op.execute(
        "CREATE TRIGGER shared_orphaned AFTER DELETE ON shared "
        "FOR EACH ROW EXECUTE FUNCTION shared_orphaned()"
    )
