"""A sheet that grows downwards: text that wraps, bars, dots and lines, in one font and few colours."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

WIDE = 1080  # pixels: what a phone shows without scaling up
TALL = 6000  # more than any sheet needs; cut off at the end
EDGE = 64
_FONT = "font_source_sans_pro"


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours; each stands out against the ground by 4.5:1 for text and 3:1 for shapes."""

    ground: str
    ink: str
    soft: str
    rule: str
    hues: tuple[str, str, str, str]


LIGHT = Theme("#fbf9f5", "#1f2329", "#5b616b", "#d8d4cb", ("#b8436b", "#2b7f7a", "#3d66b3", "#96690f"))
DARK = Theme("#15171c", "#f0eee9", "#a9afb9", "#3a3e47", ("#ee8fae", "#6cc9c2", "#8fb0f0", "#e3b55a"))


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    name = "SourceSansPro-Semibold.ttf" if bold else "SourceSansPro-Regular.ttf"
    return ImageFont.truetype(io.BytesIO((files(_FONT) / "files" / name).read_bytes()), size)


class Canvas:
    """Draws from the top down; `y` is where the next thing begins, in pixels."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.y = EDGE
        self._image = Image.new("RGB", (WIDE, TALL), theme.ground)
        self._pen = ImageDraw.Draw(self._image)

    def text(
        self, words: str, size: int = 38, *, bold: bool = False, soft: bool = False, after: int = 14
    ) -> None:
        """A paragraph, wrapped."""
        font, colour = _font(size, bold=bold), self.theme.soft if soft else self.theme.ink
        for line in self._wrapped(words, font):
            self._pen.text((EDGE, self.y), line, font=font, fill=colour)
            self.y += round(size * 1.32)
        self.y += after

    def heading(self, words: str) -> None:
        """The title of a section, with a rule above it."""
        self.y += 22
        self._pen.line((EDGE, self.y, WIDE - EDGE, self.y), fill=self.theme.rule, width=3)
        self.y += 26
        self.text(words, 44, bold=True, after=18)

    def label(
        self, x: float, y: float, words: str, size: int = 34, *, soft: bool = False, colour: str = ""
    ) -> None:
        """A word at a place, its left end there, its middle at that height."""
        fill = colour or (self.theme.soft if soft else self.theme.ink)
        self._pen.text((x, y), words, font=_font(size, bold=bool(colour)), fill=fill, anchor="lm")

    def right(self, x: float, y: float, words: str, size: int = 30) -> None:
        """A word that ends there."""
        self._pen.text((x, y), words, font=_font(size, bold=False), fill=self.theme.soft, anchor="rm")

    def bar(self, x: float, y: float, wide: float, high: float, hue: int) -> None:
        """A bar with round ends, its middle at that height."""
        box = (x, y - high / 2, x + max(wide, high), y + high / 2)
        self._pen.rounded_rectangle(box, radius=high / 2, fill=self.theme.hues[hue])

    def dot(self, x: float, y: float, radius: float, hue: int | None) -> None:
        """A dot; without a hue a faint one, for nothing."""
        fill = self.theme.rule if hue is None else self.theme.hues[hue]
        self._pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)

    def rule(self, y: float, x: float = EDGE) -> None:
        """A thin line across."""
        self._pen.line((x, y, WIDE - EDGE, y), fill=self.theme.rule, width=2)

    def path(self, points: Sequence[tuple[float, float]], hue: int, width: int) -> None:
        """A line through points, a dot on each."""
        if len(points) > 1:
            self._pen.line(list(points), fill=self.theme.hues[hue], width=width, joint="curve")
        for x, y in points:
            self.dot(x, y, width * 1.3, hue)

    def png(self) -> bytes:
        """The sheet, cut where it ends."""
        held = io.BytesIO()
        self._image.crop((0, 0, WIDE, min(TALL, round(self.y) + EDGE))).save(held, "PNG", optimize=True)
        return held.getvalue()

    def _wrapped(self, words: str, font: ImageFont.FreeTypeFont) -> list[str]:
        lines: list[str] = []
        for paragraph in words.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if line and font.getlength(longer) > WIDE - 2 * EDGE:
                    lines.append(line)
                    longer = word
                line = longer
            lines.append(line)
        return lines
