"""The day after.

What a person wants to hear of between talks, and what came of it: their plan, each nudge by its name, never
its words, agreements, how they are doing, what the next talk should know, and the support that matters most.
A message in the outbox may now have a last moment.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "m005"
down_revision = "m004"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("until", sa.Text()))
    op.create_table(
        "nudge_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("spread", sa.Integer(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("pace", sa.Integer(), nullable=False),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.Text()),
        sa.Column("last_day", sa.Text()),
        sa.Column("last_at", sa.Text()),
        sa.Column("answered_at", sa.Text()),
        sa.Column("thriving", sa.Integer(), nullable=False),
        sa.Column("thrived_day", sa.Text()),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("next_at", sa.Text()),
        *belongs("nudge_plans"),
        sa.UniqueConstraint("person_id", name="uq_nudge_plans_person_id"),
    )
    coming = sa.text("next_at IS NOT NULL")
    op.create_index(
        "ix_nudge_plans_next", "nudge_plans", ["next_at"], sqlite_where=coming, postgresql_where=coming
    )
    op.create_table(
        "nudges",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text()),
        *belongs("nudges"),
        sa.UniqueConstraint("person_id", "day", "n", name="uq_nudges_person_id_day_n"),
    )
    hanging(
        "agreements",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("ended", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text()),
    )
    hanging(
        "thriving_checks",
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("thriving", sa.Integer(), nullable=False),
        sa.Column("energy", sa.Integer()),
        sa.Column("willingness", sa.Integer()),
        sa.Column("word", sa.Text()),
    )
    hanging(
        "memories", sa.Column("at", sa.Text(), nullable=False), sa.Column("text", sa.Text(), nullable=False)
    )
    op.create_table(
        "essentials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *belongs("essentials"),
        sa.UniqueConstraint("person_id", "place", name="uq_essentials_person_id_place"),
    )


def hanging(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        *columns,
        *belongs(name),
    )
    op.create_index(f"ix_{name}_person_id", name, ["person_id"])


def belongs(name: str) -> tuple[sa.Constraint, ...]:
    person = sa.ForeignKeyConstraint(
        ["person_id"], ["people.id"], name=f"fk_{name}_person_id", ondelete="CASCADE"
    )
    return sa.PrimaryKeyConstraint("id", name=f"pk_{name}"), person
