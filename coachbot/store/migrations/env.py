"""Run by Alembic for each command; the connection, and the transaction it is in, come from the program."""

from alembic import context

from coachbot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a table: it is rebuilt
)
context.run_migrations()
