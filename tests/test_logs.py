from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from coachbot.logs import set_up_logs


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def test_a_line_of_json_has_the_event_and_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json")
    logging.getLogger("coachbot.turn").info("answered", extra={"step": "listen", "ms": 3})
    line = json.loads(capsys.readouterr().err)
    assert {**line, "at": ""} == {
        "at": "",
        "level": "info",
        "from": "coachbot.turn",
        "event": "answered",
        "step": "listen",
        "ms": 3,
    }


def test_a_line_of_text_has_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("text")
    logging.getLogger("coachbot.turn").info("answered", extra={"step": "listen"})
    assert capsys.readouterr().err.endswith(" info coachbot.turn: answered step=listen\n")


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_exceptions_own_words_stay_out(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json" if form == "json" else "text")
    try:
        raise ValueError("what somebody wrote")
    except ValueError:
        logging.getLogger("coachbot").exception("a turn broke")
    told = capsys.readouterr().err
    assert "what somebody wrote" not in told
    assert "ValueError" in told


@pytest.mark.parametrize("name", ["httpx", "httpcore", "aiohttp.access", "telegram.ext", "sqlalchemy.engine"])
def test_libraries_that_would_log_addresses_are_quiet(name: str) -> None:
    set_up_logs("text")
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)
