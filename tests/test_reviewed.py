"""What coaches marked, run again: `coachbot reviews export` writes such files; ours here are made up.

REVIEWED=FOLDER adds an export of one's own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coachbot.core.anonymity import Lists, anonymise
from coachbot.library import read_lists
from tests.talking import talk

FOLDERS = [
    Path(__file__).parent / "reviewed",
    *([Path(os.environ["REVIEWED"])] if "REVIEWED" in os.environ else []),
]


def each(name: str) -> Iterator[Any]:
    """The lines of these files, each under its id."""
    for folder in FOLDERS:
        path = folder / name
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            case = json.loads(line)
            yield pytest.param(case, id=case["id"])


@pytest.fixture(scope="module")
def lists() -> Lists:
    return read_lists()


@pytest.mark.parametrize("case", list(each("cases.jsonl")))
def test_a_reply_that_coaches_marked_is_not_given_again(case: dict[str, Any]) -> None:
    (*_, last) = talk(said for said in case["said"] if said)
    assert [message.text for message in last.messages] != case["replies"]


@pytest.mark.parametrize("case", list(each("leaks.jsonl")))
def test_what_leaked_once_is_found_now(case: dict[str, Any], lists: Lists) -> None:
    (found,) = anonymise([case["text"]], lists).entities
    for leak in case["entities"]:
        assert any(f.start <= leak["start"] and f.end >= leak["end"] for f in found), found
