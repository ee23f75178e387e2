"""The facts file of days, checked against the law's own rules; dated rules."""

from collections import Counter
from datetime import date, time, timedelta

import pytest

from motcua.base.calendars import facts
from motcua.base.calendars.working import CalendarDay

DAYS = facts.calendar_days()
BY_DAY = {entry.day: entry for entry in DAYS}
YEARS = range(2019, 2028)


def test_every_day_stands_once_in_order_and_names_its_source() -> None:
    listed = [entry.day for entry in DAYS]
    assert listed == sorted(set(listed))
    assert all(entry.name and entry.source for entry in DAYS)


def test_days_that_nobody_verified_say_so() -> None:
    levels = Counter(entry.verification for entry in DAYS)
    assert levels["verified"] == 27
    assert set(levels) == {"verified", "seen_once", "proposed", "from_memory", "projected"}
    assert all(entry.verification == "projected" for entry in DAYS if entry.day.year == 2027)


@pytest.mark.parametrize(
    "entry", [entry for entry in DAYS if entry.kind != "holiday"], ids=lambda entry: str(entry.day)
)
def test_every_swap_names_its_partner_and_the_partner_names_it(entry: CalendarDay) -> None:
    assert entry.swap_with is not None
    partner = BY_DAY[entry.swap_with]
    assert partner.swap_with == entry.day
    assert {entry.kind, partner.kind} == {"swapped_day_off", "swapped_working_day"}
    worked = entry if entry.kind == "swapped_working_day" else partner
    assert worked.day.weekday() == 5


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_the_holidays_of_the_labour_code(year: int) -> None:
    """BLLĐ Đ.112: New Year, five days of Tết, the Hùng Kings, 30 April, 1 May, 2 September (two since 2021)."""
    off = {entry.day for entry in DAYS if entry.kind == "holiday" and entry.day.year == year}
    assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= off
    tet = [
        entry for entry in DAYS if entry.day.year == year and entry.name.startswith("Tết") and "Dương" not in entry.name
    ]
    assert len(tet) >= 5
    assert [entry.day - tet[0].day for entry in tet] == [timedelta(days=step) for step in range(len(tet))]
    assert any(entry.name.startswith("Giỗ Tổ") for entry in DAYS if entry.day.year == year)
    assert (year < 2021) or {date(year, 9, 1), date(year, 9, 3)} & off
    assert (year < 2026) or date(year, 11, 24) in off


@pytest.mark.parametrize("year", range(2021, 2028))
def test_a_holiday_on_a_weekend_is_made_up_for_on_a_following_day(year: int) -> None:
    """BLLĐ 2019 Đ.111.3: as many weekdays off as holidays of the year."""
    holidays = [entry for entry in DAYS if entry.kind == "holiday" and entry.day.year == year]
    made_up = sum(entry.day.weekday() < 5 for entry in holidays)
    assert made_up >= 11 + (year >= 2026)


def test_the_calendar_knows_its_years_and_how_sure_it_is() -> None:
    calendar = facts.load_calendar()
    assert (calendar.first_year, calendar.last_year) == (2019, 2027)
    assert calendar.is_sure(date(2025, 9, 2))
    assert calendar.is_sure(date(2024, 2, 8))
    assert not calendar.is_sure(date(2026, 1, 2))
    assert not calendar.is_sure(date(2027, 2, 5))
    assert not calendar.is_sure(date(2028, 3, 1))
    assert not calendar.is_sure(date(2018, 3, 1))


def test_every_rule_is_dated_and_names_its_source() -> None:
    assert {rule.name for rule in facts.rules()} == set(facts.RuleName.__args__)  # type: ignore[attr-defined]
    assert all(rule.source and rule.verification for rule in facts.rules())


def test_the_rule_in_force_is_the_latest_that_began() -> None:
    assert "61/2018" in facts.rule("forwarding_cut_off", date(2025, 6, 30)).source
    assert "118/2025" in facts.rule("forwarding_cut_off", date(2025, 7, 1)).source
    assert "309/2026" in facts.rule("forwarding_cut_off", date(2026, 8, 5)).source
    assert "61/2018" in facts.rule("forwarding_cut_off", date(2010, 1, 1)).source
    with pytest.raises(KeyError):
        facts.rule("no_such_rule", date(2025, 1, 1))  # type: ignore[arg-type]


def test_the_rules_of_a_day_come_together() -> None:
    rules = facts.rules_on(date(2026, 11, 23))
    assert rules.forwarding_cut_off == rules.same_day_cut_off == time(15)
    assert (rules.supplement_effect, rules.financial_duty_effect) == ("restart", "stop")
    assert rules.office_hours.written == "08:00-12:00,13:00-17:00"
