"""A message in, a reply out: the one use case every door calls."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from coachbot import commands
from coachbot.aids import NONE, Aids
from coachbot.commands.asked import Answered
from coachbot.commands.sharing import ASKED as SHARE_ASKED
from coachbot.commands.sharing import IN_WORDS as SHARE_IN_WORDS
from coachbot.commands.sharing import question as share_question
from coachbot.core.advancing import advance
from coachbot.core.answering.requests import gives_ideas, with_essential
from coachbot.core.changing import replace
from coachbot.core.dialogue import DIALOGUE_VERSION
from coachbot.core.holding import (
    Answer,
    answer_to_ask,
    believed,
    tells_back,
)
from coachbot.core.library import Library
from coachbot.core.model import (
    Danger,
    Level,
    Manner,
    Message,
    Mode,
    Reading,
    Said,
    Sort,
    Step,
)
from coachbot.core.moves import Move
from coachbot.core.reading import read
from coachbot.core.retrieval import Choice
from coachbot.core.session import Session, from_json
from coachbot.core.shareable import good_to_ask
from coachbot.dictating import Dictating
from coachbot.errors import Conflict, StoreError
from coachbot.first_aid import aid
from coachbot.guarding import Guard
from coachbot.linking import meant_for_the_other, resting, up_to_date
from coachbot.nudges import (
    Nudging,
    Swept,
    agreement_message,
    seconds_to_wait,
)
from coachbot.outcome import Outcome, Turn, change_of, keeps, silent
from coachbot.ports import (
    Account,
    Cue,
    Door,
    Due,
    House,
    Kept,
    Posted,
    Store,
    Versions,
    Voice,
)

# Talks of people who did not say yes to keeping: in memory only, the oldest go first.
REMEMBERED = 10_000


class Coach:
    """Hears, decides, words, writes down; the doors only carry."""

    def __init__(
        self,
        library: Library,
        store: Store,
        voice: Voice,
        house: House = House(),  # noqa: B008 - a value that never changes
        aids: Aids = NONE,
    ) -> None:
        self._library = library
        self._store = store
        self._voice = voice
        self._house = house
        self._aids = aids
        self._finder = aids.finder
        self._pointer = aids.pointer
        self._transcriber = aids.transcriber
        self._dictating = Dictating(library, store, house, aids.transcriber)
        self._sharing = aids.sharing
        self._guard = Guard(library, aids.senses)
        self._unkept: OrderedDict[str, Session] = OrderedDict()
        self.nudging = Nudging(library, store)
        self._versions = Versions(DIALOGUE_VERSION, library.prompts_version, library.gems_version)

    # ------------------------------------------------------------ what doors ask for

    async def turn(self, said: Said, *, post: bool = True, door: Door | None = None) -> Turn:
        """Answer one message; `door` is shown the reply while it is still being made.

        Raises Conflict if this delivery was handled before, StoreError without a store.
        """
        danger = self._guard.at_sight(said)
        try:
            return await self._turn(said, danger, post, door)
        except Conflict:
            if said.update is None:
                raise
            # Someone else saved this talk in between: hear the message again on what stands now.
            return await self._turn(said, danger, post, door)

    async def come_due(self, due: Due, now: str, *, post: bool = True) -> Turn | None:
        """Say what a time that came asks for; None when it no longer applies."""
        kept = await self._store.load(due.user)
        session = self._session(kept)
        said = Said(due.user, now, Sort.DUE, due.kind)
        wait = seconds_to_wait(due.kind, now, kept, session, self._library)
        if wait:
            outcome = silent(Move(session, schedule=((due.kind, wait),)), kept)
        elif due.kind == "pact":
            message = await commands.pact_due(self._store, due.user, self._library)
            free = message is not None and session.hold is None and not session.closed
            outcome = replace(silent(Move(session), kept), messages=(message,) if message and free else ())
        elif due.kind == "agreement":
            message = agreement_message((await self._store.days(due.user)).agreements, self._library)
            asks = message is not None and session.hold is None and not session.closed
            outcome = replace(silent(Move(session), kept), messages=(message,) if message and asks else ())
        else:
            # A check or a follow-up never breaks into a talk that is going on, nor into a hold.
            wanted = (Step.SETTLE,) if due.kind == "settle_check" else (Step.CLOSE, Step.ARRIVE)
            quiet = session.hold is not None or session.step not in wanted
            move = Move(session) if quiet else advance(session, said, Reading(), self._library.kit)
            outcome = await self._worded(move, kept.account, said, Danger(), Reading())
        if outcome.messages:  # what is written next may be meant for these
            after = replace(outcome.move.session, beside="due")
            outcome = replace(outcome, move=replace(outcome.move, session=after))
        turn = await self._saved(said, kept, outcome, post, due)
        return replace(turn, cause=due.kind) if turn.messages else None

    async def beside(self, posted: Posted, at: str) -> Turn:
        """What went out to somebody beside their talk, as a turn that a door can show."""
        kept = await self._store.load(posted.user)
        session = self._session(kept)
        return Turn(
            posted.user,
            at,
            (posted.message,),
            Step.HOLD if session.hold else session.step,
            session.mode,
            session.hold is not None,
            Danger(),
            None,
            Reading(),
            "script",
            session.turn,
            cause=posted.kind,
        )

    async def sweep(self, now: str, room: int) -> Swept:
        """Send what people asked to hear of, at most `room` messages."""
        await self.look_after_shared(now)
        return await self.nudging.sweep(now, room)

    async def look_after_shared(self, now: str) -> None:
        """Take from the coaches what is no longer shared, and bring what they wrote to people."""
        if self._sharing is not None:
            await self._sharing.settle()
            await self._sharing.count(now)
            await self._sharing.notes(now, self._note)

    def _note(self, text: str) -> str:
        return commands.text(self._library.kit.phrases, "share.note", {"line": text})

    def first_aid(self, said: Said) -> Sequence[Message]:
        """The help text that a message calls for by itself, with no database at all; nothing if none does."""
        return self._guard.first_aid(said)

    def aid(self, said: Said) -> Turn | None:
        """The same as a turn, for a door that shows turns."""
        return aid(said, self._guard)

    def warm(self) -> None:
        """Compile what is otherwise compiled at its first use, while everybody waits (0.2 s)."""
        self._library.kit.rules.warm()

    def hush(self, user: str) -> None:
        """They write again: an answer that is being worded is finished with what is at hand."""
        self._voice.hush(user)

    async def prepare(self) -> None:
        """Do what would otherwise make the first person wait for a model."""
        await self._voice.prepare()

    async def close(self) -> None:
        """Let go of what the voice and the transcriber hold open."""
        await self._voice.close()
        if self._transcriber is not None:
            await self._transcriber.close()

    def meet(self, bot: str) -> None:
        """This is what the bot is called on Telegram; links to it need that."""
        self._house = replace(self._house, bot=bot)

    def commands(self) -> Sequence[tuple[str, str]]:
        """(name, description) of every command, for a menu."""
        return commands.listed(self._library.kit.phrases)

    def about(self) -> tuple[str, str]:
        """The bot's description and short description."""
        return commands.about(self._library.kit.phrases)

    def neutral_text(self) -> str:
        """What goes out instead of a reply that comes too late for a lock screen."""
        return commands.text(self._library.kit.phrases, "neutral")

    def sorry_text(self) -> str:
        """What goes out when a message could not be handled at all."""
        return commands.text(self._library.kit.phrases, "sorry")

    def paused_text(self) -> str:
        """What goes out while the operator has switched everything off."""
        return commands.text(self._library.kit.phrases, "paused")

    # ------------------------------------------------------------ one turn

    async def _turn(self, said: Said, danger: Danger, post: bool, door: Door | None) -> Turn:
        kept = await self._store.load(said.user)
        session = self._session(kept)
        session = up_to_date(replace(session, turn=session.turn + 1), kept)
        if not keeps(kept.account):  # nudges would need a time to be kept
            session = replace(session, nudges_offered=True)
        if danger.level is Level.NONE:
            heard = await self._dictating.heard(said, kept, session, door)
            if isinstance(heard, Answered):
                answered = Outcome(Move(heard.session), heard.messages, heard.account, danger, Reading())
                return await self._saved(said, kept, answered, post)
            if heard is not None:
                said, session = heard, replace(session, dictated=None)
                danger = self._guard.at_sight(said)
        if said.text:
            session, danger = await self._guard.in_its_talk(said, session, danger)
        outcome = await self._outcome(said, kept, session, danger, door)
        outcome = await self._looked_over(said, kept, session, outcome)
        return await self._saved(said, kept, outcome, post)

    async def _looked_over(self, said: Said, kept: Kept, session: Session, outcome: Outcome) -> Outcome:
        """The outcome, unless the voice saw a danger that the rules did not: then that is answered."""
        seen = outcome.seen
        if seen is None:
            cue = Cue((), outcome.move.session, 0, said, outcome.account)
            looked = await self._voice.word(cue)
            outcome = replace(outcome, move=replace(outcome.move, session=looked.session))
            seen = looked.danger
        if seen.level.rank <= outcome.danger.level.rank:
            return outcome
        held = self._guard.answer(said, kept, session, seen)
        return replace(outcome, danger=seen) if held is None else self._guard.held(held, kept, seen)

    async def _outcome(
        self, said: Said, kept: Kept, session: Session, danger: Danger, door: Door | None
    ) -> Outcome:
        # Danger comes before everything, on every way in; commands work even in a hold.
        if danger.level is not Level.NONE and (held := self._guard.answer(said, kept, session, danger)):
            return self._guard.held(held, kept, danger)
        command = await commands.answer(
            said, kept, session, self._library, self._store, self._house, self._aids
        )
        if command is not None:
            move = Move(command.session)
            return Outcome(
                move, command.messages, command.account, danger, Reading(), command.forget, command.deeds
            )
        guarded = self._guard.answer(said, kept, session, danger)
        if guarded is not None:
            return self._guard.held(guarded, kept, danger)
        if session.asking is not None:
            return await self._after_a_no(said, kept, session, danger)
        reading = await self._read(said.text)
        move = await self._advanced(session, said, reading, kept)
        outcome = await self._worded(move, kept.account, said, danger, reading, door)
        return self._asks_to_share(session, outcome)

    def _asks_to_share(self, before: Session, outcome: Outcome) -> Outcome:
        """The same with the one question whether coaches may read this talk, if now is the time for it."""
        sharing, account, after = self._sharing, outcome.account, outcome.move.session
        quiet = not any(message.buttons or "?" in message.text for message in outcome.messages)
        if sharing is None or not sharing.available or not keeps(account) or SHARE_ASKED in account.settings:
            return outcome
        if not good_to_ask(before, after, quiet=quiet):
            return outcome
        ask = share_question(self._library.kit, self._house.operator)
        offered = tuple(button.id for button in ask.buttons)
        after = replace(after, offered=offered, offered_at=after.turn, command=SHARE_IN_WORDS)
        settings = {**account.settings, SHARE_ASKED: "1"}
        return replace(
            outcome,
            move=replace(outcome.move, session=after),
            messages=(*outcome.messages, ask),
            account=replace(account, settings=settings),
        )

    async def _after_a_no(self, said: Said, kept: Kept, session: Session, danger: Danger) -> Outcome:
        # A no is believed, and what was told before the question is heard after all.
        kit = self._library.kit
        answer = answer_to_ask(said.text, said.tap, kit)
        held = believed(session, answer, kit, partial(self._guard.lines, kept.account.country))
        if meant_for_the_other(session):  # it has not gone, and may be written again
            again = Message(commands.text(kit.phrases, "with.again"), manner=Manner.COMMAND)
            ready = replace(held.session, offered_at=session.turn)
            return self._guard.held(
                replace(held, session=ready, messages=(*held.messages, again)), kept, danger
            )
        if not tells_back(session, answer):
            return self._guard.held(held, kept, danger)
        before, story = held.session, said
        if answer in (Answer.NONE, Answer.UNSURE):  # what may be danger is listened to, not worked on
            before = replace(before, step=Step.LISTEN, mode=Mode.LISTEN)
        if answer is not Answer.NONE and session.texts:
            before = replace(before, texts=session.texts[:-1])
            story = replace(said, sort=Sort.TEXT, tap=None, tap_of=None, text=session.texts[-1])
        reading = await self._read(story.text)
        move = await self._advanced(before, story, reading, kept)
        outcome = await self._worded(move, kept.account, said, danger, reading)
        return replace(outcome, messages=(*held.messages, *outcome.messages))

    async def _read(self, text: str) -> Reading:
        """What was read in a message, the point of it first."""
        reading = read(text, self._library.kit.lexicon) if text else Reading()
        return reading if self._pointer is None else await self._pointer.look(text, reading)

    async def _advanced(self, session: Session, said: Said, reading: Reading, kept: Kept) -> Move:
        kit, choice = self._library.kit, Choice(kept.seen_gems, kept.disliked_gems)
        move = advance(session, said, reading, kit, choice)
        if gives_ideas(move):
            return with_essential(move, (await self._store.days(said.user)).essentials)
        if move.sought is None or self._finder is None:
            return move
        # A gem is about to be chosen: only now is it worth the time to ask what the words mean.
        near = await self._finder.find(move.sought.text)
        return advance(session, said, reading, kit, replace(choice, near=near)) if near else move

    async def _worded(
        self,
        move: Move,
        account: Account,
        said: Said,
        danger: Danger,
        reading: Reading,
        door: Door | None = None,
    ) -> Outcome:
        seed = zlib.crc32(f"{said.user} {said.text}".encode()) + move.session.turn
        cue = Cue(move.says, move.session, seed, said, account, reading)
        worded = await self._voice.word(cue, door)
        return Outcome(
            replace(move, session=worded.session),
            worded.messages,
            account,
            danger,
            worded.reading or reading,
            voice=worded.voice,
            seen=worded.danger,
        )

    # ------------------------------------------------------------ what is kept

    def _session(self, kept: Kept) -> Session:
        if kept.account.user in self._unkept and not keeps(kept.account):
            return self._unkept[kept.account.user]
        return from_json(kept.state)

    async def _saved(
        self, said: Said, kept: Kept, outcome: Outcome, post: bool, due: Due | None = None
    ) -> Turn:
        session, account = outcome.move.session, outcome.account
        laid = partial(commands.talk_rests, self._library.kit)
        rests = await resting(self._store, kept, partial(self._session, kept), session, laid)
        outcome = replace(outcome, deeds=(*outcome.deeds, *rests))
        change = change_of(said, kept, outcome, self._library, self._versions, post=post, due=due)
        posted = await self._store.save(change)
        mine = [each for each in posted if each.user == said.user]
        if not post:  # the caller shows them now
            await self._store.sent([(each.id, None) for each in mine])
        self._remember(account, session, outcome.forget)
        if self._sharing is not None and (outcome.forget or not keeps(account)):
            with suppress(StoreError):  # the next sweep does it
                await self._sharing.settle()
        return Turn(
            said.user,
            said.at,
            outcome.messages if post else (*outcome.messages, *(each.message for each in mine)),
            Step.HOLD if session.hold else session.step,
            session.mode,
            session.hold is not None,
            outcome.danger,
            outcome.move.gem,
            outcome.reading,
            outcome.voice,
            session.turn,
            mine,
            [each for each in posted if each.user != said.user],
        )

    def _remember(self, account: Account, session: Session, forget: bool) -> None:
        self._unkept.pop(account.user, None)
        if not keeps(account) and not forget:
            self._unkept[account.user] = session
            if len(self._unkept) > REMEMBERED:
                self._unkept.popitem(last=False)
