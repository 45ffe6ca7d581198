"""Danger comes before everything: what a message calls for by itself, in its talk, and in a hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from coachbot.core.changing import replace
from coachbot.core.danger import Sense, assess
from coachbot.core.danger.lines import shown
from coachbot.core.holding import (
    Answer,
    Held,
    LinesFor,
    affirmed,
    answer_to_ask,
    asked,
    asked_again,
    asked_once_more,
    asks_anew,
    believed,
    help_text,
    hidden_at_once,
    staying,
    stopped,
    why_it_was_asked,
)
from coachbot.core.library import Library
from coachbot.core.model import Danger, DangerKind, Level, Manner, Message, Person, Reading, Said
from coachbot.core.moves import Move
from coachbot.core.reading import find_partner
from coachbot.core.session import Hold, Session, told
from coachbot.frozen_help import frozen_danger, frozen_help
from coachbot.linking import let_go
from coachbot.outcome import ALL_DUE, Outcome
from coachbot.ports import Kept
from coachbot.sensing import Senses

DANGER_CONTEXT = 8
_TELLS = 4  # words: a time, a country or a name is less


class Guard:
    """Judges what is said, and answers it where there is danger."""

    def __init__(self, library: Library, senses: Senses | None) -> None:
        self._library = library
        self._senses = senses

    def at_sight(self, said: Said) -> Danger:
        """What the words show by themselves, before anything is loaded; broken signs leave the plainest."""
        if not said.text:
            return Danger()
        danger = assess(said.text, signs=self._library.signs)
        broken = danger.level is Level.NONE and self._library.signs.faults
        return frozen_danger(said.text) if broken else danger

    def first_aid(self, said: Said) -> Sequence[Message]:
        """The help text that a message calls for by itself, with no database at all; nothing if none does."""
        try:
            danger = self.at_sight(said)
            if danger.level is not Level.STOP:
                return ()
            return (help_text(danger, self._library.kit, partial(self.lines, None)),)
        except Exception:  # noqa: BLE001 - whatever broke in us, somebody in danger still gets help
            frozen = frozen_help(said.text)
            return (Message(frozen, manner=Manner.DANGER),) if frozen else ()

    async def in_its_talk(self, said: Said, session: Session, at_sight: Danger) -> tuple[Session, Danger]:
        """With the talk before it and what nearness of meaning says; the session remembers what was weak.

        Where its words call for help by themselves (`at_sight`), help waits no longer than a blink for that.
        """
        sense = Sense()
        if self._senses is not None and session.hold is None:
            sense = await self._senses.sense(_told(said.text), hasty=at_sight.level is Level.STOP)
        if at_sight.level is Level.STOP and (self._library.signs.faults or not sense.calm):
            return session, at_sight
        before = session.texts[-DANGER_CONTEXT:]
        danger = assess(said.text, before, sense, session.near, signs=self._library.signs)
        lately = (*session.near, *(each.kind for each in sense.near[:1]))[-DANGER_CONTEXT:]
        return replace(session, near=lately), danger

    def answer(self, said: Said, kept: Kept, session: Session, danger: Danger) -> Held | None:
        """The reply while there is danger, or a question about it; None when there is none."""
        kit, country = self._library.kit, kept.account.country
        lines = partial(self.lines, country)
        if danger.level is not Level.NONE:
            session = replace(session, partner=find_partner(said.text, session.partner))
        if session.hold is not None and not _adds(danger, session.hold):
            return staying(session, said.text, said.tap, kit, lines, danger)
        if danger.level is Level.STOP:
            return stopped(session, danger, kit, lines, country)
        if session.asking is not None:
            return self._answered(said, session, danger, lines, country)
        if danger.level is Level.ASK and asks_anew(session, danger):
            return asked(told(session, said.text), danger, kit, lines)
        return why_it_was_asked(session, said.text, kit, lines) if said.text else None

    def _answered(
        self, said: Said, session: Session, danger: Danger, lines: LinesFor, country: str | None
    ) -> Held | None:
        """What an answer to the direct question leads to; None when it was answered with no."""
        kit, asking = self._library.kit, session.asking or Hold()
        if said.tap is None and (hidden := hidden_at_once(session, said.text, kit)) is not None:
            return hidden
        if said.tap is not None and said.tap not in session.offered:
            return asked_once_more(session, kit, lines)
        answer = answer_to_ask(said.text, said.tap, kit)
        elsewhere = danger.level is Level.ASK and not set(danger.kinds) <= {*asking.kinds, *session.believed}
        if elsewhere and answer is not Answer.YES:  # a no to one danger, and a hint of another
            after = believed(session, answer, kit, lines).session
            return asked(told(after, said.text), danger, kit, lines)
        if affirmed(answer, danger):
            return stopped(session, Danger(Level.STOP, asking.kinds, asking.by), kit, lines, country)
        return asked_again(session, answer, kit, lines)

    def held(self, held: Held, kept: Kept, danger: Danger) -> Outcome:
        """An answer of this kind as what came of the turn."""
        if held.session.hold is not None:
            held = replace(held, session=let_go(held.session))
        move = Move(held.session, cancel=ALL_DUE if held.session.hold else ())
        return Outcome(move, held.messages, kept.account, danger, Reading())

    def lines(
        self,
        country: str | None,
        kinds: tuple[DangerKind, ...],
        by: Person | None,
        language: str = "en",
    ) -> str:
        """Who helps in a country, for these kinds of danger; the language is that of the words around."""
        # Countries are named in English only; elsewhere it is "your country".
        name = self._library.countries.names.get(country or "", "") if language == "en" else ""
        return shown(self._library.helplines, country, kinds, by, name, language)


def _told(text: str) -> str:
    """What a message tells: a command does not, but what is written after it may."""
    if not text.startswith("/"):
        return text
    told = text.partition(" ")[2]
    return told if len(told.split()) >= _TELLS else ""


def _adds(danger: Danger, hold: Hold) -> bool:
    """Whether a message tells of another danger than the one that stands; a hint is not asked about."""
    return danger.level is Level.STOP and not set(danger.kinds) <= set(hold.kinds)
