"""When a model's words end too early, the question that the table wants asked still stands at their end."""

from __future__ import annotations

import re

from coachbot.core.phrasebook import fingerprint, sentences

_INVITES = re.compile(
    r"^(?:(?:and|so|then|please|just|when you like,?|if you like,?) )?"
    r"(?:tell me|go on|go ahead|say|start|begin|take)\b",
    re.IGNORECASE,
)


def completed(words: str, plain: str) -> str:
    """The words, with the plain version's question after them where they ask and invite nothing."""
    asked = _asked(plain)
    if not asked or _asks(words):
        return words
    said = {fingerprint(sentence) for sentence in sentences(words)}
    left = [sentence for sentence in asked if fingerprint(sentence) not in said]
    return f"{words} {' '.join(left)}".strip()


def _asked(plain: str) -> list[str]:
    told = sentences(plain)
    first = next((place for place, sentence in enumerate(told) if "?" in sentence), None)
    return told[first:] if first is not None else []


def _asks(words: str) -> bool:
    return "?" in words or any(_INVITES.search(sentence) for sentence in sentences(words)[-2:])
