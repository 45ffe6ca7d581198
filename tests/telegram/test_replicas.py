"""Several programs on one database, killed under load: nobody notices."""

from __future__ import annotations

from tests.postgres import Server
from tests.telegram.replicas import TAKEN_UP_S, Havoc


async def test_programs_that_are_killed_and_a_database_that_is_too_cost_nobody_a_message(
    postgres_own: Server, postgres_own_url: str
) -> None:
    drill = Havoc(chats=60, each=8, workers=3, kills=3, every=1.0, seed=11)
    damage = await drill.run(postgres_own, postgres_own_url)
    assert damage.bearable, damage  # nothing lost, out of order or twice, but for one answer after each kill
    assert len(drill.taken_up) == drill.kills
    assert max(drill.taken_up) < TAKEN_UP_S
