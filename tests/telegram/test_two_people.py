"""Two people on Telegram, through all that they can do together, while the program is killed."""

from __future__ import annotations

from tests.telegram.couple import ANN, BEN, live


async def test_two_people_go_through_it_all_and_both_ends_agree_though_it_is_killed() -> None:
    story, wrong = await live(kills=2, seed=5)
    assert wrong == ""
    assert "PATHETIC" not in "".join(story.api.texts(ANN))
    assert "although she had an exam" in "".join(story.api.texts(BEN))
