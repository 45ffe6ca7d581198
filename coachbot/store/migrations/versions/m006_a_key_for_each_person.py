"""A key for each person, and a tag by which who was forgotten is known again.

A person's texts are sealed under a key of their own where the operator has set keys. The tag means nothing
outside this database; a file beside it notes the tags of those who were forgotten, so that a backup put back
in place does not bring them back.
"""

import sqlalchemy as sa
from alembic import op

revision = "m006"
down_revision = "m005"


def upgrade() -> None:
    op.create_table(
        "data_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_data_keys_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_data_keys"),
        sa.UniqueConstraint("person_id", name="uq_data_keys_person_id"),
        sqlite_autoincrement=True,
    )
    op.add_column("people", sa.Column("tag", sa.Text(), nullable=True))
    sqlite = op.get_bind().dialect.name == "sqlite"
    fresh = "lower(hex(randomblob(16)))" if sqlite else "replace(gen_random_uuid()::text, '-', '')"
    op.execute(f"UPDATE people SET tag = {fresh}")  # noqa: S608 - one of two constants
    op.create_index("ix_people_tag", "people", ["tag"])
