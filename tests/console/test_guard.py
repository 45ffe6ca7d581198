from __future__ import annotations

from coachbot.channels.console.guard import Pace, Seals


def test_a_pace_lets_through_so_many_in_its_time_each_name_apart() -> None:
    now = [0.0]
    pace = Pace(2, 60, lambda: now[0])
    assert [pace.allows("a"), pace.allows("a"), pace.allows("a"), pace.allows("b")] == [
        True,
        True,
        False,
        True,
    ]
    now[0] = 61
    assert pace.allows("a")


def test_a_cookie_of_another_secret_is_no_session() -> None:
    mine, other = Seals("a" * 32), Seals("b" * 32)
    assert mine.session(mine.cookie("s")) == "s"
    assert mine.session(other.cookie("s")) is None
    assert mine.session(None) is None


def test_a_token_fits_its_own_session_only() -> None:
    seals = Seals("a" * 32)
    assert seals.fits("s", seals.token("s"))
    assert not seals.fits("t", seals.token("s"))
    assert not seals.fits("s", "é")
