"""Lists of words and phrases, written as text."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a text, parted by spaces or line ends."""
    return frozenset(words.split())


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Phrases parted by bars or line ends, each as its words; the order stays."""
    parts = (part.strip() for part in text.replace("\n", "|").split("|"))
    return tuple(tuple(part.split()) for part in parts if part)
