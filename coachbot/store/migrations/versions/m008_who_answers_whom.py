"""Which program answers whom, where several share a database, and how fast they may write together.

A program says every few seconds that it lives; the chats of one that fell silent are another's.
"""

import sqlalchemy as sa
from alembic import op

revision = "m008"
down_revision = "m007"


def upgrade() -> None:
    op.create_table(
        "replicas",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_replicas"),
    )
    op.create_table(
        "claims",
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("replica", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_claims"),
    )
    op.create_index("ix_claims_replica", "claims", ["replica"])
    op.create_table(
        "pace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pace"),
    )
