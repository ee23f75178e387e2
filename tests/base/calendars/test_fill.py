"""The calendar in the database: filled from the facts, versioned, read by every city, written by none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from motcua.base.calendars import queries
from motcua.base.calendars.facts import calendar_days, load_calendar
from motcua.base.calendars.models import CalendarDayRow, CalendarVersion
from motcua.base.calendars.services.fill import fill_calendar
from motcua.base.calendars.working import CalendarDay
from tests.base.owner import owner_rights

pytestmark = pytest.mark.django_db

ANNOUNCED_LATE = CalendarDay(date(2026, 12, 24), "holiday", "Nghỉ thêm", None, "verified", "thông báo")


@pytest.fixture
def owner(db: None) -> Iterator[None]:
    with owner_rights("calendars_day", "calendars_version"):
        yield


def test_a_new_city_finds_the_calendar_of_the_facts() -> None:
    version = queries.current_version()
    assert version is not None and version.number == 1
    assert queries.current_calendar() == load_calendar()
    assert CalendarDayRow.objects.count() == len(calendar_days())


def test_a_city_cannot_change_the_national_calendar() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        CalendarDayRow.objects.all().delete()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        fill_calendar(using="default", days=[ANNOUNCED_LATE])


def test_reading_the_calendar_again_asks_only_for_its_version(django_assert_num_queries: Any) -> None:
    queries.current_calendar()
    with django_assert_num_queries(1):
        queries.current_calendar()


def test_filling_again_changes_nothing(owner: None) -> None:
    before = list(CalendarDayRow.objects.values_list("id", flat=True))
    assert fill_calendar(using="default") == 1
    assert list(CalendarDayRow.objects.values_list("id", flat=True)) == before
    assert CalendarVersion.objects.count() == 1


def test_a_day_announced_late_makes_a_new_version_that_is_used_at_once(owner: None) -> None:
    assert queries.current_calendar().is_working_day(ANNOUNCED_LATE.day)
    assert fill_calendar(using="default", days=[*calendar_days(), ANNOUNCED_LATE]) == 2
    assert not queries.current_calendar().is_working_day(ANNOUNCED_LATE.day)
    assert fill_calendar(using="default") == 3
    assert queries.current_calendar() == load_calendar()
    assert [version.number for version in CalendarVersion.objects.all()] == [1, 2, 3]


def test_before_the_first_filling_the_facts_are_the_calendar(owner: None) -> None:
    CalendarVersion.objects.all().delete()
    assert queries.current_version() is None
    assert queries.current_calendar() == load_calendar()


SWAP = CalendarDay(date(2026, 8, 31), "swapped_day_off", "hoán đổi", date(2026, 8, 22), "verified", "thông báo")


@pytest.mark.parametrize(
    ("entry", "constraint"),
    [
        (replace(SWAP, swap_with=None), "calendars_day_swap"),
        (replace(SWAP, swap_with=SWAP.day), "calendars_day_swap"),
        (replace(SWAP, kind="swapped_working_day", swap_with=SWAP.day), "calendars_day_swap"),
        (replace(ANNOUNCED_LATE, swap_with=SWAP.day), "calendars_day_swap"),
        (replace(ANNOUNCED_LATE, kind="half"), "calendars_day_kind"),
        (replace(ANNOUNCED_LATE, verification="sure"), "calendars_day_verification"),
        (replace(ANNOUNCED_LATE, source=""), "calendars_day_source"),
    ],
)
def test_a_day_that_contradicts_itself_is_refused(owner: None, entry: CalendarDay, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        fill_calendar(using="default", days=[entry])
    assert queries.current_calendar() == load_calendar()


def test_a_day_stands_once(owner: None) -> None:
    with pytest.raises(IntegrityError, match="calendars_day_once"), transaction.atomic():
        fill_calendar(using="default", days=[ANNOUNCED_LATE, replace(ANNOUNCED_LATE, name="lần nữa")])


def test_a_working_saturday_may_be_announced_before_its_partner(owner: None) -> None:
    saturday = CalendarDay(date(2026, 12, 19), "swapped_working_day", "Làm bù", None, "verified", "thông báo")
    fill_calendar(using="default", days=[saturday])
    assert queries.current_calendar().is_working_day(saturday.day)
