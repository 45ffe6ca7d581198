"""What the check of a message looks for, as read from knowledge/messages/checking.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coachbot.core.model import Evidence


@dataclass(frozen=True, slots=True)
class Problem:
    """Words in a draft that its reader would answer instead of the rest.

    `kind` is label, always_never, blame, mind_reading, diagnosis, contempt, threat, demand, vague,
    faux_feeling or evaluation; `mend` names the sentence in `MessageRules.mends` that says what would help.
    """

    kind: str
    because: tuple[Evidence, ...]
    mend: str


@dataclass(frozen=True, slots=True)
class MessageRules:
    """The compiled rules of one language."""

    mends: Mapping[str, str]


def parse_message_rules(raw: Mapping[str, object], source: str) -> MessageRules:
    """Read the rules; raises ContentError naming the file and the key."""
    del raw, source
    return MessageRules({})
