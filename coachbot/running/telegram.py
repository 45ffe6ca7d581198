"""`coachbot telegram`: the bot, asking for updates or having them brought."""

from __future__ import annotations

import asyncio
import os
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from secrets import token_hex
from typing import TYPE_CHECKING

from coachbot.app import App, build
from coachbot.errors import SettingsError
from coachbot.logs import set_up_logs
from coachbot.settings import read_settings

if TYPE_CHECKING:
    from coachbot.channels.telegram.reached import Brought, Watched
    from coachbot.settings import Settings
    from coachbot.store import Hold


def telegram(webhook: str | None, host: str | None = None, port: int | None = None) -> None:
    """Run the bot until it is told to stop, asking for updates or having them brought to `webhook`."""
    settings = read_settings()
    set_up_logs(settings.log_format)
    if settings.telegram_token is None:
        raise SettingsError("COACHBOT_TELEGRAM_TOKEN is not set; @BotFather on Telegram gives you one.")
    with asyncio.Runner(loop_factory=_quick_loop()) as runner:
        door = None if webhook is None else _Listening(webhook, host or "127.0.0.1", port or 8081)
        runner.run(_serve(settings, settings.telegram_token.get_secret_value(), door))


@dataclass(frozen=True, slots=True)
class _Listening:
    """Where Telegram brings updates to, and where we listen behind that address."""

    url: str
    host: str
    port: int


async def _serve(settings: Settings, token: str, door: _Listening | None) -> None:
    from coachbot.store import receive_alone

    hold = receive_alone(settings.database_url.get_secret_value(), together=door is not None, patient=True)
    try:
        await _receive(settings, token, door, hold)
    finally:
        hold.close()


async def _receive(settings: Settings, token: str, door: _Listening | None, hold: Hold) -> None:
    from coachbot.channels.telegram.program import run
    from coachbot.gate import Gate

    secret = None if door is None else _webhook_secret(settings)
    app = build(settings, rescue=True, patient=True)
    app.coach.warm()
    app.finder.start()
    preparing = asyncio.ensure_future(app.coach.prepare())
    try:
        await run(
            token=token,
            base_url=settings.telegram_base_url,
            coach=Gate(app.coach, app.store, app.coach.paused_text()),
            store=app.store,
            clock=app.clock,
            reached=_watched(app) if door is None or secret is None else _brought(app, door, secret, hold),
            alone=hold,
        )
    finally:
        preparing.cancel()
        await app.close()


def _webhook_secret(settings: Settings) -> str:
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise SettingsError(
            "A webhook needs COACHBOT_WEBHOOK_SECRET: 16 to 256 letters, digits, _ or -, told to nobody."
        )
    return secret


def _brought(app: App, door: _Listening, secret: str, hold: Hold) -> Brought:
    """How Telegram brings updates; on PostgreSQL several of us share the work."""
    from coachbot.channels.telegram.postbox import Hook
    from coachbot.channels.telegram.reached import Brought

    _installed("A webhook")
    shared = not app.settings.database_url.get_secret_value().startswith("sqlite")
    fleet = app.store.fleet(f"{socket.gethostname()}-{os.getpid()}-{token_hex(4)}", "telegram", hold)
    return Brought(Hook(door.url, secret), door.host, door.port, fleet if shared else None, app.stages)


def _watched(app: App) -> Watched | None:
    """Where this machine may ask how we stand, if that is wanted."""
    from coachbot.channels.telegram.reached import Watched

    port = app.settings.metrics_port
    if port is None:
        return None
    _installed("COACHBOT_METRICS_PORT")
    return Watched("127.0.0.1", port, app.stages)


def _installed(what: str) -> None:
    for name in ("prometheus_client", "starlette", "uvicorn"):
        if find_spec(name) is None:
            raise SettingsError(f"{what} needs {name}, which isn't installed: pip install 'coachbot[scale]'.")


def _quick_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        from uvloop import new_event_loop
    except ImportError:  # there is none for Windows
        return None
    return new_event_loop
