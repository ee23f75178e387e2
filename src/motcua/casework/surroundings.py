"""What surrounds a case (procedure version, office, agencies): kept in the process, read anew once its row was written.

A version never changes once published, offices and agencies seldom do; joining them to each case costs more than the
rest of an act. So one small statement asks for the marks of the rows (`xmin`, the transaction that wrote them last),
and only a row with another mark is read again. What is kept is shared by all acts of the process: never change it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.base.calendars.facts import Rule, rules_on
from motcua.base.calendars.facts import TimeRules as DatedRules
from motcua.base.calendars.hours import OfficeHours
from motcua.base.calendars.models import CalendarVersion
from motcua.base.calendars.queries import current_calendar, current_version
from motcua.base.calendars.working import WorkingCalendar
from motcua.base.daysoff.overlay import Calendars, Decided, calendars, laid_over
from motcua.base.daysoff.queries import decided_days, ruled
from motcua.base.daysoff.ruled import CityRules, Ruled, rules_of_promise, standing
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.models import ProcedureVersion, RequiredPaper, TimeLimit
from motcua.domain.catalogue.queries.receiving import limits_for
from motcua.domain.directory.models import Agency, Office
from motcua.domain.directory.queries.offices import office_hours
from motcua.kernel import clock

Days = tuple[WorkingCalendar, tuple[Decided, ...], CalendarVersion | None]
READ, ALONG = "_rules_of_time", "_along"
ASKED, LINKED, HEAD = "asked", "linked", "head:"
MARKS = """
SELECT version.id, version.xmin::text || '.' || procedure.xmin::text FROM catalogue_version AS version
JOIN catalogue_procedure AS procedure ON procedure.id = version.procedure_id WHERE version.id = %s
UNION ALL
SELECT office.id, office.xmin::text FROM directory_office AS office WHERE office.id = %s
UNION ALL
SELECT agency.id, agency.xmin::text || '.' || coalesce(parent.xmin::text, '') FROM directory_agency AS agency
LEFT JOIN directory_agency AS parent ON parent.id = agency.parent_id WHERE agency.id = ANY(%s)
"""
BESIDE = """
UNION ALL
SELECT asked.id, concat_ws(' ',
    CASE WHEN EXISTS (SELECT FROM routing_sub_request AS request WHERE request.case_id = asked.id) THEN 'asked' END,
    CASE WHEN EXISTS (SELECT FROM cases_bundle_member AS member
                      WHERE member.case_id = asked.id OR member.after_id = asked.id) THEN 'linked' END,
    (SELECT concat('head:', head.number, ':', head.hash) FROM ledger_head AS head
     WHERE head.subject_kind = 'case' AND head.subject_id = asked.id::text),
    (SELECT string_agg(DISTINCT rule.agency_id::text, ' ') FROM routing_assignment_rule AS rule
     WHERE rule.agency_id = ANY(%s)))
FROM (SELECT %s::uuid) AS asked (id)
"""

RULES = """
SELECT asked.id, (SELECT digest FROM calendars_version ORDER BY number DESC LIMIT 1),
    (SELECT string_agg(decided.xmin::text, '.' ORDER BY decided.id) FROM daysoff_day AS decided),
    (SELECT string_agg(hours.xmin::text, '.' ORDER BY hours.id) FROM directory_office_hours AS hours
     WHERE hours.office_id = asked.id),
    (SELECT string_agg(rule.xmin::text || coalesce('-' || ended.xmin::text, ''), '.' ORDER BY rule.id)
     FROM daysoff_rule AS rule LEFT JOIN daysoff_rule_end AS ended ON ended.rule_id = rule.id)
