from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from telegram.error import TimedOut

from coachbot.channels.telegram.pacing import FREE
from coachbot.channels.telegram.rendering import Part
from coachbot.channels.telegram.sender import Sender
from coachbot.ports import Store
from tests.telegram.conftest import HandClock

TOMORROW, YESTERDAY = "2999-01-01T00:00:00+00:00", "2000-01-01T00:00:00+00:00"


class Box:
    """Takes what is shown; may answer too late for us to know."""

    def __init__(self, error: Exception | None = None) -> None:
        self.shown: list[object] = []
        self.error = error

    async def show(self, part: Part) -> int | None:
        self.shown.append(part.arguments["text"])
        if self.error is not None:
            raise self.error
        return 1


def put(path: Path, until: str, attempts: int = 0) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "INSERT INTO outbox (person, turn, ordinal, kind, payload, buttons, created, attempts, until) "
            """VALUES ('telegram:1', 0, 0, 'nudge', '{"text":"a nudge"}', 0, '2026-01-01', ?, ?)""",
            (attempts, until),
        )


def outcome(path: Path) -> tuple[object, object] | None:
    with closing(sqlite3.connect(path)) as database, database:
        row: tuple[object, object] | None = database.execute(
            "SELECT sent_at IS NOT NULL, dropped FROM outbox"
        ).fetchone()
        return row


async def sent_by(store: Store, box: Box) -> None:
    line = Sender(box, store, HandClock(), FREE, "")
    line.put(await store.unsent())
    running = asyncio.create_task(line.run())
    await line.drain(10)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize(
    ("until", "attempts", "error", "shown", "ended"),
    [
        (TOMORROW, 0, None, 1, None),  # sent, and to nobody who is kept: the row is gone
        (YESTERDAY, 0, None, 0, (0, "late")),
        (TOMORROW, 1, None, 0, (0, "in doubt")),  # it left before a kill: nobody knows whether it arrived
        (TOMORROW, 0, TimedOut(), 1, (0, "in doubt")),
    ],
)
async def test_a_nudge_goes_once_and_in_time_or_not_at_all(
    store: Store,
    tmp_path: Path,
    until: str,
    attempts: int,
    error: Exception | None,
    shown: int,
    ended: tuple[object, object] | None,
) -> None:
    path = tmp_path / "door.sqlite"
    put(path, until, attempts)
    box = Box(error)
    await sent_by(store, box)
    assert (len(box.shown), outcome(path)) == (shown, ended)
