"""The national calendar as rows of the common schema."""

from motcua.base.calendars.models.days import CalendarDayRow, CalendarVersion

__all__ = ["CalendarDayRow", "CalendarVersion"]
