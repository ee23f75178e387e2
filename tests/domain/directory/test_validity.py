"""Ranges of whole days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.directory import validity

DAY = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(("first", "last"), [(None, None), (date(2025, 7, 1), None), (None, date(2025, 6, 30))])
def test_days_come_back_as_they_were_said(first: date | None, last: date | None) -> None:
    valid = validity.days(first, last)
    assert (validity.first_day(valid), validity.last_day(valid)) == (first, last)


def test_the_last_day_is_included_and_may_be_the_first() -> None:
    valid = validity.days(date(2025, 7, 1), date(2025, 7, 1))
    assert validity.holds(valid, date(2025, 7, 1)) and not validity.holds(valid, date(2025, 7, 2))


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(ValueError, match="last day before first day"):
        validity.days(date(2025, 7, 1), date(2025, 6, 30))


@given(DAY, DAY, DAY, DAY, st.dates(date(2019, 1, 1), date(2031, 1, 1)))
def test_what_is_covered_holds_on_no_day_without_its_cover(
    a: date | None, b: date | None, c: date | None, d: date | None, day: date
) -> None:
    outer = validity.days(a, None if b is None else max(b, a or b))
    inner = validity.days(c, None if d is None else max(d, c or d))
    if validity.covers(outer, inner):
        assert validity.holds(outer, day) or not validity.holds(inner, day)
    else:
        edges = [inner.lower or date(2019, 1, 1), (inner.upper or date(2031, 1, 1)) - timedelta(days=1)]
        assert any(validity.holds(inner, edge) and not validity.holds(outer, edge) for edge in edges)
