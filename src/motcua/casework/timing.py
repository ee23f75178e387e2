"""The clock of a case, recomputed from what happened: acceptance, promise, stops, calendar, office hours."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import cast
from uuid import UUID

from django.db.models import QuerySet

from motcua.base.calendars.facts import Effect, Rule, rule
from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import WorkingCalendar
from motcua.base.compiled import compiled
from motcua.base.daysoff.overlay import Calendars
from motcua.base.daysoff.ruled import CityRules
from motcua.casework.surroundings import TimeRules, rules_of_time
from motcua.domain.cases.deadline_lines import apologised
from motcua.domain.cases.deadlines import (
    Explanation,
    Extension,
    Stop,
    TimeLimit,
    explain,
    forward_by,
    same_day_due,
)
from motcua.domain.cases.enums import StopReason
from motcua.domain.cases.models import Case, ClockStop
from motcua.domain.routing.steps import Step
from motcua.kernel import clock
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

OWNERS = {
    StopReason.SUPPLEMENT: Words("người nộp hồ sơ", "the applicant"),
    StopReason.DUTY: Words("người có nghĩa vụ tài chính", "the person who owes the dues"),
    StopReason.OPINION: Words("cơ quan được xin ý kiến", "the agencies asked for an opinion"),
}

SAME_DAY = Words(
    "Thủ tục trả kết quả trong ngày; nhận sau {time} thì trả trong ngày làm việc tiếp theo ({source}).",
    "Same-day procedure; received after {time} it is due on the next working day ({source}).",
)
COUNTED_FROM = Words("Tính từ {start}.", "Counted from {start}.")
STANDING = Words("Đồng hồ đang dừng, chờ {owner}.", "The clock stands still, waiting for {owner}.")
NO_RULES = CityRules()
DUE = Words("Hạn trả: {due}.", "Due: {due}.")


def rules_of(case: Case) -> tuple[WorkingCalendar, OfficeHours]:
    rules = rules_of_time(case)
    return rules.calendar(case.receiving_path), rules.hours


def promised_since(case: Case, stops: tuple[Stop, ...] = ()) -> datetime:
    """When the promise was last given: at acceptance, or as the clock went on; now where none was given yet.

    An apology gives a date, not a promise by the calendar: that date stands as it is.
    """
    return max([case.accepted_at or clock.now(), *(stop.ended for stop in stops if stop.ended)])


def explain_case(case: Case, kept: Sequence[ClockStop] | None = None) -> Explanation | None:
    """The due date and the lines that explain it; None before acceptance and where no promise was made.

    `kept` are the stops of its clock where they are at hand.
    """
    if case.accepted_at is None:
        return None
    stops = stops_of(case) if kept is None else as_stops(kept)
    rules = rules_of_time(case)
    since = promised_since(case, stops)
    return sooner(case, rules.calendars(case.receiving_path, since), rules.hours, stops, rules.rules_of_promise(since))


def sooner(
    case: Case, calendars: Calendars, hours: OfficeHours, stops: tuple[Stop, ...], city: CityRules = NO_RULES
) -> Explanation | None:
    """By calendar and rules of now, unless those known when the promise was given say an earlier moment."""
    extension = extension_of(case)
    found = explained(case, calendars.now, hours, stops, extension, city.now)
    same = calendars.then is calendars.now and city.then == city.now
    if same or found is None or found.due is None:
        return found
    given = explained(case, calendars.then, hours, stops, extension, city.then)
    return given if given and given.due and given.due < found.due else found


def explained(
    case: Case,
    calendar: WorkingCalendar,
    hours: OfficeHours,
    stops: tuple[Stop, ...],
    extension: Extension | None = None,
    city: tuple[Rule, ...] = (),
) -> Explanation | None:
    """For given rules, stops and apology of an accepted case: no statement is sent."""
    start = counted_from(case)
    assert start
    if case.same_day:
        return explain_same_day(start, calendar, hours, stops, extension, city)
    limit = limit_of(case)
    return explain(start, limit, calendar, hours, stops, extension, city) if limit else None


def counted_from(case: Case) -> datetime | None:
    """From when the promise counts: acceptance, the post's record, the transfer to an agency elsewhere; else None."""
    return case.counts_from or case.accepted_at


