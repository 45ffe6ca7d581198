"""A typed yes agrees to what was shown last, and to nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.couple.two import Two

WORDS = "i was late on friday and i regret it."


async def letter(two: Two) -> None:
    await two.say("ann", f"/send {WORDS}")


async def talk(two: Two) -> None:
    await two.begin_talk()
    await two.say("ann", WORDS)


async def pact(two: Two) -> None:
    await two.say("ann", "/together")
    await two.tap("ann", "with.pacts")
    await two.tap("ann", "pact.new")
    await two.say("ann", WORDS)


async def answers(two: Two) -> None:
    await two.say("ann", "/together")
    await two.tap("ann", "with.questions")
    await two.tap("ann", "set.new")
    for _ in range(3):
        await two.say("ann", WORDS)


@pytest.mark.parametrize("shown", [letter, talk, pact, answers])
@pytest.mark.parametrize("line", ["yes", "ok", "yes please"])
async def test_what_came_in_between_may_be_what_was_meant_and_the_words_are_shown_again(
    two: Two, shown: Callable[[Two], Awaitable[None]], line: str
) -> None:
    await two.link()
    await shown(two)
    await two.send("ben", "thank you for the soup")
    before = two.all("ben")
    assert "Read it now, later, or not?" in two.last("ann")
    assert WORDS in await two.say("ann", line)
    assert two.all("ben") == before


@pytest.mark.parametrize(
    ("shown", "sent"),
    [(letter, "on its way"), (talk, "It's with ben"), (pact, "It's with ben"), (answers, "yours done")],
)
async def test_a_yes_right_after_the_words_sends_them(
    two: Two, shown: Callable[[Two], Awaitable[None]], sent: str
) -> None:
    await two.link()
    await shown(two)
    await two.send("ben", "thank you for the soup")
    assert sent not in await two.say("ann", "yes")
    assert sent in await two.say("ann", "yes")


async def test_a_tap_on_the_very_words_sends_them_whatever_came_in_between(two: Two) -> None:
    await two.link()
    await letter(two)
    await two.send("ben", "thank you for the soup")
    assert "on its way" in await two.tap("ann", "letter.go")


async def test_a_question_that_came_by_itself_is_in_between_too(two: Two) -> None:
    await two.link()
    await pact(two)
    await two.tap("ann", "pact.go")
    await two.tap("ben", "pact.see")
    await two.tap("ben", "pact.yes")
    await letter(two)
    later = "2026-12-20T12:00:00+00:00"
    for due in await two.store.due(later, user="ann"):
        assert await two.coach.come_due(due, later, post=False)
    assert "on its way" not in await two.say("ann", "yes")


async def test_a_yes_after_something_else_came_deletes_nothing(two: Two) -> None:
    await two.link()
    await two.say("ann", "/forget")
    await two.send("ben", "thank you for the soup")
    assert "Which one do you mean?" in await two.say("ann", "yes")
    assert (await two.store.export("ann"))["account"] is not None


async def test_a_yes_to_what_would_you_like_opens_no_message(two: Two) -> None:
    await two.link()
    await two.send("ben", "thank you for the soup")
    await two.say("ann", "/together")
    assert "Which one do you mean?" in await two.say("ann", "yes")
    assert "thank you for the soup" not in two.all("ann")


async def test_of_two_links_a_yes_ends_neither(two: Two) -> None:
    await two.link("ann", "ben")
    await two.link("ann", "cyd")
    await two.say("ann", "/unlink")
    assert "Which one do you mean?" in await two.say("ann", "yes")
    assert "You and" in await two.say("ben", "/together")
    assert "You and" in await two.say("cyd", "/together")
