"""The model's voice with the scripted one under it: those words are always ready before a model is asked."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from functools import cache, cached_property, partial

from coachbot.core.anonymity import Lists
from coachbot.core.kit import Kit
from coachbot.core.library import Library
from coachbot.core.model import Manner, Message, Sort
from coachbot.core.scripting import script
from coachbot.core.session import Session, exchanged
from coachbot.core.voicing.briefing import first_page, moment
from coachbot.core.voicing.completing import completed
from coachbot.core.voicing.limits import Limits, counted
from coachbot.core.voicing.masking import hidden, mask
from coachbot.core.voicing.rehearsing import partner_says, replied
from coachbot.core.voicing.screening import Ground, stems
from coachbot.core.voicing.splicing import Spot, find_spot, ground, spliced
from coachbot.core.voicing.taking import read_more, seen_danger
from coachbot.errors import StoreError
from coachbot.mishap import told
from coachbot.ports import Cue, Door, Ledger, Use, Worded
from coachbot.voices.model.voice import Answer, Models, Question

log = logging.getLogger(__name__)

GRACE_S = 0.4  # to let go of a connection in, after the deadline
_NO_GROUND = Ground.nothing()


class FallbackVoice:
    """A model words what it may; where it can't or may not, the scripted words stand."""

    def __init__(
        self,
        library: Library,
        models: Models,
        ledger: Ledger,
        lists: Callable[[], Lists],
        limits: Limits = Limits(),  # noqa: B008 - a value that never changes
    ) -> None:
        """`lists` are what names are found by; `limits` what a day may take."""
        self._library, self._models, self._ledger = library, models, ledger
        self._lists = cache(lists)
        self._limits = limits
        self._asking: dict[str, asyncio.Task[Answer]] = {}

    async def word(self, cue: Cue, door: Door | None = None) -> Worded:
        """The messages, worded by a model where one may and can; danger looked at in any case."""
        kit, day = self._library.kit, cue.said.at[:10]
        spot = None
        if cue.said.sort is not Sort.DUE:
            spot = find_spot(cue.says, cue.session, kit, self._library.briefs, cue.seed)
        if spot is None and not _can_be_looked_at(cue):
            return Worded(*script(cue.says, cue.session, kit, cue.seed))
        if await self._spent_up(cue.session, day):
            return _carried_on(cue, kit, day)
        shown = door if spot and not spot.before else None
        answer = await self._asked(cue, self._models.ask(self._question(cue, spot, shown), day))
        return await self._worded(cue, spot, answer, day)

    def hush(self, user: str) -> None:
        """They write again: what is being made for them is finished with the scripted words."""
        asking = self._asking.get(user)
        if asking is not None:
            asking.cancel()

    async def prepare(self) -> None:
        """Find out what the server can do, and read what names are found by."""
        await asyncio.gather(self._models.prepare(), asyncio.to_thread(self._lists))
        await asyncio.to_thread(lambda: self._vocabulary)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._models.close()

    # ------------------------------------------------------------ asking

    @cached_property
    def _page(self) -> str:
        return first_page(self._library.briefs, self._library.kit)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return stems(own_texts(self._library))

    def _question(self, cue: Cue, spot: Spot | None, door: Door | None) -> Question:
        library, session = self._library, spot.session if spot else cue.session
        told = moment(
            spot.say if spot else None,
            spot.plain.text if spot else "",
            session,
            cue.said,
            library.briefs,
            library.kit,
        )
        veil = mask(told, self._lists(), _names(cue.session))
        about = json.dumps(hidden(told, veil), ensure_ascii=False, indent=1)
        stands = ground(spot, cue.said.text, self._vocabulary) if spot else _NO_GROUND
        judge = partial(seen_danger, text=cue.said.text, session=cue.session)
        return Question(self._page, about, stands, veil, judge, spot is not None, door)

    async def _asked(self, cue: Cue, asking: Coroutine[None, None, Answer]) -> Answer:
        """The models' answer; an empty one when they write again, or when something of ours breaks."""
        task = asyncio.ensure_future(asking)
        self._asking[cue.said.user] = task
        try:
            # Waited for from outside: whatever in there won't be cancelled, the person has an answer in time.
            done, _ = await asyncio.wait((task,), timeout=self._models.deadline + GRACE_S)
            if done:
                return task.result()
            log.error("the model's voice did not stop at the deadline")
        except asyncio.CancelledError:
            here = asyncio.current_task()
            if here is not None and here.cancelling():  # the whole turn is called off, not only the model
                raise
        except Exception as error:  # noqa: BLE001 - the scripted words are ready, whatever broke
            log.error("the model's voice broke: %s", told(error))  # noqa: TRY400 - no person's words
        finally:
            task.cancel()
            self._asking.pop(cue.said.user, None)
        return Answer()

    # ------------------------------------------------------------ what came

    async def _worded(self, cue: Cue, spot: Spot | None, answer: Answer, day: str) -> Worded:
        kit = self._library.kit
        await self._noted(answer.uses)
        if spot is None or not answer.words or answer.danger.kinds:
            messages, after = script(cue.says, _counted(cue.session, answer.uses, day), kit, cue.seed)
            voice = "script"
        else:
            words = completed(answer.words, spot.plain.text)
            spot = self._played(spot, answer.partner, cue.said.text)
            counted = _counted(spot.session, answer.uses, day)
            messages, after = spliced(spot, words, counted, kit, cue.seed)
            voice = "model"
        reading = cue.reading
        if answer.reading is not None and cue.said.text:
            reading, after = read_more(answer.reading, cue.said.text, reading, after, kit)
        return Worded(messages, after, voice, answer.danger, reading)

    def _played(self, spot: Spot, partner: str, line: str) -> Spot:
        """In a rehearsal the partner's reply is the model's too, where it may be shown."""
        if "rehearse.note" not in spot.say.acts:
            return spot
        stands, library = ground(spot, line, self._vocabulary), self._library
        reply = partner_says(partner, self._models.screen, stands, library.kit, library.signs)
        if reply is None:
            return spot
        after = exchanged(spot.session, f"· (as the partner) {reply}")
        return replace(spot, before=replied(spot.before, reply), session=after)

    async def _noted(self, uses: tuple[Use, ...]) -> None:
        try:
            await self._ledger.note_uses(uses)
        except StoreError as error:
            log.warning("what the model was used for could not be noted: %s", error)

    async def _spent_up(self, session: Session, day: str) -> bool:
        if self._limits.spent_by(session, day):
            return True
        if not self._limits.of_all:
            return False
        try:
            uses = await self._ledger.uses(day)
        except StoreError:
            return False
        tokens, money = sum(each.sent + each.said for each in uses), sum(each.money for each in uses)
        return self._limits.spent_in_all(tokens, money)


