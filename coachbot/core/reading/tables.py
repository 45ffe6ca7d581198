"""Typed reading of parsed TOML, so that a slip in a file becomes one sentence with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coachbot.errors import ContentError


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file; every getter raises ContentError that names the file and the key."""

    where: str
    data: Mapping[str, object]

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def only(self, *known: str) -> None:
        """Refuse keys that mean nothing here: they are slips of the pen."""
        for key in self.data:
            if key not in known:
                raise ContentError(f"{self.where} knows no “{key}”.")

    def text(self, key: str, default: str | None = None) -> str:
        """A piece of text; without a default it must be there."""
        value = self.data.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise ContentError(f"{self.where} needs a text “{key}”.")
        return value

    def texts(self, key: str, *, must: bool = False) -> tuple[str, ...]:
        """A list of texts, empty when it may be missing."""
        value = self.data.get(key, [])
        good = isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)
        if not good or (must and not value):
            raise ContentError(f"{self.where} needs a list of words “{key}”.")
        return tuple(value) if isinstance(value, list) else ()

    def number(self, key: str, default: float) -> float:
        """A number from 0 up."""
        value = self.data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < -1:
            raise ContentError(f"{self.where} needs a number “{key}”.")
        return float(value)

    def flag(self, key: str) -> bool:
        """True or false, false when missing."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise ContentError(f"{self.where} needs true or false for “{key}”.")
        return value

    def table(self, key: str) -> Table:
        """A table within."""
        value = self.data.get(key)
        if not isinstance(value, Mapping):
            raise ContentError(f"{self.where} needs a table [{key}].")
        return Table(f"{self.where}, {key}", value)

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Every table within, by name."""
        for key in self.data:
            yield key, self.table(key)
