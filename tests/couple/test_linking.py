"""How two people are linked, and that a link tells nobody anything."""

from __future__ import annotations

import json

import pytest

from coachbot.core.couple.parts import Act
from coachbot.core.couple.wall import CROSSES
from tests.couple.two import NEXT_DAY, Two

SHOVED = "my husband shoved me into the wall yesterday"
MAYBE = "i'm scared of him sometimes"


async def asked_for(two: Two, user: str = "ann") -> str:
    """The code of a link that somebody made."""
    return (await two.say(user, f"/link {user.capitalize()}")).split("link_")[1].split()[0]


def test_it_is_said_of_every_act_when_it_crosses() -> None:
    assert set(CROSSES) == set(Act)


async def test_a_yes_links_the_two_and_tells_both(two: Two) -> None:
    await two.link()
    assert two.last("ben").startswith("Ann and you are linked now.")
    assert two.last("ann").startswith("ben and you are linked now.")


async def test_who_opens_a_link_hears_who_asks_and_what_it_does(two: Two) -> None:
    told = await two.say("ben", f"/start link_{await asked_for(two)}")
    assert "Ann would like to link" in told
    assert "isn't told" in told


async def test_a_no_is_told_to_nobody(two: Two) -> None:
    await two.say("ben", f"/start link_{await asked_for(two)}")
    before = two.all("ann")
    await two.tap("ben", "link.no")
    assert two.all("ann") == before
    assert "not linked" in await two.say("ann", "/together")


async def test_after_a_no_a_link_works_for_nobody(two: Two) -> None:
    code = await asked_for(two)
    await two.say("ben", f"/start link_{code}")
    await two.tap("ben", "link.no")
    for user in ("ben", "cyd"):
        assert "doesn't work any more" in await two.say(user, f"/start link_{code}")
    await two.tap_id("ben", f"link.yes:{code}")
    assert "not linked" in await two.say("ann", "/together")


async def test_a_no_of_somebody_who_is_not_kept_counts_too(two: Two) -> None:
    code = await asked_for(two)
    await two.say("telegram:7", f"/start link_{code}")
    await two.tap("telegram:7", "link.no")
    assert "doesn't work any more" in await two.say("cyd", f"/start link_{code}")


async def test_who_asked_finds_no_sign_of_a_no(two: Two) -> None:
    code = await asked_for(two)
    before = json.dumps((await two.store.export("ann"))["bonds"])
    await two.say("ben", f"/start link_{code}")
    await two.tap("ben", "link.no")
    assert json.dumps((await two.store.export("ann"))["bonds"]) == before
    assert "your own link" in await two.say("ann", f"/start link_{code}")
    two.at = NEXT_DAY
    assert "your own link" in await two.say("ann", f"/start link_{code}")


async def test_a_no_to_ones_own_link_changes_nothing(two: Two) -> None:
    code = await asked_for(two)
    await two.tap_id("ann", f"link.no:{code}")
    assert "Ann would like" in await two.say("ben", f"/start link_{code}")


async def test_a_link_works_once(two: Two) -> None:
    code = await asked_for(two)
    await two.say("ben", f"/start link_{code}")
    await two.tap("ben", "link.yes")
    assert "doesn't work any more" in await two.say("cyd", f"/start link_{code}")


async def test_a_link_works_for_a_day(two: Two) -> None:
    code = await asked_for(two)
    two.at = NEXT_DAY
    assert "doesn't work any more" in await two.say("ben", f"/start link_{code}")


async def test_a_newer_link_ends_the_older_one(two: Two) -> None:
    old, new = await asked_for(two), await asked_for(two)
    assert "doesn't work any more" in await two.say("ben", f"/start link_{old}")
    assert "Ann would like" in await two.say("ben", f"/start link_{new}")


@pytest.mark.parametrize("code", ["", "x", "A" * 22, "../../etc/passwd", "A" * 5000, "é" * 22])
async def test_a_code_that_is_none_opens_nothing(two: Two, code: str) -> None:
    assert "doesn't work any more" in await two.say("ben", f"/start link_{code}")


async def test_nobody_links_with_themselves(two: Two) -> None:
    code = await asked_for(two)
    assert "your own link" in await two.say("ann", f"/start link_{code}")
    await two.tap_id("ann", f"link.yes:{code}")
    assert "not linked" in await two.say("ann", "/together")


async def test_two_who_are_linked_are_not_linked_again(two: Two) -> None:
    await two.link()
    assert "linked already" in await two.say("ben", f"/start link_{await asked_for(two)}")


async def test_the_code_lies_nowhere_as_it_is(two: Two) -> None:
    code = await asked_for(two)
    assert code not in json.dumps(await two.store.export("ann"))