FROM unnest(%s::uuid[]) AS asked (id)
"""


@dataclass(frozen=True, slots=True)
class Along:
    """What most cases have not, asked along with the marks, after the lock: acts need not ask for each by itself.

    `asked`: requests to other agencies; `linked`: one of a bundle; `ruled`: those of `agencies` that share out by rule;
    `head`: the number and hash of the case's last ledger entry.
    """

    asked: bool = False
    linked: bool = False
    agencies: frozenset[UUID] = frozenset()
    ruled: frozenset[UUID] = frozenset()
    head: tuple[int, str] | None = None

    def without_rules(self, agencies: Collection[UUID]) -> bool:
        """Whether none of them shares out by rule, as far as was asked."""
        return self.agencies.issuperset(agencies) and self.ruled.isdisjoint(agencies)


def along(case: Case) -> Along | None:
    """None where nobody asked."""
    found: Along | None = case.__dict__.get(ALONG)
    return found


def nothing_beside(case: Case) -> Case:
    """A case that this transaction has just made."""
    case.__dict__[ALONG] = Along()
    return case


def told(case: Case, head: tuple[int, str]) -> None:
    """The ledger has another entry about the case now."""
    known = along(case)
    if known is not None:
        case.__dict__[ALONG] = replace(known, head=head)


def now_linked(case: Case) -> None:
    """It became one of a bundle in this transaction."""
    case.__dict__[ALONG] = replace(along(case) or Along(asked=True), linked=True)


def surround(case: Case) -> Case:
    """The case with its version, office and agencies at hand: one statement, and one for each row not kept yet."""
    agencies = [case.receiving_agency_id, case.resolving_agency_id]
    marks = marks_of(case.procedure_version_id, case.office_id, agencies, case.pk)
    case.__dict__[ALONG] = _along(marks[case.pk], agencies)
    case.procedure_version = version_marked(case.procedure_version_id, marks[case.procedure_version_id])
    case.office = office_marked(case.office_id, marks[case.office_id])
    case.receiving_agency, case.resolving_agency = (agency_marked(each, marks[each]) for each in agencies)
    if case.office.agency_id == case.receiving_agency_id:
        case.office.agency = case.receiving_agency
    return case


def version_and_office(version_id: UUID, office_id: UUID) -> tuple[ProcedureVersion, Office]:
    """For a case that is about to begin. DoesNotExist of the one there is not."""
    marks = marks_of(version_id, office_id, [])
    version = version_marked(version_id, marks.get(version_id, ""))
    office = office_marked(office_id, marks.get(office_id, ""))
    return version, office


def _along(told: str, agencies: Iterable[UUID]) -> Along:
    words = set(told.split())
    heads = {word for word in words if word.startswith(HEAD)}
    ruled = frozenset(UUID(word) for word in words - heads - {ASKED, LINKED})
    head = None
    for word in heads:
        _, number, last_hash = word.split(":")
        head = int(number), last_hash
    return Along(ASKED in words, LINKED in words, frozenset(agencies), ruled, head)


def marks_of(
    version_id: UUID, office_id: UUID, agency_ids: Iterable[UUID], case_id: UUID | None = None
) -> dict[UUID, str]:
    """The mark of each row as this transaction sees it; a row that does not exist has none. For a case, what is beside
    it.
    """
    agencies = list(agency_ids)
    asked: list[Any] = [version_id, office_id, agencies]
    with connection.cursor() as cursor:
        if case_id is None:
            cursor.execute(MARKS, asked)
        else:
            cursor.execute(MARKS + BESIDE, [*asked, agencies, case_id])
        return dict(cursor.fetchall())


@dataclass(frozen=True)
class TimeRules:
    """By which the time of an office runs: the national calendar, the city's decided days, the opening hours."""

    national: WorkingCalendar
    decided: tuple[Decided, ...]
    hours: OfficeHours
    ruled: tuple[Ruled, ...] = ()
    version: CalendarVersion | None = None
    """Of the national calendar; None for the one that comes with the software."""

    @property
    def city(self) -> tuple[Rule, ...]:
        """The city's own rules as they stand."""
        return standing(self.ruled)

    def rules_of_promise(self, promised_since: datetime) -> CityRules:
        """Those by which a promise given at that moment is reckoned."""
        return rules_of_promise(self.ruled, promised_since)

    def on(self, day: date) -> DatedRules:
        """The rules about time in force on a day, the city's own over those that come with the software."""
        return rules_on(day, self.city)

    def calendar(self, agency_path: str) -> WorkingCalendar:
        """The calendar as it stands for an agency."""
        standing = (one for one in self.decided if one.withdrawn_at is None)
        return laid_over(self.national, tuple(one for one in standing if agency_path.startswith(one.agency_path)))

    def calendars(self, agency_path: str, promised_since: datetime) -> Calendars:
        """Those by which a promise given at that moment by that agency is reckoned."""
        return calendars(self.national, self.decided, agency_path, promised_since)


def time_rules(office_id: UUID) -> TimeRules:
    """As they stand now: one statement, more only where something of them was written since."""
    return time_rules_of([office_id])[office_id]


def time_rules_of(office_ids: Iterable[UUID]) -> dict[UUID, TimeRules]:
    """Of several offices: the same one statement."""
    with connection.cursor() as cursor:
        cursor.execute(RULES, [list(set(office_ids))])
        rows = cursor.fetchall()
    found = {}
    for office_id, calendar, decided, hours, decided_rules in rows:
        national, days, version = days_marked(calendar, decided)
        opened = hours_marked(office_id, clock.today(), hours)
        found[office_id] = TimeRules(national, days, opened, rules_marked(decided_rules), version)
    return found


def rules_of_time(case: Case) -> TimeRules:
    """Those of the case's office, asked for once for each case that was read: an act reckons by one set of rules."""
    known: tuple[object, TimeRules] | None = case.__dict__.get(READ)
    key = (case.office_id, clock.today())
    if known is None or known[0] != key:
        known = case.__dict__[READ] = (key, time_rules(case.office_id))
    return known[1]


@lru_cache(maxsize=4)
def rules_marked(mark: str | None) -> tuple[Ruled, ...]:
    return ruled() if mark else ()


@lru_cache(maxsize=4)
def days_marked(
    calendar: str | None, decided: str | None
) -> tuple[WorkingCalendar, tuple[Decided, ...], CalendarVersion | None]:
    return current_calendar(), decided_days(), current_version()


@lru_cache(maxsize=4096)
def hours_marked(office_id: UUID, day: date, mark: str | None) -> OfficeHours:
    return office_hours(office_id, day)


@lru_cache(maxsize=4096)
def version_marked(version_id: UUID, mark: str) -> ProcedureVersion:
    return ProcedureVersion.objects.select_related("procedure", "field").get(pk=version_id)


@lru_cache(maxsize=4096)
def office_marked(office_id: UUID, mark: str) -> Office:
    return Office.objects.get(pk=office_id)


@lru_cache(maxsize=4096)
def agency_marked(agency_id: UUID, mark: str) -> Agency:
    return Agency.objects.select_related("parent").get(pk=agency_id)


@lru_cache(maxsize=4096)
def limits_of(version_id: UUID, channel: str) -> tuple[TimeLimit, ...]:
    """The time limits of a published version on a channel; they never change."""
    return limits_for(version_id, channel)


@lru_cache(maxsize=4096)
def papers_asked(version_id: UUID) -> tuple[RequiredPaper, ...]:
    """What a published version asks for, notes of the catalogue left out; it never changes."""
    asked = RequiredPaper.objects.filter(version_id=version_id).exclude(kind="note")
    return tuple(asked.order_by("position"))
