"""Voice notes: with a yes they become text, which the person sees before it counts; no sound is kept."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from coachbot.commands.asked import Answered, Asked
from coachbot.core.danger import assess
from coachbot.core.library import Library
from coachbot.core.model import Level, Said, Sort
from coachbot.core.session import Session
from coachbot.core.signals import Signal, spoken
from coachbot.errors import VoiceError
from coachbot.ports import Door, House, Kept, Store, Transcriber

WAITING = 10_000  # notes that wait for a yes, in memory only: by name, not their sound
SHOWN = 3_000  # characters of a transcript
_SETTING = "voice_notes"


class Dictating:
    """Turns a voice note into what was said, or into an answer that asks for something first."""

    def __init__(self, library: Library, store: Store, house: House, transcriber: Transcriber | None) -> None:
        self._library, self._store, self._house, self._transcriber = library, store, house, transcriber
        self._waiting: OrderedDict[str, str] = OrderedDict()

    async def heard(
        self, said: Said, kept: Kept, session: Session, door: Door | None
    ) -> Said | Answered | None:
        """What was said in words, an answer of our own, or None when this is about no voice note."""
        asked = Asked(said, kept, session, self._library, self._store, self._house)
        if said.tap in _TAPS and said.tap in session.offered:
            return await self._tapped(asked, door)
        if session.dictated is not None and said.sort is Sort.TEXT and said.text.strip():
            return self._settled(asked)
        if said.sort is not Sort.VOICE or self._transcriber is None or not said.recording:
            return None
        if kept.account.settings.get(_SETTING) == "yes":
            return await self._shown(asked, said.recording, door)
        self._waiting[said.user] = said.recording
        if len(self._waiting) > WAITING:
            self._waiting.popitem(last=False)
        return asked.answer(asked.say("dictated.ask", "dictated.yes", "dictated.no"))

    async def _tapped(self, asked: Asked, door: Door | None) -> Said | Answered | None:
        account = asked.kept.account
        if asked.said.tap == "dictated.right" and asked.session.dictated is not None:
            return _as_text(asked.said, asked.session.dictated)
        if asked.said.tap == "dictated.wrong":
            return asked.answer(asked.say("dictated.write"), dictated=None)
        recording = self._waiting.pop(asked.said.user, None)
        if asked.said.tap != "dictated.yes":
            return asked.answer(asked.say("dictated.write"))
        agreed = replace(account, settings={**account.settings, _SETTING: "yes"})
        asked = replace(asked, kept=replace(asked.kept, account=agreed))
        if recording is None or self._transcriber is None:
            return asked.answer(asked.say("dictated.again"), account=agreed)
        return await self._shown(asked, recording, door)

    async def _shown(self, asked: Asked, recording: str, door: Door | None) -> Said | Answered:
        """The transcript for a yes or a correction; one in which there is danger counts at once."""
        account = asked.kept.account
        try:
            words = await self._transcribed(recording, door)
        except (VoiceError, OSError):
            words = ""
        if not words:
            return asked.answer(asked.say("dictated.failed"), account=account, dictated=None)
        if assess(words, asked.session.texts, signs=self._library.signs).level is not Level.NONE:
            return _as_text(asked.said, words)
        shown = asked.say("dictated.shown", "dictated.right", "dictated.wrong", line=words)
        return asked.answer(shown, account=account, dictated=words)

    async def _transcribed(self, recording: str, door: Door | None) -> str:
        if door is None or self._transcriber is None:
            return ""
        sound = await door.fetch(recording)
        return (await self._transcriber.transcribe(sound)).strip()[:SHOWN]

    def _settled(self, asked: Asked) -> Said | Answered:
        """A yes lets the transcript count; a no asks for it in writing; anything else is the correction."""
        signal = spoken(asked.said.text, self._library.kit.intents)
        if signal is Signal.YES:
            return _as_text(asked.said, asked.session.dictated or "")
        if signal is Signal.NO:
            return asked.answer(asked.say("dictated.write"), dictated=None)
        return asked.said


_TAPS = ("dictated.yes", "dictated.no", "dictated.right", "dictated.wrong")


def _as_text(said: Said, words: str) -> Said:
    return replace(said, sort=Sort.TEXT, text=words, tap=None, tap_of=None, recording=None)
