"""The two sheets: how it has gone, and a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coachbot.core.model import Foundation
from coachbot.core.nudging.kept import Check
from coachbot.core.nudging.seeing import Overview, Talk
from coachbot.core.values import upper
from coachbot.picturing.canvas import DARK, EDGE, LIGHT, WIDE, Canvas

ROW = 74
LABELS = 230  # pixels for the names on the left
LEVELS = 5


def overview_sheet(seen: Overview, titles: Mapping[str, str], *, dark: bool) -> bytes:
    """Foundations over time, thriving, agreements, feelings and needs, as a PNG."""
    canvas = Canvas(DARK if dark else LIGHT)
    canvas.text(titles["title"], 64, bold=True, after=6)
    if seen.talks:
        canvas.heading(titles["foundations"])
        _foundations(canvas, seen.talks)
    if seen.checks:
        canvas.heading(titles["thriving"])
        _thriving(canvas, seen.checks, titles["thriving"])
    for name, pairs, hue in (
        ("agreements", seen.agreements, 2),
        ("feelings", seen.feelings, 0),
        ("needs", seen.needs, 1),
    ):
        if pairs:
            canvas.heading(titles[name])
            _bars(canvas, pairs, hue)
    return canvas.png()


def card_sheet(text: str, *, dark: bool) -> bytes:
    """A closing card: its title, then what it says, label by label."""
    canvas = Canvas(DARK if dark else LIGHT)
    title, _, body = text.partition("\n")
    canvas.text(title, 60, bold=True, after=30)
    for line in body.strip().split("\n"):
        label, colon, words = line.partition(": ")
        if colon and len(label) < 30:
            canvas.text(label, 34, soft=True, after=0)
            canvas.text(words, 42, after=26)
        else:
            canvas.text(line, 42, after=26)
    return canvas.png()


def _foundations(canvas: Canvas, talks: Sequence[Talk]) -> None:
    """A row for each foundation, a dot for each talk: the larger, the more the talk was about it."""
    left, step = EDGE + LABELS, (WIDE - 2 * EDGE - LABELS) / max(len(talks), 4)
    for row, foundation in enumerate(Foundation):
        y = canvas.y + row * ROW + ROW / 2
        canvas.label(EDGE, y, upper(foundation.value), 38)
        for place, talk in enumerate(talks):
            share = talk.share[row]
            canvas.dot(left + (place + 0.5) * step, y, 5 + 26 * share, row if share > 0.05 else None)
    canvas.y += len(Foundation) * ROW + 24
    _ends(canvas, left, left + step * len(talks), [talk.day for talk in talks])


def _ends(canvas: Canvas, left: float, right: float, days: Sequence[str]) -> None:
    """The first day and the last, under what they belong to."""
    canvas.label(left, canvas.y, _day(days[0]), 30, soft=True)
    if len(days) > 1 and right - left > 260:
        canvas.right(right, canvas.y, _day(days[-1]))
    canvas.y += 30


def _day(at: str) -> str:
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    return f"{int(at[8:10])} {months[int(at[5:7]) - 1]} {at[:4]}"


def _thriving(canvas: Canvas, checks: Sequence[Check], names: str) -> None:
    left, high, top = EDGE + 60, 300, canvas.y + 12
    right = WIDE - EDGE - 30
    step = (right - left) / max(len(checks) - 1, 1)

    def height(level: int) -> float:
        return top + high * (LEVELS - level) / (LEVELS - 1)

    for level in range(1, LEVELS + 1):
        canvas.label(EDGE, height(level), str(level), 32, soft=True)
        canvas.rule(height(level), left)
    lines = (
        (3, 6, [c.willingness for c in checks]),
        (1, 6, [c.energy for c in checks]),
        (2, 12, [c.thriving for c in checks]),
    )
    for hue, width, levels in lines:
        canvas.path(
            [(left + at * step, height(v)) for at, v in enumerate(levels) if v is not None], hue, width
        )
    canvas.y = round(top + high + 44)
    _ends(canvas, left, right, [check.at for check in checks])
    _legend(canvas, names)


def _legend(canvas: Canvas, names: str) -> None:
    x, y = EDGE + 60.0, canvas.y + 26
    for name, hue in zip(names.split(", "), (2, 1, 3), strict=False):
        canvas.dot(x + 12, y, 12, hue)
        canvas.label(x + 36, y, upper(name), 34)
        x += 290
    canvas.y += 62


def _bars(canvas: Canvas, pairs: Sequence[tuple[str, int]], hue: int) -> None:
    most = max(number for _, number in pairs)
    left, room = EDGE + 330, WIDE - 2 * EDGE - 330 - 70
    for name, number in pairs:
        y = canvas.y + 30
        canvas.label(EDGE, y, upper(name), 38)
        canvas.bar(left, y, room * number / most, 34, hue)
        canvas.label(left + max(room * number / most, 34) + 18, y, str(number), 36)
        canvas.y += 62
