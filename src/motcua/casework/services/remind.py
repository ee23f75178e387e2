"""The sweep that reminds: every few minutes over all open steps, computed from their due moments.

Safe to repeat, to kill half-way and to run twice at once: a reminder is a row whose unique key names step, point, due
moment and level, so that what was told is never told again. A step that got another due moment is reminded of anew.

Who hears of it: at half time whoever holds the step; a day before also the thread officer; two hours before and when
late also the leader of the agency, or of the nearest one above that has a leader. Of a step that nobody took, everybody
with its role there. What another agency asks is reminded of in the same way at the agency that answers, by its own
hours.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from motcua.base.access.roles import Leader, Specialist
from motcua.base.calendars.facts import rules_on
from motcua.base.daysoff.queries import city_rules
from motcua.casework import timing
from motcua.casework.surroundings import TimeRules, time_rules
from motcua.casework.timed import timed_tasks
from motcua.domain.cases.models import ClockStop, SupplementRequest
from motcua.domain.cases.states import State
from motcua.domain.cases.warnings import AFTER, HALF, LATE, Worked, hours_of, last_passed
from motcua.domain.directory.models import Agency, Position
from motcua.domain.directory.queries.offices import offices_for
from motcua.domain.routing.models import About, Level, Reminder, SubRequest, Task
from motcua.kernel import clock

BATCH = 1000
LEADERS_HOUR = timedelta(hours=2)
"""From this point on the leader hears of it as well."""
LATELY = timedelta(days=60)
"""Nothing received longer ago goes back within its time, whatever the rule and the holidays."""
COLUMNS = (
    "id", "case_id", "agency_id", "agency_path", "role", "assignee_id", "opened_at", "due_at", "case__state",
    "case__due_at", "case__answer_by", "case__accepted_at", "case__counts_from", "case__office_id",
    "case__receiving_path", "case__thread_officer_id",
)  # fmt: skip


ASKED_COLUMNS = ("id", "agency_id", "agency_path", "taken_by_id", "asked_at", "due_at", "case__office_id")
ASKED_AS_STEP = {"role": Specialist.name, "case__thread_officer_id": None}
"""A request is reminded of like a specialist's step of a case that is another agency's."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A point that a share of time has passed."""

    about: About
    point: str
    due: datetime


def remind() -> int:
    """How many reminders are new. Statements: a few for each thousand of steps, one for each office."""
    sweep = Sweep(clock.now())
    new = sum(sweep.batch(rows) for rows in batched(open_steps(), BATCH))
    return new + sum(sweep.asked(rows) for rows in batched(open_requests(), BATCH))


def batched(rows: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, size)):
        yield batch


def open_steps() -> Iterator[dict[str, Any]]:
    """Steps for people, of cases whose clock runs or that wait for an answer."""
    found = Task.objects.filter(timed_tasks(), closed_at=None, due_at__isnull=False).exclude(role="")
    return found.order_by("id").values(*COLUMNS).iterator(chunk_size=BATCH)


def open_requests() -> Iterator[dict[str, Any]]:
    """What agencies ask each other and has no answer yet."""
    found = SubRequest.objects.filter(closed_at=None).order_by("id")
    return found.values(*ASKED_COLUMNS).iterator(chunk_size=BATCH)


