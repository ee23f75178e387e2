"""What surrounds a case (procedure version, office, agencies): kept in the process, read anew once its row was written.

A version never changes once published, offices and agencies seldom do; joining them to each case costs more than the
rest of an act. So one small statement asks for the marks of the rows (`xmin`, the transaction that wrote them last),
and only a row with another mark is read again. What is kept is shared by all acts of the process: never change it.
"""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.db import connection

from motcua.domain.cases.models import Case
from motcua.domain.catalogue.models import ProcedureVersion, RequiredPaper, TimeLimit
from motcua.domain.catalogue.queries.receiving import limits_for
from motcua.domain.directory.models import Agency, Office

MARKS = """
SELECT version.id, version.xmin::text || '.' || procedure.xmin::text FROM catalogue_version AS version
JOIN catalogue_procedure AS procedure ON procedure.id = version.procedure_id WHERE version.id = %s
UNION ALL
SELECT office.id, office.xmin::text FROM directory_office AS office WHERE office.id = %s
UNION ALL
SELECT agency.id, agency.xmin::text || '.' || coalesce(parent.xmin::text, '') FROM directory_agency AS agency
LEFT JOIN directory_agency AS parent ON parent.id = agency.parent_id WHERE agency.id = ANY(%s)
"""


def surround(case: Case) -> Case:
    """The case with its version, office and agencies at hand: one statement, and one for each row not kept yet."""
    agencies = [case.receiving_agency_id, case.resolving_agency_id]
    marks = marks_of(case.procedure_version_id, case.office_id, agencies)
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


def marks_of(version_id: UUID, office_id: UUID, agency_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The mark of each row as this transaction sees it; a row that does not exist has none."""
    with connection.cursor() as cursor:
        cursor.execute(MARKS, [version_id, office_id, list(agency_ids)])
        return dict(cursor.fetchall())


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
