"""One filing that opens several linked procedures: data typed once, papers once, sent together or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.base.files.models import StoredFile
from motcua.casework.competence import resolving_agency
from motcua.casework.services import typed
from motcua.casework.services.draft import attach_file, discard_draft, remove_file, save_applicant, start_draft
from motcua.casework.services.submit import submit_case
from motcua.casework.surroundings import now_linked
from motcua.domain.cases.errors import BundleNotFound, NotReceivable
from motcua.domain.cases.models import Bundle, BundleMember, Case, CasePaper, PaperFile
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.cases.states import State
from motcua.domain.catalogue.bundles import Member, bundle_named
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.directory.models import Office
from motcua.domain.directory.queries.offices import offices_of_level
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.text import fold


@dataclass(frozen=True, slots=True)
class SharedPaper:
    """A paper that several of the cases ask for: handed in once, kept with each of them."""

    key: str
    name: str
    required: bool
    papers: tuple[CasePaper, ...]
    files: tuple[PaperFile, ...]


@transaction.atomic
def start_bundle(*, actor: Actor, key: str, office_id: UUID) -> Bundle:
    """A draft for each member: at the chosen office, or where its own deciding agency receives.

    BundleNotFound for an unknown key; NotReceivable names a member that no office takes.
    """
    kind = bundle_named(key)
    office = Office.objects.select_related("agency").filter(pk=office_id).first()
    if kind is None or office is None:
        raise BundleNotFound
    bundle = Bundle.objects.create(key=key, filer_id=actor.person_id)
    cases: dict[str, Case] = {}
    for place, member in enumerate(kind.members, start=1):
        version = version_of(member, office)
        where = office_of(version, office)
        case = start_draft(actor=actor, version_id=version.pk, office_id=where.pk, bundle_id=bundle.pk)
        BundleMember.objects.create(case=case, bundle=bundle, place=place, after=cases.get(member.after))
        now_linked(case)
        cases[member.code] = case
    return bundle


def version_of(member: Member, office: Office) -> ProcedureVersion:
    found = receivable_versions().select_related("procedure", "field").filter(procedure__code=member.code).first()
    if found is None:
        raise NotReceivable(procedure=member.code, office=office.name)
    return found


def office_of(version: ProcedureVersion, chosen: Office) -> Office:
    """The chosen office where it receives the procedure, else the first of its level that does."""
    day = clock.today()
    if resolving_agency(office=chosen, version=version, on=day) is not None:
        return chosen
    for level in version.levels:
        for office in offices_of_level(level, day):
            if resolving_agency(office=office, version=version, on=day) is not None:
                return office
    raise NotReceivable(procedure=version.procedure.code, office=chosen.name)


def own_bundle(actor: Actor, bundle_id: UUID) -> Bundle:
    """One this person filed, or that a counter filed for them. BundleNotFound for everybody else."""
    if actor.kind != "citizen" or actor.person_id is None:
        raise BundleNotFound
    own = Q(filer_id=actor.person_id) | Q(members__case__applicant__person_id=actor.person_id)
    bundle = Bundle.objects.filter(own, pk=bundle_id).distinct().first()
    if bundle is None:
        raise BundleNotFound
    return bundle


def bundle_of(case: Case) -> UUID | None:
    """The bundle this case belongs to, if any."""
    return BundleMember.objects.filter(case=case).values_list("bundle_id", flat=True).first()


def members_of(bundle: Bundle) -> list[BundleMember]:
    found = bundle.members.select_related(
        "case__procedure_version__procedure", "case__office", "case__resolving_agency", "case__applicant", "after"
    )
    return list(found.order_by("place"))


def drafts_of(bundle: Bundle) -> list[Case]:
    """Those not sent yet, in their order: one of them may have been taken over at a counter meanwhile."""
    return [one.case for one in members_of(bundle) if one.case.legal_state is State.DRAFT]


@transaction.atomic
def save_bundle_applicant(
    *,
    actor: Actor,
    bundle_id: UUID,
    details: ApplicantDetails,
    summary: str,
    result_wanted: str,
    page: typed.Sheet | None = None,
) -> None:
    """The same details on every draft. Invalid names every wrong field; then nothing is written.

    `page` is the page they were typed on, kept with the first of them: NewerTyped as with a single draft.
    """
    for case in drafts_of(own_bundle(actor, bundle_id)):
        save_applicant(actor=actor, case_id=case.pk, expected=None, details=details, summary=summary,
                       result_wanted=result_wanted, page=page)  # fmt: skip
        page = None


def shared_papers(bundle: Bundle) -> list[SharedPaper]:
    """Every paper of the drafts once, however many of them ask for it: told apart by their names."""
    among = CasePaper.objects.filter(case__member__bundle=bundle, case__state=State.DRAFT)
    among = among.select_related("case__procedure_version", "requirement").order_by("case__member__place", "position")
    files: dict[UUID, list[PaperFile]] = {}
    for file in PaperFile.objects.filter(paper__in=among, removed_at=None).order_by("added_at", "id"):
        files.setdefault(file.paper_id, []).append(file)
    together: dict[str, list[CasePaper]] = {}
    for paper in among:
        together.setdefault(fold(paper.name), []).append(paper)
    return [
        SharedPaper(
            key=str(papers[0].pk),
            name=papers[0].name,
            required=any(one.required for one in papers),
            papers=tuple(papers),
            files=tuple(files.get(papers[0].pk, [])),
        )
        for papers in together.values()
    ]


@transaction.atomic
def attach_to_bundle(*, actor: Actor, bundle_id: UUID, key: str, files: Sequence[StoredFile]) -> list[PaperFile]:
    """Keep the files with every draft that asks for the paper. BundleNotFound for a paper of none of them."""
    papers = shared_papers(own_bundle(actor, bundle_id))
    shared = next((one for one in papers if key in {str(paper.pk) for paper in one.papers}), None)
    if shared is None:
        raise BundleNotFound
    return [
        attach_file(actor=actor, case_id=paper.case_id, paper_id=paper.pk, stored=stored)
        for paper in shared.papers
        for stored in files
    ]


@transaction.atomic
def remove_from_bundle(*, actor: Actor, bundle_id: UUID, file_id: UUID) -> None:
    """Take a file off that paper of every draft it was kept with."""
    papers = shared_papers(own_bundle(actor, bundle_id))
    shared = next((one for one in papers if file_id in {file.pk for file in one.files}), None)
    if shared is None:
        raise BundleNotFound
    stored = next(file.file_id for file in shared.files if file.pk == file_id)
    same = PaperFile.objects.filter(paper__in=shared.papers, file=stored, removed_at=None)
    for one in same.select_related("paper").order_by("paper__case__member__place"):
        remove_file(actor=actor, case_id=one.paper.case_id, file_id=one.pk)


@transaction.atomic
def submit_bundle(*, actor: Actor, bundle_id: UUID) -> int:
    """Send all of them, or none: what one of them lacks is said and everything stays a draft. How many were sent."""
    drafts = drafts_of(own_bundle(actor, bundle_id))
    for case in drafts:
        submit_case(actor=actor, case_id=case.pk)
    return len(drafts)


@transaction.atomic
def discard_bundle(*, actor: Actor, bundle_id: UUID) -> None:
    """Throw all drafts of it away together; cases already filed stay."""
    bundle = own_bundle(actor, bundle_id)
    for case in drafts_of(bundle):
        discard_draft(actor=actor, case_id=case.pk)
    if not bundle.members.exists():
        bundle.delete()
