"""The line on which a program says that it lives: a killed one's line is gone at once.

And how far this schema reaches back: programs of an older one that it still serves may go on beside newer
ones. A migration that takes something away, or asks for more than they write, moves `oldest` up to itself.
"""

import sqlalchemy as sa
from alembic import op

revision = "m009"
down_revision = "m008"


def upgrade() -> None:
    op.add_column("replicas", sa.Column("session", sa.BigInteger()))
    reach = op.create_table(
        "reach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("oldest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reach"),
    )
    op.bulk_insert(reach, [{"id": 1, "oldest": "m008"}])
