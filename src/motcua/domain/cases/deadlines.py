"""When a case is due: a pure function of what happened, explained line by line. No "today" hides in it.

Days (`working_day`, `day`, `month`): the day of receipt is not counted, whatever the hour, unless the rule `first_day`
counts it; a last day that is a day off rolls to the next working day; a month without that day ends with its last one
(BLDS Đ.147, 148). The promise is the closing time of the last day, the legal limit its 24:00. Part of a working day is
that part of its opening hours; half a month is 15 days (BLDS Đ.146). Hours start at once (rule `hours_start`, BLDS
Đ.147.1): `working_hour` runs while the office is open, `hour` around the clock. The cut-off moves forwarding and
same-day procedures only (NĐ 61/2018 Đ.18.2).

A supplement restarts the clock from zero once complete (NĐ 61/2018 Đ.19.4) unless its effect is "stop"; a financial
duty stops it. How a stop counts:

* In hours, to the moment: what lies inside the stop is left out.
* In days, a day on which the clock stood still for any part of its opening hours is left out (where the office does not
  open: any part of the day). The day the clock stops cannot be used to its end, and the day it runs again is the day of
  an event, which BLDS Đ.147.2 does not count. So a stop on the very last day, too, leaves a last day to decide on; one
  outside opening hours costs no working day; two on one day cost it once.

A stop that begins when the time was already up changes nothing; a restart always does.

An apology with a new date moves the due moment to that date, whatever the calendar becomes; stops after it are left out
of the time that was left then. A restart after it begins the whole limit anew and leaves nothing of it.
"""

import calendar as months
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

from motcua.base.calendars.facts import Effect, Rule, rules_on
from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import MIDNIGHT, ONE_DAY, Stretch, WorkingCalendar, at, run_out
from motcua.domain.cases import deadline_lines as say
from motcua.domain.cases.deadline_lines import Reckoning
from motcua.kernel.clock import local
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

Unit = Literal["working_day", "day", "month", "working_hour", "hour"]
UNITS: tuple[Unit, ...] = get_args(Unit)
HIGHEST_VALUE = 9999
HALF_MONTH_DAYS = 15
HOUR_MICROSECONDS = 3_600_000_000


class BadLimit(Invalid):
    """A time limit that nobody can keep: not above zero, too large, or in parts its unit does not have."""

    code = "case.bad_limit"
    sentence = Words(
        "Thời hạn “{value} {unit}” chưa đúng. Số phải lớn hơn 0 và không quá 9999; đơn vị là working_day, day, month, "
        "working_hour hoặc hour; “day” không chia lẻ, “month” chỉ chia nửa.",
        "The time limit “{value} {unit}” is not usable. The number must be above 0 and at most 9999; the unit is "
        "working_day, day, month, working_hour or hour; a day has no parts and a month only halves.",
    )


class BadStop(Invalid):
    """A stop that ends before it begins."""

    code = "case.bad_stop"
    sentence = Words("Khoảng dừng kết thúc trước khi bắt đầu.", "A stop ends before it begins.")


@dataclass(frozen=True)
class TimeLimit:
    """How long a case may take. `value` is kept as Decimal (7.5 working days exist). Raises BadLimit."""

    value: Decimal
    unit: Unit

    def __init__(self, value: Decimal | int | float | str, unit: str) -> None:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            raise BadLimit(value=value, unit=unit) from None
        part = {"day": Decimal(1), "month": Decimal("0.5")}.get(unit, Decimal("0.0001"))
        if unit not in UNITS or not number.is_finite() or not 0 < number <= HIGHEST_VALUE or number % part:
            raise BadLimit(value=value, unit=unit)
        object.__setattr__(self, "value", number)
        object.__setattr__(self, "unit", unit)

    @property
    def words(self) -> Words:
        """ "7,5 ngày làm việc", "7.5 working days"."""
        return say.amount(self.value, self.unit)


@dataclass(frozen=True)
class Stop:
    """The clock stood still from `began` to `ended` (None: still does). `owner` is whom everybody waits for.

    `effect` "restart" starts the whole limit anew at `ended`; "stop" leaves the stretch out.
    """

    began: datetime
    ended: datetime | None
    reason: Words | str
    effect: Effect
    owner: Words | str


@dataclass(frozen=True)
class Extension:
    """An apology: from `given_at` on the case is due at `due`, for `reason`, as decided by `by`."""

    given_at: datetime
    due: datetime
    reason: str = ""
    by: Words | str = ""


@dataclass(frozen=True)
class Explanation:
    """`due` and `legal_limit` are aware moments in Hanoi's time, None while the clock stands still (`stopped_by`).

    `legal_limit` of a limit in days is the midnight that ends the last day, spoken of as its 24:00. `starts_at` is the
    receipt or the last restart. `sure` is False where holidays of the time concerned are not officially known yet.
    """

    due: datetime | None
    legal_limit: datetime | None
    lines: tuple[Words, ...]
    starts_at: datetime
    stopped_by: Stop | None = None
    sure: bool = True
    first_due: datetime | None = None
    """What was promised before an apology that still counts."""


