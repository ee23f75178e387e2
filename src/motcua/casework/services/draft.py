"""A citizen prepares a case: a draft kept on the server, its applicant, its files."""

from uuid import UUID

from motcua.base.access import permissions
from motcua.base.acting import act
from motcua.base.edition import edition
from motcua.base.files.models import StoredFile
from motcua.base.files.services import uploads
from motcua.base.ledger import append
from motcua.casework.competence import resolving_kept
from motcua.casework.frame import lock_case, record, subject, touch, where
from motcua.casework.services import typed
from motcua.casework.surroundings import nothing_beside, office_kept, papers_asked, version_kept
from motcua.domain.cases import policies
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.errors import CaseNotFound, NotReceivable
from motcua.domain.cases.models import Case, CasePaper, PaperFile, SupplementItem
from motcua.domain.cases.permissions import check_filer
from motcua.domain.cases.services.applicants import ApplicantDetails, write_applicant
from motcua.domain.cases.states import FACTS, MoveRefused, State
from motcua.domain.catalogue.queries.standing import check_open, stopped_kept
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied
from motcua.kernel.words import Words

EDIT = Words("Sửa giấy tờ", "Change papers")


@act
def start_draft(*, actor: Actor, version_id: UUID, office_id: UUID, bundle_id: UUID | None = None) -> Case:
    """A citizen's new draft for a published version at an office that receives it. NotReceivable otherwise."""
    if actor.kind != "citizen":
        raise Denied
    case = new_case(version_id=version_id, office_id=office_id, channel=Channel.ONLINE)
    case.filer_id = actor.person_id
    case.save()
    lines = CasePaper.insert_all(checklist(case))
    facts = {"procedure": case.procedure_version.procedure.code, "filing": case.filing_number}
    facts |= {"bundle": bundle_id} if bundle_id else {}
    record(case, "case.drafted", actor, facts | where(case, len(lines)), first=True)
    return case


def new_case(*, version_id: UUID, office_id: UUID, channel: Channel) -> Case:
    """An unsaved case with its agencies worked out. NotReceivable when version and office do not fit.

    ProcedureStopped while the procedure is suspended or abolished.
    """
    mark, today = edition(), clock.today()
    version, office = version_kept(version_id, mark), office_kept(office_id, mark)
    check_open(stopped_kept(version.procedure_id, today, mark), version.procedure.code)
    resolving = resolving_kept(office_id, version_id, today, mark)
    if resolving is None or not version.receivable_on(today):
        raise NotReceivable(procedure=version.procedure.code, office=office.name)
    return nothing_beside(
        Case(
            channel=channel,
            procedure_version=version,
            office=office,
            receiving_agency=office.agency,
            resolving_agency=resolving,
            receiving_path=office.agency.path,
            resolving_path=resolving.path,
        ),
        mark,
    )


def checklist(case: Case) -> list[CasePaper]:
    """One unsaved line per paper the version asks for; notes of the catalogue are not papers."""
    return [
        CasePaper(case=case, position=number, requirement=paper, name=paper.name, required=paper.must_be_attached)
        for number, paper in enumerate(papers_asked(case.procedure_version_id), start=1)
    ]


@act
def save_applicant(
    *,
    actor: Actor,
    case_id: UUID,
    expected: int | None,
    details: ApplicantDetails,
    summary: str,
    result_wanted: str,
    page: typed.Sheet | None = None,
) -> Case:
    """Keep the applicant's details on a draft. Invalid names every wrong field.

    `page` is the page they were typed on: NewerTyped when another tab or device kept something since.
    """
    case = lock_draft(actor, case_id, expected)
    if page is not None:
        typed.settle(case, page)
    write_applicant(case, details)
    case.summary, case.result_wanted = summary.strip(), result_wanted
    touch(case)
    case.save()
    record(case, "case.applicant_saved", actor, {})
    return case


@act
def attach_file(*, actor: Actor, case_id: UUID, paper_id: UUID, stored: StoredFile) -> PaperFile:
    """Add a checked and stored file to a paper of a draft, or of a case that waits for supplements."""
    case = lock_editable(actor, case_id)
    paper = case.papers.filter(pk=paper_id).first()
    if paper is None:
        raise CaseNotFound
    return add_file(case=case, paper=paper, stored=stored, actor=actor)


def add_file(
    *, case: Case, paper: CasePaper, stored: StoredFile, actor: Actor, item: SupplementItem | None = None
) -> PaperFile:
    """Put the file on the paper and on record, as answer to `item` if there is one. The caller has locked the case."""
    added = PaperFile.objects.create(
        paper=paper,
        file=stored,
        name=stored.name,
        size=stored.size,
        media_type=stored.media_type,
        added_by=actor.account_id,
        item=item,
    )
    facts = {"paper": paper.position, "file": str(added.pk), "sha256": stored.sha256}
    append(subject(case), "case.file_added", actor, facts)
    return added


@act
def remove_file(*, actor: Actor, case_id: UUID, file_id: UUID) -> None:
    """Take a file off again; it stays on record as removed."""
    case = lock_editable(actor, case_id)
    file = PaperFile.objects.select_related("paper").filter(pk=file_id, paper__case=case, removed_at=None).first()
    if file is None:
        raise CaseNotFound
    file.removed_at = clock.now()
    file.save(update_fields=["removed_at"])
    append(subject(case), "case.file_removed", actor, {"paper": file.paper.position, "file": str(file.pk)})


@act
def discard_draft(*, actor: Actor, case_id: UUID) -> None:
    """The citizen throws an unsent draft away; the ledger keeps that there was one."""
    case = lock_draft(actor, case_id, None)
    append(subject(case), "case.draft_discarded", actor, {"filing": case.filing_number})
    if actor.account_id is not None:
        uploads.drop(actor.account_id, f"case/{case.pk}/")
    case.delete()


def lock_draft(actor: Actor, case_id: UUID, expected: int | None) -> Case:
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    check_filer(actor, case)
    if case.legal_state is not State.DRAFT:
        raise MoveRefused(move=EDIT, state=FACTS[case.legal_state].words)
    return case


def lock_editable(actor: Actor, case_id: UUID) -> Case:
    """For the filer in a draft or while supplements are awaited; for the reception only in the latter."""
    case = lock_case(actor=actor, case_id=case_id, expected=None)
    helping = case.legal_state is State.SUPPLEMENT and actor.may(permissions.CASE_RECEIVE, case.receiving_path)
    if not helping:
        check_filer(actor, case)
    if not policies.can_be_edited_by_filer(case):
        raise MoveRefused(move=EDIT, state=FACTS[case.legal_state].words)
    return case
