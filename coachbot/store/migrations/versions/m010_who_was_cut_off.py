"""The line on which a program says that it lives: a killed one's line is gone at once.

And how far a schema reaches back: programs of the oldest one that it still serves, and of all since, may go
on beside newer ones. Each migration says it of itself; one that takes something away, or asks for more than
older programs write, serves itself only. Without a row, older programs refuse to start.
"""

import sqlalchemy as sa
from alembic import op

revision = "m010"
down_revision = "m009"


def upgrade() -> None:
    op.add_column("replicas", sa.Column("session", sa.BigInteger()))
    reach = op.create_table(
        "reach",
        sa.Column("schema", sa.Text(), nullable=False),
        sa.Column("oldest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("schema", name="pk_reach"),
    )
    op.bulk_insert(reach, [{"schema": revision, "oldest": "m008"}])
