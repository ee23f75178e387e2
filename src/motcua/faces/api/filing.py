"""From one request to a filed case: for citizens a draft that is sent at once, for officials a case at the counter."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from motcua.base.edition import kept
from motcua.base.files.models import StoredFile
from motcua.casework.post import HandedByPost, check_handed
from motcua.casework.services.counter import AtCounter, PaperTick, file_at_counter
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.submit import submit_case
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.models import ProcedureVersion, RequiredPaper
from motcua.domain.catalogue.queries import receivable_versions
from motcua.domain.directory.models import Office
from motcua.domain.directory.queries.people import person_by_identity
from motcua.faces.api.schemas.filing import ApplicantGiven, Filing
from motcua.faces.api.uploads import taken_up
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid
from motcua.kernel.text import fold
from motcua.kernel.words import Words

NO_PROCEDURE = Words("Không có thủ tục này, hoặc không tiếp nhận ở đây.", "No such procedure is received here.")
NO_OFFICE = Words("Không có điểm tiếp nhận này.", "There is no such office.")
NO_PAPER = Words("Thủ tục không có giấy tờ ở vị trí này.", "The procedure has no paper at this position.")
TWICE = Words("Vị trí này được nêu hai lần.", "This position is named twice.")
COUNTED_AT_OFFICE = Words(
    "Bản giấy do Bộ phận Một cửa đếm khi nhận.", "Paper originals and copies are counted by the office."
)
RECORD_NEEDED = Words("Hồ sơ do bưu điện giao cần có biên bản giao nhận.", "A case by post needs its hand-over record.")
NOT_BY_POST = Words(
    "Chỉ hồ sơ bưu chính (channel: post) có biên bản.", "Only a case by post (channel: post) has a record."
)
NOT_YOURS = Words("Người dân luôn nộp trực tuyến.", "Citizens always file online.")


def file_case_for(actor: Actor, filing: Filing, mark: str) -> Case:
    """File as this actor may; `mark`: the edition in which what is named is looked for, the act looks at its own.

    Denied for accounts that stand for no citizen and no official; Invalid; NotReceivable.
    """
    if actor.kind not in ("citizen", "official"):
        raise Denied
    version, office = place_of(filing, mark)
    check_positions(filing, version)
    files = taken_up(actor, wanted_files(filing))
    if actor.kind == "citizen":
        return file_online(actor, filing, version, office, files)
    return file_at_office(actor, filing, version, office, files)


def place_of(filing: Filing, mark: str) -> tuple[ProcedureVersion, Office]:
    """The version in force and the office. Invalid names which of them there is not."""
    day = clock.today()
    version, office = version_called(filing.procedure, day, mark), office_called(filing.office, day, mark)
    if version is None or office is None:
        raise Invalid(({} if version else {"procedure": NO_PROCEDURE}) | ({} if office else {"office": NO_OFFICE}))
    return version, office


@kept
def version_called(code: str, day: date, mark: str) -> ProcedureVersion | None:
    """With the number of papers it asks for as `asked`."""
    asked = RequiredPaper.objects.filter(version=OuterRef("pk")).exclude(kind="note").order_by()
    counted = Subquery(asked.values("version").annotate(n=Count("*")).values("n"))
    return receivable_versions(on=day).filter(procedure__code=code).annotate(asked=Coalesce(counted, 0)).first()


@kept
def office_called(identifier: str, day: date, mark: str) -> Office | None:
    return Office.objects.filter(identifier=identifier, valid__contains=day).first()


def check_positions(filing: Filing, version: ProcedureVersion) -> None:
    known: int = version.asked  # type: ignore[attr-defined]
    wrong: dict[str, Words] = {}
    seen: set[int] = set()
    for place, paper in enumerate(filing.papers):
        if paper.position > known:
            wrong[f"papers.{place}.position"] = NO_PAPER
        elif paper.position in seen:
            wrong[f"papers.{place}.position"] = TWICE
        seen.add(paper.position)
    if wrong:
        raise Invalid(wrong)


def wanted_files(filing: Filing) -> Iterator[tuple[str, UUID]]:
    for place, paper in enumerate(filing.papers):
        for number, upload_id in enumerate(paper.files):
            yield f"papers.{place}.files.{number}", upload_id
    if filing.post is not None and filing.post.scan is not None:
        yield "post.scan", filing.post.scan


def file_online(
    actor: Actor, filing: Filing, version: ProcedureVersion, office: Office, files: dict[UUID, StoredFile]
) -> Case:
    """What the pages do in four steps: draft, applicant, papers, sending."""
    wrong = {f"papers.{place}": COUNTED_AT_OFFICE for place, p in enumerate(filing.papers) if p.originals or p.copies}
    if filing.channel is not None or filing.post is not None:
        wrong["channel"] = NOT_YOURS
    if wrong:
        raise Invalid(wrong)
    case = start_draft(actor=actor, version_id=version.pk, office_id=office.pk)
    save_applicant(
        actor=actor,
        case_id=case.pk,
        expected=None,
        details=filing.applicant.details(actor.person_id),
        summary=filing.summary,
        result_wanted=filing.result_wanted,
    )
    lines = dict(case.papers.values_list("position", "pk"))
    for paper in filing.papers:
        for upload_id in paper.files:
            attach_file(actor=actor, case_id=case.pk, paper_id=lines[paper.position], stored=files[upload_id])
    return submit_case(actor=actor, case_id=case.pk)


def file_at_office(
    actor: Actor, filing: Filing, version: ProcedureVersion, office: Office, files: dict[UUID, StoredFile]
) -> Case:
    """As at the counter; the case then waits for acceptance."""
    check_post(filing)
    ticks = [
        PaperTick(
            position=paper.position,
            originals=paper.originals,
            copies=paper.copies,
            files=tuple(files[upload_id] for upload_id in paper.files),
        )
        for paper in filing.papers
    ]
    return file_at_counter(
        actor=actor,
        version_id=version.pk,
        office_id=office.pk,
        applicant=filing.applicant.details(known_person(filing.applicant)),
        ticks=ticks,
        summary=filing.summary,
        result_wanted=filing.result_wanted,
        channel=Channel(filing.channel or Channel.COUNTER),
        around=AtCounter(post=handed_by_post(filing, files)),
    )


def check_post(filing: Filing) -> None:
    """A record where the case came by post, and only there. Invalid names what is wrong of it."""
    if (filing.post is None) == (filing.channel == "post"):
        raise Invalid({"post": RECORD_NEEDED if filing.post is None else NOT_BY_POST})
    try:
        check_handed(filing.channel or "", handed_by_post(filing, {}))
    except Invalid as fault:
        names = {"post_signed_on": "signed_at"}
        found = {names.get(name, name.removeprefix("post_")): words for name, words in fault.fields.items()}
        raise Invalid({f"post.{name}": words for name, words in found.items()}) from fault


def handed_by_post(filing: Filing, files: dict[UUID, StoredFile]) -> HandedByPost | None:
    sent = filing.post
    if sent is None:
        return None
    return HandedByPost(
        sent.number, sent.signed_at, sent.giver, sent.sent_on, files.get(sent.scan) if sent.scan else None
    )


def known_person(applicant: ApplicantGiven) -> UUID | None:
    """Whoever has the applicant's number and name already, so that they find the case among their own."""
    number = applicant.identity_number.strip()
    person = person_by_identity(number) if number else None
    return person.pk if person is not None and person.name_folded == fold(applicant.full_name) else None
