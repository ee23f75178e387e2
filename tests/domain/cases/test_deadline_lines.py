"""The sentences of an explanation, each with the days and figures it was made from."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from motcua.base.calendars.facts import Rule, load_calendar
from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import CalendarDay, WorkingCalendar
from motcua.domain.cases import deadline_lines as say
from motcua.domain.cases.deadlines import Extension, Stop, TimeLimit, explain
from motcua.kernel.clock import LOCAL
from motcua.kernel.words import Words

CALENDAR = load_calendar()
HOURS = OfficeHours.parse("08:00-12:00,13:00-17:00")
WHO = Words("người nộp", "the applicant")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def lines(
    received: str, value: object, unit: str, *stops: Stop, apology: Extension | None = None,
    city: tuple[Rule, ...] = (), calendar: WorkingCalendar = CALENDAR, hours: OfficeHours = HOURS,
) -> list[str]:  # fmt: skip
    found = explain(at(received), TimeLimit(value, unit), calendar, hours, stops, apology, city)  # type: ignore[arg-type]
    return [line.en for line in found.lines]


def own(name: str, value: str) -> tuple[Rule, ...]:
    return (Rule(name, date(2025, 1, 1), value, "QĐ 7", "verified"),)


@pytest.mark.parametrize(
    ("days", "hours", "minutes", "told"),
    [
        (1, 3, 20, Words("1 ngày làm việc 3 giờ", "1 working day 3 hours")),
        (2, 0, 5, Words("2 ngày làm việc", "2 working days")),
        (0, 1, 5, Words("1 giờ", "1 hour")),
        (0, 0, 1, Words("1 phút", "1 minute")),
        (0, 0, 0, Words("0 phút", "0 minutes")),
    ],
)
def test_a_length_tells_minutes_only_below_an_hour(days: int, hours: int, minutes: int, told: Words) -> None:
    assert say.length(days, hours, minutes) == told


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (480 + 180 + 20, Words("1 ngày 3 giờ 20 phút", "1 day 3 hours 20 minutes")),
        (960 + 61, Words("2 ngày 1 giờ 1 phút", "2 days 1 hour 1 minute")),
        (479, Words("7 giờ 59 phút", "7 hours 59 minutes")),
        (0, Words("0 phút", "0 minutes")),
    ],
)
def test_a_duration_tells_all_of_it(minutes: int, told: Words) -> None:
    assert say.duration(timedelta(minutes=minutes, seconds=59), 480) == told


@pytest.mark.parametrize(
    ("late", "days", "hours", "minutes", "told"),
    [
        (False, 0, 0, 0, "about to be due"), (True, 0, 0, 0, "just overdue"), (True, 0, 0, 1, "1 minute overdue"),
        (False, 1, 1, 30, "1 day 1 hour left"), (False, 0, 2, 0, "2 hours left"), (True, 3, 0, 0, "3 days overdue"),
    ],
)  # fmt: skip
def test_what_is_left_or_overdue(late: bool, days: int, hours: int, minutes: int, told: str) -> None:
    assert say.left(late, days, hours, minutes).en == told


def test_hours_say_from_when_they_run_how_and_by_which_source() -> None:
    assert lines("2025-05-05T09:00", 2, "working_hour")[1].startswith(
        "Time limit 2 working hours, running from 09:00 Monday, 5 May 2025, while the office is open (Civil Code"
    )
    assert "around the clock" in lines("2025-05-05T09:00", 1, "hour")[1]
    later = lines("2025-05-05T09:00", 1, "hour", city=own("hours_start", "next_day"))
    assert later[1] == (
        "Time limit 1 hour, running from the opening of the working day after 09:00 Monday, 5 May 2025, "
        "around the clock (Decision 7)."
    )
    assert later[-1] == "Due: 09:00 Tuesday, 6 May 2025."


def test_days_say_whether_the_first_is_counted() -> None:
    assert lines("2025-05-05T09:00", 1, "working_day")[1].startswith("Time limit 1 working day; 05/05/2025 itself is")
    counted = lines("2025-05-05T09:00", 1, "working_day", city=own("first_day", "counted"))
    assert counted[1:] == [
        "Time limit 1 working day, 05/05/2025 included (Decision 7).",
        "Due: 17:00 Monday, 5 May 2025. Limit by law: 24:00 Monday, 5 May 2025.",
    ]


def test_a_supplement_and_a_duty_that_restart_name_their_own_sources() -> None:
    def told(reason: object) -> str:
        stop = Stop(at("2025-05-05T10:00"), at("2025-05-06T10:00"), reason, "restart", WHO)  # type: ignore[arg-type]
        city = (*own("supplement_effect", "restart"), Rule("financial_duty_effect", date(2025, 1, 1), "restart", "QĐ 9",
                                                           "verified"))  # fmt: skip
        return lines("2025-05-05T09:00", 1, "working_day", stop, city=city)[1]

    assert told(say.REASONS["supplement"]) == (
        "Stopped at 10:00 Monday, 5 May 2025 (supplement requested; waiting for the applicant). "
        "Complete at 10:00 Tuesday, 6 May 2025: the time starts again from zero (Decision 7)."
    )
    assert told(say.REASONS["duty"]).endswith("(Decision 9).")


def test_a_stop_is_told_with_its_days_and_one_past_the_time_changes_nothing() -> None:
    early = Stop(at("2025-05-06T10:00"), at("2025-05-06T11:00"), say.reason("duty"), "stop", WHO)
    told = lines("2025-05-05T09:00", 1, "working_day", early)
    assert told[1:3] == [
        "Stopped from 10:00 Tuesday, 6 May 2025 to 11:00 Tuesday, 6 May 2025 (financial duty; waiting for the "
        "applicant): this stretch is left out.",
        "Days on which the clock stood still: 06/05/2025.",
    ]
    for began in ("2025-05-06T17:00", "2025-05-06T18:00"):
        late = Stop(at(began), at("2025-05-07T10:00"), say.reason("duty"), "stop", WHO)
        told = lines("2025-05-05T09:00", 1, "working_day", late)
        assert told[1].endswith("when the time was already up: the due date stays.")
    assert say.reason("opinion").en == "opinion of another agency" and say.reason("khác") == Words("khác", "khác")


def test_an_apology_tells_both_dates_and_what_moved_the_new_one() -> None:
    apology = Extension(at("2025-05-06T10:00"), at("2025-05-09T17:00"), "thiếu máy", Words("Chủ tịch", "the chair"))
    told = lines("2025-05-05T09:00", 1, "working_day", apology=apology)
    assert told[-3] == "Promised first: 17:00 Tuesday, 6 May 2025."
    assert told[-2].startswith(
        "Apology at 10:00 Tuesday, 6 May 2025: new date 17:00 Friday, 9 May 2025 (reason: thiếu máy; decided by the "
    )
    city = own("apologies_allowed", "1")
    assert lines("2025-05-05T09:00", 1, "working_day", apology=apology, city=city)[-2].endswith(
        "the chair; Decision 7)."
    )
    stop = Stop(at("2025-05-07T10:00"), at("2025-05-07T11:00"), say.reason("duty"), "stop", WHO)
    moved = lines("2025-05-05T09:00", 1, "working_day", stop, apology=apology)
    assert moved[-2] == "The clock stood after the apology, so the new date moves on to 17:00 Monday, 12 May 2025."
    anew = Stop(at("2025-05-07T10:00"), at("2025-05-07T11:00"), say.reason("supplement"), "restart", WHO)
    gone = lines("2025-05-05T09:00", 1, "working_day", anew, apology=apology)
    assert gone[-2] == "The apology of 10:00 Tuesday, 6 May 2025 counts no more: the time has begun from zero since."


def special(day: date, kind: str, swap: date | None = None, source: str = "") -> CalendarDay:
    return CalendarDay(day, kind, "Lễ", swap, "verified", source)  # type: ignore[arg-type]


SWAPPED = WorkingCalendar(
    {
        one.day: one
        for one in (
            special(date(2025, 5, 7), "holiday", source="QĐ 1"),
            special(date(2025, 5, 8), "swapped_day_off", date(2025, 5, 10), "QĐ 1"),
            special(date(2025, 5, 10), "swapped_working_day", date(2025, 5, 8)),
            special(date(2025, 5, 11), "holiday"),
        )
    },
    2025,
    2025,
)


def test_days_off_are_named_weekends_counted_and_swapped_days_told() -> None:
    told = lines("2025-05-06T09:00", 3, "working_day", calendar=SWAPPED)
    assert told[2:5] == [
        "Not counted: 07/05/2025 (holiday: Lễ); 08/05/2025 (swapped with 10/05/2025); 1 weekend day.",
        "Swapped working days, counted: 10/05/2025.",
        "Source for 07/05/2025; 08/05/2025: QĐ 1.",
    ]
    assert "2 weekend days" in lines("2025-05-16T09:00", 1, "working_day", calendar=SWAPPED)[2]
    vi = [line.vi for line in say._days_off([date(2025, 5, 7), date(2025, 5, 11)], SWAPPED, ())]
    assert vi[0] == "Không tính: 07/05/2025 (Lễ); 1 ngày cuối tuần."
    assert [*say._days_off([date(2025, 5, 7)], SWAPPED, (date(2025, 5, 7),))] == []
    assert list(say.days_of(date(2025, 5, 5), date(2025, 5, 7))) == [date(2025, 5, 6), date(2025, 5, 7)]


def test_a_last_day_off_says_where_the_time_went_and_why() -> None:
    told = lines("2025-05-06T09:00", 1, "day", calendar=SWAPPED)
    assert told[2:4] == [
        "The last day, Wednesday, 7 May 2025, is a day off, so the time ends on the next working day, "
        "Friday, 9 May 2025 (Civil Code Art. 148.5).",
        "Not counted: 07/05/2025 (holiday: Lễ); 08/05/2025 (swapped with 10/05/2025).",
    ]
    assert len(lines("2025-05-12T09:00", 1, "day", calendar=SWAPPED)) == 3, "nothing rolled, nothing to tell"


def test_after_a_dozen_items_only_their_number_is_told() -> None:
    items = [str(number) for number in range(1, 14)]
    assert say._list(items[:12]) == "1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12"
    assert say._list(items) == "1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; +1"


@pytest.mark.parametrize(
    ("value", "unit", "vi", "en"),
    [
        ("7.50", "working_day", "7,5 ngày làm việc", "7.5 working days"), ("1", "day", "1 ngày", "1 day"),
        ("30", "month", "30 tháng", "30 months"), ("1.0", "hour", "1 giờ", "1 hour"),
        ("2", "working_hour", "2 giờ làm việc", "2 working hours"),
    ],
)  # fmt: skip
def test_an_amount_in_words(value: str, unit: str, vi: str, en: str) -> None:
    assert say.amount(Decimal(value), unit) == Words(vi, en)


def test_holidays_that_are_not_official_yet_are_said() -> None:
    assert lines("2025-12-30T09:00", 3, "working_day", calendar=SWAPPED)[-1].startswith("The holidays of this time")
