"""The work of reading grows with the text and no faster: lines of our own code are counted, not seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachbot.core.checking import MessageRules, check
from coachbot.core.reading import Lexicon, read
from coachbot.library import read_library

SHORT, LONG = 600, 2400  # characters
PIECES = [
    "he never ", "i feel like ", "and so, ", "my wife, who ", "it is what it is ", "sorry, sorry ", "(",
    '"he ',
    "i said i ", "if i was so sad and ", "stop ", "i need you to ", "she promised and then ", "😡", "who is ",
    "please ", "not ", "a", "!?", "\n", "he's like a ", "or else ", "being ", "a bit ", "sad and ",
    "you ", "you're so ", "i said you ", "' ", "if you don't ",
]  # fmt: skip


def steps(work: Callable[[], object]) -> int:
    """How many lines of the package are run by a piece of work."""
    count = 0

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, _: Any) -> Any:
        return line if "coachbot" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def grows_no_faster(read_it: Callable[[str], object], piece: str) -> bool:
    short, long = ((piece * size)[:size] for size in (SHORT, LONG))
    return steps(lambda: read_it(long)) <= 1.25 * LONG / SHORT * steps(lambda: read_it(short)) + 2000


@pytest.fixture(scope="module")
def rules() -> MessageRules:
    return read_library().kit.rules


@pytest.mark.parametrize("piece", PIECES)
def test_the_work_of_reading_grows_with_the_length(piece: str, lexicon: Lexicon) -> None:
    assert grows_no_faster(lambda text: read(text, lexicon), piece)


@pytest.mark.parametrize("piece", PIECES)
def test_the_work_of_checking_a_draft_grows_with_the_length(piece: str, rules: MessageRules) -> None:
    assert grows_no_faster(lambda text: check(text, rules), piece)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=2, max_size=5).map("".join))
def test_no_mixture_takes_more_than_its_length(pieces: str, lexicon: Lexicon) -> None:
    assert grows_no_faster(lambda text: read(text, lexicon), pieces)


def test_a_loop_inside_a_loop_would_be_found() -> None:
    def twice_over(text: str) -> int:
        from coachbot.core.reading.phrases import verb_forms  # any code of the package

        return sum(len(verb_forms(one)) for one in text for _ in text[:200:40] * (len(text) // 100))

    assert not grows_no_faster(twice_over, "abc")
