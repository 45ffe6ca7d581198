from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachbot.core.moments import moment


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-03-01T21:30:00+00:00", "2025-03-01T21:30:00+00:00"),
        ("2025-03-01T21:30:00Z", "2025-03-01T21:30:00+00:00"),
        ("2025-03-01T21:30:00.75+02:00", "2025-03-01T19:30:00+00:00"),
        ("2025-03-01 21:30", "2025-03-01T21:30:00+00:00"),
        ("2025-03-01", "2025-03-01T00:00:00+00:00"),
    ],
)
def test_a_time_is_kept_in_utc_to_the_second(written: str, meant: str) -> None:
    assert moment(written) == meant


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2025-13-01", "9999-12-31T23:59:59-12:00", "0001-01-01", "12"]
)
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not a time like"):
        moment(written)


@given(st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1), timezones=st.timezones()))
def test_a_time_in_the_products_form_stays_as_it_is(read: datetime) -> None:
    once = moment(read.isoformat())
    assert moment(once) == once
    assert once.endswith("+00:00")
