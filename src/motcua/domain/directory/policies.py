"""When something may be done in the directory. Each rule is its docstring."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.domain.directory import identifiers, validity
from motcua.domain.directory.errors import AgencyEnded, AlreadyEnded, OutsideParent, StillHasParts
from motcua.domain.directory.models import Agency
from motcua.kernel.errors import Invalid
from motcua.kernel.text import short_date
from motcua.kernel.words import Words


def check_identifier(identifier: str) -> None:
    """An identifier has the form of QĐ 20/2020/QĐ-TTg Điều 4."""
    if not identifiers.is_identifier(identifier):
        raise Invalid(
            {
                "identifier": Words(
                    "Mã gồm các nhóm chữ A–Z và số, cách nhau bằng dấu chấm, dài tối đa 35 ký tự, ví dụ H26.S03.",
                    "An identifier has groups of A–Z and 0–9 parted by dots, at most 35 signs, such as H26.S03.",
                )
            }
        )


def check_inside(parent: Agency | None, valid: DateRange) -> None:
    """A body exists only while the one above it does."""
    if parent is not None and not validity.covers(parent.valid, valid):
        raise OutsideParent(parent=parent.name)


def check_inside_agency(agency: Agency, valid: DateRange) -> None:
    """An office or a position lasts no longer than its agency, and begins no earlier."""
    if not validity.covers(agency.valid, valid):
        raise OutsideParent(parent=agency.name)


def check_exists_on(agency: Agency, day: date) -> None:
    if not validity.holds(agency.valid, day):
        raise AgencyEnded(agency=agency.name, day=short_date(day))


def check_can_end(valid: DateRange, last_day: date) -> None:
    """What has ended stays as it is; the last day lies on or after the first."""
    if valid.upper is not None:
        raise AlreadyEnded()
    if valid.lower is not None and last_day < valid.lower:
        raise Invalid(
            {"last_day": Words("Ngày cuối phải từ ngày bắt đầu trở đi.", "The last day lies before the first.")}
        )


def check_nothing_left_below(agency: Agency, last_day: date) -> None:
    """A body ends only after everything below it has an end on or before that day."""
    after = last_day + validity.ONE_DAY
    left = agency.children.filter(valid__endswith__isnull=True) | agency.children.filter(valid__endswith__gt=after)
    count = left.count()
    if count:
        raise StillHasParts(count=count)


def days_typed(first: date | None, last: date | None, field: str = "valid_until") -> DateRange:
    """A range of whole days. Invalid when the last day lies before the first."""
    try:
        return validity.days(first, last)
    except ValueError:
        raise Invalid(
            {field: Words("Ngày cuối phải từ ngày bắt đầu trở đi.", "The last day lies before the first.")}
        ) from None
