"""The way into Alembic; imported only when a migration has to run."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

STORE = Path(__file__).parent


def config(connection: Connection, folder: str = "migrations") -> Config:
    """Alembic's settings, without a file."""
    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(STORE / folder).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def migrate(connection: Connection, to: str = "head", folder: str = "migrations") -> None:
    """Run the missing migrations inside the transaction that the connection is in."""
    if not connection.in_transaction():
        connection.begin()  # SQLAlchemy's own book-keeping: otherwise Alembic would commit for us
    command.upgrade(config(connection, folder), to)
