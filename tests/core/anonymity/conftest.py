from __future__ import annotations

from functools import cache

import pytest

from coachbot.core.anonymity import Lists
from coachbot.library import read_lists


@cache
def _lists() -> Lists:
    return read_lists()


@pytest.fixture
def lists() -> Lists:
    return _lists()
