"""Will a case be late? What its open and coming steps still need, against the working time that is left.

Asked for one case on its page and for many by the jobs: two statements for any number of cases, the rest is arithmetic.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.working import ONE_DAY, WorkingCalendar
from motcua.casework import steps
from motcua.casework.surroundings import TimeRules, rules_of_time
from motcua.casework.timing import counted_from
from motcua.domain.cases.models import Case
from motcua.domain.processes.graph.times import minutes_at, needed_minutes, time_after
from motcua.domain.routing.models import Task
from motcua.kernel import clock

NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`needed` for the steps up to the result, `left` until the due moment; `new_day` a day that can be kept."""

    needed: timedelta
    left: timedelta
    new_day: date

    @property
    def late(self) -> bool:
        return self.left < self.needed or self.left == NOTHING


@dataclass
class Foresight:
    """Of many cases: the rules of each office are read once."""

    now: datetime
    rules: dict[UUID, TimeRules]

    @classmethod
    def begun(cls) -> "Foresight":
        return cls(clock.now(), {})

    def of(self, case: Case, tasks: Sequence[Task]) -> Foreseen | None:
        """None where no promise runs; `tasks` are the case's open ones."""
        if case.due_at is None or case.accepted_at is None or not tasks:
            return None
        calendar, hours = self.calendar_and_hours(case)
        left = calendar.working_time_between(self.now, case.due_at, hours) if case.due_at > self.now else NOTHING
        pace = pace_of(case, calendar, hours)
        needed = max(self.needed(case, task, pace, calendar, hours) for task in tasks)
        return Foreseen(needed, left, self.new_day(case, needed, calendar, hours))

    def calendar_and_hours(self, case: Case) -> tuple[WorkingCalendar, OfficeHours]:
        if case.office_id not in self.rules:
            self.rules[case.office_id] = rules_of_time(case)
        rules = self.rules[case.office_id]
        return rules.calendar(case.receiving_path), rules.hours

    def needed(self, case: Case, task: Task, pace: float, calendar: WorkingCalendar, hours: OfficeHours) -> timedelta:
        """What is left of the open step's share, and the shares of those behind it until the result is handed over."""
        own, behind = shares_of(case, task.step)
        used = calendar.working_time_between(task.opened_at, self.now, hours)
        return max(own * pace - used, NOTHING) + behind * pace

    def new_day(self, case: Case, needed: timedelta, calendar: WorkingCalendar, hours: OfficeHours) -> date:
        """The day after which everything needed is done, later than the date it replaces; always a working day."""
        assert case.due_at
        done = calendar.add_working_time(max(self.now, case.due_at), max(needed, timedelta(minutes=1)), hours)
        day, old = clock.local(done).date(), clock.local(case.due_at).date()
        return calendar.working_day_from(max(day, old + ONE_DAY, clock.today() + ONE_DAY))


def pace_of(case: Case, calendar: WorkingCalendar, hours: OfficeHours) -> float:
    """1 where the steps' shares fit into what was promised; else how far all of them must be shortened to fit.

    A promise of the same day leaves the usual steps less than they usually take: nobody is late for that alone.
    """
    start, usual = counted_from(case), longest_way(case.procedure_version_id, steps.process_day(case))
    if start is None or case.due_at is None or not usual:
        return 1.0
    promised = calendar.working_time_between(start, case.due_at, hours) if case.due_at > start else NOTHING
    if case.same_day:
        promised = min(promised, timedelta(minutes=hours.longest_day_minutes))
    return min(promised / timedelta(minutes=usual), 1.0)


def shares_of(case: Case, step: str) -> tuple[timedelta, timedelta]:
    """A step's own share, and what the longest way behind it takes; nothing for a step its process does not know."""
    filed = steps.process_day(case)
    own, behind = shares_filed_on(case.procedure_version_id, filed).get(step, (0, 0))
    return timedelta(minutes=own), timedelta(minutes=behind)


@lru_cache(maxsize=32_768)
def shares_filed_on(version_id: UUID, day: date) -> dict[str, tuple[int, int]]:
    """By step, in minutes. One that has "until the case is due" needs nothing of its own."""
    process = steps.graph_filed_on(version_id, day)
    return {key: (minutes_at(process.by_key[key]), after) for key, after in time_after(process).items()}


@lru_cache(maxsize=32_768)
def longest_way(version_id: UUID, day: date) -> int:
    """The minutes all steps together take along the longest way."""
    return needed_minutes(steps.graph_filed_on(version_id, day))


def foreseen(case: Case, tasks: Iterable[Task]) -> Foreseen | None:
    """Of one case."""
    return Foresight.begun().of(case, list(tasks))
