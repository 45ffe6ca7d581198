"""The real lexicon, read once: its words are what the tests are about."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from coachbot.core.reading import Lexicon, parse_lexicon

FOLDER = Path(__file__).parents[3] / "knowledge" / "reading"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return parse_lexicon({p.stem: tomllib.loads(p.read_text("utf-8")) for p in sorted(FOLDER.glob("*.toml"))})


@pytest.fixture(scope="session")
def raw() -> dict[str, dict[str, object]]:
    """The parsed files, for tests that break one."""
    return {p.stem: tomllib.loads(p.read_text("utf-8")) for p in sorted(FOLDER.glob("*.toml"))}
