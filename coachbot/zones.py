"""Time zones by name, read from the disk once: zoneinfo itself remembers eight."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises what zoneinfo raises for a name that there is not."""
    return ZoneInfo(name)
