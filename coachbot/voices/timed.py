"""A voice whose time is taken."""

from __future__ import annotations

from coachbot.ports import Cue, Door, Voice, Worded
from coachbot.timing import Stages


class TimedVoice:
    """Says what another says, and tells how long that took."""

    def __init__(self, voice: Voice, stages: Stages) -> None:
        self._voice, self._stages = voice, stages
        self.hush, self.prepare, self.close = voice.hush, voice.prepare, voice.close

    async def word(self, cue: Cue, door: Door | None = None) -> Worded:
        """The messages for what is to be said."""
        with self._stages.time("word"):
            return await self._voice.word(cue, door)
