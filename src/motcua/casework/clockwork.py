"""The clock of one case taken apart: its intervals, who had it how long, both ways to call it late, and why.

Gathered from tasks, stops and entries; the arithmetic is that of `domain/cases/intervals.py` and `lateness.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from motcua.base.access.roles import CounterOfficial
from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import WorkingCalendar
from motcua.base.ledger.models import Entry
from motcua.casework import clock_sources, elsewhere, post, steps, timing
from motcua.casework.put_away import away_of
from motcua.casework.surroundings import rules_of_time
from motcua.domain.cases import deadline_lines as say
from motcua.domain.cases.deadlines import Explanation, Stop
from motcua.domain.cases.enums import StopReason
from motcua.domain.cases.intervals import (
    Hand,
    Happened,
    Hold,
    Interval,
    Owner,
    OwnerShare,
    Running,
    StepShare,
    Wait,
    Worked,
    intervals_of,
    last_run,
    owner_shares,
    step_shares,
)
from motcua.domain.cases.lateness import Charge, Reading, Readings, by_index, by_law, by_return, charges
from motcua.domain.cases.models import Case, ClockStop, PostalRecord, SupplementRequest
from motcua.domain.catalogue.process import UNTIL_DUE_MINUTES
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Position
from motcua.domain.routing.enums import AskKind
from motcua.domain.routing.models import SubRequest, Task
from motcua.kernel import clock
from motcua.kernel.words import Words

HANDED = ("case.task_taken", "case.task_assigned", "case.task_released")
TELLING = frozenset((*HANDED, *clock_sources.DECIDING))
"""Entries that tell of time. All of them are read by the office."""
EARLY = Words("Chờ bổ sung trước khi tiếp nhận", "Waiting for supplements before acceptance")
SUPPLEMENT = Words("Chờ bổ sung", "Waiting for supplements")
ASSESSED = Words("Chờ cơ quan thuế xác định nghĩa vụ tài chính", "Waiting for the tax office to set the dues")
OPINION = Words("Chờ ý kiến của cơ quan khác", "Waiting for the opinion of another agency")
OWED = Words("Chờ nộp nghĩa vụ tài chính", "Waiting for the dues to be paid")


@dataclass(frozen=True, slots=True)
class CaseClock:
    """`worked` of the figures is working time of the receiving office; `late` counts against the date given first."""

    now: datetime
    intervals: tuple[Interval, ...]
    owners: tuple[OwnerShare, ...]
    steps: tuple[StepShare, ...]
    charges: tuple[Charge, ...]
    late: timedelta
    readings: Readings | None
    explanation: Explanation | None
    lines: tuple[Words, ...]
    day_minutes: int

    def told(self, spent: timedelta) -> Words:
        """ "1 ngày 3 giờ 20 phút": a day is the office's fullest working day."""
        return say.duration(spent, self.day_minutes)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the tables and the ledger hold of a case's time."""

    tasks: Sequence[Task]
    stops: Sequence[ClockStop]
    supplements: Sequence[SupplementRequest]
    entries: Sequence[Entry]
    asked: Sequence[SubRequest] = ()


def clock_of(case: Case, kept: Kept | None = None, now: datetime | None = None) -> CaseClock:
    """Everything about the time of a case as seen at `now`; it has been filed. `kept` where that is at hand."""
    now, kept = now or clock.now(), kept or kept_of(case)
    rules = rules_of_time(case)
    calendar, hours = rules.calendar(case.receiving_path), rules.hours

    def worked(began: datetime, ended: datetime) -> timedelta:
        return calendar.working_time_between(began, ended, hours)

    by_post = post.record_of(case)
    intervals = intervals_of(happened(case, kept, by_post), now)
    explanation = timing.explain_case(case, kept.stops)
    if explanation is not None:
        around = (*post.lines(case, by_post, rules), *elsewhere.lines(case, rules))
        explanation = replace(explanation, lines=(*around, *explanation.lines))
    readings = readings_of(case, kept, explanation, calendar, hours, now)
    run = tuple(one for one in last_run(intervals) if one.clock is Running.PROMISE)
    allowed = allowances(case, explanation, worked)
    allowed |= {post.ARRIVED: timedelta()} if by_post else {}
    allowed |= {asked_key(one): worked(one.asked_at, one.due_at) for one in kept.asked}
    against = readings and (readings.first or readings.law)
    late = worked(against.due, against.until) if against and against.late and against.due else timedelta()
    return CaseClock(
        now=now,
        intervals=intervals,
        owners=owner_shares(intervals, worked),
        steps=step_shares(intervals, allowed, worked, clocks=frozenset({Running.ANSWER, Running.PROMISE})),
        charges=charges(step_shares(run, allowed, worked), late),
        late=late,
        readings=readings,
        explanation=explanation,
        lines=(*clock_sources.lines_of(case, explanation, rules, kept.entries), *put_away_lines(case, kept)),
        day_minutes=hours.longest_day_minutes,
    )


