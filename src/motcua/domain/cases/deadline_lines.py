"""The sentences in which a deadline is explained, one line for each thing that moved it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

from motcua.base.calendars.citing import cited
from motcua.base.calendars.facts import Rule, RuleName, rule
from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import ONE_DAY, WorkingCalendar
from motcua.kernel.text import end_of_day, short_date, weekday_date, weekday_time
from motcua.kernel.words import Words

UNIT_NAMES = {
    "working_day": Words("ngày làm việc", "working day"),
    "day": Words("ngày", "day"),
    "month": Words("tháng", "month"),
    "working_hour": Words("giờ làm việc", "working hour"),
    "hour": Words("giờ", "hour"),
}
REASONS = {
    "supplement": Words("yêu cầu bổ sung", "supplement requested"),
    "duty": Words("nghĩa vụ tài chính", "financial duty"),
    "opinion": Words("xin ý kiến cơ quan khác", "opinion of another agency"),
}
MOST_DAYS_NAMED = 12


class Standing(Protocol):
    """What a line needs to know of a stop."""

    @property
    def began(self) -> datetime: ...
    @property
    def ended(self) -> datetime | None: ...
    @property
    def reason(self) -> Words | str: ...
    @property
    def owner(self) -> Words | str: ...


class Apologised(Protocol):
    """What a line needs to know of an apology."""

    @property
    def given_at(self) -> datetime: ...
    @property
    def due(self) -> datetime: ...
    @property
    def reason(self) -> str: ...
    @property
    def by(self) -> Words | str: ...


@dataclass(frozen=True)
class Reckoning:
    """The end of a limit; for days also the last one counted, the one it rolled to, and those left out."""

    due: datetime
    legal_limit: datetime
    last_counted: date | None
    last_day: date | None
    stood_still: tuple[date, ...]


def amount(value: Decimal, unit: str) -> Words:
    """ "7,5 ngày làm việc", "7.5 working days"."""
    figure = f"{value.normalize():f}"
    name = UNIT_NAMES[unit]
    return Words(f"{figure.replace('.', ',')} {name.vi}", f"{figure} {name.en}{'' if value == 1 else 's'}")


def reason(found: Words | str) -> Words:
    """A reason in words; "supplement" and "duty" are known, another text stands for itself."""
    return found if isinstance(found, Words) else REASONS.get(found, Words(found, found))


def received(moment: datetime) -> Words:
    return Words("Tiếp nhận lúc {at}.", "Received at {at}.").fill(at=weekday_time(moment))


def source(name: RuleName, day: date, city: tuple[Rule, ...]) -> Words:
    """Who says so on that day."""
    return cited(rule(name, day, city).source)


def restarted(stop: Standing, start: datetime, city: tuple[Rule, ...] = ()) -> Words:
    by: RuleName = "financial_duty_effect" if stop.reason == REASONS["duty"] else "supplement_effect"
    ended = stop.ended or start
    return Words(
        "Dừng từ {began} ({reason}; chờ {owner}). Hồ sơ đủ lúc {ended}: thời hạn tính lại từ đầu ({source}).",
        "Stopped at {began} ({reason}; waiting for {owner}). Complete at {ended}: the time starts again from zero "
        "({source}).",
    ).fill(
        source=source(by, stop.began.date(), city),
        began=weekday_time(stop.began),
        ended=weekday_time(ended),
        reason=stop.reason,
        owner=stop.owner,
    )


def standing(stop: Standing) -> Words:
    return Words(
        "Đồng hồ đang dừng từ {began} ({reason}; chờ {owner}). Hạn trả được tính khi chạy lại.",
        "The clock has stood still since {began} ({reason}; waiting for {owner}). "
        "The due date is told when it runs again.",
    ).fill(began=weekday_time(stop.began), reason=stop.reason, owner=stop.owner)


def stopped(stops: Iterable[Standing], reckoned: Reckoning) -> Iterator[Words]:
    """A line for each ended stop, then the days that were left out because of them."""
    for stop in stops:
        if stop.ended is not None and stop.began < reckoned.due:
            yield Words(
                "Dừng từ {began} đến {ended} ({reason}; chờ {owner}): khoảng này không tính.",
                "Stopped from {began} to {ended} ({reason}; waiting for {owner}): this stretch is left out.",
            ).fill(
                began=weekday_time(stop.began),
                ended=weekday_time(stop.ended),
                reason=stop.reason,
                owner=stop.owner,
            )
        elif stop.ended is not None:
            yield Words(
                "Dừng từ {began} khi thời hạn đã hết: hạn trả không đổi.",
                "Stopped at {began} when the time was already up: the due date stays.",
            ).fill(began=weekday_time(stop.began))
    if reckoned.stood_still:
        yield Words("Không tính ngày đồng hồ dừng: {days}.", "Days on which the clock stood still: {days}.").fill(
            days=_list([short_date(day) for day in reckoned.stood_still])
        )


def counted(
    start: datetime,
    value: Decimal,
    unit: str,
    calendar: WorkingCalendar,
    reckoned: Reckoning,
    hours: OfficeHours,
    city: tuple[Rule, ...] = (),
) -> Iterator[Words]:
    """What is counted, which days are not, and where a last day that is a day off went."""
    if reckoned.last_counted is None or reckoned.last_day is None:
        yield _hours_run(start, value, unit, rule("hours_start", start.date(), city))
    else:
        yield _days_run(start, value, unit, rule("first_day", start.date(), city))
    last = reckoned.last_day or reckoned.due.date()
    if unit in ("working_day", "working_hour"):
        among = days_of(start.date(), last)
        if unit == "working_hour":
            among = (day for day in among if calendar.is_working_day(day) or not calendar.spans_on(day, hours))
        yield from _days_off(among, calendar, reckoned.stood_still)
    elif reckoned.last_counted is not None and last != reckoned.last_counted:
        yield Words(
            "Ngày cuối {counted} là ngày nghỉ nên thời hạn hết vào ngày làm việc tiếp theo, {last} (BLDS Đ.148.5).",
            "The last day, {counted}, is a day off, so the time ends on the next working day, {last} "
            "(Civil Code Art. 148.5).",
        ).fill(counted=weekday_date(reckoned.last_counted), last=weekday_date(last))
        yield from _days_off(days_of(reckoned.last_counted - ONE_DAY, last), calendar, reckoned.stood_still)


def _hours_run(start: datetime, value: Decimal, unit: str, by: Rule) -> Words:
    open_only = Words("trong giờ làm việc", "while the office is open")
    told = Words(
        "Thời hạn {amount}, tính ngay từ {at}, {how} ({source}).",
        "Time limit {amount}, running from {at}, {how} ({source}).",
    )
    if by.value == "next_day":
        told = Words(
            "Thời hạn {amount}, tính từ đầu ngày làm việc sau {at}, {how} ({source}).",
            "Time limit {amount}, running from the opening of the working day after {at}, {how} ({source}).",
        )
    how = open_only if unit == "working_hour" else Words("cả ngày đêm", "around the clock")
    return told.fill(amount=amount(value, unit), at=weekday_time(start), how=how, source=cited(by.source))


def _days_run(start: datetime, value: Decimal, unit: str, by: Rule) -> Words:
    told = Words(
        "Thời hạn {amount}, không tính ngày {day} ({source}).",
        "Time limit {amount}; {day} itself is not counted ({source}).",
    )
    if by.value == "counted":
        told = Words(
            "Thời hạn {amount}, tính cả ngày {day} ({source}).", "Time limit {amount}, {day} included ({source})."
        )
    return told.fill(amount=amount(value, unit), day=short_date(start.date()), source=cited(by.source))


def apologised(
    apology: Apologised, first: datetime, due: datetime, *, holds: bool, city: tuple[Rule, ...] = ()
) -> Iterator[Words]:
    """The date given first and the new one; or that the apology counts no more."""
    if not holds:
        yield Words(
            "Phiếu xin lỗi lúc {given} không còn áp dụng: thời hạn đã tính lại từ đầu sau đó.",
            "The apology of {given} counts no more: the time has begun from zero since.",
        ).fill(given=weekday_time(apology.given_at))
        return
    yield Words("Ngày hẹn ban đầu: {first}.", "Promised first: {first}.").fill(first=weekday_time(first))
    yield Words(
        "Xin lỗi và hẹn lại lúc {given}: hẹn mới {new} (lý do: {reason}; người quyết định: {by}; {source}).",
        "Apology at {given}: new date {new} (reason: {reason}; decided by {by}; {source}).",
    ).fill(given=weekday_time(apology.given_at), new=weekday_time(apology.due), reason=apology.reason, by=apology.by,
           source=source("apologies_allowed", apology.given_at.date(), city))  # fmt: skip
    if due != apology.due:
        yield Words(
            "Đồng hồ dừng sau khi hẹn lại nên hạn mới lùi đến {due}.",
            "The clock stood after the apology, so the new date moves on to {due}.",
        ).fill(due=weekday_time(due))


def promised(reckoned: Reckoning, sure: bool) -> Iterator[Words]:
    """The promise, the legal limit beside it, and a warning where the calendar is not official yet."""
    if reckoned.last_day is None:
        yield Words("Hẹn trả: {at}.", "Due: {at}.").fill(at=weekday_time(reckoned.due))
    else:
        yield Words("Hẹn trả: {at}. Hạn theo luật: {limit}.", "Due: {at}. Limit by law: {limit}.").fill(
            at=weekday_time(reckoned.due), limit=end_of_day(reckoned.last_day)
        )
    if not sure:
        yield Words(
            "Lịch nghỉ của thời gian này chưa chính thức; hạn trả có thể được tính lại.",
            "The holidays of this time are not official yet; the due date may be recomputed.",
        )


def left(late: bool, days: int, hours: int, minutes: int) -> Words:
    """ "còn 1 ngày 3 giờ", "quá hạn 2 ngày"; minutes are told only below an hour."""
    if not (days or hours or minutes):
        return Words("vừa quá hạn", "just overdue") if late else Words("sắp đến hạn", "about to be due")
    parts = [(days, "ngày", "day"), (hours, "giờ", "hour")]
    parts = [part for part in parts if part[0]] or [(minutes, "phút", "minute")]
    vi = " ".join(f"{number} {name}" for number, name, _ in parts)
    en = " ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, _, name in parts)
    return Words(f"quá hạn {vi}", f"{en} overdue") if late else Words(f"còn {vi}", f"{en} left")


def length(days: int, hours: int, minutes: int) -> Words:
    """ "1 ngày làm việc 3 giờ", "3 giờ", "45 phút": minutes are told only below an hour."""
    parts = [(days, "ngày làm việc", "working day"), (hours, "giờ", "hour")]
    parts = [part for part in parts if part[0]] or [(minutes, "phút", "minute")]
    vi = " ".join(f"{number} {name}" for number, name, _ in parts)
    return Words(vi, " ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, _, name in parts))


def duration(spent: timedelta, day_minutes: int) -> Words:
    """ "1 ngày 3 giờ 20 phút", "1 day 3 hours 20 minutes"; a day has so many minutes of work."""
    days, rest = divmod(int(spent.total_seconds() // 60), day_minutes)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "ngày", "day"), (hours, "giờ", "hour"), (minutes, "phút", "minute")]
    parts = [part for part in parts if part[0]] or [(0, "phút", "minute")]
    vi = " ".join(f"{number} {name}" for number, name, _ in parts)
    en = " ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, _, name in parts)
    return Words(vi, en)


def days_of(start: date, last: date) -> Iterator[date]:
    """The days after `start`, up to and including `last`."""
    return (start + ONE_DAY * step for step in range(1, (last - start).days + 1))


def _days_off(days: Iterable[date], calendar: WorkingCalendar, stood_still: Sequence[date]) -> Iterator[Words]:
    """Which days were not counted, holidays and swaps by name, and which swapped days were."""
    among = [day for day in days if day not in stood_still]
    special = [calendar.days[day] for day in among if day in calendar.days]
    off = [entry for entry in special if entry.kind != "swapped_working_day" and _weekday_off(entry.day)]
    weekend = sum(not calendar.is_working_day(day) for day in among) - len(off)
    vi = [f"{short_date(entry.day)} ({_named(entry.name, entry.swap_with).vi})" for entry in off]
    en = [f"{short_date(entry.day)} ({_named(entry.name, entry.swap_with).en})" for entry in off]
    if weekend:
        vi.append(f"{weekend} ngày cuối tuần")
        en.append(f"{weekend} weekend {'day' if weekend == 1 else 'days'}")
    if vi:
        yield Words(f"Không tính: {_list(vi)}.", f"Not counted: {_list(en)}.")
    worked = [entry.day for entry in special if entry.kind == "swapped_working_day"]
    if worked:
        shown = _list([short_date(day) for day in worked])
        yield Words(f"Ngày làm bù, có tính: {shown}.", f"Swapped working days, counted: {shown}.")
    for source in dict.fromkeys(entry.source for entry in special if entry.source):
        days_by = _list([short_date(entry.day) for entry in special if entry.source == source])
        yield Words(f"Căn cứ {days_by}: {source}.", f"Source for {days_by}: {source}.")


def _weekday_off(day: date) -> bool:
    return day.weekday() < 5


def _named(name: str, swap_with: date | None) -> Words:
    if swap_with is None:
        return Words(name, f"holiday: {name}")
    worked = short_date(swap_with)
    return Words(f"nghỉ hoán đổi, làm bù {worked}", f"swapped with {worked}")


def _list(items: Sequence[str]) -> str:
    """Items with commas; after a dozen, how many more."""
    shown = "; ".join(items[:MOST_DAYS_NAMED])
    more = len(items) - MOST_DAYS_NAMED
    return f"{shown}; +{more}" if more > 0 else shown
