"""Two people: each one's end of a link, what they do towards each other, and what waits at the wall.

Every row is one person's. What one may see of the other's is decided in one place, when it is read.
"""

import sqlalchemy as sa
from alembic import op

revision = "m009"
down_revision = "m008"


def upgrade() -> None:
    op.create_table(
        "bonds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("couple", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("rests_from", sa.Integer(), nullable=True),
        sa.Column("made", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_bonds_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_bonds"),
        sa.UniqueConstraint("code", name="uq_bonds_code"),
    )
    op.create_index("ix_bonds_person_id", "bonds", ["person_id"])
    op.create_index("ix_bonds_couple", "bonds", ["couple"])
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("couple", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("which", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_acts_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
        sa.UniqueConstraint("couple", "n", name="uq_acts_couple_n"),
    )
    op.create_index("ix_acts_person_id", "acts", ["person_id"])
    op.create_table(
        "crossings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("bond_id", sa.Integer(), nullable=False),
        sa.Column("couple", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_crossings_person_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["bond_id"], ["bonds.id"], name="fk_crossings_bond_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_crossings"),
    )
    for column in ("person_id", "bond_id", "couple"):
        op.create_index(f"ix_crossings_{column}", "crossings", [column])
    # SQLite takes a column with its foreign key only by making the table anew, its indexes in any order.
    for index in ("ix_outbox_person", "ix_outbox_unsent"):
        op.drop_index(index, "outbox")
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.add_column(sa.Column("author_id", sa.Integer(), nullable=True))
        outbox.create_foreign_key("fk_outbox_author_id", "bonds", ["author_id"], ["id"], ondelete="CASCADE")
    open_ = sa.text("sent_at IS NULL AND dropped IS NULL")
    op.create_index("ix_outbox_person", "outbox", ["person"])
    op.create_index("ix_outbox_unsent", "outbox", ["id"], sqlite_where=open_, postgresql_where=open_)
    op.create_index("ix_outbox_author_id", "outbox", ["author_id"])