def put_away_lines(case: Case, kept: Kept) -> list[Words]:
    """Who had it in hand and what moved its clock is told by entries: where they lie in an archive, which."""
    return [] if kept.entries else [one.words for one in away_of(case, ())]


def kept_of(case: Case) -> Kept:
    return Kept(
        tasks=list(Task.objects.filter(case=case).select_related("agency").order_by("opened_at", "id")),
        stops=timing.kept_stops(case.pk),
        supplements=list(case.supplements.select_related("asked_by__person").order_by("number")),
        entries=entries_of(case),
        asked=list(SubRequest.objects.filter(case=case, kind=AskKind.OPINION).select_related("agency")),
    )


def entries_of(case: Case) -> list[Entry]:
    """Who got a step in hand, and what moved the clock."""
    found = Entry.objects.filter(subject_kind="case", subject_id=str(case.pk), kind__in=TELLING)
    return list(found.order_by("number"))


def happened(case: Case, kept: Kept, by_post: PostalRecord | None = None) -> Happened:
    """What the clock follows from, in the words of the pure functions."""
    assert case.submitted_at
    earlier = (timing.counted_from(case), by_post and by_post.signed_at, post.sent_at(by_post))
    return Happened(
        filed_at=min([case.submitted_at, *(moment for moment in earlier if moment)]),
        counted_from=timing.counted_from(case),
        decided_at=case.decided_at,
        returned_at=case.returned_at,
        ended_at=case.ended_at,
        holds=(*post.holds(case, by_post), *holds_of(case, kept), *asked_of(kept)),
        waits=(*post.waits(by_post), *waits_of(kept)),
        by_post=post.sends_result(case),
    )


def waits_of(kept: Kept) -> Iterable[Wait]:
    for asked in kept.supplements:
        if not asked.after_acceptance:
            yield Wait(asked.asked_at, asked.answered_at, Owner.CITIZEN, EARLY)
    for row, stop in zip(kept.stops, timing.as_stops(kept.stops), strict=True):
        assessed = row.reason == StopReason.DUTY and row.amount_vnd is None
        owner, reason = (Owner.TAX, ASSESSED) if assessed else (Owner.PAYMENT, OWED)
        if row.reason == StopReason.SUPPLEMENT:
            owner, reason = Owner.CITIZEN, SUPPLEMENT
        if row.reason == StopReason.OPINION:
            owner, reason = Owner.OTHER_AGENCY, OPINION
        yield Wait(stop.began, stop.ended, owner, reason, stop.effect)


def holds_of(case: Case, kept: Kept) -> Iterable[Hold]:
    """Each task with its hands: taken, assigned and given back, as the ledger tells."""
    names = names_of(kept)
    for task in kept.tasks:
        words = words_of(case, task)
        yield Hold(
            step=task.step,
            words=words,
            owner=owner_of(case, task),
            began=task.opened_at,
            ended=task.closed_at,
            place=task.agency.label,
            hands=tuple(hands_of(task, words, kept, names)) or given_at_once(task, names),
        )


def asked_of(kept: Kept) -> Iterable[Hold]:
    """Opinions of other agencies: while they are out, their time is not that of the step that asked."""
    for one in kept.asked:
        words = Words("Ý kiến của {agency}", "Opinion of {agency}").fill(agency=one.agency.label)
        place, began, ended = one.agency.label, one.asked_at, one.closed_at
        yield Hold(asked_key(one), words, Owner.OTHER_AGENCY, began, ended, place, instead=one.step)


def asked_key(request: SubRequest) -> str:
    """Stands for a step of its own where time is told by step."""
    return f"ask-{request.number}"


def owner_of(case: Case, task: Task) -> Owner:
    own = task.agency_id in (case.receiving_agency_id, case.resolving_agency_id)
    if not own and not (task.agency.kind == AgencyKind.UNIT and task.agency_path.startswith(case.resolving_path)):
        return Owner.OTHER_AGENCY
    return Owner.COUNTER if task.role == CounterOfficial.name else Owner.UNIT


