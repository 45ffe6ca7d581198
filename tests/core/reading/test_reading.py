"""The whole reading: it never fails, and its places are right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachbot.core.model import Reading, Span
from coachbot.core.reading import Lexicon, parse_lexicon, read
from coachbot.errors import ContentError

PIECES = [
    "i feel", "I'm so", "not", "and", "but", "like", "he", "she says", "angry", "hurt", "ignored",
    "used to", "if", "i need", "you to", "stop", "respect", "forgot", "again", ".", ",", "!", "?", '"',
    "’", "😭", "\n", "\0", "feel", "never", "the", "to be", "a bit", "sooo", "im", "dont", "🫠",
    "ignored and", "i want him to", "or else", "İ", "ﬀ",
]  # fmt: skip


def spans(reading: Reading) -> Iterator[Span]:
    yield from (*reading.feelings, *reading.faux_feelings, *reading.needs, *reading.strategies)
    yield from (*reading.requests, *reading.worth_signs, *reading.because)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)))
def test_no_text_breaks_it_and_every_place_is_in_the_text(lexicon: Lexicon, text: str) -> None:
    for span in spans(read(text, lexicon)):
        assert text[span.start : span.end] == span.text


def test_of_a_very_long_text_the_beginning_is_read(lexicon: Lexicon) -> None:
    one = "he forgot again and i feel so alone. "
    assert read(one * 2700, lexicon) == read((one * 2700)[:20_000], lexicon)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "😭", "\0", "مرحبا كيف حالك", "你好", "a" * 5000, "?" * 5000]
)
def test_little_or_nothing_is_read_as_little_or_nothing(text: str, lexicon: Lexicon) -> None:
    reading = read(text, lexicon)
    assert not reading.needs or reading.feelings
    assert reading.requests == ()


def test_curly_quotes_and_missing_apostrophes_are_read_the_same(lexicon: Lexicon) -> None:
    said = [read(t, lexicon) for t in ("I don't feel heard", "I don’t feel heard", "i dont feel heard")]
    assert len({tuple(n.name for n in reading.needs) for reading in said}) == 1


def test_a_partners_name_is_read_as_the_partner(lexicon: Lexicon) -> None:
    reading = read("my husband Tom came home. Tom forgot my birthday again", lexicon)
    assert any(e.rule == "trust.forgot" for e in reading.because)


@pytest.mark.parametrize(
    ("stem", "key", "value", "complaint"),
    [
        ("needs", "respect", {"short": "x"}, "needs.toml, respect needs a text “wish”"),
        (
            "situations",
            "forgot",
            {"says": ["he <nobody>"], "needs": ["respect"], "feelings": ["sad"]},
            "<nobody>",
        ),
        ("situations", "forgot", {"says": ["he"], "needs": ["gold"], "feelings": ["sad"]}, "names “gold”"),
        ("feelings_light", "glad", {"family": "odd", "means": "m", "near": ["n"]}, "names “odd”"),
        ("feelings_light", "glad", {"famly": "glad"}, "knows no “famly”"),
        ("heat", "hot", "so hot", "heat.toml needs a list of words “hot”"),
        ("families", "glad", {"side": 1, "first": ["joyless"]}, "joyless"),
    ],
)
def test_a_slip_in_a_file_is_one_sentence_with_its_place(
    stem: str, key: str, value: object, complaint: str, raw: dict[str, dict[str, object]]
) -> None:
    broken = {**raw, stem: {**raw[stem], key: value}}
    with pytest.raises(ContentError, match=complaint.replace(".", r"\.").replace("<", "[<]")):
        parse_lexicon(broken)


def test_a_missing_file_is_named(raw: dict[str, dict[str, object]]) -> None:
    with pytest.raises(ContentError, match=r"heat\.toml is missing"):
        parse_lexicon({stem: data for stem, data in raw.items() if stem != "heat"})
