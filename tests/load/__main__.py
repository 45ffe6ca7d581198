"""`make load`: the real program under load and under every trouble we can make, on both databases.

People write over HTTP, as Telegram brings it; a model of a set slowness words the answers where `--model` is
given. On a schedule: kill -9, a crash of the database (on SQLite a locked file), a storm of 429, a network
that cuts, a slow disk, deliveries twice, late and out of order, a rolling restart (on SQLite a restart). At
the end every promise is looked at in what was shown and in what is stored. Exit code 1 if one was not kept.

`--only roll` is a rolling restart alone; `--only second` adds a second program to a backlog; `--only planted`
plants four faults of ours, each of which must be found.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.load import promises
from tests.load.databases import opened
from tests.load.planted import FAULTS
from tests.load.running import Chosen, Load, begun

KINDS = ("postgresql", "sqlite")
SLOW_MODEL = 6.0  # seconds: 64 people at a time are then 11 answers a second of one program, by waiting
GAIN = 1.7


async def play(chosen: Chosen, kind: str, what: Callable[[Load], Awaitable[None]]) -> Load:
    """One load, to its end."""
    with opened(kind) as database:
        async with begun(chosen, database) as load:
            await what(load)
            return load


def rehearsed(chosen: Chosen, kind: str) -> bool:
    """Everything on one database; whether all promises were kept."""
    load = asyncio.run(play(chosen, kind, Load.rehearse))
    return report(load, [("nobody waited more than 30 s for an answer", promises.WAIT_S, None)])


def rolled(chosen: Chosen, kind: str) -> bool:
    """A rolling restart alone."""
    load = asyncio.run(play(chosen, kind, Load.roll))
    return report(
        load, [("nobody who wrote meanwhile waited more than 5 s", promises.ROLL_S, load.troubles.rolled[0])]
    )


def seconded(chosen: Chosen, kind: str) -> bool:
    """A second program in a backlog; a slow model makes a turn wait rather than compute."""
    model = chosen.model or SLOW_MODEL
    slow = replace(chosen, rate=None, model=model, workers=1, people=480, each=3)
    load = asyncio.run(play(slow, kind, lambda each: each.double(model)))
    one, two = load.rates
    well = report(load, [])
    return (
        told(two >= GAIN * one, "a second program raises it 1.7 times", f"{one:.1f}/s, {two:.1f}/s") and well
    )


def planted(chosen: Chosen, kind: str) -> bool:
    """Each of our own faults is found."""
    well = True
    small = replace(chosen, people=6, each=6, rate=4.0, workers=1)
    for name, fault in FAULTS.items():
        load = asyncio.run(play(small, kind, partial(Load.spoil, spoil=fault)))
        assert load.found is not None
        wrong = load.found.damage.wrong
        well = told(bool(wrong), f"found: {fault.__doc__}", f"{name}: {(wrong or ['nothing'])[0]}") and well
    return well


def report(load: Load, waits: Sequence[tuple[str, float, promises.Span | None]]) -> bool:
    """Print the promises; whether all were kept."""
    assert load.found is not None
    damage, people, programs = load.found.damage, load.people, load.programs
    print(f"\n{people.total} messages of {len(people.said)} people, {len(programs.running)} programs")
    print(
        f"{load.seconds:.0f} s, {len(damage.kills)} deaths; ready after {max(programs.starts):.0f} s at most"
    )
    twice, drained = max(damage.twice, default=0), max(programs.drains, default=0.0)
    kept = [
        told(not damage.wrong, "all is stored once; all answers came; in order", f"{people.total}"),
        told(not damage.wrong, "a delivery that came again had no effect", f"{people.again}"),
        told(twice <= 1, "at most one answer again for each death", f"{sum(damage.twice)}"),
        told(drained <= promises.DRAIN_S, "who is told to end drains in 20 s", f"{drained:.1f} s"),
    ]
    for promise, most, span in waits:
        times = load.found.waited(span)
        figures = [f"{times[len(times) * part // 100]:.1f} s" for part in (50, 95)]
        kept.append(
            told(times[-1] <= most, promise, f"{times[-1]:.1f} s (half {' and 95 % '.join(figures)})")
        )
    print(*damage.wrong[:10], sep="\n")
    return all(kept)


def told(held: bool, promise: str, figure: str) -> bool:
    """One line of the table."""
    print(f"{'kept' if held else 'BROKEN':8}{promise:62}{figure}", flush=True)
    return held


ONLY = {"all": rehearsed, "roll": rolled, "second": seconded, "planted": planted}


def main() -> int:
    """The whole run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=ONLY, default="all")
    parser.add_argument("--database", choices=KINDS, action="append", help="default: both, where it can be")
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--each", type=int, default=16, help="messages of one person")
    parser.add_argument("--workers", type=int, default=2, help="programs, on PostgreSQL")
    parser.add_argument("--rate", type=float, default=6.0, help="messages a second, of all")
    parser.add_argument("--model", type=float, default=None, help="a model words it, in so many seconds")
    parser.add_argument("--old", type=Path, default=None, help="a tree of an older release; half run it")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    args = parser.parse_args()
    chosen = Chosen(args.people, args.each, args.rate, args.workers, args.seed, args.model, args.old)
    kinds = args.database or (("postgresql",) if args.only in {"roll", "second"} else KINDS)
    well = True
    for kind in kinds:
        print(f"\n{kind}, seed {args.seed}", flush=True)
        well = ONLY[args.only](chosen, kind) and well
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
