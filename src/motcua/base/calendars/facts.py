"""The national calendar and the rules about time, read from this package's facts files; no database is needed."""

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import CalendarDay, WorkingCalendar

Effect = Literal["restart", "stop"]
RuleName = Literal[
    "office_hours",
    "forwarding_cut_off",
    "same_day_cut_off",
    "supplement_effect",
    "financial_duty_effect",
    "opinion_effect",
    "online_answer_hours",
    "online_alert_hours",
    "supplements_allowed",
    "return_working_days",
    "apology_working_days_before",
    "apologies_allowed",
    "warning_points",
]


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds from `since` on, who says so, and how sure that is."""

    name: str
    since: date
    value: str | int
    source: str
    verification: Literal["verified", "secondary", "from_memory", "assumption"]


@cache
def calendar_days() -> tuple[CalendarDay, ...]:
    """Holidays and swapped days of 2019 to 2027, in order."""
    text = files(__package__).joinpath("facts", "holidays.csv").read_text(encoding="utf-8")
    rows: Iterable[dict[str, Any]] = csv.DictReader(text.splitlines())
    return tuple(
        CalendarDay(
            day=date.fromisoformat(row["date"]),
            kind=row["kind"],
            name=row["name"],
            swap_with=date.fromisoformat(row["swap_with"]) if row["swap_with"] else None,
            verification=row["verification"],
            source=row["source"],
        )
        for row in rows
    )


@cache
def load_calendar() -> WorkingCalendar:
    """The calendar of the facts file."""
    return WorkingCalendar.of(calendar_days())


@cache
def rules() -> tuple[Rule, ...]:
    """Every dated rule, earliest first."""
    text = files(__package__).joinpath("facts", "rules.toml").read_text(encoding="utf-8")
    found = [Rule(name, **entry) for name, entries in tomllib.loads(text).items() for entry in entries]
    return tuple(sorted(found, key=lambda rule: (rule.name, rule.since)))


def rule(name: RuleName, on: date) -> Rule:
    """The rule of that name that holds on a day; before the first one, the first. KeyError for an unknown name."""
    entries = [entry for entry in rules() if entry.name == name]
    if not entries:
        raise KeyError(name)
    holding = [entry for entry in entries if entry.since <= on]
    return holding[-1] if holding else entries[0]


@dataclass(frozen=True, slots=True)
class TimeRules:
    """The rules about time that hold on one day.

    Received later than `forwarding_cut_off`, a case is forwarded as the next working day starts (NĐ 61/2018 Đ.18.2);
    later than `same_day_cut_off`, a same-day procedure is due on the next working day (NĐ 23/2015 Đ.7).
    `warning_points`: "half" of a share used, so many working hours before the due moment ("8h"), "late".
    """

    office_hours: OfficeHours
    forwarding_cut_off: time
    same_day_cut_off: time
    supplement_effect: Effect
    financial_duty_effect: Effect
    opinion_effect: Literal["run", "stop"]
    online_answer_hours: int
    online_alert_hours: int
    supplements_allowed: int
    return_working_days: int
    apology_working_days_before: int
    apologies_allowed: int
    warning_points: tuple[str, ...]


@lru_cache(maxsize=1024)
def rules_on(day: date) -> TimeRules:
    return TimeRules(
        office_hours=OfficeHours.parse(str(rule("office_hours", day).value)),
        forwarding_cut_off=time.fromisoformat(str(rule("forwarding_cut_off", day).value)),
        same_day_cut_off=time.fromisoformat(str(rule("same_day_cut_off", day).value)),
        supplement_effect=_effect(rule("supplement_effect", day)),
        financial_duty_effect=_effect(rule("financial_duty_effect", day)),
        opinion_effect="stop" if rule("opinion_effect", day).value == "stop" else "run",
        online_answer_hours=int(rule("online_answer_hours", day).value),
        online_alert_hours=int(rule("online_alert_hours", day).value),
        supplements_allowed=int(rule("supplements_allowed", day).value),
        return_working_days=int(rule("return_working_days", day).value),
        apology_working_days_before=int(rule("apology_working_days_before", day).value),
        apologies_allowed=int(rule("apologies_allowed", day).value),
        warning_points=tuple(str(rule("warning_points", day).value).split(",")),
    )


def _effect(found: Rule) -> Effect:
    return "stop" if found.value == "stop" else "restart"
