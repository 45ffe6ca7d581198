"""`coachbot nudge`: the sweep by itself, and its rehearsal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from coachbot.app import App, build, quiet_settings
from coachbot.errors import Conflict
from coachbot.logs import set_up_logs
from coachbot.settings import read_settings

if TYPE_CHECKING:
    from coachbot.nudges import Coming

SWEEP_S = 60.0


def nudge(at: str | None, *, once: bool) -> None:
    """The sweep by itself, once or every minute until it is told to stop."""
    settings = read_settings()
    set_up_logs(settings.log_format)
    with asyncio.Runner() as runner:
        runner.run(_sweep(build(settings, at), once=once))


async def _sweep(app: App, *, once: bool) -> None:
    try:
        while True:
            now = app.clock.now()
            asked = 0
            for due in await app.store.due(now):
                with suppress(Conflict):  # the bot was quicker
                    asked += await app.coach.come_due(due, now) is not None
            await app.coach.look_after_shared(now)
            swept = await app.coach.nudging.sweep(now)
            print(_told(asked, swept.counts), flush=True)
            if once:
                return
            await asyncio.sleep(SWEEP_S)
    finally:
        await app.store.close()


def _told(asked: int, counts: Mapping[str, int]) -> str:
    late = sum(number for why, number in counts.items() if why in ("late", "talking", "nothing new"))
    return f"{counts.get('sent', 0)} nudges, {asked} questions agreed on, {late} dropped."


def rehearse(start: str, end: str, *, as_json: bool) -> None:
    """What would go out from `start` on and before `end`; nothing is written."""

    async def run(app: App) -> None:
        try:
            users = await app.store.awaiting()
            async for coming in app.coach.nudging.rehearse(users, start, end):
                print(_shown(coming, as_json=as_json), flush=True)
        finally:
            await app.store.close()

    with asyncio.Runner() as runner:
        runner.run(run(build(quiet_settings())))


def _shown(coming: Coming, *, as_json: bool) -> str:
    from coachbot.zones import zone as zone_of

    local = coming.at.astimezone(zone_of(coming.zone)).isoformat(timespec="seconds")
    at = coming.at.isoformat(timespec="seconds")
    if not as_json:
        return f"{local}  {coming.user}  {coming.kind}: {coming.text}"
    told = {"user": coming.user, "at": at, "local": local, "kind": coming.kind, "text": coming.text}
    return json.dumps(told, ensure_ascii=False)
