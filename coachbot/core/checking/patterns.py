"""Patterns of the language files: readable in TOML, compiled when first used.

In a pattern `{name}` stands for a list or a part of the same file, a space for one to three spaces and
`'` for an apostrophe that phones leave out; one that must be there is written as its code. Lists become
tries, so that a long one costs no more than a short one. Unbounded repetition is refused: texts can be
very long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from coachbot.core.plain import straighten
from coachbot.errors import ContentError

_PLACE = re.compile(r"\{([a-z_]+)\}")
_UNBOUNDED = re.compile(r"(?<!\\)(?:[*+]|\{\d+,\})(?!\\)")
_SPACE = re.compile(r" (\??)")
_YOU = re.compile(r"(?:(?<=\\b)|(?<![a-z\\]))your?(?![a-z_}])")
_Node = dict[str, "_Node"]


def lower(text: str) -> str:
    """Lower-cased plain text in which every offset is the original's."""
    plain = straighten(text)
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(_small(c) for c in plain)


def _small(character: str) -> str:
    low = character.lower()
    return low if len(low) == 1 else character


def _loosened(pattern: str) -> str:
    """The pattern with loose spaces and apostrophes, and "u" for "you", "ur" for "your"."""
    spaced = _SPACE.sub(_spaced, pattern).replace("'", "'?")
    return _YOU.sub(lambda m: "(?:your|ur)" if m[0] == "your" else "(?:you|u)", spaced)


def _spaced(found: re.Match[str]) -> str:
    return " {0,3}" if found[1] else " {1,3}"


class Pattern:
    """A regular expression that is compiled when it is first used: hundreds at start would be felt."""

    __slots__ = ("_compiled", "_where", "source")

    def __init__(self, source: str, where: str) -> None:
        """`where` is named when the source can't be compiled."""
        self.source = source
        self._where = where
        self._compiled: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression; raises ContentError when it can't be read."""
        if self._compiled is None:
            try:
                self._compiled = re.compile(self.source)
            except re.error as error:
                raise ContentError(f"{self._where}: this pattern can't be read ({error}).") from None
        return self._compiled


class Patterns:
    """The lists and parts of one language file, and the patterns made from them."""

    def __init__(self, raw: Mapping[str, object], source: str) -> None:
        """Read `[lists]` and `[parts]`; a part may use lists and the parts that stand before it."""
        self._source = source
        self._known: dict[str, str] = {}
        for name, words in table(raw, "lists", source).items():
            self._known[name] = any_of(strings(words, source, f"lists.{name}"))
        for name, pattern in table(raw, "parts", source).items():
            self._known[name] = f"(?:{self.expand(text(pattern, source, f'parts.{name}'), f'parts.{name}')})"

    def expand(self, pattern: str, key: str) -> str:
        """The regular expression that a pattern of the file stands for."""
        found = _UNBOUNDED.search(pattern)
        if found:
            raise ContentError(
                f"{self._source}, {key}: “{found[0]}” has no bound; give it one, as in {{0,40}}."
            )
        return _PLACE.sub(lambda m: self._part(m[1], key), _loosened(pattern))

    def _part(self, name: str, key: str) -> str:
        if name not in self._known:
            raise ContentError(f"{self._source}, {key}: there is no list or part “{name}”.")
        return self._known[name]

    def pattern(self, pattern: str, key: str) -> Pattern:
        """A pattern of the file; an unknown name or no bound raises ContentError, the rest at first use."""
        return Pattern(self.expand(pattern, key), f"{self._source}, {key}")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words or phrases, whole ones only, the longest first."""
    trie: _Node = {}
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return rf"(?<!\w)(?:{_written(trie)})(?!\w)"


def _written(node: _Node) -> str:
    branches = [_piece(c) + _written(below) for c, below in node.items() if c]
    if not branches:
        return ""
    together = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return together + ("?" if "" in node else "")


def _piece(character: str) -> str:
    if character == " ":
        return " {1,3}"
    return "'?" if character == "'" else re.escape(character)


# ---------------------------------------------------------------- reading TOML


def table(raw: Mapping[str, object], key: str, source: str) -> Mapping[str, object]:
    """A table of the file, empty when it is absent."""
    value = raw.get(key, {})
    if not isinstance(value, Mapping):
        raise ContentError(f"{source}: “{key}” should be a table.")
    return value


def tables(raw: Mapping[str, object], key: str, source: str) -> list[Mapping[str, object]]:
    """An array of tables of the file; it must not be empty."""
    value = raw.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(v, Mapping) for v in value):
        raise ContentError(f"{source}: “{key}” should be a list of tables with at least one in it.")
    return value


def text(value: object, source: str, key: str) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ContentError(f"{source}, {key}: a text is missing here.")
    return value


def strings(value: object, source: str, key: str) -> tuple[str, ...]:
    """A list of texts with at least one in it."""
    if not isinstance(value, list) or not value or not all(isinstance(v, str) and v for v in value):
        raise ContentError(f"{source}, {key}: this should be a list of texts with at least one in it.")
    return tuple(value)


def texts(raw: Mapping[str, object], key: str, source: str) -> Mapping[str, str]:
    """A table whose values are all texts; it must not be empty."""
    found = table(raw, key, source)
    if not found:
        raise ContentError(f"{source}: the table “{key}” is missing.")
    return {name: text(value, source, f"{key}.{name}") for name, value in found.items()}
