"""What messages, pauses, requests and closing cards are made of: knowledge/messages/composing.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The composer's words in one language.

    `questions` maps Shaped.mend to the question that would mend a request;
    `reasons` maps a problem's kind to the few words that say why a line was left out.
    """

    questions: Mapping[str, str]
    reasons: Mapping[str, str]


def parse_wording(raw: Mapping[str, object], source: str) -> Wording:
    """Read the words; raises ContentError naming the file and the key."""
    del raw, source
    return Wording({}, {})
