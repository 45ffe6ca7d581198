"""The talk by turns, hidden answers, agreements: each as the two of them live it."""

from __future__ import annotations

import asyncio

import pytest

from coachbot.core.couple.parts import Act, Part
from coachbot.core.couple.talks import TURNS, Phase, current
from coachbot.core.model import Said, Sort
from tests.couple.two import AT, Two

FRIDAY = "i waited on friday. i felt small. i'd like a call when it gets late."
HEARD = "you waited on friday, felt small, and would like a call"
RESTS = "It's resting for now. It goes on when you're both ready."
SHOVED = "my husband shoved me into the wall yesterday"


def test_every_phase_but_the_last_has_a_way_on() -> None:
    assert {phase for phase, _ in TURNS} == set(Phase) - {Phase.OVER}


def test_what_stands_in_no_row_changes_nothing() -> None:
    parts = [Part(1, 2, Act.LINKED), Part(2, 1, Act.TALK), Part(3, 2, Act.JOINED, 2), Part(4, 2, Act.SAID, 2)]
    before, after = current(parts[:3], 1), current(parts, 1)
    assert before == after


async def test_a_talk_goes_through_both_of_them_to_a_small_agreement(two: Two) -> None:
    await two.link()
    await two.begin_talk()
    await two.spoken("ann", FRIDAY, begin="")
    assert FRIDAY in two.last("ben")
    await two.spoken("ben", HEARD, "talk.hear")
    assert HEARD in two.last("ann")
    await two.tap("ann", "talk.right")
    await two.spoken("ben", "i was afraid of all the work. i went numb.")
    await two.spoken("ann", "you were afraid and went numb", "talk.hear")
    await two.tap("ben", "talk.right")
    await two.tap("ben", "talk.small")
    await two.say("ben", "i call by six on fridays")
    await two.tap("ben", "pact.go")
    assert "i call by six on fridays" in two.last("ann")
    await two.tap("ann", "pact.yes")
    assert "You've both tapped" in two.last("ben")


async def test_what_is_written_crosses_only_after_the_tap(two: Two) -> None:
    await two.link()
    await two.begin_talk()
    before = two.all("ben")
    await two.say("ann", FRIDAY)
    assert two.all("ben") == before


async def test_a_button_sends_the_words_beside_it_or_none(two: Two) -> None:
    await two.link()
    await two.begin_talk()
    await two.say("ann", "i was angry on friday.")
    older = two.button("ann", "talk.go")
    await two.tap("ann", "talk.change")
    await two.say("ann", FRIDAY)
    before = two.all("ben")
    await two.tap_id("ann", older)
    assert two.all("ben") == before


async def test_there_is_more_gives_the_word_back(two: Two) -> None:
    await two.link()
    await two.begin_talk()
    await two.spoken("ann", FRIDAY, begin="")
    await two.spoken("ben", HEARD, "talk.hear")
    await two.tap("ann", "talk.more")
    await two.spoken("ann", "i missed you, too.", begin="")
    assert "i missed you, too." in two.last("ben")


async def test_a_second_tap_on_the_same_button_changes_nothing(two: Two) -> None:
    await two.link()
    await two.begin_talk()
    await two.spoken("ann", FRIDAY, begin="")
    await two.spoken("ben", HEARD, "talk.hear")
    right = two.button("ann", "talk.right")
    await two.tap_id("ann", right)
    seen = two.all("ben")
    assert "It's ben's turn" in await two.tap_id("ann", right)
    assert two.all("ben") == seen


async def test_unkind_words_are_not_carried_and_the_second_time_it_rests(two: Two) -> None:
    await two.link()
    await two.begin_talk()
    before = two.all("ben")
    assert "would be answered instead" in await two.say("ann", "you are a selfish pig")
    assert two.all("ben") == before
    assert "got hot" in await two.say("ann", "you are a pathetic liar")
    assert two.last("ben") == RESTS


