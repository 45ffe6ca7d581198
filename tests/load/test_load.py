"""The harness finds what it is there for: a small load on a file, in which one message is lost."""

from __future__ import annotations

from tests.load.databases import opened
from tests.load.planted import lost
from tests.load.running import Chosen, begun


async def test_a_message_that_is_lost_on_the_way_is_found_and_nothing_else_is_wrong() -> None:
    chosen = Chosen(people=3, each=4, rate=8.0, workers=1, seed=1)
    with opened("sqlite") as database:
        async with begun(chosen, database) as load:
            await load.spoil(lost)
            assert load.found is not None
    (wrong,) = load.found.damage.wrong
    assert "is stored" in wrong
    assert len(load.found.waited()) == 11
