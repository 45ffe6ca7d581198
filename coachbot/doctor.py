"""`doctor`: is everything as it should be, and if not, what to do about it."""

from __future__ import annotations

import asyncio
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from coachbot.core.danger.lines import Helplines, stale
from coachbot.errors import CoachbotError, SettingsError
from coachbot.library import gem_faults, read_library
from coachbot.ports import Uses
from coachbot.settings import Settings, misspelt, read_settings

TELEGRAM = "https://api.telegram.org"
SHORTEST_KEY = 32  # characters
PATIENCE = 10.0  # seconds for one answer over the network


class Mark(StrEnum):
    """How a finding stands."""

    OK = "ok"
    UNSET = "unset"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence on one thing."""

    mark: Mark
    subject: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.mark:<8}{self.subject}: {self.sentence}"


def report(out: TextIO) -> bool:
    """Print every finding; False if anything is wrong."""
    well = True
    for finding in examine():
        print(finding, file=out, flush=True)
        well = well and finding.mark is not Mark.WRONG
    return well


def examine() -> Iterator[Finding]:
    """Everything that can be looked at without changing anything."""
    for name in misspelt():
        yield Finding(Mark.WARNING, "settings", f"{name} means nothing; .env.example names all settings.")
    try:
        settings = read_settings()
    except SettingsError as error:
        yield Finding(Mark.WRONG, "settings", str(error))
        return
    yield Finding(Mark.OK, "settings", "all can be read.")
    yield from _library(settings)
    yield from _store(settings)
    yield from _model(settings)
    yield from _telegram(settings)
    yield from _console(settings)


def _library(settings: Settings) -> Iterator[Finding]:
    try:
        library = read_library(settings.prompts_dir, settings.knowledge_dir, settings.gem_sources)
    except CoachbotError as error:
        yield Finding(Mark.WRONG, "library", str(error))
        return
    for fault in library.faults:
        yield Finding(Mark.WRONG, "library", f"{fault} Until it is mended, help goes out without it.")
    yield from _stale_lines(library.helplines)
    for fault in gem_faults(settings.knowledge_dir):
        yield Finding(Mark.WARNING, "gems", fault)
    if not library.kit.index.gems:
        none = "No gem may be offered: all that COACHBOT_GEM_SOURCES names are drafts without permission."
        yield Finding(Mark.WARNING, "gems", none)
    yield Finding(
        Mark.OK,
        "library",
        f"{len(library.kit.gems)} gems ({library.gems_version}), {len(library.kit.phrases.acts)} acts "
        f"({library.prompts_version}).",
    )


def _stale_lines(helplines: Helplines) -> Iterator[Finding]:
    """A sentence a country on lines that nobody has looked at for a year."""
    old = stale(helplines, datetime.now(UTC).date().isoformat())
    for country, lines in sorted({**helplines.by_country, "everywhere": helplines.directory}.items()):
        listed = ", ".join(f"{line.number} ({line.as_of})" for line in lines if line in old)
        if listed:
            yield Finding(Mark.WARNING, "help lines", f"{country}: last looked at over a year ago: {listed}.")


def _store(settings: Settings) -> Iterator[Finding]:
    from coachbot.store import open_store, status
    from coachbot.store.place import locate

    url = settings.database_url.get_secret_value()
    try:
        path = locate(url).path
        if path is None or path.exists():
            keys = [key.get_secret_value() for key in settings.encryption_keys]
            asyncio.run(open_store(url, upgrade=False, keys=keys).close())
        elif not _writable(path.parent):
            yield Finding(Mark.WRONG, "store", f"The folder {path.parent} cannot be written.")
            return
        told, *remarks = status(url).splitlines()
        yield Finding(Mark.OK, "store", told)
        for remark in remarks:
            yield Finding(Mark.WARNING, "store", remark)
        yield from _at_rest(settings)
    except CoachbotError as error:
        yield Finding(Mark.WRONG, "store", str(error))


def _at_rest(settings: Settings) -> Iterator[Finding]:
    """Whether texts are encrypted where they lie, and how long they lie there."""
    keys = settings.encryption_keys
    if not keys:
        unset = "texts lie open in the database; COACHBOT_ENCRYPTION_KEYS encrypts them."
        yield Finding(Mark.UNSET, "encryption", unset)
    else:
        count = f", of {len(keys)} keys the first" if len(keys) > 1 else ""
        yield Finding(Mark.OK, "encryption", f"texts are encrypted at rest, each bound to its row{count}.")
    if any(len(key.get_secret_value()) < SHORTEST_KEY for key in keys):
        short = f"a key has fewer than {SHORTEST_KEY} characters; `openssl rand -base64 32` makes a good one."
        yield Finding(Mark.WARNING, "encryption", short)
    if settings.retention_days is not None:
        yield Finding(Mark.OK, "retention", f"what is older than {settings.retention_days} days is deleted.")


def _writable(folder: Path) -> bool:
    """Whether a file could be made there, or the folder itself where it is missing."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


