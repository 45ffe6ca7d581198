"""What is said when a database cannot be used."""

from __future__ import annotations

from coachbot.errors import Conflict, StoreError
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


SERVER_SENTENCES = {
    "OperationalError": "The database {place} cannot be reached.",
    "AdminShutdown": "The database {place} cannot be reached.",
    "CrashShutdown": "The database {place} cannot be reached.",
    "CannotConnectNow": "The database {place} cannot be reached.",
    "IdleInTransactionSessionTimeout": "The database {place} cannot be reached.",
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
    return StoreError(
        SERVER_SENTENCES.get(kind, f"The database {{place}} failed ({kind}).").format(place=place.name)
    )


def meant(place: Place, error: Exception) -> Exception:
    """The error as we raise it: a lost race is a Conflict, all else a StoreError."""
    if {getattr(error, "sqlite_errorname", ""), type(error).__name__} & RACES:
        return Conflict("Someone else wrote first.")
    return sentence(place, error)
