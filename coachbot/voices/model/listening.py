"""One reply as it comes in: danger first, then the reading, then sentence by sentence what may be said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from coachbot.core.model import Danger
from coachbot.core.voicing.masking import Mask
from coachbot.core.voicing.reply import Noticings, SeenDanger, SoFar, complete, so_far
from coachbot.core.voicing.screening import Ground, Screen
from coachbot.core.voicing.sentences import ended
from coachbot.core.voicing.tact import Amiss
from coachbot.errors import VoiceError
from coachbot.ports import Door

LONGEST = 6_000  # characters of a reply
LONGEST_WORDS = 1_500  # of those that are said
PREAMBLE = 3_000  # of thinking aloud before it

Feel = Callable[[str], Awaitable[Amiss | None]]
"""What a sentence is like; None if that isn't known."""


@dataclass(slots=True)
class Listening:
    """Hears a stream; what has passed so far is in `said`, and `fault` tells what ended it early."""

    screen: Screen
    ground: Ground
    mask: Mask
    judge: Callable[[SeenDanger], Danger]  # what counts of a danger that the model saw
    words_wanted: bool
    door: Door | None = None
    feel: Feel | None = None
    danger: Danger | None = None
    reading: Noticings | None = None
    said: str = ""
    fault: str | None = None
    partner: str = ""
    _raw: str = ""
    _whole: bool = field(default=False)

    async def hear(self, piece: str) -> bool:
        """One more piece; False when nothing that follows can matter. VoiceError for what is no reply."""
        self._raw += piece
        found = self._found()
        if len(found.words) > LONGEST_WORDS:
            raise VoiceError("long")
        self.reading = found.reading or self.reading
        if self.danger is None and found.danger is not None:
            self.danger = self.judge(found.danger)
        if self.danger is None:
            return True
        if self.danger.kinds:  # nothing else is said now
            return False
        return not (self.words_wanted and found.worded) or await self._say(found.words, whole=False)

    async def finish(self) -> None:
        """All has come. VoiceError unless it was a whole reply, with words if they were wanted."""
        if self.fault or (self.danger and self.danger.kinds):
            return
        try:
            reply = complete(self._raw)
        except ValueError:
            raise VoiceError("garbled" if self._raw.strip() else "empty") from None
        self.reading, self.partner = reply.reading, self.mask.show(reply.partner)
        self.danger = self.danger or self.judge(reply.danger)
        if not self.words_wanted or self.danger.kinds:
            return
        if not reply.words.strip():
            raise VoiceError("empty")
        await self._say(reply.words, whole=True)

    def _found(self) -> SoFar:
        begun = "{" in self._raw
        if len(self._raw) > (LONGEST if begun else PREAMBLE):
            raise VoiceError("long")
        try:
            return so_far(self._raw)
        except ValueError:
            raise VoiceError("garbled") from None

    async def _say(self, words: str, *, whole: bool) -> bool:
        """Let through what has ended and may be said; False once something may not."""
        shown = self.mask.show(words)
        told = ended(shown, whole=whole)
        place = 0
        for sentence in told:
            place += len(sentence)
            if place <= len(self.said):
                continue
            amiss = await self.feel(sentence.strip()) if self.feel else None
            self.fault = self.screen.fault(self.said, sentence, self.ground, amiss)
            if self.fault:
                return False
            self.said += sentence
            if self.door is not None:
                await self.door.show(self.said.strip())
        return True
