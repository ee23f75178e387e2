"""The national calendar and the rules about time, read from this package's facts files; no database is needed."""

import csv
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import CalendarDay, WorkingCalendar
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

Effect = Literal["restart", "stop"]
Verified = Literal["verified", "secondary", "from_memory", "assumption"]
RuleName = Literal[
    "office_hours",
    "forwarding_cut_off",
    "same_day_cut_off",
    "supplement_effect",
    "financial_duty_effect",
    "opinion_effect",
    "postal_clock",
    "non_territorial_clock",
    "first_day",
    "hours_start",
    "working_day_hours",
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
    """What holds from `since` on and before `until`, who says so, and how sure that is."""

    name: str
    since: date
    value: str | int
    source: str
    verification: Verified
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


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


@lru_cache(maxsize=16_384)
def rule(name: RuleName, on: date, city: tuple[Rule, ...] = ()) -> Rule:
    """The rule of that name that holds on a day; before the first one, the first. KeyError for an unknown name.

    The `city`'s own lie over those of the facts file: of two that begin on one day the city's holds.
    """
    own = [entry for entry in city if entry.name == name]
    entries = sorted((*(entry for entry in rules() if entry.name == name), *own), key=lambda entry: entry.since)
    if not entries:
        raise KeyError(name)
    holding = [entry for entry in entries if entry.holds(on)]
    return holding[-1] if holding else next(entry for entry in entries if entry.until is None)


@dataclass(frozen=True, slots=True)
class TimeRules:
    """The rules about time that hold on one day.

    Received later than `forwarding_cut_off`, a case is forwarded as the next working day starts (NĐ 61/2018 Đ.18.2);
    later than `same_day_cut_off`, a same-day procedure is due on the next working day (NĐ 23/2015 Đ.7).
    `non_territorial_clock`: what is received for an agency elsewhere counts from its transfer, or from acceptance.
    `first_day` of a limit in days is "excluded" or "counted"; hours start "at_once" or as the "next_day" opens.
    `warning_points`: "half" of a share used, so many working hours before the due moment ("8h"), "late".
    """

    office_hours: OfficeHours
    forwarding_cut_off: time
    same_day_cut_off: time
    supplement_effect: Effect
    financial_duty_effect: Effect
    opinion_effect: Literal["run", "stop"]
    postal_clock: Literal["hand_over", "acceptance"]
    non_territorial_clock: Literal["transfer", "acceptance"]
    first_day: Literal["excluded", "counted"]
    hours_start: Literal["at_once", "next_day"]
    working_day_hours: int
    online_answer_hours: int
    online_alert_hours: int
    supplements_allowed: int
    return_working_days: int
    apology_working_days_before: int
    apologies_allowed: int
    warning_points: tuple[str, ...]

    @property
    def day_minutes(self) -> int:
        """A working day where shares and promises are held against each other."""
        return self.working_day_hours * 60


@lru_cache(maxsize=4096)
def rules_on(day: date, city: tuple[Rule, ...] = ()) -> TimeRules:
    def value(name: RuleName) -> str:
        return str(rule(name, day, city).value)

    return TimeRules(
        office_hours=OfficeHours.parse(value("office_hours")),
        forwarding_cut_off=time.fromisoformat(value("forwarding_cut_off")),
        same_day_cut_off=time.fromisoformat(value("same_day_cut_off")),
        supplement_effect=_effect(rule("supplement_effect", day, city)),
        financial_duty_effect=_effect(rule("financial_duty_effect", day, city)),
        opinion_effect="stop" if value("opinion_effect") == "stop" else "run",
        postal_clock="acceptance" if value("postal_clock") == "acceptance" else "hand_over",
        non_territorial_clock="acceptance" if value("non_territorial_clock") == "acceptance" else "transfer",
        first_day="counted" if value("first_day") == "counted" else "excluded",
        hours_start="next_day" if value("hours_start") == "next_day" else "at_once",
        working_day_hours=int(value("working_day_hours")),
        online_answer_hours=int(value("online_answer_hours")),
        online_alert_hours=int(value("online_alert_hours")),
        supplements_allowed=int(value("supplements_allowed")),
        return_working_days=int(value("return_working_days")),
        apology_working_days_before=int(value("apology_working_days_before")),
        apologies_allowed=int(value("apologies_allowed")),
        warning_points=tuple(value("warning_points").split(",")),
    )


class BadValue(Invalid):
    code = "calendar.bad_rule"
    sentence = Words("Giá trị chưa đúng.", "The value is not right.")


NUMBERS: dict[str, range] = {
    "working_day_hours": range(1, 25),
    "online_answer_hours": range(1, 81),
    "online_alert_hours": range(1, 81),
    "supplements_allowed": range(1, 11),
    "return_working_days": range(1, 31),
    "apology_working_days_before": range(11),
    "apologies_allowed": range(1, 6),
}
POINT = re.compile(r"half|late|[1-9]\d{0,2}h")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
CHOICES = {
    "supplement_effect": ("restart", "stop"),
    "financial_duty_effect": ("restart", "stop"),
    "opinion_effect": ("stop", "run"),
    "postal_clock": ("hand_over", "acceptance"),
    "non_territorial_clock": ("transfer", "acceptance"),
    "first_day": ("excluded", "counted"),
    "hours_start": ("at_once", "next_day"),
}
HOW = {
    "time": Words("Bạn ghi giờ như 15:00.", "Please write a time such as 15:00."),
    "effect": Words(
        "Bạn ghi: tính lại từ đầu, hoặc tạm dừng; với ý kiến: tạm dừng, hoặc vẫn tính.",
        "Write: begins again, or stands still; for opinions: stands still, or runs on.",
    ),
    "postal_clock": Words(
        "Bạn ghi: từ biên bản giao nhận, hoặc từ lúc tiếp nhận.",
        "Write: from the record with the post, or from acceptance.",
    ),
    "non_territorial_clock": Words(
        "Bạn ghi: từ lúc cơ quan có thẩm quyền nhận, hoặc từ lúc tiếp nhận.",
        "Write: from the transfer, or from acceptance.",
    ),
    "first_day": Words("Bạn ghi: không tính, hoặc có tính.", "Write: not counted, or counted."),
    "hours_start": Words(
        "Bạn ghi: tính ngay, hoặc từ ngày làm việc sau.", "Write: at once, or from the next working day."
    ),
    "number": Words("Bạn ghi một số từ {low} đến {high}.", "Please write a number from {low} to {high}."),
    "points": Words(
        "Bạn ghi các mốc cách nhau dấu phẩy, như: qua nửa thời gian, trước 8 giờ, trước 2 giờ, khi trễ.",
        "Write points with commas between them: at half time, 8 working hours before, when late.",
    ),
}


def read_value(name: str, text: str) -> None:
    """Whether a rule of that name may hold this value. BadValue says how it is written."""
    if name in NUMBERS:
        allowed = NUMBERS[name]
        if not text.isdecimal() or len(text) > 4 or int(text) not in allowed:
            raise BadValue({"value": HOW["number"].fill(low=allowed[0], high=allowed[-1])})
    elif name.endswith("_cut_off"):
        if not TIME.fullmatch(text):
            raise BadValue({"value": HOW["time"]})
    elif name in CHOICES:
        if text not in CHOICES[name]:
            raise BadValue({"value": HOW.get(name, HOW["effect"])})
    elif name != "warning_points" or not all(POINT.fullmatch(point) for point in text.split(",")):
        raise BadValue({"value": HOW["points"]})


def _effect(found: Rule) -> Effect:
    return "stop" if found.value == "stop" else "restart"