def extension_of(case: Case) -> Extension | None:
    """The apology with a new date, where one counts; no statement is sent for a case that has none."""
    if case.first_due_at is None:
        return None
    apology = max(case.apologies.all(), key=lambda one: one.number, default=None)
    if apology is None:
        return None
    return Extension(apology.given_at, apology.due, apology.reason, apology.signer)


def explain_same_day(
    accepted_at: datetime,
    calendar: WorkingCalendar,
    hours: OfficeHours,
    stops: tuple[Stop, ...],
    extension: Extension | None = None,
    city: tuple[Rule, ...] = (),
) -> Explanation:
    """Same-day procedures: closing time that day, after the cut-off the next working day's; any stop begins it anew."""
    start = clock.local(max([accepted_at, *(stop.ended for stop in stops if stop.ended)]))
    standing = next((stop for stop in stops if stop.ended is None), None)
    by = rule("same_day_cut_off", start.date(), city)
    lines = [SAME_DAY.fill(time=by.value, source=by.source), COUNTED_FROM.fill(start=weekday_time(start))]
    if standing is not None:
        return Explanation(None, None, (*lines, STANDING.fill(owner=standing.owner)), start, standing)
    due = first = same_day_due(start, calendar, hours, city)
    holds = extension is not None and extension.given_at >= start
    if extension is not None:
        due = clock.local(extension.due) if holds else first
        lines += apologised(extension, first, due, holds=holds, city=city)
    midnight = datetime.combine(due.date() + timedelta(days=1), time(), tzinfo=due.tzinfo)
    told = (*lines, DUE.fill(due=weekday_time(due)))
    return Explanation(due, midnight, told, start, first_due=first if holds else None)


def limit_of(case: Case) -> TimeLimit | None:
    if case.limit_value is None:
        return None
    return TimeLimit(case.limit_value.normalize(), case.limit_unit)


def stops_of(case: Case) -> tuple[Stop, ...]:
    return as_stops(kept_stops(case.pk))


@compiled
def kept_stops(case_id: UUID) -> QuerySet[ClockStop]:
    return ClockStop.objects.filter(case=case_id).order_by("began_at")


def as_stops(rows: Iterable[ClockStop]) -> tuple[Stop, ...]:
    return tuple(
        Stop(
            began=stop.began_at,
            ended=stop.ended_at,
            reason=stop.reason,
            effect=cast(Effect, stop.effect),
            owner=OWNERS[StopReason(stop.reason)],
        )
        for stop in rows
    )


def recompute_due(case: Case, kept: Sequence[ClockStop] | None = None) -> None:
    """Put the due moment that follows from what happened on the locked case; None while its clock stands.

    `kept` as in `explain_case`.
    """
    explanation = explain_case(case, kept)
    if explanation is not None:
        case.due_at = explanation.due
        if explanation.due is not None:
            case.first_due_at = explanation.first_due


def answer_due(case: Case, since: datetime) -> datetime:
    """Until when an online filing is to be answered: so many working hours, by the rule in force when it came."""
    rules = rules_of_time(case)
    calendar, hours = rules.calendar(case.receiving_path), rules.hours
    allowed = rules.on(clock.local(since).date()).online_answer_hours
    return calendar.add_working_minutes(since, allowed * 60, hours)


def answer_hours(case: Case, since: datetime) -> int:
    return rules_of_time(case).on(clock.local(since).date()).online_answer_hours


def return_by(case: Case) -> datetime | None:
    """Until when a case that is not eligible after appraisal is returned: so many working days from reception."""
    start = counted_from(case)
    if start is None:
        return None
    return return_until(rules_of_time(case), case.receiving_path, clock.local(start).date())


