"""One filing that opens several linked procedures: data typed once, papers once, sent together or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from motcua.base.files.models import StoredFile
from motcua.casework.competence import resolving_agency
from motcua.casework.services.draft import attach_file, remove_file, save_applicant, start_draft
from motcua.casework.services.submit import submit_case
from motcua.domain.cases.errors import BundleNotFound, NotReceivable
from motcua.domain.cases.models import Bundle, BundleMember, Case, CasePaper, PaperFile
from motcua.domain.cases.services.applicants import ApplicantDetails
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
    """The citizen's own. BundleNotFound for everybody else."""
    bundle = Bundle.objects.filter(pk=bundle_id, filer_id=actor.person_id).first()
    if bundle is None or actor.kind != "citizen" or actor.person_id is None:
        raise BundleNotFound
    return bundle


def members_of(bundle: Bundle) -> list[BundleMember]:
    found = bundle.members.select_related(
        "case__procedure_version__procedure", "case__office", "case__resolving_agency", "case__applicant", "after"
    )
    return list(found.order_by("place"))


@transaction.atomic
def save_bundle_applicant(
    *, actor: Actor, bundle_id: UUID, details: ApplicantDetails, summary: str, result_wanted: str
) -> None:
    """The same details on every case. Invalid names every wrong field; then nothing is written."""
    for member in members_of(own_bundle(actor, bundle_id)):
        save_applicant(actor=actor, case_id=member.case_id, expected=None, details=details, summary=summary,
                       result_wanted=result_wanted)  # fmt: skip


def shared_papers(bundle: Bundle) -> list[SharedPaper]:
    """Every paper once, however many of the cases ask for it: told apart by their names."""
    among = CasePaper.objects.filter(case__member__bundle=bundle).order_by("case__member__place", "position")
    files: dict[UUID, list[PaperFile]] = {}
    for file in PaperFile.objects.filter(paper__in=among, removed_at=None).order_by("added_at"):
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
def attach_to_bundle(*, actor: Actor, bundle_id: UUID, key: str, files: Sequence[StoredFile]) -> None:
    """Keep the files with every case that asks for the paper. BundleNotFound for a paper of none of them."""
    shared = next((one for one in shared_papers(own_bundle(actor, bundle_id)) if one.key == key), None)
    if shared is None:
        raise BundleNotFound
    for paper in shared.papers:
        for stored in files:
            attach_file(actor=actor, case_id=paper.case_id, paper_id=paper.pk, stored=stored)


@transaction.atomic
def remove_from_bundle(*, actor: Actor, bundle_id: UUID, file_id: UUID) -> None:
    """Take a file off every case it was kept with."""
    bundle = own_bundle(actor, bundle_id)
    among = PaperFile.objects.filter(paper__case__member__bundle=bundle, removed_at=None)
    file = among.filter(pk=file_id).first()
    if file is None:
        raise BundleNotFound
    for one in among.filter(file=file.file_id).select_related("paper").order_by("paper__case"):
        remove_file(actor=actor, case_id=one.paper.case_id, file_id=one.pk)


@transaction.atomic
def submit_bundle(*, actor: Actor, bundle_id: UUID) -> Bundle:
    """Send all of them, or none: what one of them lacks is said and everything stays a draft."""
    bundle = own_bundle(actor, bundle_id)
    for member in members_of(bundle):
        submit_case(actor=actor, case_id=member.case_id)
    return bundle
