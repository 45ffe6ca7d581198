"""The danger signs, read as they lie in knowledge/danger/."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from coachbot.core.danger import Signs, parse_signs

FOLDER = Path(__file__).parents[3] / "knowledge" / "danger"


def danger_files() -> dict[str, Mapping[str, object]]:
    return {path.stem: tomllib.loads(path.read_text()) for path in sorted(FOLDER.glob("*.toml"))}


@pytest.fixture(scope="session")
def signs() -> Signs:
    return parse_signs(danger_files())
