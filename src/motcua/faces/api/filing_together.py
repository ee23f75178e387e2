"""From one request to linked cases: for citizens drafts that are sent at once, for officials cases at the counter."""

from collections.abc import Iterator
from uuid import UUID

from motcua.base.files.models import StoredFile
from motcua.casework.queries.together import Together, find_together
from motcua.casework.services import bundles
from motcua.casework.services.bundle_at_counter import receive_bundle_at_counter
from motcua.casework.services.counter import Brought, PaperTick
from motcua.domain.catalogue.models import ProcedureVersion, RequiredPaper
from motcua.domain.catalogue.queries.linked import Linked, linked_named
from motcua.domain.directory.models import Office
from motcua.faces.api.filing import COUNTED_AT_OFFICE, NO_OFFICE, NO_PAPER, known_person
from motcua.faces.api.schemas.bundles import BundleGiven
from motcua.faces.api.uploads import taken_up
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid
from motcua.kernel.text import fold
from motcua.kernel.words import Words

NO_BUNDLE = Words("Không có nhóm thủ tục này.", "There are no such linked procedures.")
Ticks = dict[str, PaperTick]
"""What is handed in, by the folded name of the paper; its position says nothing."""


def file_together_for(actor: Actor, filing: BundleGiven) -> Together:
    """File as this actor may. Denied for accounts that stand for no citizen and no official; Invalid; NotReceivable."""
    if actor.kind not in ("citizen", "official"):
        raise Denied
    linked, office = place_of(filing)
    names = paper_names(linked)
    check_papers(actor, filing, names)
    files = taken_up(actor, wanted_files(filing))
    handed = ticks_of(filing, names, files)
    file = file_online if actor.kind == "citizen" else file_at_office
    return find_together(actor, file(actor, filing, linked, office, handed))


def place_of(filing: BundleGiven) -> tuple[Linked, Office]:
    linked = linked_named(filing.bundle)
    office = Office.objects.filter(identifier=filing.office, valid__contains=clock.today()).first()
    if linked is None or office is None:
        raise Invalid(({} if linked else {"bundle": NO_BUNDLE}) | ({} if office else {"office": NO_OFFICE}))
    return linked, office


def paper_names(linked: Linked) -> dict[tuple[str, int], str]:
    """The folded name of each paper by procedure and position."""
    return {
        (version.procedure.code, position): fold(paper.name)
        for version in linked.versions
        for position, paper in enumerate(papers_of(version), start=1)
    }


def papers_of(version: ProcedureVersion) -> list[RequiredPaper]:
    return list(version.papers.exclude(kind="note").order_by("position"))


def check_papers(actor: Actor, filing: BundleGiven, names: dict[tuple[str, int], str]) -> None:
    wrong: dict[str, Words] = {}
    for place, paper in enumerate(filing.papers):
        if (paper.procedure, paper.position) not in names:
            wrong[f"papers.{place}.position"] = NO_PAPER
        elif actor.kind == "citizen" and (paper.originals or paper.copies):
            wrong[f"papers.{place}"] = COUNTED_AT_OFFICE
    if wrong:
        raise Invalid(wrong)


def wanted_files(filing: BundleGiven) -> Iterator[tuple[str, UUID]]:
    for place, paper in enumerate(filing.papers):
        for number, upload_id in enumerate(paper.files):
            yield f"papers.{place}.files.{number}", upload_id


def ticks_of(filing: BundleGiven, names: dict[tuple[str, int], str], files: dict[UUID, StoredFile]) -> Ticks:
    """A paper named twice is handed in with all that was said of it."""
    found: Ticks = {}
    for paper in filing.papers:
        name = names[paper.procedure, paper.position]
        before = found.get(name, PaperTick(0))
        more = tuple(files[upload_id] for upload_id in paper.files)
        found[name] = PaperTick(
            0, before.originals + paper.originals, before.copies + paper.copies, (*before.files, *more)
        )
    return found


def file_online(actor: Actor, filing: BundleGiven, linked: Linked, office: Office, handed: Ticks) -> UUID:
    """What the pages do in four steps: drafts, applicant, papers, sending."""
    bundle = bundles.start_bundle(actor=actor, key=linked.bundle.key, office_id=office.pk)
    bundles.save_bundle_applicant(
        actor=actor,
        bundle_id=bundle.pk,
        details=filing.applicant.details(actor.person_id),
        summary=filing.summary,
        result_wanted=filing.result_wanted,
    )
    for paper in bundles.shared_papers(bundle):
        tick = handed.get(fold(paper.name))
        if tick is not None and tick.files:
            bundles.attach_to_bundle(actor=actor, bundle_id=bundle.pk, key=paper.key, files=tick.files)
    bundles.submit_bundle(actor=actor, bundle_id=bundle.pk)
    return bundle.pk


def file_at_office(actor: Actor, filing: BundleGiven, linked: Linked, office: Office, handed: Ticks) -> UUID:
    """As at the counter; the first case then waits for acceptance."""
    brought = Brought(
        version_id=linked.versions[0].pk,
        office_id=office.pk,
        applicant=filing.applicant.details(known_person(filing.applicant)),
        summary=filing.summary,
        result_wanted=filing.result_wanted,
    )
    cases = receive_bundle_at_counter(
        actor=actor, key=linked.bundle.key, brought=brought, handed=handed, accept=False
    )  # fmt: skip
    made = bundles.bundle_of(cases[0])
    assert made
    return made
