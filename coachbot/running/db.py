"""`coachbot db`: the database's form."""

from __future__ import annotations

from coachbot.settings import read_settings


def upgrade() -> str:
    """`db upgrade`, and what the database is like then."""
    from coachbot.store import upgrade as upgrade_store

    upgrade_store(read_settings().database_url.get_secret_value())
    return status()


def status() -> str:
    """`db status`."""
    from coachbot.store import status as store_status

    return store_status(read_settings().database_url.get_secret_value())
