"""What a rule of time may hold, and what the values of a day become."""

from datetime import date, time

import pytest

from motcua.base.calendars import facts
from motcua.base.calendars.facts import BadValue, Rule, read_value

FINE = {
    "working_day_hours": ("1", "24"),
    "online_answer_hours": ("1", "80"),
    "online_alert_hours": ("1", "80"),
    "supplements_allowed": ("1", "10"),
    "return_working_days": ("1", "30"),
    "apology_working_days_before": ("0", "10"),
    "apologies_allowed": ("1", "5", "0005"),
    "forwarding_cut_off": ("00:00", "09:59", "19:00", "23:59"),
    "same_day_cut_off": ("15:00",),
    "supplement_effect": ("restart", "stop"),
    "financial_duty_effect": ("restart", "stop"),
    "opinion_effect": ("stop", "run"),
    "postal_clock": ("hand_over", "acceptance"),
    "non_territorial_clock": ("transfer", "acceptance"),
    "first_day": ("excluded", "counted"),
    "hours_start": ("at_once", "next_day"),
    "warning_points": ("half", "late", "1h", "999h", "half,8h,2h,late"),
}
WRONG = {
    "working_day_hours": ("0", "25", "x", "", "-1", "1.5"),
    "online_answer_hours": ("0", "81"),
    "online_alert_hours": ("0", "81"),
    "supplements_allowed": ("0", "11"),
    "return_working_days": ("0", "31"),
    "apology_working_days_before": ("11",),
    "apologies_allowed": ("0", "6", "00005"),
    "forwarding_cut_off": ("24:00", "9:00", "15:60", "15:00:00", ""),
    "same_day_cut_off": ("15h",),
    "supplement_effect": ("run", ""),
    "financial_duty_effect": ("run",),
    "opinion_effect": ("restart",),
    "postal_clock": ("transfer",),
    "non_territorial_clock": ("hand_over",),
    "first_day": ("at_once",),
    "hours_start": ("counted",),
    "warning_points": ("0h", "1000h", "half late", "half,", "8", ""),
}


def pairs(told: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(name, text) for name, texts in told.items() for text in texts]


@pytest.mark.parametrize(("name", "text"), pairs(FINE))
def test_a_value_within_its_bounds_is_taken(name: str, text: str) -> None:
    read_value(name, text)


@pytest.mark.parametrize(("name", "text"), pairs(WRONG))
def test_a_value_beyond_them_is_refused_with_how_it_is_written(name: str, text: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_value(name, text)
    how = facts.HOW[
        "number" if name in facts.NUMBERS
        else "time" if name.endswith("_cut_off")
        else "points" if name == "warning_points"
        else "effect" if name.endswith("_effect")
        else name
    ]  # fmt: skip
    bounds = facts.NUMBERS.get(name, range(1))
    assert refused.value.fields["value"] == how.fill(low=bounds[0], high=bounds[-1])
    assert refused.value.code == "calendar.bad_rule"


def test_what_no_rule_is_called_is_refused_too() -> None:
    with pytest.raises(BadValue):
        read_value("office_hours", "half")


DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("supplement_effect", "stop", "stop"), ("supplement_effect", "restart", "restart"),
        ("financial_duty_effect", "restart", "restart"), ("financial_duty_effect", "stop", "stop"),
        ("opinion_effect", "stop", "stop"), ("opinion_effect", "run", "run"),
        ("postal_clock", "acceptance", "acceptance"), ("postal_clock", "hand_over", "hand_over"),
        ("non_territorial_clock", "acceptance", "acceptance"), ("non_territorial_clock", "transfer", "transfer"),
        ("first_day", "counted", "counted"), ("first_day", "excluded", "excluded"),
        ("hours_start", "next_day", "next_day"), ("hours_start", "at_once", "at_once"),
        ("working_day_hours", 7, 7), ("online_answer_hours", 5, 5), ("online_alert_hours", 4, 4),
        ("supplements_allowed", 3, 3), ("return_working_days", 6, 6), ("apology_working_days_before", 2, 2),
        ("apologies_allowed", 4, 4), ("warning_points", "half,8h", ("half", "8h")),
        ("forwarding_cut_off", "14:30", time(14, 30)), ("same_day_cut_off", "13:30", time(13, 30)),
    ],
)  # fmt: skip
def test_a_rule_of_the_city_holds_from_its_day_on(name: str, value: str | int, read: object) -> None:
    own = (Rule(name, DAY, value, "QĐ của thành phố", "verified", date(2026, 11, 25)),)
    assert getattr(facts.rules_on(DAY, own), name) == read
    assert getattr(facts.rules_on(date(2026, 11, 24), own), name) == read
    for other in (date(2026, 11, 22), date(2026, 11, 25)):
        assert facts.rules_on(other, own) == facts.rules_on(other)


def test_a_working_day_has_its_minutes_and_a_city_s_rule_of_another_name_changes_nothing() -> None:
    own = (Rule("working_day_hours", DAY, 7, "QĐ", "verified"),)
    assert facts.rules_on(DAY, own).day_minutes == 420
    assert facts.rule("hours_start", DAY, own) == facts.rule("hours_start", DAY)
    early = (Rule("supplements_allowed", date(2010, 1, 1), 9, "QĐ", "verified", date(2011, 1, 1)),)
    assert facts.rule("supplements_allowed", date(2009, 1, 1), early).value != 9, "an ended one is not the first"
