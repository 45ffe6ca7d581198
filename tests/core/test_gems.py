"""A gem's file is read strictly, and its faults are named with their line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.gems import by_title, check_gems, pages, parse_gem, slug_of
from coachbot.core.model import DangerKind, Foundation, Gem, Track
from coachbot.errors import ContentError

LIBRARY = Path(__file__).parents[2] / "knowledge" / "gems"
FILES = sorted(LIBRARY.glob("*.md"))
GEMS = tuple(parse_gem(path.read_text("utf-8"), str(path)) for path in FILES)

NAME = "knowledge/gems/the-kettle.md"
QUOTES = tuple(
    f"{n} made a cup of tea for the other, and whoever has just lost an argument and still puts the kettle "
    "on has said something that the argument could not."
    for n in ("Amira", "Ben", "Carla")
)
FILLER = "They stood in the kitchen and neither of them knew what to do with their hands. " * 22


def gem_file(body: str = FILLER + "\n\n" + "\n\n".join(QUOTES), **changed: str) -> str:
    """A sound gem, one key a line; a changed key replaces its line or comes last."""
    lines = {
        "slug": '"the-kettle"',
        "title": '"The Kettle"',
        "foundations": '["safety"]',
        "tracks": '["distance"]',
        "themes": '["repair"]',
        "practice": '"Put the kettle on."',
        "why": '"It is about making peace without words."',
        "sounds_like": "[" + ", ".join(f'"we are not speaking, {n}"' for n in "abcdefgh") + "]",
        "quotable": "[" + ", ".join(f'"{quote}"' for quote in QUOTES) + "]",
        "not_for": '["partner_violence"]',
        "licence": '"MIT"',
        "date": '"2026-11-22"',
    }
    return "\n".join(
        ("+++", *(f"{key} = {value}" for key, value in (lines | changed).items()), "+++", "", body)
    )


def the_kettle(**changed: str) -> Gem:
    return parse_gem(gem_file(**changed), NAME)


def test_a_sound_gem_is_read_whole() -> None:
    gem = the_kettle(next='"the-cup"')
    assert (gem.slug, gem.title, gem.source, gem.published) == ("the-kettle", "The Kettle", "own", True)
    assert (gem.foundations, gem.tracks) == ((Foundation.SAFETY,), (Track.DISTANCE,))
    assert gem.not_for == (DangerKind.PARTNER_VIOLENCE,)
    assert (gem.next, gem.previous) == ("the-cup", None)


@pytest.mark.parametrize(
    ("changed", "line", "complaint"),
    [
        ({"slug": '"kettle"'}, 2, "the-kettle"),
        ({"title": "7"}, 3, "title has to be a text"),
        ({"foundations": '["warmth"]'}, 4, "knows no “warmth”"),
        ({"foundations": '["safety", "trust", "empathy"]'}, 4, "3 entries"),
        ({"tracks": '["off_topic"]'}, 5, "off the topic"),
        ({"themes": '["Making Up"]'}, 6, "kebab-case"),
        ({"practice": f'"{"Breathe in and out. " * 3}"'}, 7, "one or two sentences"),
        ({"practice": f'"Breathe {"in and out " * 30}."'}, 7, "200 characters"),
        ({"practice": '"Put the kettle on!"'}, 7, "exclamation"),
        ({"why": f'"It is about {"tea " * 30}."'}, 8, "25 words"),
        ({"sounds_like": '["we are not speaking"]'}, 9, "1 entries"),
        ({"sounds_like": '["not speaking", "not speaking"]'}, 9, "twice"),
        ({"quotable": '["They never stood in any kitchen."]'}, 10, "letter by letter"),
        ({"quotable": '["They stood in the kitchen and sat down."]'}, 10, "letter by letter"),
        ({"quotable": '["neither of them knew what to do with their hands."]'}, 10, "whole sentences"),
        ({"quotable": f'["{FILLER[:80]}"]'}, 10, "16 words"),
        ({"not_for": '["rudeness"]'}, 11, "knows no “rudeness”"),
        ({"date": '"yesterday"'}, 13, "2026-11-22"),
        ({"date": '"2026'}, 13, "not TOML"),
        ({"next": '"the-kettle"'}, 14, "the gem itself"),
        ({"colour": '"blue"'}, 14, "no colour"),
        ({"body": "Too short.\n\n" + "\n\n".join(QUOTES)}, 15, "words, not 350-600"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(changed: dict[str, str], line: int, complaint: str) -> None:
    with pytest.raises(ContentError) as caught:
        the_kettle(**changed)
    assert str(caught.value).startswith(f"{NAME}, line {line}: ")
    assert complaint in str(caught.value)


@pytest.mark.parametrize("text", ["", "# The Kettle", "+++\ntitle = 'x'\n", "\n\n"])
def test_a_file_without_its_two_fences_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match=r"line 1: .*\+\+\+"):
        parse_gem(text, NAME)


def test_a_paragraph_may_be_wrapped_in_the_file() -> None:
    wrapped = FILLER.replace("kitchen and", "kitchen\nand") + "\n\n" + "\n\n".join(QUOTES)
    assert the_kettle(body=wrapped) == the_kettle()


def test_a_gem_from_elsewhere_is_not_held_to_our_measures() -> None:
    text = '+++\nslug = "on-tea"\ntitle = "On Tea"\nsource = "a stranger"\n+++\nTea is good.\n'
    assert parse_gem(text, "x.md").source == "a stranger"


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Don’t Wake the Owl", "dont-wake-the-owl"), ("Café, 9 o'clock", "cafe-9-oclock"), ("  -- A? ", "a")],
)
def test_a_slug_is_the_title_in_kebab_case(title: str, slug: str) -> None:
    assert slug_of(title) == slug


# ---------------------------------------------------------------- the set


def test_two_gems_with_one_slug_or_one_saying_are_named() -> None:
    problems = check_gems([the_kettle(), replace(the_kettle(), body="Quite another text.")])
    assert any("2 gems with the slug the-kettle" in each for each in problems)
    assert any("sounds like 2 gems" in each for each in problems)


def test_a_series_has_to_lead_there_and_back() -> None:
    one = replace(the_kettle(), next="the-cup")
    two = replace(the_kettle(), slug="the-cup", body="Another text.", sounds_like=(), previous="the-pot")
    assert check_gems([one]) == ["the-kettle: its next, the-cup, does not exist"]
    assert "the-kettle: its next, the-cup, does not name it as previous" in check_gems([one, two])


def test_a_copied_text_is_noticed() -> None:
    copy = replace(
        the_kettle(), slug="the-cup", body=the_kettle().body.replace("kitchen", "garden"), sounds_like=()
    )
    assert check_gems([the_kettle(), copy]) == ["the-kettle and the-cup are nearly the same text"]


def test_a_full_library_has_to_serve_every_foundation_and_track() -> None:
    many = [replace(the_kettle(), slug=f"k{n}", body=f"Text {n}.", sounds_like=()) for n in range(30)]
    problems = check_gems(many)
    assert "only 0 of 30 gems are about trust" in problems
    assert "only 0 of 30 gems serve grief" in problems
    assert not any("safety" in each for each in problems)


# ---------------------------------------------------------------- reading


@given(st.lists(st.text("ab .", min_size=1, max_size=300), max_size=12), st.integers(40, 400))
def test_pages_hold_every_word_in_order_and_none_is_too_long(paragraphs: list[str], size: int) -> None:
    gem = replace(the_kettle(), body="\n\n".join(paragraphs))
    turned = pages(gem, size)
    assert all(0 < len(page) <= size for page in turned)
    assert "".join("".join(turned).split()) == "".join(gem.body.split())


def test_a_gem_is_found_by_its_title_however_it_is_typed() -> None:
    assert by_title([the_kettle()], "the KETTLE ") == the_kettle()
    assert by_title([the_kettle()], "the cup") is None


# ---------------------------------------------------------------- ours


def test_our_library_has_nothing_wrong_with_it() -> None:
    assert check_gems(GEMS) == []


def test_our_library_has_at_least_seventy_two_gems() -> None:
    assert len(GEMS) >= 72


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_gem_lies_in_a_file_of_its_own_name(path: Path) -> None:
    assert parse_gem(path.read_text("utf-8"), str(path)).slug == path.stem


@pytest.mark.parametrize("gem", GEMS, ids=lambda gem: gem.slug)
def test_a_gem_of_ours_asks_nothing_of_someone_in_danger(gem: Gem) -> None:
    assert {DangerKind.PARTNER_VIOLENCE, DangerKind.COERCIVE_CONTROL} <= set(gem.not_for)


@pytest.mark.parametrize("gem", GEMS, ids=lambda gem: gem.slug)
def test_a_gem_of_ours_fits_on_a_few_screens(gem: Gem) -> None:
    assert 2 <= len(pages(gem)) <= 5
    assert all(page.count("“") >= page.count("”") - 1 for page in pages(gem))
