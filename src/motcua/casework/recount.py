"""Due dates of all open cases at once: what a change of the calendar would move, and the moving itself.

A preview and the recount ask the same function; the preview gives it a calendar that is only being considered. Three
statements for the cases and their stops, one for each office's hours; the rest is arithmetic.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Q, QuerySet, prefetch_related_objects

from motcua.base.calendars.facts import Rule
from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.queries import current_calendar
from motcua.base.calendars.working import WorkingCalendar, at
from motcua.base.daysoff.overlay import Decided, calendars
from motcua.base.daysoff.queries import decided_days, ruled
from motcua.base.daysoff.ruled import Ruled, rules_of_promise
from motcua.casework import timing
from motcua.casework.restating import LEFT, start_anew, stops_anew
from motcua.domain.cases.deadlines import Stop
from motcua.domain.cases.models import Case, ClockStop
from motcua.domain.cases.states import FACTS, Clock
from motcua.domain.directory.queries.agencies import within
from motcua.domain.directory.queries.offices import office_hours
from motcua.kernel import clock

COUNTING = ("first_day", "hours_start")
"""Rules by which limits in days and in hours are counted."""
RUNNING = sorted(state for state, facts in FACTS.items() if facts.clock is Clock.RUNNING)


@dataclass(frozen=True, slots=True)
class Moved:
    """A case whose due moment changes. `becomes_late`: it was in time until now and would not be any more."""

    case_id: UUID
    code: str
    procedure: str
    agency: str
    was: datetime
    due: datetime
    becomes_late: bool

    @property
    def later(self) -> bool:
        return self.due > self.was


@dataclass(frozen=True, slots=True)
class Effect:
    """`kept` are promises that the new calendar alone would make later and that stand all the same."""

    looked_at: int = 0
    moved: list[Moved] = field(default_factory=list)
    kept: list[Moved] = field(default_factory=list)

    @property
    def later(self) -> int:
        return sum(one.later for one in self.moved)

    @property
    def sooner(self) -> int:
        return len(self.moved) - self.later

    @property
    def late(self) -> int:
        return sum(one.becomes_late for one in self.moved)


def effect_of(decided: Iterable[Decided], days: Iterable[Decided]) -> Effect:
    """What moves when `decided` become the city's days, looking at cases that `days` can concern."""
    rules = Rules(current_calendar(), tuple(decided))
    effect, looked_at = Effect(), 0
    for case, stops in with_stops(concerned(tuple(days))):
        looked_at += 1
        found = rules.due_by(case, stops)
        assert case.due_at
        if found.due and found.due != case.due_at:
            effect.moved.append(_moved(case, found.due))
        elif found.by_calendar and found.by_calendar > case.due_at:
            effect.kept.append(_moved(case, found.by_calendar))
    return Effect(looked_at, effect.moved, effect.kept)


def effect_of_rule(rule: Rule) -> Effect:
    """What a rule about time would move."""
    return effect_of_rules((*ruled(), Ruled(rule)), rule.name)


def effect_of_end(ended: Ruled) -> Effect:
    """What the end of a rule would move, and which promises stand although by the rules they would be later."""
    return effect_of_rules(tuple(ended if one.id == ended.id else one for one in ruled()), ended.rule.name)


def effect_of_rules(considered: tuple[Ruled, ...], changed: str) -> Effect:
    """What moves when these become the city's rules, the one of that name being new: same-day cases are due by a rule,
    those with a limit of their own by how it is counted, and by what rules that ended left on them."""
    rules = Rules(current_calendar(), decided_days(), ruled=considered)
    effect, looked_at = Effect(), 0
    concerned = running() if changed in (*COUNTING, *LEFT) else running().filter(same_day=True)
    cases = concerned.select_related("procedure_version", "resolving_agency")
    for case, stops in with_stops(cases.order_by("due_at", "id")):
        looked_at += 1
        found = rules.due_by(case, stops)
        assert case.due_at
        if found.due and found.due != case.due_at:
            effect.moved.append(_moved(case, found.due))
        elif found.by_calendar and found.by_calendar > case.due_at:
            effect.kept.append(_moved(case, found.by_calendar))
    return Effect(looked_at, effect.moved, effect.kept)


