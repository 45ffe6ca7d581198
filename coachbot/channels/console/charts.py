"""Charts as inline SVG: drawn from counts alone, without script, told in words as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coachbot.core.model import Foundation, Step
from coachbot.reviews.counting import FEWEST, Tally

_STEPS = tuple(step.value for step in Step)
_ROW, _LABEL, _WIDTH = 30, 150, 560


@dataclass(frozen=True, slots=True)
class Bar:
    """One group; `count` is None for a group too small to be shown."""

    label: str
    count: int | None
    share: float  # of the longest bar, 0-1
    y: int
    width: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its bars; `told` says it in words for whoever doesn't see it."""

    name: str
    title: str
    bars: tuple[Bar, ...]
    hint: str = ""

    @property
    def height(self) -> int:
        """Of the drawing, in its own units."""
        return len(self.bars) * _ROW + 4

    @property
    def told(self) -> str:
        """The same in words."""
        return ", ".join(
            f"{bar.label} {'under five' if bar.count is None else bar.count}" for bar in self.bars
        )


def charts(tallies: Mapping[Tally, int]) -> Sequence[Chart]:
    """Every chart of the page; groups under five show no number."""
    return (
        _chart(tallies, "sessions", "Shared sessions by month", key=lambda k: k),
        _chart(tallies, "reached", "Steps reached", order=_STEPS),
        _chart(tallies, "dropped", "Where sessions ended before the close", order=_STEPS),
        _heat(tallies),
        _chart(tallies, "foundation", "Foundations worked on", order=tuple(f.value for f in Foundation)),
        _gems(tallies),
        _chart(tallies, "danger", "Kinds of danger in shared sessions"),
        _chart(
            tallies, "danger_flags", "Danger flags of everybody, shared or not", hint="Counted, not read."
        ),
        _chart(tallies, "verdict", "Verdicts", order=("good", "change", "harmful")),
        _agreement(tallies),
        _chart(tallies, "voice", "Which voice spoke", order=("script", "model")),
    )


def _numbers(tallies: Mapping[Tally, int], chart: str) -> dict[str, int]:
    return {key: count for (name, key), count in tallies.items() if name == chart and count > 0}


def _chart(
    tallies: Mapping[Tally, int],
    name: str,
    title: str,
    *,
    order: Sequence[str] = (),
    key: object = None,
    hint: str = "",
) -> Chart:
    numbers = _numbers(tallies, name)
    if order:
        keys = [each for each in order if each in numbers]
    else:
        keys = sorted(numbers) if key else sorted(numbers, key=lambda each: (-numbers[each], each))[:12]
    return Chart(name, title, _bars((_plain(each), numbers[each], "") for each in keys), hint)


def _heat(tallies: Mapping[Tally, int]) -> Chart:
    """Before and after in three bands, side by side."""
    groups: list[tuple[str, int, str]] = []
    for band, lowest, highest in (("calm, 0-3", 0, 3), ("warm, 4-6", 4, 6), ("hot, 7-10", 7, 10)):
        for when in ("before", "after"):
            numbers = _numbers(tallies, f"heat_{when}")
            count = sum(n for key, n in numbers.items() if lowest <= int(key) <= highest)
            groups.append((f"{band}: {when}", count, when))
    return Chart("heat", "Heat before and after", _bars(groups))


def _gems(tallies: Mapping[Tally, int]) -> Chart:
    """Gems by how often coaches found that the reply with it was good."""
    good, shown = _numbers(tallies, "gem_good"), _numbers(tallies, "gem")
    judged = {
        gem: sum(_numbers(tallies, f"gem_{verdict}").get(gem, 0) for verdict in ("good", "change", "harmful"))
        for gem in shown
    }
    best = sorted(shown, key=lambda gem: (-good.get(gem, 0), -shown[gem], gem))[:10]
    groups = [
        (gem, shown[gem], f"good in {good.get(gem, 0)} of {judged[gem]}" if judged[gem] >= FEWEST else "")
        for gem in best
    ]
    return Chart("gems", "Gems that were shown, the most helpful first", _bars(groups))


def _agreement(tallies: Mapping[Tally, int]) -> Chart:
    numbers = _numbers(tallies, "agreement")
    same, total = numbers.get("same", 0), sum(numbers.values())
    hint = f"{same / total:.0%} of {total} pairs of verdicts are the same." if total >= FEWEST else ""
    groups = [(key, numbers[key], "") for key in ("same", "different") if key in numbers]
    return Chart("agreement", "Agreement among coaches", _bars(groups), hint)


def _bars(groups: Iterable[tuple[str, int, str]]) -> tuple[Bar, ...]:
    known = list(groups)
    longest = max((count for _, count, _ in known), default=0) or 1
    bars = []
    for number, (label, count, note) in enumerate(known):
        small = 0 < count < FEWEST
        share = 0.0 if small else count / longest
        width = round(share * (_WIDTH - _LABEL - 90))
        bars.append(Bar(label, None if small else count, share, number * _ROW + 2, width, note))
    return tuple(bars)


def _plain(key: str) -> str:
    return key.replace("_", " ")
