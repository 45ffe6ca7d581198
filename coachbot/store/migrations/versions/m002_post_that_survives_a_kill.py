"""Post that survives a kill.

An update is written down before Telegram is told that we have it, and an answer in the same transaction as
the turn it belongs to. Both tables hold a name and not a person's id: people who said no get answers too.
"""

import sqlalchemy as sa
from alembic import op

revision = "m002"
down_revision = "m001"


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", big(), nullable=False, autoincrement=False),
        sa.Column("person", sa.Text()),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("handled_at", sa.Text()),
        sa.Column("set_aside", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    waiting = sa.text("handled_at IS NULL")
    op.create_index(
        "ix_inbox_waiting", "inbox", ["received_at"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_table(
        "outbox",
        sa.Column("id", big(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("buttons", sa.Integer(), nullable=False),
        sa.Column("replaces", big()),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.Text()),
        sa.Column("channel_message_id", big()),
        sa.Column("dropped", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,  # an id used twice would let a late "sent" mark another's message
    )
    op.create_index("ix_outbox_person", "outbox", ["person"])
    unsent = sa.text("sent_at IS NULL AND dropped IS NULL")
    op.create_index("ix_outbox_unsent", "outbox", ["id"], sqlite_where=unsent, postgresql_where=unsent)


def big() -> sa.BigInteger:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
