"""Reception at the counter: find or register the person, tick the papers, accept; one transaction, one receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.files.models import StoredFile
from motcua.base.ledger import append
from motcua.casework.frame import move, subject
from motcua.casework.services.accept import Promise, accept_case
from motcua.casework.services.draft import add_file, lay_out_papers, new_case
from motcua.casework.services.submit import enter_reception
from motcua.domain.cases.enums import Channel, ResultWanted
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case
from motcua.domain.cases.services.applicants import ApplicantDetails, write_applicant
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied


@dataclass(frozen=True, slots=True)
class PaperTick:
    """What was handed in for the paper at `position` of the version's checklist."""

    position: int
    originals: int = 0
    copies: int = 0
    files: tuple[StoredFile, ...] = ()


@transaction.atomic
def file_at_counter(
    *,
    actor: Actor,
    version_id: UUID,
    office_id: UUID,
    applicant: ApplicantDetails,
    ticks: Sequence[PaperTick] = (),
    summary: str = "",
    result_wanted: str = ResultWanted.COUNTER,
    channel: Channel = Channel.COUNTER,
) -> Case:
    """Write down what a person brings to the counter; the case then waits for acceptance like any other.

    Invalid names every wrong field of the applicant. NotReceivable when the office does not take the procedure.
    """
    case = new_case(version_id=version_id, office_id=office_id, channel=channel)
    if not actor.may(permissions.CASE_SEE, case.receiving_path):
        raise CaseNotFound
    if not actor.may(permissions.CASE_RECEIVE, case.receiving_path):
        raise Denied
    case.filer_id, case.summary, case.result_wanted = applicant.person_id, summary.strip(), result_wanted
    case.save()
    write_applicant(case, applicant)
    lay_out_papers(case)
    tick_papers(case, ticks, actor)
    move(case, "submit")
    enter_reception(case)
    case.save()
    files = sum(len(tick.files) for tick in ticks)
    facts = {"filing": case.filing_number, "office": case.office.name, "files": files, "channel": case.channel}
    append(subject(case), "case.submitted", actor, facts)
    return case


@transaction.atomic
def receive_at_counter(
    *,
    actor: Actor,
    version_id: UUID,
    office_id: UUID,
    applicant: ApplicantDetails,
    ticks: Sequence[PaperTick] = (),
    summary: str = "",
    result_wanted: str = ResultWanted.COUNTER,
    promise: Promise | None = None,
) -> Case:
    """File and accept in one go: code, due date and slip 01 come back with the case."""
    case = file_at_counter(
        actor=actor,
        version_id=version_id,
        office_id=office_id,
        applicant=applicant,
        ticks=ticks,
        summary=summary,
        result_wanted=result_wanted,
    )
    return accept_case(actor=actor, case_id=case.pk, expected=case.version, promise=promise)


def tick_papers(case: Case, ticks: Sequence[PaperTick], actor: Actor) -> None:
    lines = {paper.position: paper for paper in case.papers.all()}
    for tick in ticks:
        paper = lines.get(tick.position)
        if paper is None:
            continue
        paper.originals, paper.copies = tick.originals, tick.copies
        paper.save(update_fields=["originals", "copies"])
        for stored in tick.files:
            add_file(case=case, paper=paper, stored=stored, actor=actor)
