"""The calendar in use, read from the common schema and kept in the process until another is in use."""

from functools import lru_cache
from typing import cast

from motcua.base.calendars.facts import load_calendar
from motcua.base.calendars.models import CalendarDayRow, CalendarVersion
from motcua.base.calendars.working import CalendarDay, DayKind, Verification, WorkingCalendar


def current_version() -> CalendarVersion | None:
    """The version in use; None before the first filling."""
    return CalendarVersion.objects.order_by("-number").first()


def current_calendar() -> WorkingCalendar:
    """The calendar in use: one small query for its version, its days only when these are new to this process."""
    version = current_version()
    return _calendar(version.digest) if version else load_calendar()


@lru_cache(maxsize=2)
def _calendar(digest: str) -> WorkingCalendar:
    """The days as they stand; `digest` is what they are kept under."""
    return WorkingCalendar.of(
        CalendarDay(
            day=row.day,
            kind=cast(DayKind, row.kind),
            name=row.name,
            swap_with=row.swap_with,
            verification=cast(Verification, row.verification),
            source=row.source,
        )
        for row in CalendarDayRow.objects.order_by("day")
    )
