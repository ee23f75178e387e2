"""Days of validity: first and last day as people say them, half-open ranges as the database keeps them."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

ONE_DAY = timedelta(days=1)


def days(first: date | None, last: date | None) -> DateRange:
    """From the first to the last day, both included; None is open. ValueError when last is before first."""
    if first is not None and last is not None and last < first:
        raise ValueError("last day before first day")
    return DateRange(first, None if last is None else last + ONE_DAY, "[)")


def first_day(valid: DateRange) -> date | None:
    return valid.lower


def last_day(valid: DateRange) -> date | None:
    return None if valid.upper is None else valid.upper - ONE_DAY


def covers(outer: DateRange, inner: DateRange) -> bool:
    """Whether every day of `inner` lies in `outer`."""
    begins = outer.lower is None or (inner.lower is not None and outer.lower <= inner.lower)
    ends = outer.upper is None or (inner.upper is not None and inner.upper <= outer.upper)
    return begins and ends


def cut(valid: DateRange, last: date) -> DateRange:
    """The same days up to `last`; none where they begin later."""
    if valid.lower is not None and valid.lower > last:
        return DateRange(empty=True)
    return DateRange(valid.lower, last + ONE_DAY if valid.upper is None else min(valid.upper, last + ONE_DAY), "[)")


def holds(valid: DateRange, day: date) -> bool:
    return (valid.lower is None or valid.lower <= day) and (valid.upper is None or day < valid.upper)