# ---------------------------------------------------------------- the model


def _model(settings: Settings) -> Iterator[Finding]:
    base, model = settings.llm_base_url, settings.llm_model
    if base is None and model is None:
        yield Finding(Mark.UNSET, "model", "none is set, so the scripted voice speaks.")
    elif base is None or model is None:
        missing = "COACHBOT_LLM_BASE_URL" if base is None else "COACHBOT_LLM_MODEL"
        yield Finding(Mark.WRONG, "model", f"{missing} is missing; address and model go together.")
    else:
        yield _asked_for_models(base, (model, *settings.llm_fallbacks), settings)
        budgets = (settings.llm_daily_budget, settings.llm_daily_budget_per_user)
        if any(each is not None for each in budgets) and settings.llm_price is None:
            unpriced = "a budget is never reached without COACHBOT_LLM_PRICE."
            yield Finding(Mark.WARNING, "model", unpriced)
        yield from _used_today(settings)
    yield from _transcription(settings)


def _transcription(settings: Settings) -> Iterator[Finding]:
    base, model = settings.transcribe_base_url, settings.transcribe_model
    if base is None and model is None:
        yield Finding(Mark.UNSET, "voice notes", "no server is set, so people are asked to type.")
    elif base is None or model is None:
        missing = "COACHBOT_TRANSCRIBE_BASE_URL" if base is None else "COACHBOT_TRANSCRIBE_MODEL"
        yield Finding(Mark.WRONG, "voice notes", f"{missing} is missing; address and model go together.")
    elif trouble := _get(f"{base}/models", {}).trouble:
        yield Finding(Mark.WRONG, "voice notes", f"{base} could not be reached ({trouble}).")
    else:
        yield Finding(Mark.OK, "voice notes", f"{base} answers.")


def _used_today(settings: Settings) -> Iterator[Finding]:
    """What each model was used for since midnight UTC: calls, failures, time, money."""
    from coachbot.store import open_store
    from coachbot.store.place import locate

    async def uses() -> Sequence[Uses]:
        store = open_store(url, upgrade=False)
        try:
            return await store.uses(datetime.now(UTC).date().isoformat())
        finally:
            await store.close()

    url = settings.database_url.get_secret_value()
    path = locate(url).path
    if path is not None and not path.exists():
        return
    with suppress(CoachbotError):  # what is wrong with the store is told by its own finding
        by_model: dict[str, list[Uses]] = {}
        for each in asyncio.run(uses()):
            by_model.setdefault(each.model, []).append(each)
        for model, sums in by_model.items():
            yield Finding(Mark.OK, "model", _told(model, sums))


def _told(model: str, sums: Sequence[Uses]) -> str:
    calls = sum(each.calls for each in sums)
    failed = ", ".join(f"{each.outcome} {each.calls}" for each in sums if each.outcome != "ok")
    tokens = sum(each.sent + each.said for each in sums)
    seconds, money = sum(each.seconds for each in sums) / calls, sum(each.money for each in sums)
    return (
        f"{model} today: {calls} calls, {seconds:.1f} s each, {tokens} tokens, {money:.4f} spent, "
        f"failures: {failed or 'none'}."
    )