class Sweep:
    """One run: what it needs of offices and leaders is read once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        rules = rules_on(clock.local(now).date(), city_rules())
        self.points = rules.warning_points
        self.answer_points = (f"{AFTER}{rules.online_alert_hours}h", *rules.warning_points)
        self.rules: dict[UUID, TimeRules] = {}
        self.returns: dict[tuple[UUID, str, date], datetime] = {}
        self.returned: set[UUID] = set()
        self.leaders = leaders()

    def batch(self, rows: Sequence[dict[str, Any]]) -> int:
        """Reminders of some steps, all or none."""
        begun = resumed([row["case_id"] for row in rows])
        self.returned = went_back(row["case_id"] for row in rows if self.may_go_back(row))
        return kept([one for row in rows for one in self.of(row, begun.get(row["case_id"], row["opened_at"]))])

    def asked(self, rows: Sequence[dict[str, Any]]) -> int:
        """Reminders of some requests, all or none."""
        serving = offices_for({row["agency_id"] for row in rows}, clock.local(self.now).date())
        wanted: list[Reminder] = []
        for row in rows:
            worked = self.worked(serving.get(row["agency_id"], row["case__office_id"]), row["agency_path"])
            if point := last_passed(self.points, row["asked_at"], row["due_at"], self.now, worked):
                passed = Passed(About.ASKED, point, row["due_at"])
                wanted += self.told(
                    ASKED_AS_STEP | row | {"assignee_id": row["taken_by_id"]}, passed, {"request_id": row["id"]}
                )
        return kept(wanted)

    def of(self, row: dict[str, Any], resumed_at: datetime) -> Iterable[Reminder]:
        for passed in self.passed(row, max(row["opened_at"], resumed_at)):
            yield from self.told(row, passed, {"task_id": row["id"]})

    def passed(self, row: dict[str, Any], began: datetime) -> Iterator[Passed]:
        """Of the step's share, and of the case's promise where that is another moment."""
        worked = self.worked(row["case__office_id"], row["case__receiving_path"])
        answering = row["case__state"] == State.SUBMITTED
        about, points = (About.ANSWER, self.answer_points) if answering else (About.STEP, self.points)
        if point := last_passed(points, began, row["due_at"], self.now, worked):
            yield Passed(about, point, row["due_at"])
        yield from self.to_return(row, worked)
        promised = row["case__due_at"]
        if promised is not None and promised != row["due_at"]:
            near = tuple(one for one in self.points if one != HALF)
            if point := last_passed(near, began, promised, self.now, worked):
                yield Passed(About.CASE, point, promised)

    def may_go_back(self, row: dict[str, Any]) -> bool:
        """A specialist examines what was received lately."""
        since = row["case__counts_from"] or row["case__accepted_at"]
        return row["role"] == Specialist.name and since is not None and self.now - since < LATELY

    def to_return(self, row: dict[str, Any], worked: Worked) -> Iterator[Passed]:
        """The time runs out in which what is not eligible goes back to the applicant (Decree 61/2018 Art. 19.4)."""
        if not self.may_go_back(row) or row["case_id"] in self.returned:
            return
        since = row["case__counts_from"] or row["case__accepted_at"]
        until = self.return_until(row["case__office_id"], row["case__receiving_path"], clock.local(since).date())
        due = row["case__due_at"]
        if self.now > until or (due is not None and due <= until):
            return
        near = tuple(one for one in self.points if one not in (HALF, LATE))
        if point := last_passed(near, since, until, self.now, worked):
            yield Passed(About.RETURN, point, until)

    def return_until(self, office: UUID, path: str, received: date) -> datetime:
        key = office, path, received
        if key not in self.returns:
            self.worked(office, path)
            self.returns[key] = timing.return_until(self.rules[office], path, received)
        return self.returns[key]

    def worked(self, office: UUID, path: str) -> Worked:
        """Working time by an office, for an agency."""
        if office not in self.rules:
            self.rules[office] = time_rules(office)
        rules = self.rules[office]
        calendar = rules.calendar(path)

        def counted(began: datetime, ended: datetime) -> timedelta:
            return calendar.working_time_between(began, ended, rules.hours)

        return counted

    def told(self, row: dict[str, Any], passed: Passed, of: dict[str, UUID]) -> Iterator[Reminder]:
        """The rows of one point: to the holder, then further upward the later it is."""
        facts: dict[str, Any] = {**of, "about": passed.about.value, "point": passed.point, "due_at": passed.due,
                                 "created_at": self.now}  # fmt: skip
        agency, assignee, thread = row["agency_id"], row["assignee_id"], row["case__thread_officer_id"]
        to_unit = {"role": row["role"]} if assignee is None else {"position_id": assignee}
        yield Reminder(**facts, level=Level.HOLDER.value, agency_id=agency, **to_unit)
        if passed.point == HALF or passed.point.startswith(AFTER) or passed.about is About.RETURN:
            return
        if thread is not None and thread != assignee:
            yield Reminder(**facts, level=Level.THREAD.value, agency_id=agency, position_id=thread)
        if passed.point == LATE or hours_of(passed.point) <= LEADERS_HOUR:
            above = self.leader_above(row["agency_path"])
            if above is not None and (above, Leader.name) != (agency, to_unit.get("role")):
                yield Reminder(**facts, level=Level.LEADER.value, agency_id=above, role=Leader.name)

    def leader_above(self, path: str) -> UUID | None:
        """The nearest agency at or above a path that has a leader today."""
        while path.strip("/"):
            if path in self.leaders:
                return self.leaders[path]
            path = path.rstrip("/").rpartition("/")[0] + "/"
        return None


def kept(wanted: Sequence[Reminder]) -> int:
    """How many of these were not told before, and are now."""
    with transaction.atomic():
        told = Reminder.objects.filter(
            Q(task__in={one.task_id for one in wanted}) | Q(request__in={one.request_id for one in wanted})
        )
        known = set(told.values_list("task_id", "request_id", "about", "point", "due_at", "level"))
        new = [one for one in wanted if key_of(one) not in known]
        Reminder.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def key_of(one: Reminder) -> tuple[object, ...]:
    return one.task_id, one.request_id, one.about, one.point, one.due_at, one.level


def leaders() -> dict[str, UUID]:
    """Agencies with a leader today, by path. Two statements."""
    held = Position.objects.filter(roles__contains=[Leader.name], valid__contains=clock.today())
    with_one = set(held.values_list("agency_id", flat=True))
    return {path: key for key, path in Agency.objects.filter(pk__in=with_one).values_list("pk", "path")}


def resumed(case_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When the clock of a case went on last: shares of time were given anew then."""
    ended = ClockStop.objects.filter(case__in=case_ids, ended_at__isnull=False).order_by()
    return dict(ended.values_list("case").annotate(last=Max("ended_at")))


def went_back(case_ids: Iterable[UUID]) -> set[UUID]:
    """Of some cases those that went back to the applicant since they were accepted. No statement for none."""
    wanted = set(case_ids)
    asked = SupplementRequest.objects.filter(case__in=wanted, after_acceptance=True)
    return set(asked.values_list("case_id", flat=True)) if wanted else set()
