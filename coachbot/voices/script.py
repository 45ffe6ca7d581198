"""The voice that needs no model."""

from __future__ import annotations

from collections.abc import Sequence

from coachbot.core.kit import Kit
from coachbot.core.model import Message
from coachbot.core.moves import Say
from coachbot.core.scripting import script
from coachbot.core.session import Session


class ScriptedVoice:
    """Words from prompts/, chosen without chance."""

    name = "script"

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def word(
        self, says: Sequence[Say], session: Session, seed: int
    ) -> tuple[tuple[Message, ...], Session]:
        """The messages for what is to be said, and the session that remembers them."""
        return script(says, session, self._kit, seed)
