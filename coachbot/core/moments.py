"""Times as they come in and go out: ISO 8601 in UTC, to the second, ending in +00:00."""

from __future__ import annotations

from datetime import UTC, datetime

YEARS = range(1970, 2200)


def moment(text: str) -> str:
    """A time as people and programs write it, in the product's form; without an offset it is UTC.

    Raises ValueError for what is no time, or one outside the years 1970-2199.
    """
    try:
        read = datetime.fromisoformat(text.strip())
        if read.year not in YEARS:
            raise ValueError
        inside = (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"“{text[:40]}” is not a time like 2025-03-01T21:30:00+00:00") from None
    return inside.isoformat(timespec="seconds")