def concerned(days: Sequence[Decided]) -> QuerySet[Case]:
    """Open cases whose clock runs across one of the days, at the agencies they hold for."""
    condition = Q(pk__in=[])
    for entry in days:
        begins, ends = at(entry.day, time()), at(entry.day + timedelta(days=1), time())
        spans = (Q(accepted_at__lt=ends) | Q(counts_from__lt=ends)) & Q(due_at__gte=begins)
        condition |= spans & within([entry.agency_path], "receiving_path")
    named = running().filter(condition).select_related("procedure_version", "resolving_agency")
    return named.order_by("due_at", "id")


def running() -> QuerySet[Case]:
    return Case.objects.filter(state__in=RUNNING, due_at__isnull=False, accepted_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Due:
    """`due` as it is reckoned; `by_calendar` what calendar and rules of now alone say. `stops` and `counts_from` are
    those it is reckoned with, `restated` where a rule that ended had left others on the case."""

    due: datetime | None
    by_calendar: datetime | None
    stops: tuple[Stop, ...] = ()
    counts_from: datetime | None = None
    restated: bool = False


@dataclass
class Rules:
    """By what a whole run is reckoned. The hours of each office are asked for once."""

    national: WorkingCalendar
    decided: tuple[Decided, ...]
    hours: dict[UUID, OfficeHours] = field(default_factory=dict)
    ruled: tuple[Ruled, ...] = field(default_factory=ruled)

    def due_by(self, case: Case, stops: tuple[Stop, ...]) -> Due:
        since = timing.promised_since(case, stops)
        both = calendars(self.national, self.decided, case.receiving_path, since)
        city = rules_of_promise(self.ruled, since)
        hours = self.hours_of(case.office_id)
        anew, start = stops_anew(stops, self.ruled), start_anew(case, self.ruled)
        restated = anew != stops or start != case.counts_from
        with counting_from(case, start):
            found = timing.sooner(case, both, hours, anew, city)
        plain = found
        if both.now is not both.then or city.now != city.then:
            whole = stops_anew(stops, self.ruled, any_way=True)
            with counting_from(case, start_anew(case, self.ruled, any_way=True)):
                plain = timing.explained(case, both.now, hours, whole, timing.extension_of(case), city.now)
        return Due(found.due if found else None, plain.due if plain else None, anew, start, restated)

    def hours_of(self, office_id: UUID) -> OfficeHours:
        if office_id not in self.hours:
            self.hours[office_id] = office_hours(office_id)
        return self.hours[office_id]


@contextmanager
def counting_from(case: Case, start: datetime | None) -> Iterator[None]:
    """The case as if its time counted from there."""
    kept, case.counts_from = case.counts_from, start
    try:
        yield
    finally:
        case.counts_from = kept


def with_stops(cases: QuerySet[Case]) -> Iterator[tuple[Case, tuple[Stop, ...]]]:
    """Each case with its stops; two statements for all of them, a third where some have an apology."""
    rows = list(cases)
    prefetch_related_objects([case for case in rows if case.first_due_at], "apologies")
    found = ClockStop.objects.filter(case__in=[case.pk for case in rows]).order_by("case_id", "began_at")
    stops = {key: timing.as_stops(list(group)) for key, group in groupby(found, key=lambda stop: stop.case_id)}
    for case in rows:
        yield case, stops.get(case.pk, ())


def _moved(case: Case, due: datetime) -> Moved:
    now = clock.now()
    assert case.due_at
    return Moved(
        case_id=case.pk,
        code=str(case),
        procedure=case.procedure_version.name,
        agency=case.resolving_agency.label,
        was=case.due_at,
        due=due,
        becomes_late=due < now <= case.due_at,
    )
