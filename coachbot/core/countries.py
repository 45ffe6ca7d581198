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
    """The country a person names, by code or name; None when it is none that we know."""
    bare = plain(text)
    if bare.upper() in countries.names:
        return bare.upper()
    for opening in ("", "in ", "i'm in ", "im in ", "i am in ", "i live in "):
        if bare.startswith(opening) and (found := countries.codes.get(bare[len(opening) :])):
            return found
        if opening and bare.startswith(opening) and bare[len(opening) :].upper() in countries.names:
            return bare[len(opening) :].upper()
    return None
