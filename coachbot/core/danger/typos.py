"""The slips of a thumb: which misspelling stands for which word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 4  # in shorter words a slip makes another word


def misspellings(words: Iterable[str], real: Collection[str]) -> dict[str, str]:
    """Each slip that leads to exactly one of the words, and is not a real word itself."""
    words = tuple(words)
    found: dict[str, str] = {}
    taken = set(real) | set(words)
    for word in words:
        for slip in _slips(word):
            if slip not in taken:
                found.setdefault(slip, word)
    return found


def _slips(word: str) -> Iterator[str]:
    """One letter left out, doubled, swapped with the next, or hit beside its key."""
    if len(word) < _SHORTEST:
        return
    for i, letter in enumerate(word):
        yield word[:i] + letter + word[i:]
        if len(word) > _SHORTEST or i:
            yield word[:i] + word[i + 1 :]
        if i + 1 < len(word):
            yield word[:i] + word[i + 1] + letter + word[i + 2 :]
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
