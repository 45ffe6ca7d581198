"""A short phrase of the person's, turned to face them: "to matter to my wife" → "to matter to your wife"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coachbot.core.plain import straighten

LONGEST = 24  # words; what is longer is not said back whole

_TURNED: Mapping[str, str] = {
    "i": "you", "i'm": "you're", "im": "you're", "i've": "you've", "ive": "you've", "i'd": "you'd",
    "i'll": "you'll", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "we": "you two",
    "we're": "you two are", "we've": "you two have", "we'd": "you two would", "us": "you two",
    "our": "your", "ours": "yours", "ourselves": "yourselves", "u": "you",
}  # fmt: skip
_AGREES: Mapping[str, str] = {"am": "are", "was": "were", "wasn't": "weren't", "wasnt": "weren't"}
# Between "I" and its verb nothing but an adverb may stand: "I really was".
_BETWEEN = frozenset(("just", "really", "still", "always", "never", "also", "only", "already", "so", "even"))
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_HEDGE = re.compile(r",?\s+(?:i guess|i suppose|i think|idk|tbh|maybe)$", re.IGNORECASE)
_QUESTION = re.compile(
    r"(?:what'?s?|why|how|who|where|do|does|did|should|can|could|would|am|is|are) (?!ever\b)", re.IGNORECASE
)
_STOPS = re.compile(r"[.;!…]+\s+")
_ALREADY = re.compile(r"\b(?:you|your|yours|you're|yourself)\b", re.IGNORECASE)


def _unquoted(said: str) -> str:
    """Without quotation marks around all of it; those of a part of it stay."""
    whole = len(said) > 1 and said[0] in _OPENS and said[-1] in _CLOSES and said[0] not in said[1:-1]
    return said[1:-1].strip() if whole else said


_OPENS, _CLOSES = "\"“'", "\"”'"


def facing(phrase: str) -> str | None:
    """The phrase with "I" as "you"; None where somebody is "you" in it already, or it is too long."""
    said = _unquoted(straighten(phrase).strip().rstrip(" .!,;:…")).rstrip(" .!,;:…")
    said = _HEDGE.sub("", said)
    if (
        not said
        or _QUESTION.match(said)
        or _ALREADY.search(said)
        or len(said.split()) > LONGEST
        or "?" in said
        or "\n" in said
    ):
        return None
    said = _STOPS.sub(", ", said)
    turned: list[str] = []
    last, mine = 0, False
    for found in _WORD.finditer(said):
        word = found[0].lower()
        new = _AGREES[word] if mine and word in _AGREES else _TURNED.get(word)
        turned += (said[last : found.start()], found[0] if new is None else new)
        last = found.end()
        mine = word in ("i", "we") or (mine and word in _BETWEEN)
    return "".join((*turned, said[last:]))
