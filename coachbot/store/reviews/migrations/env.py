"""Run by Alembic for each command; the connection, and the transaction it is in, come from the program."""

from alembic import context

from coachbot.store.reviews.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