def _carried_on(cue: Cue, kit: Kit, day: str) -> Worded:
    """The scripted words, and once a day that they are."""
    messages, session = script(cue.says, cue.session, kit, cue.seed)
    if not messages or session.plain_told == day:
        return Worded(messages, session)
    note = Message(kit.phrases.acts["spent"][0].source, manner=Manner.COMMAND)
    return Worded((note, *messages), replace(session, plain_told=day))


def _can_be_looked_at(cue: Cue) -> bool:
    """Whether there are words in which there could be danger: more than a command's name."""
    text = cue.said.text.strip()
    return cue.said.sort is not Sort.DUE and bool(text) and not (text.startswith("/") and " " not in text)


def _counted(session: Session, uses: tuple[Use, ...], day: str) -> Session:
    tokens, money = sum(use.sent + use.said for use in uses), sum(use.money for use in uses)
    return counted(session, day, tokens, money)


def _names(session: Session) -> tuple[str, ...]:
    """The names that the person gave."""
    noun = session.partner.noun
    return (noun,) if noun and not noun.lower().startswith(("your ", "the ")) else ()


def own_texts(library: Library) -> Iterator[str]:
    """Everything of ours that is written in plain English."""
    yield library.briefs.page
    yield from (gem.body for gem in library.kit.gems.values())
    for book in (library.kit.phrases, library.briefs.acts):
        yield from (variant.source for variants in book.acts.values() for variant in variants)
    yield from library.kit.lexicon.feelings
    yield from library.kit.lexicon.needs
