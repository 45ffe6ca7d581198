"""What breaks first as more people come, played through minute by minute: `python -m tests.bench.plan`.

Nothing is measured here but a day of arrivals against what was measured elsewhere (see docs/scale.md):
when people write (two humps), how long a talk goes on, how fast Telegram lets us send, what a worker can
do, what a model takes. It says, for each size, the busiest minute, what waits and for how long, workers,
rows and money.
"""

from __future__ import annotations

import argparse
import math
import random
from dataclasses import dataclass, replace

TELEGRAM = 28.0  # messages a second that we allow ourselves, of 30
MESSAGE_TURN = 1.1  # messages that one turn sends
DAY = 24 * 60


@dataclass(frozen=True)
class Size:
    """How many come on a day, and what is assumed of them."""

    people: int
    talks: float = 0.4  # a day, of one who is active
    turns: int = 12  # of a talk
    nudged: float = 0.3  # how many of them get a nudge a day
    turns_worker: float = 60.0  # turns a second of one worker on one core, measured while others worked too
    lanes: int = 64  # turns that a worker makes side by side while a model words them
    model_s: float = 2.0
    tokens: int = 2500  # a worded turn, sent and said
    worded: float = 0.5  # how many turns a model words
    price: float = 0.3  # money for a million tokens
    row: int = 3200  # bytes of a turn with its indexes, measured
    ceiling: float = TELEGRAM


def humps(minute: int) -> float:
    """How much of the day's writing falls into a minute: an evening's hump and a smaller noon's."""
    hour = minute / 60
    return 0.25 + 0.8 * math.exp(-((hour - 12.5) ** 2) / 8) + 2.2 * math.exp(-((hour - 21.5) ** 2) / 5)


@dataclass(frozen=True)
class Day:
    """What came of a day."""

    busiest: float  # turns a second in the busiest minute
    waited: float  # seconds, the longest wait for an answer because of Telegram's ceiling
    late: int  # turns that waited more than 5 s
    nudge_hours: float  # until all nudges have gone, beside the answers
    workers: int
    model_at_once: float
    gigabytes: float
    tokens: float
    money: float


def play(size: Size, chance: random.Random) -> Day:
    """A day, minute by minute: turns arrive by chance, what can't be sent waits, nudges take what is left."""
    weights = [humps(minute) for minute in range(DAY)]
    whole = sum(weights)
    turns = size.people * size.talks * size.turns
    waiting = waited = nudges = 0.0
    late, busiest, nudges_done = 0, 0.0, 0.0
    nudges = size.people * size.nudged
    for minute, weight in enumerate(weights):
        mean = turns * weight / whole
        came = max(0.0, chance.gauss(mean, math.sqrt(mean)))
        busiest = max(busiest, came / 60)
        waiting += came * MESSAGE_TURN
        room = size.ceiling * 60
        sent = min(waiting, room)
        waiting -= sent
        wait = waiting / size.ceiling
        waited = max(waited, wait)
        late += round(came) if wait > 5 else 0
        if minute >= 8 * 60 and nudges > 0:
            nudges -= min(nudges, room - sent)
            nudges_done = (minute - 8 * 60 + 1) / 60
    speed = min(size.turns_worker, size.lanes / (size.model_s * size.worded) if size.worded else math.inf)
    tokens = turns * size.worded * size.tokens
    return Day(
        busiest,
        waited,
        late,
        nudges_done if nudges <= 0 else math.inf,
        math.ceil(busiest / speed / 0.6),
        busiest * size.worded * size.model_s,
        turns * size.row / 1e9,
        tokens,
        tokens / 1e6 * size.price,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    chosen, _ = parser.parse_known_args()
    heads = ("daily users", "busiest turns/s", "waits at most", "late turns", "nudges out in", "workers")
    more = ("model calls at once", "GB a day", "M tokens", "money a day")
    print("  ".join(f"{head:>20}" for head in (*heads, *more)))
    for people in (10_000, 100_000, 1_000_000):
        for ceiling in (TELEGRAM, 900.0):
            day = play(replace(Size(people), ceiling=ceiling), random.Random(chosen.seed))
            cells = (
                f"{people:,} at {ceiling:.0f}/s",
                f"{day.busiest:.1f}",
                f"{day.waited:,.0f} s",
                f"{day.late:,}",
                "never that day" if day.nudge_hours == math.inf else f"{day.nudge_hours:.1f} h",
                str(day.workers),
                f"{day.model_at_once:.0f}",
                f"{day.gigabytes:.1f}",
                f"{day.tokens / 1e6:,.0f}",
                f"{day.money:,.0f}",
            )
            print("  ".join(f"{cell:>20}" for cell in cells))


if __name__ == "__main__":
    main()
