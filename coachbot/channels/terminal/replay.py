"""`chat --json`: each line in is one turn out, for any number of users and at any times, in one process."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from coachbot.channels.terminal.lines import Line, parse_line
from coachbot.channels.terminal.screen import from_file
from coachbot.coach import Coach
from coachbot.coming import came
from coachbot.core.jsonable import Json, danger_json, message_json, passage_json, reading_json
from coachbot.errors import CoachbotError
from coachbot.first_aid import FirstAid
from coachbot.mishap import told
from coachbot.outcome import Turn
from coachbot.ports import Clock, Store


class Unseen:
    """A door behind which nobody watches an answer grow."""

    async def show(self, text: str) -> None:
        """Nothing: the whole turn is shown at once."""

    async def fetch(self, recording: str) -> bytes:
        """A voice note from a file."""
        return await from_file(recording)


class Replay:
    """Answers lines in order; a user's time never goes back."""

    def __init__(self, coach: Coach, store: Store, clock: Clock, user: str, at: str | None = None) -> None:
        self._coach, self._store, self._clock = coach, store, clock
        self._user, self._start = user, at
        self._last: dict[str, str] = {}

    async def answer(self, number: int, raw: str) -> AsyncIterator[Json]:
        """The objects that a line brings: what was due before it, then its turn or its error."""
        try:
            line = parse_line(raw, self._user)
        except ValueError as error:
            yield {"n": number, "error": f"{error}."}
            return
        at = ""
        try:
            at = self._moment(line)
            async for turn in came(self._coach, self._store, line.user, at):
                yield turn_json(turn, None)
            turn = await self._coach.turn(line.said(at), post=False, door=Unseen())
            for posted in turn.beside:
                if not posted.user.startswith("telegram:") and await self._store.leave(posted.id):
                    await self._store.sent([(posted.id, None)])
                    yield turn_json(await self._coach.beside(posted, at), None)
            yield turn_json(turn, number)
        except CoachbotError as error:
            yield aid_json(self._coach.aid(line.said(at)), number, str(error))
        except Exception as error:  # noqa: BLE001 - one line that breaks us must not cost the others theirs
            yield aid_json(self._coach.aid(line.said(at)), number, told(error))

    def _moment(self, line: Line) -> str:
        at = max(line.at or self._start or self._clock.now(), self._last.get(line.user, ""))
        self._last[line.user] = at
        return at


def aid_json(aid: Turn | None, number: int, error: str) -> Json:
    """The help that a line calls for although its turn broke, with what broke; else that alone."""
    return {**(turn_json(aid, number) if aid else {"n": number}), "error": error}


def without_coach(aid: FirstAid, number: int, raw: str, user: str, at: str) -> Json | None:
    """The help that a line calls for when there is no coach at all; None if it calls for none."""
    try:
        line = parse_line(raw, user)
    except ValueError:
        return None
    turn = aid.turn(line.said(line.at or at))
    return turn_json(turn, number) if turn else None


def turn_json(turn: Turn, number: int | None) -> Json:
    """A turn as the contract shows it; what nobody asked for has no number and a cause."""
    shown: Json = {"n": number, "user": turn.user, "at": turn.at}
    if number is None:
        shown["cause"] = turn.cause
    return {
        **shown,
        "messages": [message_json(message) for message in turn.messages],
        "step": turn.step.value,
        "mode": turn.mode.value if turn.mode else None,
        "hold": turn.hold,
        "danger": danger_json(turn.danger),
        "gem": passage_json(turn.gem) if turn.gem else None,
        "reading": reading_json(turn.reading),
        "voice": turn.voice,
    }


def dumped(value: Json) -> str:
    """One line of JSON, in the characters themselves."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
