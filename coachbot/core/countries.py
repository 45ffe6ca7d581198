"""Countries by code and by the names people give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.core.signals import plain
from coachbot.errors import ContentError


@dataclass(frozen=True, slots=True)
class Countries:
    """A code's name, and the code of each name in lower case."""

    names: Mapping[str, str]
    codes: Mapping[str, str]


def parse_countries(raw: Mapping[str, object], source: str) -> Countries:
    """Read `countries.toml`: code = names. Raises ContentError for a code without a name."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for code, listed in raw.items():
        if not isinstance(listed, list) or not listed or not all(isinstance(n, str) for n in listed):
            raise ContentError(f"{source}: {code} needs a list of names.")
        names[code] = listed[0]
        codes.update({plain(name): code for name in listed})
    return Countries(names, codes)


def country_code(text: str, countries: Countries) -> str | None:
    """The country a person names, by code or name, alone or in a short sentence; None when there is none."""
    bare = plain(text[:300])
    if bare.upper() in countries.names:
        return bare.upper()
    words = bare.split()
    if len(words) > 30:
        return None
    for length in range(min(6, len(words)), 0, -1):
        runs = (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
        found = next((countries.codes[run] for run in runs if run in countries.codes), None)
        if found:
            return found
    capitals = (word.strip(".,!") for word in text.split() if word.isupper())
    return next((word for word in capitals if word in countries.names), None)
