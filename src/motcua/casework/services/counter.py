"""Reception at the counter: find or register the person, tick the papers, accept; one transaction, one receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.files.models import StoredFile
from motcua.base.ledger import append
from motcua.casework.frame import move, subject
from motcua.casework.papers import HandedIn
from motcua.casework.services.accept import Promise, take_in
from motcua.casework.services.draft import add_file, checklist, new_case
from motcua.casework.services.submit import note_filing, open_reception
from motcua.domain.cases.enums import Channel, ResultWanted
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case, CasePaper
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


@dataclass(frozen=True, slots=True)
class Brought:
    """What a person brings to the counter."""

    version_id: UUID
    office_id: UUID
    applicant: ApplicantDetails
    ticks: Sequence[PaperTick] = ()
    summary: str = ""
    result_wanted: str = ResultWanted.COUNTER
    channel: Channel = Channel.COUNTER


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
    brought = Brought(version_id, office_id, applicant, ticks, summary, result_wanted, channel)
    return write_down(actor, brought)[0]


def write_down(actor: Actor, brought: Brought) -> tuple[Case, list[HandedIn]]:
    """The case and its checklist, inside the caller's transaction, which alone knows of it yet: as good as locked."""
    case = new_case(version_id=brought.version_id, office_id=brought.office_id, channel=brought.channel)
    if not actor.may(permissions.CASE_SEE, case.receiving_path):
        raise CaseNotFound
    if not actor.may(permissions.CASE_RECEIVE, case.receiving_path):
        raise Denied
    case.filer_id, case.result_wanted = brought.applicant.person_id, brought.result_wanted
    case.summary = brought.summary.strip()
    move(case, "submit")
    note_filing(case)
    case.save()
    write_applicant(case, brought.applicant, first=True)
    lines = write_ticked(case, brought.ticks, actor)
    open_reception(case)
    files = sum(len(line.files) for line in lines)
    facts = {"filing": case.filing_number, "office": case.office.name, "files": files, "channel": case.channel}
    append(subject(case), "case.submitted", actor, facts, first=not files)
    return case, lines


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
    brought = Brought(version_id, office_id, applicant, ticks, summary, result_wanted)
    case, lines = write_down(actor, brought)
    return take_in(actor, case, promise or Promise(), lines)


def write_ticked(case: Case, ticks: Sequence[PaperTick], actor: Actor) -> list[HandedIn]:
    """The checklist with what was handed in; a tick beside the checklist counts for nothing."""
    lines = checklist(case)
    ticked = {tick.position: tick for tick in ticks}
    for line in lines:
        tick = ticked.get(line.position, PaperTick(line.position))
        line.originals, line.copies = tick.originals, tick.copies
    CasePaper.objects.bulk_create(lines)
    brought = ((line, ticked[line.position].files if line.position in ticked else ()) for line in lines)
    return [
        HandedIn(line, [add_file(case=case, paper=line, stored=stored, actor=actor) for stored in files])
        for line, files in brought
    ]