async def test_more_than_three_sentences_are_too_many(two: Two) -> None:
    await two.link()
    await two.begin_talk()
    assert "three sentences" in await two.say("ann", "One. Two. Three. Four is too many.")


@pytest.mark.parametrize("how", ["pause", "heat", "danger", "a question about danger"])
async def test_every_rest_looks_the_same_to_the_other(two: Two, how: str) -> None:
    await two.link()
    await two.begin_talk()
    lines = {
        "pause": "i need a pause",
        "heat": "I HATE HIM SO MUCH RIGHT NOW I COULD SCREAM!!! HE ALWAYS DOES THIS!!!",
        "danger": SHOVED,
        "a question about danger": "i'm scared of him sometimes",
    }
    await two.say("ann", lines[how])
    assert two.last("ben") == RESTS
    assert await two.tap("ben", "talk.ready") == "I've noted that you're ready. It goes on when you both are."


async def test_a_talk_goes_on_when_both_are_ready(two: Two) -> None:
    await two.link()
    await two.begin_talk()
    await two.tap("ben", "talk.rest")
    await two.tap("ben", "talk.ready")
    assert "ready to go on" not in two.all("ann")
    await two.tap("ann", "talk.ready")
    assert "ready to go on" in two.last("ben")
    assert "Three sentences" in await two.tap("ann", "talk.say")


async def test_a_hold_outside_the_talk_is_no_sign_in_it(two: Two) -> None:
    await two.link()
    await two.begin_talk()
    await two.spoken("ann", FRIDAY, begin="")
    await two.say("ann", "something else")
    before = two.all("ben")
    await two.say("ann", SHOVED)
    assert two.all("ben") == before
    await two.tap("ben", "talk.hear")
    assert two.last("ben") == RESTS


# ---------------------------------------------------------------- hidden answers


async def answered(two: Two, user: str, word: str) -> None:
    for number in range(3):
        await two.say(user, f"{word} {number}")


async def begun(two: Two) -> None:
    await two.link()
    await two.say("ann", "/together")
    await two.tap("ann", "with.questions")
    await two.tap_id("ann", f"set.new:{two.button('ann', 'set.new').partition(':')[2].split('.')[0]}.trust")
    await answered(two, "ann", "plums")


async def test_answers_are_seen_by_both_when_both_are_done(two: Two) -> None:
    await begun(two)
    await two.tap("ann", "set.done")
    await two.tap("ben", "set.go")
    await answered(two, "ben", "cherries")
    assert "plums" not in two.all("ben")
    await two.tap("ben", "set.done")
    assert "plums 2" in await two.tap("ben", "set.see")
    assert "cherries 2" in await two.tap("ann", "set.see")


async def test_one_who_is_done_alone_sees_nothing(two: Two) -> None:
    await begun(two)
    tag = two.button("ann", "set.done").partition(":")[2].partition(".")[0]
    await two.tap("ann", "set.done")
    assert "resting" in await two.tap_id("ann", f"set.see:{tag}")


async def test_no_questions_is_told_to_nobody(two: Two) -> None:
    await begun(two)
    before = two.all("ann")
    await two.tap("ben", "set.no")
    assert two.all("ann") == before


async def test_an_answer_that_is_given_anew_counts(two: Two) -> None:
    await begun(two)
    await two.tap("ann", "set.again")
    await answered(two, "ann", "pears")
    await two.tap("ann", "set.done")
    await two.tap("ben", "set.go")
    await answered(two, "ben", "cherries")
    await two.tap("ben", "set.done")
    told = await two.tap("ben", "set.see")
    assert "pears 1" in told
    assert "plums" not in told


# ---------------------------------------------------------------- messages


async def test_a_message_is_read_only_by_who_asks_to_read_it(two: Two) -> None:
    await two.link()
    await two.send("ann", "thank you for the plums")
    assert two.last("ben") == "Ann wrote you something, with care. Read it now, later, or not?"
    assert "thank you for the plums" in await two.tap("ben", "letter.now")


