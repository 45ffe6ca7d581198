"""How the deeds of a turn are written: one function for each kind, registered where its table is at home."""

from __future__ import annotations

from functools import singledispatch

from coachbot.ports import Deed
from coachbot.store.engine import Database


@singledispatch
def do(deed: Deed, database: Database, person: int, at: str) -> None:  # noqa: ARG001 - the kinds use them
    """Write a deed of the person with this id; TypeError for a kind that nobody registered."""
    raise TypeError(f"No table knows how to write a {type(deed).__name__}.")
