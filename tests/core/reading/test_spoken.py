"""Speech told without marks: told back as it was said."""

from __future__ import annotations

import pytest

from coachbot.core.reading.spoken import spoken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("and he goes oh i thought youd had yours. i sat down", 'he said "oh i thought youd had yours"'),
        ("she was like whatever and went upstairs", 'she said "whatever"'),
        ("then hes like well you never remind me", 'he said "well you never remind me"'),
        (
            "my bf was like are you serious right now?? and hung up",
            'your boyfriend said "are you serious right now"',
        ),
        ("he just goes no, not now, and i left it", 'he said "no, not now"'),
    ],
)
def test_what_somebody_goes_is_told_in_their_words(text: str, said: str) -> None:
    assert [one.said for one in spoken(text)] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "he goes to work at six",
        "she was like a sister to me",
        "she goes quiet when I ask",
        "it was like nothing I knew",
        "he goes " + "no " * 30,
    ],
)
def test_a_comparison_or_a_way_is_no_speech(text: str) -> None:
    assert not spoken(text)
