from __future__ import annotations

import asyncio
import io
import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from coachbot.doctor import Finding, Mark, examine, report
from coachbot.store import open_store, upgrade
from tests.telegram.botapi import BotApi

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def empty_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def _on(subject: str) -> list[Finding]:
    return [finding for finding in examine() if finding.subject == subject]


def _marks() -> Mapping[str, Mark]:
    return {finding.subject: finding.mark for finding in examine()}


def test_a_bare_machine_is_well_with_optional_parts_unset() -> None:
    out = io.StringIO()
    assert report(out)
    marks = _marks()
    assert (marks["settings"], marks["library"], marks["store"]) == (Mark.OK, Mark.OK, Mark.OK)
    assert (marks["model"], marks["telegram"]) == (Mark.UNSET, Mark.UNSET)


def test_looking_makes_no_database(tmp_path: Path) -> None:
    _marks()
    assert not (tmp_path / "data").exists()


def test_a_wrong_setting_is_told_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHBOT_LLM_DEADLINE", "soon")
    out = io.StringIO()
    assert not report(out)
    assert "COACHBOT_LLM_DEADLINE must be a number." in out.getvalue()


def test_a_misspelt_setting_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHBOT_TOKEN", "x")
    assert _on("settings")[0].mark is Mark.WARNING


def test_a_database_of_something_else_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "talk.sqlite").write_text("this is no database at all" * 100)
    monkeypatch.setenv("COACHBOT_DATABASE_URL", f"sqlite:///{tmp_path}/talk.sqlite")
    assert _on("store")[0].mark is Mark.WRONG


def test_a_database_in_order_is_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path}/talk.sqlite")
    monkeypatch.setenv("COACHBOT_DATABASE_URL", f"sqlite:///{tmp_path}/talk.sqlite")
    assert _on("store")[0].mark is Mark.OK


def test_texts_that_lie_open_are_told_and_sealed_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each.mark for each in _on("encryption")] == [Mark.UNSET]
    monkeypatch.setenv("COACHBOT_ENCRYPTION_KEYS", "k" * 44)
    assert [each.mark for each in _on("encryption")] == [Mark.OK]
    monkeypatch.setenv("COACHBOT_ENCRYPTION_KEYS", "short")
    assert [each.mark for each in _on("encryption")] == [Mark.OK, Mark.WARNING]


def test_a_database_whose_key_is_missing_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/talk.sqlite"
    asyncio.run(open_store(url, keys=["the old key"]).close())
    monkeypatch.setenv("COACHBOT_DATABASE_URL", url)
    monkeypatch.setenv("COACHBOT_ENCRYPTION_KEYS", "another key")
    assert _on("store")[0].mark is Mark.WRONG


def test_a_broken_library_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "conduct.toml").write_text("[")
    monkeypatch.setenv("COACHBOT_KNOWLEDGE_DIR", str(tmp_path))
    assert _on("library")[0].mark is Mark.WRONG


def test_gems_from_nowhere_are_told_with_the_names_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHBOT_GEM_SOURCES", "marn")
    (found,) = _on("library")
    assert found.mark is Mark.WRONG
    assert "“marn”" in found.sentence
    assert "own" in found.sentence


def test_a_library_of_drafts_alone_is_a_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "gems").mkdir()
    draft = '+++\nslug = "a"\ntitle = "A"\nsource = "maren"\npublished = false\n+++\n\nA whole sentence.\n'
    (tmp_path / "gems" / "a.md").write_text(draft)
    monkeypatch.setenv("COACHBOT_KNOWLEDGE_DIR", str(tmp_path))
    monkeypatch.setenv("COACHBOT_GEM_SOURCES", "maren")
    assert [found.mark for found in _on("gems")] == [Mark.WARNING]


def test_broken_danger_signs_are_wrong_though_the_program_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "danger").mkdir()
    (tmp_path / "danger" / "mine.toml").write_text("[")
    monkeypatch.setenv("COACHBOT_KNOWLEDGE_DIR", str(tmp_path))
    assert _on("library")[0].mark is Mark.WRONG