def explain(
    received_at: datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    hours: OfficeHours,
    stops: Sequence[Stop] = (),
    extension: Extension | None = None,
    city: tuple[Rule, ...] = (),
) -> Explanation:
    """When a case received then is due, and why, by the rules of the days; the `city`'s own lie over the usual ones.

    Raises BadStop; ValueError for naive moments.
    """
    received = local(received_at)
    ordered = sorted((_localised(stop) for stop in stops), key=lambda stop: stop.began)
    restarts = [stop for stop in ordered if stop.effect == "restart"]
    waiting = next((stop for stop in restarts if stop.ended is None), None)
    start = max([received, *(stop.ended for stop in restarts if stop.ended is not None)])
    told = [say.received(received), *(say.restarted(stop, start, city) for stop in restarts if stop.ended is not None)]
    if waiting is not None:
        return Explanation(None, None, (*told, say.standing(waiting)), start, waiting)
    stopping = [stop for stop in ordered if stop.effect == "stop" and (stop.ended is None or stop.ended > start)]
    pauses = [(max(stop.began, start), stop.ended) for stop in stopping if stop.ended and stop.ended > stop.began]
    first = reckon(start, limit, calendar, hours, pauses, city)
    holding = extension if extension and extension.given_at >= start else None
    reckoned = extended(first, holding, calendar, hours, pauses) if holding else first
    standing = next((stop for stop in stopping if stop.ended is None and stop.began < reckoned.due), None)
    told += say.stopped(stopping, reckoned)
    told += say.counted(start, limit.value, limit.unit, calendar, first, hours, city)
    told += (
        say.apologised(extension, first.due, reckoned.due, holds=holding is not None, city=city) if extension else ()
    )
    first_due = first.due if holding else None
    if standing is not None:
        return Explanation(None, None, (*told, say.standing(standing)), start, standing, first_due=first_due)
    sure = all(calendar.is_sure(day) for day in say.days_of(start.date(), reckoned.due.date()))
    told += say.promised(reckoned, sure)
    return Explanation(reckoned.due, reckoned.legal_limit, tuple(told), start, sure=sure, first_due=first_due)


def extended(
    first: Reckoning, extension: Extension, calendar: WorkingCalendar, hours: OfficeHours, pauses: Sequence[Stretch]
) -> Reckoning:
    """The date an apology gave; where the clock stood since, as much later as it stood."""
    given, due = local(extension.given_at), local(extension.due)
    since = [(max(began, given), ended) for began, ended in pauses if ended > given]
    days = calendar.working_days_between(given.date(), due.date())
    if since and days > 0:
        ran = _Days(calendar, hours, since)
        moved = ran.working(given.date(), Decimal(days))
        return replace(moved, due=max(moved.due, due), stood_still=(*first.stood_still, *moved.stood_still))
    last = due.date()
    return Reckoning(due, at(last + ONE_DAY, MIDNIGHT), first.last_counted or last, last, first.stood_still)


def reckon(
    start: datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    hours: OfficeHours,
    pauses: Sequence[Stretch],
    city: tuple[Rule, ...] = (),
) -> Reckoning:
    """The end of `limit` from `start` (Hanoi's time) on; the clock stands still in `pauses`, sorted by beginning."""
    if limit.unit in ("working_hour", "hour"):
        amount = timedelta(microseconds=int(limit.value * HOUR_MICROSECONDS))
        if rules_on(start.date(), city).hours_start == "next_day":
            start = calendar.opening_of(calendar.next_working_day(start.date()), hours)
        running = calendar.open_stretches(start, hours) if limit.unit == "working_hour" else _around_the_clock(start)
        due = run_out(amount, running, pauses)
        return Reckoning(due, due, None, None, ())
    ran = _Days(calendar, hours, pauses)
    if limit.unit == "working_day":
        return ran.working(before_first(start, city), limit.value)
    last = start.date() + ONE_DAY * int(limit.value) if limit.unit == "day" else add_months(start.date(), limit.value)
    return ran.calendar_days(before_first(start, city), (last - start.date()).days)


def before_first(start: datetime, city: tuple[Rule, ...]) -> date:
    """The day after which days are counted: that of the receipt, which itself is not counted."""
    counted = rules_on(start.date(), city).first_day == "counted"
    return start.date() - ONE_DAY if counted else start.date()


def add_months(day: date, count: Decimal | int) -> date:
    """The same day of a later month, or that month's last day (BLDS Đ.148.4); half a month more is 15 days more."""
    number = day.year * 12 + day.month - 1 + int(count)
    year, month = number // 12, number % 12 + 1
    whole = date(year, month, min(day.day, months.monthrange(year, month)[1]))
    return whole + ONE_DAY * (HALF_MONTH_DAYS if count % 1 else 0)