def _asked_for_models(base: str, models: Sequence[str], settings: Settings) -> Finding:
    key = settings.llm_api_key
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    answer = _get(f"{base}/models", headers)
    if answer.trouble:
        return Finding(Mark.WRONG, "model", f"{base} could not be reached ({answer.trouble}).")
    if answer.status in {401, 403}:
        return Finding(Mark.WRONG, "model", f"{base} refuses COACHBOT_LLM_API_KEY ({answer.status}).")
    if answer.status != 200:
        return Finding(Mark.WARNING, "model", f"{base} gives no list of models ({answer.status}).")
    listed = answer.body.get("data")
    names = [each.get("id") for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    unknown = [model for model in models if names and model not in names]
    if unknown:
        setting = "COACHBOT_LLM_MODEL" if unknown[0] == models[0] else "COACHBOT_LLM_FALLBACKS"
        return Finding(Mark.WRONG, "model", f"{base} has no model “{unknown[0]}”; {setting} names it.")
    return Finding(Mark.OK, "model", f"{base} answers.")


# ---------------------------------------------------------------- Telegram


def _telegram(settings: Settings) -> Iterator[Finding]:
    if settings.telegram_token is None:
        yield Finding(Mark.UNSET, "telegram", "no token, so `coachbot telegram` can't run; the terminal can.")
        return
    if not settings.operator_name:
        unset = "COACHBOT_OPERATOR_NAME is unset; people should be told who runs the bot."
        yield Finding(Mark.WARNING, "telegram", unset)
    base = settings.telegram_base_url or TELEGRAM
    answer = _get(f"{base}/bot{settings.telegram_token.get_secret_value()}/getMe", {})
    bot = answer.body.get("result")
    if answer.trouble:
        yield Finding(Mark.WRONG, "telegram", f"{base} could not be reached ({answer.trouble}).")
    elif answer.status in {401, 404}:
        unknown = f"{base} does not know COACHBOT_TELEGRAM_TOKEN; @BotFather shows yours."
        yield Finding(Mark.WRONG, "telegram", unknown)
    elif answer.status != 200 or not isinstance(bot, dict):
        yield Finding(Mark.WRONG, "telegram", f"{base} does not answer as Telegram does ({answer.status}).")
    else:
        yield Finding(Mark.OK, "telegram", f"the token belongs to @{bot.get('username')}.")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back over the network; `trouble` says why nothing did."""

    status: int
    body: Mapping[str, object]
    trouble: str = ""


def _console(settings: Settings) -> Iterator[Finding]:
    """Whether the coaches' pages can be served as they are set."""
    from coachbot.recognising import is_available
    from coachbot.settings import SHORTEST_SECRET, reviews_url

    if not is_available():
        yield Finding(Mark.UNSET, "console", "sharing needs the extra, pip install 'coachbot[console]'.")
    elif reviews_url(settings) is None:
        unset = "COACHBOT_CONSOLE_DATABASE_URL is not set, so nothing can be shared with coaches."
        yield Finding(Mark.UNSET, "console", unset)
    else:
        yield Finding(Mark.OK, "console", f"it is served at {settings.console_url or 'this machine'}.")
    secret = settings.console_secret
    if secret is not None and len(secret.get_secret_value()) < SHORTEST_SECRET:
        short = f"COACHBOT_CONSOLE_SECRET must have {SHORTEST_SECRET} letters or more."
        yield Finding(Mark.WRONG, "console", short)
    elif secret is None and settings.console_url is not None:
        unset = "without COACHBOT_CONSOLE_SECRET coaches are signed out at every start."
        yield Finding(Mark.WARNING, "console", unset)


def _get(url: str, headers: Mapping[str, str]) -> _Answer:
    # Telegram's address holds the token: nothing of a library's own words about it may be shown.
    try:
        request = urllib.request.Request(url, headers=dict(headers))  # noqa: S310 - settings allow http(s) only
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:  # noqa: S310
            return _Answer(reply.status, _body(reply.read(1_000_000)))
    except urllib.error.HTTPError as error:
        return _Answer(error.code, {})
    except TimeoutError:
        return _Answer(0, {}, f"no answer in {PATIENCE:g} s")
    except urllib.error.URLError as error:
        return _Answer(0, {}, getattr(error.reason, "strerror", None) or type(error.reason).__name__)
    except (OSError, ValueError) as error:
        return _Answer(0, {}, type(error).__name__)


def _body(raw: bytes) -> Mapping[str, object]:
    try:
        body: object = json.loads(raw)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
