"""Several programs on one database, killed under load: nobody notices."""

from __future__ import annotations

from tests.postgres import Server
from tests.telegram.replicas import Havoc


async def test_programs_that_are_killed_and_a_database_that_is_too_cost_nobody_a_message(
    postgres_own: Server, postgres_own_url: str
) -> None:
    drill = Havoc(chats=40, each=8, workers=2, kills=2, every=1.0, seed=11)
    damage = await drill.run(postgres_own, postgres_own_url)
    assert not damage.wrong, damage
    # One answer may come again for each kill, and one of each program when the database crashes.
    assert sum(damage.twice) <= drill.kills + drill.workers
    assert len(drill.taken_up) == drill.kills