def return_until(rules: TimeRules, path: str, received: date) -> datetime:
    """The same for what an agency received on a day."""
    calendar = rules.calendar(path)
    last = calendar.add_working_days(received, rules.on(received).return_working_days)
    return calendar.closing_of(last, rules.hours)


def first_return(case: Case) -> bool:
    """The case is accepted and did not go back to the applicant since."""
    return case.accepted_at is not None and not case.supplements.filter(after_acceptance=True).exists()


def may_apologise(case: Case) -> bool:
    """Whether the rule of today allows one more apology."""
    given = case.apologies.count()
    return not given or given < apologies_allowed(case)


def apologies_allowed(case: Case) -> int:
    return rules_of_time(case).on(clock.today()).apologies_allowed


def return_source(case: Case) -> str:
    """Which rule says so."""
    received = clock.local(counted_from(case) or clock.now()).date()
    return rule("return_working_days", received, rules_of_time(case).city).source


def supplements_allowed(case: Case) -> int:
    """How often officials may ask; more needs the leader and makes the case late by index 766."""
    filed = clock.local(case.submitted_at or clock.now()).date()
    return rules_of_time(case).on(filed).supplements_allowed


def step_dues(case: Case, since: datetime, steps: Iterable[Step]) -> list[datetime]:
    """Each step's own share of the time, never after the case's due moment; a timer runs its whole time."""
    return [_step_due(case, since, step) for step in steps]


def _step_due(case: Case, since: datetime, step: Step) -> datetime:
    """Most steps last until the case is due: then the days behind that are not counted."""
    calendar, hours = rules_of(case)
    latest = None if step.waits else case.due_at
    if latest and calendar.working_minutes_between(since, latest, hours) < step.minutes:
        return latest
    due: datetime = calendar.add_working_minutes(since, step.minutes, hours)
    return min(due, latest) if latest else due


def shares_after_stops(case: Case, now: datetime, opened: Sequence[tuple[datetime, Step]]) -> list[datetime]:
    """What each open step's share is now: from when it was opened, or the clock began anew, without the stops since.

    Of a case that waits for acceptance: its whole share from now on.
    """
    if case.accepted_at is None:
        return step_dues(case, now, [step for _, step in opened])
    calendar, hours = rules_of(case)
    stops = [stop for stop in stops_of(case) if stop.ended]
    anew = max([case.accepted_at, *(stop.ended for stop in stops if stop.ended and stop.effect == "restart")])
    dues = []
    for since, step in opened:
        start = max(since, anew)
        pauses = [(max(stop.began, start), stop.ended) for stop in stops if stop.ended and stop.ended > start]
        due = calendar.add_working_time(start, timedelta(minutes=step.minutes), hours, pauses)
        dues.append(min(due, case.due_at) if case.due_at and not step.waits else due)
    return dues


def forwarding_due(case: Case, accepted_at: datetime) -> datetime:
    """The same day, or the start of the next working day after 15:00 (Decree 61/2018 Art. 18.2)."""
    rules = rules_of_time(case)
    due: datetime = forward_by(accepted_at, rules.calendar(case.receiving_path), rules.hours, rules.city)
    return due


def working_days_until(case: Case, since: datetime, promised: datetime) -> int:
    """The promise as a count of working days after the day of receipt, so that stops can be applied to it."""
    calendar, _ = rules_of(case)
    return calendar.working_days_between(clock.local(since).date(), clock.local(promised).date())


def supplement_effect(case: Case, asked_at: datetime) -> str:
    """ "restart" or "stop", by the dated rule in force when the supplement was asked for."""
    return rules_of_time(case).on(clock.local(asked_at).date()).supplement_effect


def duty_effect(case: Case, asked_at: datetime) -> str:
    """The same of a financial duty."""
    return rules_of_time(case).on(clock.local(asked_at).date()).financial_duty_effect
