"""The simulated partner when a model plays them: human, safe, short, or the table's reply instead."""

from __future__ import annotations

from collections.abc import Sequence

from coachbot.core.checking import check
from coachbot.core.danger import Signs, assess
from coachbot.core.kit import Kit
from coachbot.core.model import Level, Manner, Message
from coachbot.core.voicing.screening import Ground, Screen

LONGEST = 45  # words
# What nobody is to practise being told; ordinary defensiveness stays.
_CRUEL = frozenset(("contempt", "threat", "diagnosis", "label"))


def partner_says(words: str, screen: Screen, ground: Ground, kit: Kit, signs: Signs) -> str | None:
    """The reply as it may be shown, without quotation marks; None where the table's has to stand."""
    reply = words.strip().strip("“”\"'")
    if not reply or len(reply.split()) > LONGEST or "\n\n" in reply:
        return None
    if assess(reply, signs=signs).level is not Level.NONE:
        return None
    if _CRUEL & {problem.kind for problem in check(reply, kit.rules)}:
        return None
    return None if screen.unspoken(reply, ground) else reply


def replied(messages: Sequence[Message], reply: str) -> tuple[Message, ...]:
    """The messages with the partner's reply in the place of the table's."""
    return tuple(
        Message(f"“{reply}”", m.buttons, m.manner) if m.manner is Manner.QUOTE else m for m in messages
    )
