"""Sentences of a text that is still growing: each as soon as it can be known to have ended."""

from __future__ import annotations

import re

_END = re.compile(r"[.?!…]{1,6}[\"”’')\]]{0,3}(?=\s|\Z)|\n+")
_SHORT = re.compile(r"(?:\b(?:mr|mrs|ms|dr|st|vs|e\.g|i\.e|etc|approx|no)|\b[A-Za-z]|\d)\.\Z", re.IGNORECASE)
_AMBIGUOUS = re.compile(r"(?:\.\.|…)[\"”’')\]]{0,3}\Z")


def ended(text: str, *, whole: bool) -> list[str]:
    """The sentences that have ended, each with what stands before it; `whole`: nothing more will come.

    Put together they are the text's beginning, character by character.
    """
    found: list[str] = []
    begin = 0
    for match in _END.finditer(text):
        sentence = text[begin : match.end()]
        if _goes_on(sentence, last=match.end() == len(text) and not whole):
            continue
        if sentence.strip():
            found.append(sentence)
            begin = match.end()
    if whole and text[begin:].strip():
        found.append(text[begin:])
    return found


def _goes_on(sentence: str, *, last: bool) -> bool:
    """Whether the stop is no end: an abbreviation, an open quotation, or dots that may become more."""
    if _SHORT.search(sentence) and "\n" not in sentence[-1:]:
        return True
    if not last:
        return False
    opened = sentence.count("“") > sentence.count("”") or sentence.count('"') % 2 == 1
    return opened or bool(_AMBIGUOUS.search(sentence))
