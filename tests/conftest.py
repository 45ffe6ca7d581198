"""What the whole suite shares: a place for each program under test, and loud skips."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator

import pytest
from hypothesis import settings

from coachbot.core.library import Library
from coachbot.library import read_library
from coachbot.store import upgrade
from tests.postgres import MISSING, Server, running

settings.register_profile("house", deadline=None, derandomize=True, max_examples=60)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(autouse=True, scope="session")
def bare_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No setting of the machine and no data folder of its user reaches a test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [n for n in os.environ if n.upper().startswith("COACHBOT_")]:
            patch.delenv(name)
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for all tests of one process."""
    with running() as server:
        if server is None:
            pytest.skip(MISSING)
        yield server


@pytest.fixture
def postgres_own() -> Iterator[Server]:
    """A server that a test may stop."""
    with running() as server:
        if server is None:
            pytest.skip(MISSING)
        yield server


@pytest.fixture
def postgres_own_url(postgres_own: Server) -> str:
    """A database with our tables on it."""
    url = postgres_own.url(postgres_own.create())
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def postgres_ready(postgres: Server) -> str:
    """The name of a database with our tables, to be copied."""
    name = postgres.create()
    upgrade(postgres.url(name))
    return name


@pytest.fixture
def postgres_url(postgres: Server, postgres_ready: str) -> Iterator[str]:
    """A database of PostgreSQL's with our tables and nothing in them."""
    name = postgres.create(postgres_ready)
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def postgres_empty(postgres: Server) -> Iterator[str]:
    """A database of PostgreSQL's without any table."""
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(scope="session")
def library() -> Library:
    """The packaged library, read once."""
    return read_library()


def _strict() -> bool:
    return os.environ.get("STRICT", "") not in {"", "0"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if _strict() and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"STRICT=1, and this was skipped: {_reason(report)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if _strict() and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"STRICT=1, and this was skipped: {_reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One loud line for each thing that this machine lacks."""
    reasons = sorted({_reason(report) for report in terminalreporter.stats.get("skipped", [])})
    for reason in reasons:
        terminalreporter.write_line(f"NOT TESTED HERE: {reason}", yellow=True, bold=True)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return why.removeprefix("Skipped: ")
