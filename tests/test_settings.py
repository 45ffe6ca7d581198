from __future__ import annotations

import re
from pathlib import Path

import pytest

from coachbot.errors import SettingsError
from coachbot.settings import PREFIX, Settings, misspelt, read_settings

EXAMPLE = Path(__file__).resolve().parents[1] / ".env.example"


@pytest.fixture(autouse=True)
def empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_default_and_the_data_lies_in_the_users_folder() -> None:
    settings = read_settings()
    assert settings.database_url.get_secret_value().startswith("sqlite:////")
    assert settings.database_url.get_secret_value().endswith("/coachbot/coachbot.sqlite")
    assert (settings.llm_deadline, settings.log_format, settings.telegram_token) == (20.0, "text", None)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LLM_DEADLINE", "soon", "COACHBOT_LLM_DEADLINE must be a number."),
        ("LLM_DEADLINE", "0", "COACHBOT_LLM_DEADLINE must be greater than 0."),
        ("LLM_DEADLINE", "nan", "COACHBOT_LLM_DEADLINE must be a number."),
        ("RETENTION_DAYS", "1.5", "COACHBOT_RETENTION_DAYS must be a whole number."),
        ("RETENTION_DAYS", "0", "COACHBOT_RETENTION_DAYS must be 1 or more."),
        ("LOG_FORMAT", "xml", "COACHBOT_LOG_FORMAT must be 'text' or 'json'."),
        (
            "LLM_BASE_URL",
            "localhost:80",
            "COACHBOT_LLM_BASE_URL must be an address that begins with http:// or https://.",
        ),
        ("DATABASE_URL", "mysql://x", "COACHBOT_DATABASE_URL must begin with sqlite:/// or postgresql://."),
        ("PROMPTS_DIR", "/no/such", "COACHBOT_PROMPTS_DIR names /no/such, which is not a folder."),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert str(caught.value) == sentence


def test_a_secret_is_in_no_sentence_and_in_no_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHBOT_TELEGRAM_TOKEN", "12:hush")
    monkeypatch.setenv("COACHBOT_ENCRYPTION_KEYS", "hush-a, hush-b")
    assert "hush" not in repr(read_settings())
    monkeypatch.setenv("COACHBOT_DATABASE_URL", "mysql://me:hush@host/name")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert "hush" not in str(caught.value)


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHBOT_LLM_FALLBACKS", "small, smaller,")
    monkeypatch.setenv("COACHBOT_ENCRYPTION_KEYS", "new,old")
    settings = read_settings()
    assert settings.llm_fallbacks == ("small", "smaller")
    assert [key.get_secret_value() for key in settings.encryption_keys] == ["new", "old"]


def test_an_empty_value_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHBOT_LLM_DEADLINE", "")
    assert read_settings().llm_deadline == 20


def test_the_environment_wins_over_the_env_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("COACHBOT_OPERATOR_NAME=Ann\nCOACHBOT_RETENTION_DAYS=30\nOTHER=1\n")
    monkeypatch.setenv("COACHBOT_RETENTION_DAYS", "7")
    assert (read_settings().operator_name, read_settings().retention_days) == ("Ann", 7)


def test_an_env_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"COACHBOT_OPERATOR_NAME=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"^The file \.env is not UTF-8 text\.$"):
        read_settings()


def test_a_misspelt_name_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("COACHBOT_TELEGRAM_TOKN=1\n")
    monkeypatch.setenv("COACHBOT_LLM_MODLE", "x")
    assert misspelt() == ("COACHBOT_LLM_MODLE", "COACHBOT_TELEGRAM_TOKN")


def test_the_example_names_every_setting_and_no_other() -> None:
    named = set(re.findall(rf"^#({PREFIX}[A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE))
    assert named == {PREFIX + name.upper() for name in Settings.model_fields}
