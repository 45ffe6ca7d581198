"""What is said when a database cannot be used."""

from __future__ import annotations

import re

from coachbot.errors import Away, Conflict, StoreError
from coachbot.store.place import Place

SENTENCES = {
    "SQLITE_READONLY": "The database {place} cannot be written.",
    "SQLITE_CANTOPEN": "The database {place} cannot be opened.",
    "SQLITE_BUSY": "The database {place} is locked by another process.",
    "SQLITE_LOCKED": "The database {place} is locked by another process.",
    "SQLITE_FULL": "The disk that holds the database {place} is full.",
    "SQLITE_IOERR": "The disk that holds the database {place} cannot be read or written.",
    "SQLITE_CORRUPT": "The database {place} is damaged.",
    "SQLITE_NOTADB": "The file {place} is not a SQLite database, or is damaged.",
    "SQLITE_PERM": "The database {place} cannot be written.",
    "SQLITE_AUTH": "The database {place} cannot be written.",
}


REACH = "The database {place} cannot be reached."
AWAY = frozenset(
    {
        *("OperationalError", "AdminShutdown", "CrashShutdown", "CannotConnectNow"),
        "IdleInTransactionSessionTimeout",
    }
)
"""Errors of a server, or of the way to it, that a while may mend."""

# What a server says when it is there and will never let us in; the driver tells it in words only. One that
# speaks another language counts as away: we wait, and the line in the log names the database.
REFUSALS = {
    "authentication failed": "The server of {place} refuses the user or the password in that URL.",
    "no password supplied": "The server of {place} wants a password in that URL.",
    "no pg_hba.conf entry": "The server of {place} lets in nobody from this machine (its pg_hba.conf).",
    "role ": "The server of {place} does not know the user in that URL.",
    "database ": "The server knows no database {place}: make it, or mend that URL.",
}
FOR_GOOD = ("authentication failed", "no password supplied", "no pg_hba.conf entry")
_UNKNOWN = re.compile(r'FATAL: +(role |database )".*" does not exist')

SERVER_SENTENCES = {
    "QueryCanceled": "The database {place} took too long.",
    "LockNotAvailable": "The database {place} took too long.",
    "DiskFull": "The disk that holds the database {place} is full.",
    "ReadOnlySqlTransaction": "The database {place} cannot be written.",
}

RACES = frozenset(
    {
        *("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_FOREIGNKEY"),
        *("UniqueViolation", "ForeignKeyViolation", "SerializationFailure", "DeadlockDetected"),
    }
)
"""Errors that mean no more than that somebody else was quicker."""


def sentence(place: Place, error: Exception) -> StoreError:
    """What went wrong, in one sentence; never the driver's own words, which may hold a person's."""
    name = str(getattr(error, "sqlite_errorname", ""))
    for code, words in SENTENCES.items():
        if name.startswith(code):
            return StoreError(words.format(place=place.name))
    if place.sqlite:
        return StoreError(f"The database {place.name} failed ({name or type(error).__name__}).")
    kind = type(error).__name__
    if kind in AWAY:
        refused = _refusal(str(error))
        if refused is None:
            return Away(REACH.format(place=place.name))
        return StoreError(refused.format(place=place.name))
    return StoreError(
        SERVER_SENTENCES.get(kind, f"The database {{place}} failed ({kind}).").format(place=place.name)
    )


def _refusal(words: str) -> str | None:
    """The sentence for a server that is there and refuses us for good; None if it may let us in later."""
    unknown = _UNKNOWN.search(words)
    if unknown is not None:
        return REFUSALS[unknown[1]]
    return next((REFUSALS[each] for each in FOR_GOOD if each in words), None)


def meant(place: Place, error: Exception) -> Exception:
    """The error as we raise it: a lost race is a Conflict, all else a StoreError."""
    if {getattr(error, "sqlite_errorname", ""), type(error).__name__} & RACES:
        return Conflict("Someone else wrote first.")
    return sentence(place, error)