@pytest.mark.parametrize("button", ["letter.now", "letter.later", "letter.not"])
async def test_the_sender_never_learns_what_became_of_it(two: Two, button: str) -> None:
    await two.link()
    await two.send("ann", "thank you for the plums")
    before = two.all("ann")
    await two.tap("ben", button)
    assert two.all("ann") == before
    assert (await two.store.export("ann"))["acts"] == [
        each for each in _rows(await two.store.export("ann")) if each["act"] == "letter"
    ]


def _rows(kept: object) -> list[dict[str, object]]:
    return kept["acts"]  # type: ignore[index]


async def test_a_message_goes_once(two: Two) -> None:
    await two.link()
    await two.send("ann", "thank you for the plums")
    count = len(two.shown["ben"])
    await two.tap("ann", "letter.go")
    assert len(two.shown["ben"]) == count


async def test_a_message_that_is_taken_back_is_gone(two: Two) -> None:
    await two.link()
    await two.send("ann", "thank you for the plums")
    await two.tap("ann", "letter.back")
    await two.tap("ben", "letter.now")
    assert "plums" not in two.all("ben")


async def test_three_things_in_a_row_are_enough(two: Two) -> None:
    await two.link()
    for n in range(3):
        await two.send("ben", f"hello {n}")
    assert "three things" in await two.say("ben", "/send and another")


# ---------------------------------------------------------------- agreements


async def agreed(two: Two) -> None:
    await two.link()
    await two.say("ann", "/together")
    await two.tap("ann", "with.pacts")
    await two.tap("ann", "pact.new")
    await two.say("ann", "i cook on tuesdays")
    await two.tap("ann", "pact.go")
    await two.tap("ben", "pact.see")
    await two.tap("ben", "pact.yes")


async def test_an_agreement_stands_in_view_of_both(two: Two) -> None:
    await agreed(two)
    for user in ("ann", "ben"):
        await two.say(user, "/together")
        assert "i cook on tuesdays" in await two.tap(user, "with.pacts")


async def asked_how(two: Two, user: str) -> None:
    later = "2026-12-20T12:00:00+00:00"
    for due in await two.store.due(later, user=user):
        turn = await two.coach.come_due(due, later, post=False)
        if turn is not None:
            two.shown[user] += turn.messages


@pytest.mark.parametrize("both", [True, False])
async def test_how_it_went_is_shown_to_both_or_to_neither(two: Two, *, both: bool) -> None:
    await agreed(two)
    for user in ("ann", "ben"):
        await asked_how(two, user)
    await two.tap("ann", "pact.kept")
    await two.tap("ann", "pact.show")
    await two.tap("ben", "pact.not")
    await two.tap("ben", "pact.show" if both else "pact.hide")
    assert ("You've both said yes" in two.all("ann")) is both


# ---------------------------------------------------------------- both at once


@pytest.mark.parametrize("base", ["sqlite", "postgresql"])
async def test_two_who_act_at_once_are_put_in_one_order(
    request: pytest.FixtureRequest, url: str, base: str
) -> None:
    from coachbot.store import open_store

    store = open_store(url if base == "sqlite" else request.getfixturevalue("postgres_url"))
    two = Two(store)
    await two.link()
    await two.begin_talk()
    taps = [
        two.coach.turn(Said(user, AT, Sort.TAP, tap=two.button(user, "talk.rest"), update=n), post=True)
        for n, user in enumerate(("ann", "ben"), 1)
    ]
    ended = await asyncio.gather(*taps)
    views = [(await store.bonds(user))[0] for user in ("ann", "ben")]
    await store.close()
    assert len(ended) == 2
    assert [part.act for part in views[0].parts].count(Act.REST) == 1
    assert [part.n for part in views[0].parts] == [part.n for part in views[1].parts]
