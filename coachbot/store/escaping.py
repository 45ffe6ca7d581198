"""Texts that a database cannot hold as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coachbot.store.row import Value

# PostgreSQL's texts cannot hold a NUL, and a phone may send one: it lies there as two other characters.
_ESCAPES = {"\x01": "\x01\x01", "\x00": "\x01\x30"}
_ESCAPED = re.compile("[\x00\x01]")
_BACK = {wrong: right for right, wrong in _ESCAPES.items()}
_HIDDEN = re.compile("\x01[\x01\x30]")


def escaped(values: Mapping[str, Value]) -> Mapping[str, Value]:
    """The values as PostgreSQL can hold them."""
    if not any(isinstance(value, str) and _ESCAPED.search(value) for value in values.values()):
        return values
    return {
        key: _ESCAPED.sub(lambda found: _ESCAPES[found[0]], value) if isinstance(value, str) else value
        for key, value in values.items()
    }


def unescaped(value: Value) -> Value:
    """A value as it was given."""
    if isinstance(value, str) and "\x01" in value:
        return _HIDDEN.sub(lambda found: _BACK[found[0]], value)
    return value


def mended(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values with each half of an emoji replaced."""
    return {
        key: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for key, value in values.items()
    }
