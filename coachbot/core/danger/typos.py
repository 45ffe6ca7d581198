"""The slips of a thumb: which misspelling stands for which word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 4  # in shorter words a slip makes another word
_LONG = 5  # from here on a letter may be missing


def misspellings(words: Iterable[str], grave: Collection[str], real: Collection[str]) -> dict[str, str]:
    """Each slip with the word it stands for; real words are none.

    `grave` words are also understood where a finger hit the key beside.
    """
    found: dict[str, str] = {}
    for word in words:
        if len(word) >= _SHORTEST and word.isascii():
            for slip in _slips(word):
                found.setdefault(slip, word)
    for word in grave:
        for slip in _beside(word):
            found.setdefault(slip, word)
    for word in (*real, *words):
        found.pop(word, None)
    return found


def _slips(word: str) -> Iterator[str]:
    """One letter doubled, swapped with the next, or (in a long word) left out."""
    for i, letter in enumerate(word):
        head, tail = word[:i], word[i + 1 :]
        yield head + letter + letter + tail
        if tail:
            yield head + tail[0] + letter + tail[1:]
        if len(word) >= _LONG and i:
            yield head + tail


def _beside(word: str) -> Iterator[str]:
    """One letter hit beside its key."""
    for i, letter in enumerate(word):
        for near in _NEAR.get(letter, ""):
            yield word[:i] + near + word[i + 1 :]


def _neighbours() -> dict[str, str]:
    near: dict[str, str] = {}
    for row, line in enumerate(_ROWS):
        for i, letter in enumerate(line):
            beside = line[max(0, i - 1) : i] + line[i + 1 : i + 2]
            above = _ROWS[row - 1][i : i + 2] if row else ""
            below = _ROWS[row + 1][max(0, i - 1) : i + 1] if row + 1 < len(_ROWS) else ""
            near[letter] = beside + above + below
    return near


_NEAR = _neighbours()
