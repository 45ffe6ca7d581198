"""Files of signs that coaches edit: a slip of the pen is named, and doesn't switch the rest off."""

from __future__ import annotations

import pytest

from coachbot.core.danger import Signs, assess, parse_signs
from coachbot.core.danger.pattern import PatternFault, Vocabulary, compile_pattern
from coachbot.core.danger.typos import misspellings
from coachbot.core.model import Level
from coachbot.errors import ContentError
from tests.core.danger.conftest import danger_files

WORDS = {"<hit>": "<hit>"}
GOOD = {
    "name": "new",
    "kind": "act",
    "level": "stop",
    "match": [["<hit> {whom}", "he hit me"]],
    "lookalikes": ["he hit the road"],
}


def vocabulary() -> Vocabulary:
    return Vocabulary({"hit": ("hit", "slap")}, {"me": "( me | us )", "loop": "{loop}"})


def found(pattern: str, words: str) -> str | None:
    known = vocabulary()
    compiled = compile_pattern(pattern, known)
    codes = "".join(known.codes.get(word, "\x01") for word in words.split())
    match = compiled.expression().search(codes)
    return " ".join(words.split()[match.start() : match.end()]) if match else None


@pytest.mark.parametrize(
    ("pattern", "words", "match"),
    [
        ("<hit> me", "he slap me", "slap me"),
        ("<hit>/kick me", "he kick me", "kick me"),
        ("<hit> ~2 {me}", "he hit the poor me", "hit the poor me"),
        ("<hit> ~2 me", "hit a b c me", None),
        ("hit hard? me", "hit me", "hit me"),
        ("hit ( hard | very hard )? me", "hit very hard me", "hit very hard me"),
        ("hit !me", "hit me", None),
        ("hit &me", "hit me", "hit"),
        ("-not hit", "not hit", None),
        ("^ hit", "he hit", None),
        ("hit $", "hit", "hit"),
    ],
)
def test_a_pattern_reads_as_it_says(pattern: str, words: str, match: str | None) -> None:
    assert found(pattern, words) == match


@pytest.mark.parametrize(
    "pattern", ["( hit", "hit )", "<kick> me", "{him}", "hit ~x", "~3", "hit? me?", "{loop}", "{me", "( | )"]
)
def test_a_pattern_that_cannot_be_read_is_refused(pattern: str) -> None:
    with pytest.raises(PatternFault):
        compile_pattern(pattern, vocabulary())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"match": [["( <hit>", "he hit me"]]}, "bracket"),
        ({"match": [["<hit> me"]]}, "a pattern and an example"),
        ({"match": []}, "match"),
        ({"level": "loud"}, "loud"),
        ({"kind": "mood"}, "mood"),
        ({"unless": "maybe"}, "maybe"),
        ({"lookalikes": []}, "lookalikes"),
        ({"weak": "yes"}, "whole number"),
        ({"name": "hit"}, "taken"),
        ({"name": ""}, "name"),
    ],
)
def test_a_fault_is_one_sentence_with_file_and_sign(change: dict[str, object], told: str) -> None:
    files = danger_files() | {"zz_mine": {"sign": [GOOD | change]}}
    with pytest.raises(ContentError, match=r"knowledge/danger/zz_mine\.toml.*" + told):
        parse_signs(files)


def test_a_forgiving_reading_leaves_the_faulty_sign_out_and_tells_of_it() -> None:
    files = danger_files() | {"zz_mine": {"sign": [GOOD | {"match": [["( <hit>", "x"]]}, GOOD]}}
    signs = parse_signs(files, forgiving=True)
    assert len(signs.faults) == 1
    assert "zz_mine" in signs.faults[0]
    assert signs.rules[-1].sign.name == "new"


@pytest.mark.parametrize("gone", [name for name in danger_files() if name != "words"])
def test_without_one_of_the_files_the_others_still_stop_what_is_plain(gone: str) -> None:
    signs = parse_signs({name: raw for name, raw in danger_files().items() if name != gone})
    plain = ("he choked me", "i am suicidal") if gone not in ("violence", "suicide") else ("he raped me",)
    assert all(assess(text, signs=signs).level is Level.STOP for text in plain)


def test_without_the_words_nothing_can_be_read() -> None:
    with pytest.raises(ContentError, match="words"):
        parse_signs({"violence": danger_files()["violence"]}, forgiving=True)


def test_a_slip_of_the_thumb_stands_for_one_word_and_no_real_one() -> None:
    slips = misspellings(["strangled", "hit"], ["choke"], ["chose"])
    assert slips["strnagled"] == slips["stangled"] == "strangled"
    assert slips["chike"] == "choke"
    assert "chose" not in slips
    assert not any(word == "hit" for word in slips.values())


@pytest.mark.parametrize(
    "text", ["he stragnled me", "she sslapped me", "i want to kil myself", "my husbnad chocked me"]
)
def test_misspelt_danger_is_understood(signs: Signs, text: str) -> None:
    assert assess(text, signs=signs).level is Level.STOP
