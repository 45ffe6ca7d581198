"""An operator can shut somebody out, and stop everything at once."""

import sqlalchemy as sa
from alembic import op

revision = "m011"
down_revision = "m010"


def upgrade() -> None:
    op.create_table(
        "bans",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_bans"),
    )
    op.create_table(
        "switches",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_switches"),
    )
    op.execute("INSERT INTO reach (schema, oldest) VALUES ('m011', 'm008')")
