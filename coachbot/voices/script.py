"""The voice that needs no model."""

from __future__ import annotations

from coachbot.core.kit import Kit
from coachbot.core.scripting import script
from coachbot.ports import Cue, Door, Worded


class ScriptedVoice:
    """Words from prompts/, chosen without chance."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def word(self, cue: Cue, door: Door | None = None) -> Worded:  # noqa: ARG002 - shown all at once
        """The messages for what is to be said."""
        return Worded(*script(cue.says, cue.session, self._kit, cue.seed))

    def hush(self, user: str) -> None:
        """Nothing: these words are there at once."""

    async def prepare(self) -> None:
        """Nothing: it is ready."""

    async def close(self) -> None:
        """Nothing is open."""
