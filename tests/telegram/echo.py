"""A coach that only repeats: enough to see what is lost, doubled or out of order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coachbot.core.model import Button, Danger, Message, Said, Sort, Step
from coachbot.errors import Conflict
from coachbot.ports import Account, Change, Door, Due, Posted, Store, Versions

VERSIONS = Versions(1, "p", "g")


@dataclass(frozen=True)
class Answer:
    """What was put into the outbox."""

    posted: Sequence[Posted]
    beside: Sequence[Posted] = ()


def change_of(said: Said, heard: list[str], version: int, messages: tuple[Message, ...]) -> Change:
    """A turn of somebody whose talk is kept."""
    return Change(
        said=said,
        account=Account(said.user, keeps=True),
        state=json.dumps(heard),
        expected=version,
        step=Step.LISTEN,
        mode=None,
        hold=False,
        danger=Danger(),
        reading="{}",
        messages=messages,
        voice="script",
        versions=VERSIONS,
        turn=len(heard),
    )


class Echo:
    """Answers the n-th thing with "n: what was said", and keeps all that was said as its state.

    A text of "many K" gets K answers, "boom" raises, "pick" gets buttons and a tap edits them, "later" makes
    something due; "slow" waits at the `gate`,
    "think" shows its answer while it grows.
    """

    def __init__(self, store: Store, gate: asyncio.Event | None = None) -> None:
        self._store = store
        self._gate = gate or asyncio.Event()
        self.at_gate = asyncio.Event()
        self.hushed: list[str] = []

    async def _think(self, door: Door) -> None:
        for number in range(1, 9):
            await door.show(" and".join(["so"] * number))
            await asyncio.sleep(0.2)

    def hush(self, user: str) -> None:
        self.hushed.append(user)

    async def turn(self, said: Said, *, post: bool = True, door: Door | None = None) -> Answer:
        if door is not None and said.text.startswith("think"):
            await self._think(door)
        try:
            return await self._turn(said, post)
        except Conflict:
            return await self._turn(said, post)

    async def _turn(self, said: Said, post: bool) -> Answer:
        if said.text == "slow":
            self.at_gate.set()
            await self._gate.wait()
        kept = await self._store.load(said.user)
        heard: list[str] = json.loads(kept.state) if kept.state else []
        heard.append(said.text or said.tap or said.sort.value)
        messages = self._words(said, heard)
        change = change_of(said, heard, kept.version, messages)
        later = (Due(said.user, "follow_up", said.at),) if said.text == "later" else ()
        return Answer(await self._store.save(replace(change, post=post, schedule=later)))

    def _words(self, said: Said, heard: list[str]) -> tuple[Message, ...]:
        if said.text == "boom":
            raise RuntimeError(said.text)
        head = f"{len(heard)}: {heard[-1]}"
        if said.text == "pick" or said.sort is Sort.TAP:
            keys = (Button("one", "One"), Button("two", "Two"), Button("done", "Done"))
            return (Message(head, keys, edits=said.sort is Sort.TAP, columns=2),)
        times = int(said.text.split()[1]) if said.text.startswith("many ") else 1
        return tuple(Message(head if place == 0 else f"{head} +{place}") for place in range(times))

    async def come_due(self, due: Due, now: str, *, post: bool = True) -> Answer | None:
        kept = await self._store.load(due.user)
        said = Said(due.user, now, Sort.DUE, due.kind)
        change = change_of(said, json.loads(kept.state or "[]"), kept.version, (Message("how did it go"),))
        return Answer(await self._store.save(replace(change, post=post, due=due.id)))

    def commands(self) -> Sequence[tuple[str, str]]:
        return [("help", "What I can do")]

    def about(self) -> tuple[str, str]:
        return "An echo.", "Echo"

    def neutral_text(self) -> str:
        return "I'm here, write when you can."

    def sorry_text(self) -> str:
        return "That went wrong on my side, sorry."
