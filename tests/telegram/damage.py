"""What a drill did to people: looked up in what they were sent and in what is stored."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from coachbot.store import open_store
from tests.telegram.botapi import BotApi, Call


@dataclass
class Damage:
    """What was found wrong; `twice` counts, for each kill, the messages that came again because of it."""

    kills: Sequence[float]
    twice: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def bearable(self) -> bool:
        """Whether nobody noticed more than the one message in flight at each kill."""
        return not self.wrong and max(self.twice, default=0) <= 1

    def compare(self, who: str, came: Sequence[Call], wanted: Sequence[str]) -> None:
        """Hold what came against what should have come, in order; what came again at once is counted."""
        place, before = 0, 0.0
        for call in came:
            text = call.args.get("text")
            if place < len(wanted) and text == wanted[place]:
                place += 1
                before = call.at
            elif place and text == wanted[place - 1]:
                self._came_again(before)
                before = call.at
            else:
                self.wrong.append(f"{who} got {text!r} as message {place + 1}")
                return
        if place < len(wanted):
            self.wrong.append(f"{who} did not get message {place + 1} of {len(wanted)}")

    def expect(self, what: str, found: object, wanted: object) -> None:
        """Note a difference."""
        if found != wanted:
            self.wrong.append(f"{what}: {found}, not {wanted}")

    def _came_again(self, first: float) -> None:
        """The first of two left just before its sender died, whenever the second came."""
        self.twice = self.twice or [0] * (len(self.kills) + 1)
        self.twice[sum(kill <= first for kill in self.kills)] += 1


def of_echo(damage: Damage, api: BotApi, database: Path, said: Mapping[int, Sequence[str]]) -> None:
    """The echo numbers its answers and stores what it heard."""
    query = "SELECT name, state FROM people JOIN conversations ON person_id = people.id"
    states = {name: json.loads(state) for name, state in _rows(database, query)}
    for user, texts in said.items():
        answers = [f"{n}: {text}" for n, text in enumerate(texts, start=1)]
        damage.compare(f"user {user}", api.sent(user), answers)
        damage.expect(f"of user {user} is stored", states.get(f"telegram:{user}"), list(texts))
    _nothing_left(damage, database)


async def of_coach(damage: Damage, api: BotApi, database: Path, said: Mapping[int, Sequence[str]]) -> None:
    """The coach's own record says what was said, in order, and what should have been sent."""
    store = open_store(f"sqlite:///{database}")
    for user, texts in said.items():
        kept = (await store.export(f"telegram:{user}"))["messages"]
        assert isinstance(kept, list)
        heard = [each["text"] for each in kept if each["from"] == "user"]
        damage.expect(f"of user {user} is stored", heard, ["consent.yes", *texts])
        answers = [each["text"] for each in kept if each["from"] == "coach"]
        damage.compare(f"user {user}", api.sent(user)[1:], answers)  # the first was the question for consent
    await store.close()
    _nothing_left(damage, database)


def waiting(database: Path) -> int:
    """How many updates and messages wait in the inbox and the outbox."""
    return sum(_count(database, query) for query in (UNHANDLED, UNSENT))


UNHANDLED = "SELECT count(*) FROM inbox WHERE handled_at IS NULL"
UNSENT = "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND dropped IS NULL"
SET_ASIDE = "SELECT count(*) FROM inbox WHERE set_aside IS NOT NULL"
DROPPED = "SELECT count(*) FROM outbox WHERE dropped IS NOT NULL"


def _nothing_left(damage: Damage, database: Path) -> None:
    for query in (UNHANDLED, UNSENT, SET_ASIDE, DROPPED):
        damage.expect(query, _count(database, query), 0)


def _count(database: Path, query: str) -> int:
    return int(_rows(database, query)[0][0])


def _rows(database: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(database)) as connection, connection:
        return connection.execute(query).fetchall()
