"""Two people and the coach between them: what each is shown, and taps by what stands on a button."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from coachbot.coach import Coach
from coachbot.core.library import Library
from coachbot.core.model import Message, Said, Sort
from coachbot.library import read_library
from coachbot.outcome import Turn
from coachbot.ports import Posted, Store
from coachbot.voices.script import ScriptedVoice

AT = "2026-11-22T20:00:00+00:00"
NEXT_DAY = "2026-11-23T20:00:01+00:00"


@cache
def the_library() -> Library:
    return read_library()


class Two:
    """Ann and Ben (and whoever else is named), on one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.coach = Coach(the_library(), store, ScriptedVoice(the_library().kit))
        self.shown: defaultdict[str, list[Message]] = defaultdict(list)
        self.at = AT

    async def say(self, user: str, text: str) -> str:
        """What somebody writes; returns what they are answered."""
        return await self._turn(Said(user, self.at, text=text))

    async def tap(self, user: str, label: str) -> str:
        """A tap on the newest button that reads so, or has this id; returns what they are answered."""
        return await self._turn(Said(user, self.at, Sort.TAP, tap=self.button(user, label)))

    async def tap_id(self, user: str, button: str) -> str:
        """A tap on a button whether they have it or not."""
        return await self._turn(Said(user, self.at, Sort.TAP, tap=button))

    def button(self, user: str, label: str) -> str:
        """The id of the newest button that reads so."""
        for message in reversed(self.shown[user]):
            for button in message.buttons:
                if label in (button.label, button.id, button.id.partition(":")[0]):
                    return button.id
        raise LookupError(f"{user} has no button {label!r}")

    async def _turn(self, said: Said) -> str:
        turn: Turn = await self.coach.turn(said, post=False)
        self.shown[said.user] += turn.messages
        for posted in turn.beside:
            await self.arrive(posted)
        return "\n".join(message.text for message in turn.messages)

    async def arrive(self, posted: Posted) -> None:
        """A message reaches whom it is for."""
        await self.store.sent([(posted.id, None)])
        self.shown[posted.user].append(posted.message)

    def last(self, user: str) -> str:
        """What somebody was shown last."""
        return self.shown[user][-1].text if self.shown[user] else ""

    def all(self, user: str) -> str:
        """All that somebody was ever shown."""
        return "\n".join(message.text for message in self.shown[user])

    async def link(self, one: str = "ann", other: str = "ben") -> None:
        """They link."""
        told = await self.say(one, f"/link {one.capitalize()}")
        code = told.split("link_")[1].split()[0]
        await self.say(other, f"/start link_{code}")
        await self.tap(other, "link.yes")

    async def send(self, user: str, words: str) -> None:
        """A message goes from one of them."""
        await self.say(user, f"/send {words}")
        await self.tap(user, "letter.go")

    async def begin_talk(self) -> None:
        """Ann asks for a talk by turns, Ben joins, and Ann is about to write."""
        await self.say("ann", "/together")
        for user, button in (
            ("ann", "with.talk"),
            ("ann", "talk.ask"),
            ("ben", "talk.join"),
            ("ann", "talk.say"),
        ):
            await self.tap(user, button)

    async def spoken(self, user: str, words: str, begin: str = "talk.say") -> None:
        """One of them says something in the talk."""
        if begin:
            await self.tap(user, begin)
        await self.say(user, words)
        await self.tap(user, "talk.go")