def words_of(case: Case, task: Task) -> Words:
    """The step's name; its key where the process does not know it any more."""
    try:
        return steps.named(case, task).words
    except LookupError:
        return Words(task.step, task.step)


def hands_of(task: Task, words: Words, kept: Kept, names: dict[str, str]) -> Iterable[Hand]:
    for entry in kept.entries:
        if entry.kind in HANDED and is_during(entry, task) and is_about(entry, task, words, kept):
            person = hand_of(entry)
            yield Hand(max(entry.at, task.opened_at), person, names.get(person, ""))


def is_during(entry: Entry, task: Task) -> bool:
    return task.opened_at <= entry.at and (task.closed_at is None or entry.at <= task.closed_at)


def given_at_once(task: Task, names: dict[str, str]) -> tuple[Hand, ...]:
    """A step that came to a person when it was opened."""
    if task.assignee_id is None:
        return ()
    return (Hand(task.opened_at, str(task.assignee_id), names.get(str(task.assignee_id), "")),)


def is_about(entry: Entry, task: Task, words: Words, kept: Kept) -> bool:
    """Which of several open steps was handed on; where only one was open there is no question."""
    if "token" in entry.facts:
        return bool(entry.facts["token"] == task.token)
    open_then = [task for task in kept.tasks if is_during(entry, task)]
    said = entry.facts.get("step")
    return len(open_then) == 1 or (said.get("vi") if isinstance(said, dict) else said) == words.vi


def hand_of(entry: Entry) -> str:
    """The position in whose hands the step came; "" for the unit."""
    if entry.kind == "case.task_taken":
        return str(entry.position_id or "")
    return str(entry.facts.get("position", "")) if entry.kind == "case.task_assigned" else ""


def names_of(kept: Kept) -> dict[str, str]:
    """Who holds the positions in whose hands the case was. One statement, none where nobody took it."""
    found = {UUID(person) for entry in kept.entries if entry.kind in HANDED and (person := hand_of(entry))}
    found |= {task.assignee_id for task in kept.tasks if task.assignee_id}
    if not found:
        return {}
    rows = Position.objects.filter(pk__in=found).select_related("person")
    return {str(one.pk): f"{one.person.full_name} ({one.title})" for one in rows}


def allowances(case: Case, explanation: Explanation | None, worked: Worked) -> dict[str, timedelta]:
    """Each step's share of the promise. One that has "until the case is due" gets what the others leave."""
    table = steps.process_of(case)
    own = {step.key: timedelta(minutes=step.minutes) for step in table if step.minutes < UNTIL_DUE_MINUTES}
    open_ended = [step.key for step in table if step.minutes >= UNTIL_DUE_MINUTES]
    if explanation is None or not open_ended:
        return own
    due = explanation.first_due or explanation.due
    if due is None:
        return own
    whole = worked(explanation.starts_at, due)
    left = max(whole - sum(own.values(), timedelta()), timedelta()) / len(open_ended)
    return own | dict.fromkeys(open_ended, left)


def readings_of(
    case: Case,
    kept: Kept,
    explanation: Explanation | None,
    calendar: WorkingCalendar,
    hours: OfficeHours,
    now: datetime,
) -> Readings | None:
    """Late by law and late by index 766; None before a promise was given."""
    if explanation is None or case.accepted_at is None:
        return None
    until = case.decided_at or case.ended_at or now
    pending = next((one for one in kept.supplements if one.answered_at is None), None)
    stops = tuple(subtracted(stop, now) for stop in timing.as_stops(kept.stops))
    by_subtraction = timing.explained(case, calendar, hours, stops)
    allowed = timing.supplements_allowed(case)
    return Readings(
        law=by_law(explanation.due, until),
        index=by_index(
            by_subtraction.due if by_subtraction else None,
            until,
            len(kept.supplements),
            allowed,
            pending.asked_at if pending else None,
        ),
        first=by_law(explanation.first_due, until) if explanation.first_due else None,
        returned=returned_of(kept),
    )


def returned_of(kept: Kept) -> Reading | None:
    """The supplement asked for first after acceptance, where a time was set for it."""
    for one in kept.supplements:
        if one.return_until is not None:
            held = one.asked_by
            who = f"{held.person.full_name} ({held.title})" if held else ""
            return by_return(one.return_until, one.asked_at, who)
    return None


def subtracted(stop: Stop, now: datetime) -> Stop:
    """The same stretch left out of the time, as index 766 counts it; one that still stands ends now."""
    if stop.effect == "restart":
        return replace(stop, effect="stop", ended=stop.ended or max(now, stop.began))
    return stop
