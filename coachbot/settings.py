"""Every setting, read once. Nothing else in the program looks at the environment.

Each is `COACHBOT_` and its name, in the environment or in a file `.env` of the current folder.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from platformdirs import user_cache_path, user_data_path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from coachbot.core.voicing.prices import parse_prices
from coachbot.errors import SettingsError

PREFIX = "COACHBOT_"
ENV_FILE = ".env"


def pictures_folder() -> Path:
    """Where pictures are kept until they are sent."""
    return user_data_path("coachbot", appauthor=False) / "pictures"


def _data_folder_database() -> SecretStr:
    return SecretStr(
        f"sqlite:///{(user_data_path('coachbot', appauthor=False) / 'coachbot.sqlite').as_posix()}"
    )


def _web_address(value: str) -> str:
    scheme, _, rest = value.partition("://")
    if scheme not in {"http", "https"} or not rest.strip("/") or any(c.isspace() for c in value):
        raise ValueError("must be an address that begins with http:// or https://")
    return value.rstrip("/")


def _database_address(value: SecretStr) -> SecretStr:
    url = value.get_secret_value()
    if url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        return value
    raise ValueError("must begin with sqlite:/// or postgresql://")


def _folder(value: Path) -> Path:
    folder = value.expanduser()
    if not folder.is_dir():
        raise ValueError(f"names {value}, which is not a folder")
    return folder


def _listed(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _prices(value: str | None) -> str | None:
    parse_prices(value or "")
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]
DatabaseAddress = Annotated[SecretStr, AfterValidator(_database_address)]
Folder = Annotated[Path, AfterValidator(_folder)]
Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
SecretList = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_listed)]

SHORTEST_SECRET = 32  # letters of COACHBOT_CONSOLE_SECRET


class Settings(BaseSettings):
    """What the operator can choose; everything has a default that works on a bare machine."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_token: SecretStr | None = None
    telegram_base_url: WebAddress | None = None  # Telegram's own
    database_url: DatabaseAddress = Field(default_factory=_data_folder_database)

    llm_base_url: WebAddress | None = None
    llm_api_key: SecretStr | None = None
    llm_model: str | None = None
    llm_fallbacks: Listed = ()
    llm_deadline: float = Field(default=20.0, gt=0, le=600, allow_inf_nan=False)
    llm_daily_tokens_per_user: int | None = Field(default=None, ge=0)
    llm_daily_tokens: int | None = Field(default=None, ge=0)
    llm_daily_budget_per_user: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    llm_daily_budget: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    llm_price: Annotated[str | None, AfterValidator(_prices)] = None
    transcribe_base_url: WebAddress | None = None
    transcribe_model: str | None = None

    operator_name: str = ""
    webhook_secret: SecretStr | None = None
    console_url: WebAddress | None = None
    console_secret: SecretStr | None = None
    console_database_url: DatabaseAddress | None = None
    console_reviewers: int = Field(default=2, ge=1, le=9)
    encryption_keys: SecretList = ()

    knowledge_dir: Folder | None = None
    prompts_dir: Folder | None = None
    gem_sources: Listed = ()
    retention_days: int | None = Field(default=None, ge=1)
    metrics_port: int | None = Field(default=None, ge=1, le=65535)
    log_format: Literal["text", "json"] = "text"


def read_settings() -> Settings:
    """The settings of this process. Raises SettingsError: one sentence for each wrong value."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError(" ".join(dict.fromkeys(_sentences(error)))) from None
    except UnicodeDecodeError:
        raise SettingsError(f"The file {ENV_FILE} is not UTF-8 text.") from None
    except OSError as error:
        raise SettingsError(f"The file {ENV_FILE} cannot be read ({error.strerror}).") from None


def reviews_url(settings: Settings) -> str | None:
    """Where shared transcripts lie: as set, else a file beside the people's; None where nothing says so."""
    if settings.console_database_url is not None:
        return settings.console_database_url.get_secret_value()
    people = settings.database_url.get_secret_value()
    path = people.removeprefix("sqlite:///")
    if path == people or path in {"", ":memory:"}:
        return None
    return f"sqlite:///{Path(path).with_suffix('').as_posix()}-reviews.sqlite"


def cache_folder() -> Path:
    """Where things may lie that can be made anew; it need not exist."""
    return user_cache_path("coachbot", appauthor=False)


def misspelt() -> tuple[str, ...]:
    """Names in the environment or `.env` that begin with the prefix and mean nothing."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    return tuple(
        sorted(name for name in {*os.environ, *_env_file()} if _ours(name) and name.upper() not in known)
    )


def _ours(name: str) -> bool:
    return name.upper().startswith(PREFIX)


def _env_file() -> Mapping[str, str | None]:
    return dotenv_values(ENV_FILE) if Path(ENV_FILE).is_file() else {}


# Pydantic's own words would quote the value; a setting may be a secret, so only the kind of fault is used.
_FAULTS = {
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "greater_than": "must be greater than {gt:g}",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than_equal": "must be {le:g} or less",
    "literal_error": "must be {expected}",
}


def _sentences(error: ValidationError) -> list[str]:
    return [
        _sentence(str(e["loc"][0]), e["type"], e.get("ctx", {})) for e in error.errors(include_input=False)
    ]


def _sentence(name: str, kind: str, context: Mapping[str, object]) -> str:
    if kind == "value_error":
        fault = str(context["error"])
    else:
        fault = _FAULTS.get(kind, "has a value that cannot be read").format_map(context)
    return f"{PREFIX}{name.upper()} {fault}."
