"""In order for each, side by side for all."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

from coachbot.channels.telegram.lanes import Lanes

Job = tuple[str, int]


async def worked(lanes: Lanes[Job], jobs: list[Job]) -> None:
    for user, number in jobs:
        lanes.put(user, (user, number))
    running = asyncio.create_task(lanes.run())
    await lanes.room(1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def recording(into: list[Job], pause: Callable[[], float]) -> Callable[[Job], Awaitable[None]]:
    async def work(job: Job) -> None:
        await asyncio.sleep(pause())
        into.append(job)

    return work


async def test_each_lane_keeps_its_order() -> None:
    done: list[Job] = []
    lanes = Lanes(recording(done, lambda: random.random() / 500), wide=8)
    jobs = [(f"u{n % 7}", n) for n in range(200)]
    await worked(lanes, jobs)
    assert sorted(done, key=lambda job: job[1]) == jobs
    for user in {user for user, _ in jobs}:
        assert [job for job in done if job[0] == user] == [job for job in jobs if job[0] == user]


async def test_a_slow_person_holds_up_nobody_else() -> None:
    done: list[Job] = []

    async def work(job: Job) -> None:
        await asyncio.sleep(0.2 if job[0] == "slow" else 0)
        done.append(job)

    await worked(Lanes(work, wide=2), [("slow", 0), *[(f"u{n}", n) for n in range(20)]])
    assert done[-1] == ("slow", 0)


async def test_no_more_than_so_many_are_at_work_at_once() -> None:
    now, most = 0, 0

    async def work(_: Job) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.002)
        now -= 1

    await worked(Lanes(work, wide=3), [(f"u{n}", n) for n in range(30)])
    assert most == 3


async def test_finishing_waits_for_what_is_at_work_and_begins_nothing() -> None:
    done: list[Job] = []
    lanes = Lanes(recording(done, lambda: 0.05), wide=1)
    running = asyncio.create_task(lanes.run())
    lanes.put("a", ("a", 1))
    lanes.put("b", ("b", 2))
    await asyncio.sleep(0.01)
    await lanes.finish()
    await asyncio.sleep(0.1)
    running.cancel()
    assert done == [("a", 1)]


async def test_somebody_who_writes_without_end_does_not_keep_others_waiting() -> None:
    done: list[Job] = []
    jobs = [*[("chatty", n) for n in range(50)], ("quiet", 99)]
    await worked(Lanes(recording(done, lambda: 0.0), wide=1), jobs)
    assert done.index(("quiet", 99)) <= 2
