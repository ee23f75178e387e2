"""What surrounds a case (procedure version, office, agencies, rules of time): kept in the process by its edition.

A version never changes once published, offices and agencies seldom do; joining them to each case costs more than the
rest of an act. So one small statement, under the case's lock, asks for the edition and for what is beside the case, and
only what this process has not of that edition is read. What is kept is shared by all acts of the process: never change
it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
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
from motcua.base.edition import EDITION_SQL, edition, kept
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.models import ProcedureVersion, RequiredPaper, TimeLimit
from motcua.domain.catalogue.queries.receiving import limits_for
from motcua.domain.directory.models import Agency, Office
from motcua.domain.directory.queries.offices import office_hours
from motcua.kernel import clock

READ, ALONG, MARK = "_rules_of_time", "_along", "_edition"
BESIDE = f"""
SELECT ({EDITION_SQL}),
    EXISTS (SELECT FROM routing_sub_request AS request WHERE request.case_id = asked.id),
    EXISTS (SELECT FROM cases_bundle_member AS member WHERE member.case_id = asked.id OR member.after_id = asked.id),
    EXISTS (SELECT FROM cases_clock_stop AS stop WHERE stop.case_id = asked.id),
    EXISTS (SELECT FROM cases_paper AS paper JOIN cases_paper_file AS file ON file.paper_id = paper.id
        WHERE paper.case_id = asked.id),
    head.number, head.hash
FROM (SELECT %s::uuid) AS asked (id)
LEFT JOIN ledger_head AS head ON head.subject_kind = 'case' AND head.subject_id = asked.id::text
"""


@dataclass(frozen=True, slots=True)
class Along:
    """What most cases have not, asked along with the edition, after the lock: acts need not ask for each by itself.

    `asked`: requests to other agencies; `linked`: one of a bundle; `stopped`, `files`: its clock ever stood, files ever
    came, as the lock found it; `head`: the number and hash of the case's last ledger entry.
    """

    asked: bool = False
    linked: bool = False
    stopped: bool = False
    files: bool = False
    head: tuple[int, str] | None = None


def along(case: Case) -> Along | None:
    """None where nobody asked."""
    found: Along | None = case.__dict__.get(ALONG)
    return found


def nothing_beside(case: Case, mark: str) -> Case:
    """A case that this transaction has just made, by that edition."""
    case.__dict__.update({ALONG: Along(), MARK: mark})
    return case


def edition_of(case: Case) -> str:
    """By which the case was surrounded; the one there is now where nobody surrounded it."""
    mark: str | None = case.__dict__.get(MARK)
    return edition() if mark is None else mark


def told(case: Case, head: tuple[int, str]) -> None:
    """The ledger has another entry about the case now."""
    known = along(case)
    if known is not None:
        case.__dict__[ALONG] = replace(known, head=head)


def now_linked(case: Case) -> None:
    """It became one of a bundle in this transaction."""
    case.__dict__[ALONG] = replace(along(case) or Along(asked=True, stopped=True, files=True), linked=True)


def surround(case: Case) -> Case:
    """The case with its version, office and agencies at hand: one statement, and one for each row not kept yet."""
    with connection.cursor() as cursor:
        cursor.execute(BESIDE, [case.pk])
        mark, asked, linked, stopped, files, number, last_hash = cursor.fetchone()
    head = None if number is None else (number, last_hash)
    case.__dict__.update({MARK: mark, ALONG: Along(asked, linked, stopped, files, head)})
    case.procedure_version = version_kept(case.procedure_version_id, mark)
    case.office = office_kept(case.office_id, mark)
    agencies = (case.receiving_agency_id, case.resolving_agency_id)
    case.receiving_agency, case.resolving_agency = (agency_kept(each, mark) for each in agencies)
    if case.office.agency_id == case.receiving_agency_id:
        case.office.agency = case.receiving_agency
    return case


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
    """As they stand now: one statement, more only where the edition is new to this process."""
    return time_rules_kept(office_id, clock.today(), edition())


def time_rules_of(office_ids: Iterable[UUID], mark: str | None = None) -> dict[UUID, TimeRules]:
    """Of several offices, by the edition the caller knows; else the same one statement."""
    today, known = clock.today(), edition() if mark is None else mark
    return {office_id: time_rules_kept(office_id, today, known) for office_id in dict.fromkeys(office_ids)}


def rules_of_time(case: Case) -> TimeRules:
    """Those of the case's office, once for each case that was read: an act reckons by one set of rules."""
    known: tuple[object, TimeRules] | None = case.__dict__.get(READ)
    key = (case.office_id, clock.today())
    if known is None or known[0] != key:
        known = case.__dict__[READ] = (key, time_rules_kept(*key, edition_of(case)))
    return known[1]


@kept
def time_rules_kept(office_id: UUID, day: date, mark: str) -> TimeRules:
    national, decided, ruled_here, version = days_kept(mark)
    return TimeRules(national, decided, office_hours(office_id, day), ruled_here, version)


@kept
def days_kept(mark: str) -> tuple[WorkingCalendar, tuple[Decided, ...], tuple[Ruled, ...], CalendarVersion | None]:
    return current_calendar(), decided_days(), ruled(), current_version()


@kept
def version_kept(version_id: UUID, mark: str) -> ProcedureVersion:
    return ProcedureVersion.objects.select_related("procedure", "field").get(pk=version_id)


@kept
def office_kept(office_id: UUID, mark: str) -> Office:
    return Office.objects.select_related("agency").get(pk=office_id)


@kept
def agency_kept(agency_id: UUID, mark: str) -> Agency:
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
