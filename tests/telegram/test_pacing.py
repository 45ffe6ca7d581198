"""Never faster than Telegram allows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coachbot.channels.telegram.pacing import FREE, Pace, Tokens


def times(pace: Pace, chats: list[str], pauses: list[float]) -> list[tuple[float, str]]:
    """When each message leaves if one is wanted after each pause."""
    tokens, now, left = Tokens(pace), 100.0, []
    for chat, pause in zip(chats, pauses, strict=False):
        now += pause
        while (wait := max(tokens.wait(now), tokens.wait_in(chat, now))) > 0:
            now += wait + 1e-9
        tokens.spend(chat, now)
        left.append((now, chat))
    return left


@given(st.lists(st.floats(min_value=0, max_value=0.5), min_size=60, max_size=120))
def test_no_second_sees_more_than_thirty_messages(pauses: list[float]) -> None:
    left = [at for at, _ in times(Pace(), [str(n) for n in range(len(pauses))], pauses)]
    assert max(sum(start <= at < start + 1 for at in left) for start in left) <= 29


def test_a_full_load_is_spread_evenly() -> None:
    left = [at for at, _ in times(Pace(), [str(n) for n in range(57)], [0.0] * 57)]
    assert 1.99 < left[-1] - left[0] < 2.01


def test_one_chat_has_a_burst_of_three_and_then_one_a_second() -> None:
    left = [at - 100 for at, _ in times(Pace(overall=None), ["a"] * 6, [0.0] * 6)]
    assert [round(at) for at in left] == [0, 0, 0, 1, 2, 3]


@given(st.lists(st.floats(min_value=0, max_value=3), min_size=10, max_size=40))
def test_no_chat_gets_more_than_its_burst_and_one_a_second(pauses: list[float]) -> None:
    left = [at for at, _ in times(Pace(overall=None), ["a"] * len(pauses), pauses)]
    for first, start in enumerate(left):
        for last in range(first, len(left)):
            assert last - first + 1 <= 3 + (left[last] - start) + 1e-6


def test_a_barred_chat_waits_alone_and_two_bar_everybody() -> None:
    tokens = Tokens(Pace(overall=None))
    tokens.hold("a", 100.0, 5.0)
    assert (tokens.wait_in("a", 101.0), tokens.wait_in("b", 101.0), tokens.wait(101.0)) == (4.0, 0.0, 0.0)
    tokens.hold("b", 101.0, 5.0)
    assert tokens.wait(101.0) == 5.0


def test_a_chat_that_was_barred_has_no_burst_left() -> None:
    tokens = Tokens(Pace(overall=None))
    tokens.hold("a", 100.0, 5.0)
    tokens.spend("a", 105.0)
    assert 0.9 < tokens.wait_in("a", 105.0) <= 1.1


def test_without_a_pace_nothing_waits() -> None:
    assert {at for at, _ in times(FREE, ["a"] * 50, [0.0] * 50)} == {100.0}
