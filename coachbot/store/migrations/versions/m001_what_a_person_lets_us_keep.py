"""What a person lets us keep.

A relationship is a thing of its own, though everyone has just one as yet: an ex, two partners, a partner
who links are to come, and none of them should mean moving anybody's talk. A conversation goes on for weeks;
a session is one stretch of it, and ends with a card. Each turn remembers which dialogue, prompts and gems
spoke, because a session waits while they change.
"""

import sqlalchemy as sa
from alembic import op

revision = "m001"
down_revision = None


def upgrade() -> None:
    people()
    talks()
    turns()
    what_comes_of_them()


def people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("keeps", sa.Integer()),
        sa.Column("country", sa.Text()),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text()),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("blocked_at", sa.Text()),
        sa.Column("created", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("name", name="uq_people_name"),
    )
    op.create_table(
        "relationships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("linked_to", sa.Integer()),
        sa.Column("created", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_relationships"),
        belongs("relationships", "person_id", "people"),
        sa.ForeignKeyConstraint(
            ["linked_to"], ["relationships.id"], name="fk_relationships_linked_to", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_relationships_person_id", "relationships", ["person_id"])
    op.create_index("ix_relationships_linked_to", "relationships", ["linked_to"])


def talks() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("relationship_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text()),
        sa.Column("hold", sa.Integer(), nullable=False),
        sa.Column("dialogue", sa.Integer(), nullable=False),
        sa.Column("prompts", sa.Text(), nullable=False),
        sa.Column("gems", sa.Text(), nullable=False),
        sa.Column("opened", sa.Text(), nullable=False),
        sa.Column("updated", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("relationship_id", name="uq_conversations_relationship_id"),
        belongs("conversations", "person_id", "people"),
        belongs("conversations", "relationship_id", "relationships"),
    )
    op.create_index("ix_conversations_person_id", "conversations", ["person_id"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Text(), nullable=False),
        sa.Column("closed", sa.Text()),
        sa.Column("card", sa.Text()),
        sa.Column("card_at", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        belongs("sessions", "conversation_id", "conversations"),
    )
    op.create_index("ix_sessions_conversation_id", "sessions", ["conversation_id"])


def turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", big(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("update_id", big()),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("tap", sa.Text()),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("danger", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text()),
        sa.Column("hold", sa.Integer(), nullable=False),
        sa.Column("voice", sa.Text(), nullable=False),
        sa.Column("gem_slug", sa.Text()),
        sa.Column("gem_passage", sa.Text()),
        sa.Column("dialogue", sa.Integer(), nullable=False),
        sa.Column("prompts", sa.Text(), nullable=False),
        sa.Column("gems", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        belongs("turns", "session_id", "sessions"),
    )
    op.create_index("ix_turns_session_id", "turns", ["session_id"])


def what_comes_of_them() -> None:
    op.create_table(
        "gem_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gem_events"),
        sa.UniqueConstraint("person_id", "slug", "what", name="uq_gem_events_person_id_slug_what"),
        belongs("gem_events", "person_id", "people"),
    )
    op.create_table(
        "due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_due"),
        belongs("due", "person_id", "people"),
    )
    op.create_index("ix_due_person_id", "due", ["person_id"])
    still_open = sa.text("done_at IS NULL")
    op.create_index("ix_due_open", "due", ["at"], sqlite_where=still_open, postgresql_where=still_open)


def belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def big() -> sa.BigInteger:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")