def forward_by(
    received_at: datetime, calendar: WorkingCalendar, hours: OfficeHours, city: tuple[Rule, ...] = ()
) -> datetime:
    """Until when a received case is forwarded: closing time the same day, or when the next working day opens if it
    came after 15:00, after closing or on a day off (NĐ 61/2018 Đ.18.2)."""
    received = local(received_at)
    day = received.date()
    if _in_time(received, calendar, hours, at(day, rules_on(day, city).forwarding_cut_off)):
        return calendar.closing_of(day, hours)
    return calendar.opening_of(calendar.next_working_day(day), hours)


def same_day_due(
    received_at: datetime, calendar: WorkingCalendar, hours: OfficeHours, city: tuple[Rule, ...] = ()
) -> datetime:
    """When a same-day procedure is due: closing time the same day, or of the next working day if it came after 15:00,
    after closing or on a day off (NĐ 23/2015 Đ.7)."""
    received = local(received_at)
    day = received.date()
    if _in_time(received, calendar, hours, at(day, rules_on(day, city).same_day_cut_off)):
        return calendar.closing_of(day, hours)
    return calendar.closing_of(calendar.next_working_day(day), hours)


@dataclass(frozen=True)
class Remaining:
    """Working time from now to the due moment, or since it when `late`. A day is the office's fullest working day."""

    late: bool
    days: int
    hours: int
    minutes: int

    @property
    def words(self) -> Words:
        """ "còn 1 ngày 3 giờ", "quá hạn 2 ngày"."""
        return say.left(self.late, self.days, self.hours, self.minutes)

    @property
    def length(self) -> Words:
        """ "1 ngày làm việc 3 giờ", "2 ngày làm việc", "45 phút"."""
        return say.length(self.days, self.hours, self.minutes)


def remaining(now: datetime, due: datetime, calendar: WorkingCalendar, hours: OfficeHours) -> Remaining:
    """How much working time is left at `now`, or how much has passed since `due`."""
    late = now > due
    total = abs(calendar.working_minutes_between(now, due, hours))
    days, rest = divmod(total, hours.longest_day_minutes)
    return Remaining(late, days, *divmod(rest, 60))


@dataclass(frozen=True)
class _Days:
    """Counting of days between stops."""

    calendar: WorkingCalendar
    hours: OfficeHours
    pauses: Sequence[Stretch]

    def working(self, start: date, value: Decimal) -> Reckoning:
        whole, part = int(value), value % 1
        day, stood = self._count(start, whole + bool(part), self.calendar.is_working_day)
        stretches = self.calendar.stretches_on(day, self.hours)
        due = self.calendar.closing_of(day, self.hours)
        if part and stretches:
            open_for = sum((closes - opens for opens, closes in stretches), timedelta())
            due = run_out(open_for * float(part), stretches)
        return Reckoning(due, at(day + ONE_DAY, MIDNIGHT), day, day, stood)

    def calendar_days(self, start: date, count: int) -> Reckoning:
        last, stood = self._count(start, count, lambda day: True)
        day, stood_after = self._count(last - ONE_DAY, 1, self.calendar.is_working_day)
        due = self.calendar.closing_of(day, self.hours)
        return Reckoning(due, at(day + ONE_DAY, MIDNIGHT), last, day, (*stood, *stood_after))

    def _count(self, day: date, count: int, counts: Callable[[date], bool]) -> tuple[date, tuple[date, ...]]:
        """The `count`-th day after `day` that counts and on which the clock ran; the days left out because it stood."""
        stood = []
        while count:
            day += ONE_DAY
            if not counts(day):
                continue
            if self._stood(day):
                stood.append(day)
            else:
                count -= 1
        return day, tuple(stood)

    def _stood(self, day: date) -> bool:
        if not self.pauses:
            return False
        open_then = self.calendar.stretches_on(day, self.hours) or ((at(day, MIDNIGHT), at(day + ONE_DAY, MIDNIGHT)),)
        return any(began < closes and ended > opens for began, ended in self.pauses for opens, closes in open_then)


def _around_the_clock(start: datetime) -> Iterator[Stretch]:
    while True:
        midnight = at(start.date() + ONE_DAY, MIDNIGHT)
        yield start, midnight
        start = midnight


def _in_time(received: datetime, calendar: WorkingCalendar, hours: OfficeHours, cut_off: datetime) -> bool:
    stretches = calendar.stretches_on(received.date(), hours)
    return bool(stretches) and received <= min(cut_off, stretches[-1][1])


def _localised(stop: Stop) -> Stop:
    began, ended = local(stop.began), None if stop.ended is None else local(stop.ended)
    if ended is not None and ended < began:
        raise BadStop(began=began, ended=ended)
    return Stop(began, ended, say.reason(stop.reason), stop.effect, stop.owner)
