"""Logs on stderr: ids, steps and durations, never a message's text."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Literal

from coachbot.mishap import place

# Libraries that would log addresses (Telegram's hold the token) or bodies at INFO.
_TALKATIVE = (
    "httpx",
    "httpcore",
    "httpx2",
    "httpcore2",
    "aiohttp",
    "telegram",
    "openai",
    "alembic",
    "sqlalchemy",
    "asyncio",
)
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def set_up_logs(form: Literal["text", "json"], level: int = logging.INFO) -> None:
    """Send logs to stderr, one line each; everything that is not ours from WARNING on."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if form == "json" else _Text())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def _extras(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in vars(record).items() if key not in _OWN}


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _fault(record: logging.LogRecord) -> dict[str, object]:
    """What went wrong and where; an exception's own words may quote a message, so they stay out."""
    if not record.exc_info or record.exc_info[0] is None:
        return {}
    return {"fault": record.exc_info[0].__name__, "where": place(record.exc_info[2])}


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        extras = {**_extras(record), **_fault(record)}
        tail = "".join(f" {key}={value}" for key, value in extras.items())
        return f"{_at(record)} {record.levelname.lower()} {record.name}: {record.getMessage()}{tail}"


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {"at": _at(record), "level": record.levelname.lower(), "from": record.name}
        return json.dumps(
            {**line, "event": record.getMessage(), **_extras(record), **_fault(record)}, default=str
        )