# ---------------------------------------------------------------- Telegram


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApi]:
    api = BotApi()
    with api.in_thread():
        monkeypatch.setenv("COACHBOT_TELEGRAM_BASE_URL", api.url)
        monkeypatch.setenv("COACHBOT_TELEGRAM_TOKEN", api.token)
        monkeypatch.setenv("COACHBOT_OPERATOR_NAME", "Ann")
        yield api


@pytest.mark.usefixtures("telegram")
def test_a_token_that_telegram_knows_is_well() -> None:
    (found,) = _on("telegram")
    assert (found.mark, "@" in found.sentence) == (Mark.OK, True)


@pytest.mark.usefixtures("telegram")
def test_a_wrong_token_is_told_without_showing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACHBOT_TELEGRAM_TOKEN", "4242:hush")
    (found,) = _on("telegram")
    assert (found.mark, "hush" in found.sentence) == (Mark.WRONG, False)
    assert "COACHBOT_TELEGRAM_TOKEN" in found.sentence


@pytest.mark.parametrize("base", [NOWHERE, "http://no-such-host.invalid"])
def test_a_network_that_fails_is_told_without_the_token(monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    monkeypatch.setenv("COACHBOT_TELEGRAM_BASE_URL", base)
    monkeypatch.setenv("COACHBOT_TELEGRAM_TOKEN", "4242:hush")
    found = _on("telegram")[-1]
    assert (found.mark, "hush" in found.sentence) == (Mark.WRONG, False)
    assert f"{base} could not be reached" in found.sentence


# ---------------------------------------------------------------- the model


class _Models(BaseHTTPRequestHandler):
    """An OpenAI-compatible server with one model and one key."""

    def do_GET(self) -> None:
        known = self.headers["Authorization"] == "Bearer right"
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(json.dumps({"data": [{"id": "small"}]} if known else {}).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    server = HTTPServer(("127.0.0.1", 0), _Models)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("COACHBOT_LLM_BASE_URL", f"http://127.0.0.1:{server.server_port}/v1")
    yield
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize(
    ("key", "name", "mark"),
    [("right", "small", Mark.OK), ("right", "large", Mark.WRONG), ("hush", "small", Mark.WRONG)],
)
def test_a_model_is_well_when_its_server_knows_key_and_name(
    monkeypatch: pytest.MonkeyPatch, key: str, name: str, mark: Mark
) -> None:
    monkeypatch.setenv("COACHBOT_LLM_API_KEY", key)
    monkeypatch.setenv("COACHBOT_LLM_MODEL", name)
    (found,) = _on("model")
    assert (found.mark, "hush" in found.sentence) == (mark, False)


@pytest.mark.parametrize(("name", "value"), [("LLM_MODEL", "small"), ("LLM_BASE_URL", NOWHERE)])
def test_half_a_model_is_wrong(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"COACHBOT_{name}", value)
    assert _on("model")[0].mark is Mark.WRONG


# ---------------------------------------------------------------- help lines

LINES = """
[lines]
XA = [{ kind = "emergency", number = "112", source = "a list", as_of = "2019-05-01" }]
XB = [{ kind = "emergency", number = "113", source = "a list", as_of = "2999-01-01" }]
"""


def test_a_help_line_nobody_looked_at_for_a_year_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "helplines.toml").write_text(LINES)
    monkeypatch.setenv("COACHBOT_KNOWLEDGE_DIR", str(tmp_path))
    told = [(found.mark, found.sentence) for found in _on("help lines")]
    assert told == [(Mark.WARNING, "XA: last looked at over a year ago: 112 (2019-05-01).")]


@pytest.mark.parametrize(
    ("name", "value", "mark"),
    [
        ("COACHBOT_CONSOLE_SECRET", "short", Mark.WRONG),
        ("COACHBOT_CONSOLE_URL", "https://coaches.example", Mark.WARNING),
        ("COACHBOT_DATABASE_URL", "sqlite:///:memory:", Mark.UNSET),
    ],
)
def test_it_tells_what_the_coaches_pages_lack(
    name: str, value: str, mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert mark in {finding.mark for finding in _on("console")}