async def test_somebody_may_be_linked_with_several_people(two: Two) -> None:
    await two.link("ann", "ben")
    await two.link("ann", "cyd")
    await two.say("ann", "/send i thought of you")
    await two.tap("ann", "cyd")
    await two.tap("ann", "letter.go")
    assert "wrote you something" in two.last("cyd")
    assert "wrote you something" not in two.all("ben")


# ---------------------------------------------------------------- the end of a link


async def test_unlinking_is_silent_until_the_other_tries_something(two: Two) -> None:
    await two.link()
    before = two.all("ben")
    await two.say("ann", "/unlink")
    await two.tap("ann", "unlink.yes")
    assert two.all("ben") == before
    assert "not linked" in await two.say("ben", "/together")


async def test_a_deletion_looks_to_the_other_like_the_end_of_a_link(two: Two) -> None:
    await two.link()
    await two.say("ann", "/forget")
    await two.tap("ann", "forget.yes")
    told = await two.say("ben", "/together")
    await two.link("cyd", "dan")
    await two.say("cyd", "/unlink")
    await two.tap("cyd", "unlink.yes")
    assert await two.say("dan", "/together") == told


async def test_who_forgets_leaves_the_others_words_whole_and_theirs_gone(two: Two) -> None:
    await two.link()
    await two.send("ann", "thank you for the plums")
    await two.tap("ben", "letter.now")
    await two.send("ben", "the cherries were mine")
    await two.say("ann", "/forget")
    await two.tap("ann", "forget.yes")
    kept = json.dumps(await two.store.export("ben"))
    assert "cherries" in kept
    assert "plums" not in kept
    assert "Ann" not in kept
    assert (await two.store.export("ann"))["account"] is None


async def test_keeping_nothing_any_more_ends_the_link_too(two: Two) -> None:
    await two.link()
    await two.say("ann", "/history off")
    assert "not linked" in await two.say("ben", "/together")


async def test_unlinking_works_while_a_danger_stands(two: Two) -> None:
    await two.link()
    await two.say("ann", SHOVED)
    await two.say("ann", "/unlink")
    await two.tap("ann", "unlink.yes")
    assert "not linked" in await two.say("ben", "/together")


# ---------------------------------------------------------------- what rests


async def test_a_hold_keeps_a_message_back_without_a_sign(two: Two) -> None:
    await two.link()
    usual = await sent(two, "ben", "i thought of you")
    await two.say("ann", SHOVED)
    before = two.all("ann")
    assert await sent(two, "ben", "i thought of you") == usual
    assert two.all("ann") == before


async def sent(two: Two, user: str, words: str) -> str:
    """What somebody is told who sends a message."""
    await two.say(user, f"/send {words}")
    return await two.tap(user, "letter.go")


async def test_what_was_kept_back_comes_when_the_danger_is_over(two: Two) -> None:
    await two.link()
    await two.say("ann", MAYBE)
    await sent(two, "ben", "i thought of you")
    assert "wrote you something" not in two.all("ann")
    await two.say("ann", "no, nothing like that")
    assert "wrote you something" in two.all("ann")


async def test_an_unread_message_can_t_be_read_while_its_writer_is_in_danger(two: Two) -> None:
    await two.link()
    await two.send("ann", "thank you for the plums")
    await two.say("ann", SHOVED)
    assert await two.tap("ben", "letter.now") == "That's resting for now. /together shows what there is."
    assert "plums" not in two.all("ben")


async def test_a_hold_of_one_s_own_shuts_what_is_between_two(two: Two) -> None:
    await two.link()
    await two.say("ann", SHOVED)
    for line in ("/together", "/send hello", "/link"):
        assert "You come first" in await two.say("ann", line)


@pytest.mark.parametrize("words", [SHOVED, MAYBE, "i'm going to kill you if you leave", "i want to die"])
async def test_danger_in_a_message_never_crosses(two: Two, words: str) -> None:
    await two.link()
    before = two.all("ben")
    await two.say("ann", "/together")
    await two.tap("ann", "with.letter")
    await two.say("ann", words)
    with pytest.raises(LookupError):
        two.button("ann", "letter.go")
    assert two.all("ben") == before


async def test_after_a_no_to_the_question_it_is_said_that_nothing_went(two: Two) -> None:
    await two.link()
    await two.say("ann", "/together")
    await two.tap("ann", "with.letter")
    await two.say("ann", MAYBE)
    assert "hasn't gone to anyone" in await two.say("ann", "no")
    await two.say("ann", "i missed you today")
    await two.tap("ann", "letter.go")
    assert "wrote you something" in two.last("ben")
    assert "scared" not in two.all("ben")
