"""Which zone a person means: its name, a city, or what time it is for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import TypeGuard

from coachbot.core.nudging.times import clock_time
from coachbot.core.signals import plain
from coachbot.errors import ContentError

QUARTER = 15  # minutes: offsets are whole quarters of an hour
DAY = 24 * 60
_AHEAD_OF_MOST = 13 * 60  # minutes; a clock further ahead than this is one behind UTC


@dataclass(frozen=True, slots=True)
class Cities:
    """IANA zones: by city, by country (its greatest first), and one for each clock, the best known first."""

    by_city: Mapping[str, str] = field(default_factory=dict)
    by_country: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clocks: tuple[str, ...] = ()


def parse_cities(raw: Mapping[str, object], source: str) -> Cities:
    """Read `cities.toml`. Raises ContentError for a zone that is no list of names or not text."""
    zones, countries, clocks = (raw.get(key, {}) for key in ("zones", "countries", "clocks"))
    if not isinstance(zones, dict) or not isinstance(countries, dict) or not _names(clocks):
        raise ContentError(f"{source} needs the tables zones and countries, and the list clocks.")
    by_city: dict[str, str] = {}
    for zone, cities in zones.items():
        if not _names(cities):
            raise ContentError(f"{source}: {zone} needs a list of cities.")
        by_city.update({plain(city): zone for city in cities})
        by_city.setdefault(plain(zone.rpartition("/")[2].replace("_", " ")), zone)
        by_city[zone.lower()] = zone
    for country, listed in countries.items():
        if not _names(listed):
            raise ContentError(f"{source}: {country} needs a list of zones.")
    return Cities(by_city, {c: tuple(z) for c, z in countries.items()}, tuple(clocks))


def _names(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def zone_named(text: str, cities: Cities) -> str | None:
    """The zone of a city or zone name, alone or in a short sentence; None where none is named."""
    for word in text.split():
        if "/" in word and (found := cities.by_city.get(word.strip(".,!?").lower())):
            return found
    words = plain(text[:200]).split()
    if len(words) > 25:
        return None
    for length in range(min(4, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            found = cities.by_city.get(" ".join(words[at : at + length]))
            if found:
                return found
    return None


def zone_of_clock(text: str, now: datetime, zones: Iterable[tuple[str, tzinfo]]) -> str | None:
    """The first of these zones whose clocks show what the person says it is; None if no time is named.

    Where no zone has that offset, one without clock changes ("Etc/GMT-5" is five hours ahead of UTC).
    """
    told = clock_time(text)
    if told is None:
        return None
    ahead = (int(told[:2]) * 60 + int(told[3:]) - (now.hour * 60 + now.minute)) % DAY
    offset = round(ahead / QUARTER) * QUARTER
    offset = offset - DAY if offset > _AHEAD_OF_MOST else offset
    for name, zone in zones:
        found = now.astimezone(zone).utcoffset()
        if found is not None and found.total_seconds() // 60 == offset:
            return name
    hours = round(offset / 60)
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"
