from __future__ import annotations

import io

import pytest
from PIL import Image, ImageFont

from coachbot.core.nudging.kept import Check
from coachbot.core.nudging.seeing import Overview, Talk
from coachbot.picturing.canvas import DARK, LIGHT, WIDE, Theme, _font
from coachbot.picturing.sheets import card_sheet, overview_sheet

TITLES = dict.fromkeys(("title", "foundations", "thriving", "agreements", "feelings", "needs"), "What it is")
SEEN = Overview(
    (Talk("2026-03-01", (0.2, 0.0, 1.0, 0.4)),),
    (Check("2026-03-01T10:00:00+00:00", 4, 3), Check("2026-03-08T10:00:00+00:00", 2, None, 5)),
    (("kept", 3),),
    (("überfordert", 2),),
    (("to matter", 1),),
)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("seen", [SEEN, Overview(needs=(("rest", 1),))])
def test_a_sheet_is_as_wide_as_a_phone_shows(seen: Overview, dark: bool) -> None:
    image = Image.open(io.BytesIO(overview_sheet(seen, TITLES, dark=dark)))
    assert image.width == WIDE
    assert image.height < 3000


def test_a_long_card_is_wrapped_and_not_cut() -> None:
    short, long = (
        Image.open(io.BytesIO(card_sheet(f"Now\n\nWhat I felt: {words}", dark=False)))
        for words in ("sad", "sad " * 200)
    )
    assert long.height > short.height + 500


@pytest.mark.parametrize("letter", "äéñğşłőřžåøЖяλ“”’…–")
def test_the_letters_of_europe_are_in_the_font(letter: str) -> None:
    font: ImageFont.FreeTypeFont = _font(30, bold=False)
    assert bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_and_shapes_stand_out_against_the_ground(theme: Theme) -> None:
    def contrast(colour: str) -> float:
        high, low = sorted((_light(colour), _light(theme.ground)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    assert min(contrast(theme.ink), contrast(theme.soft)) >= 4.5
    assert min(contrast(hue) for hue in theme.hues) >= 3
