"""Writing on paper what an act decided: the facts of each slip, taken from the locked case at that moment."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from motcua.base.compiled import compiled
from motcua.base.documents import sheets, slips
from motcua.base.files.models import StoredFile
from motcua.base.files.services.store import open_file
from motcua.base.ui.brand import brand
from motcua.casework import steps, timing
from motcua.domain.cases.enums import Channel, ReceiverKind
from motcua.domain.cases.models import Apology, Case, CasePaper, PaperFile, SupplementRequest
from motcua.domain.directory.models import Agency
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor

NO_FEE: tuple[slips.FeeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A line of the checklist and the files present for it."""

    paper: CasePaper
    files: Sequence[PaperFile]


def head(agency: Agency, at: datetime) -> slips.Letterhead:
    parent = agency.parent.name if agency.parent else ""
    return slips.Letterhead(parent=parent, agency=agency.name, place=brand().town, issued_at=at)


def contact(case: Case) -> slips.Contact:
    who = case.applicant
    return slips.Contact(address=who.address, phone=who.phone, email=who.email)


def help_at(case: Case, actor: Actor) -> slips.Help:
    return slips.Help(
        name=actor.name or case.office.name, phone=case.office.phone or brand().hotline, website=settings.MOTCUA_SITE
    )


def owner(case: Case) -> str:
    return case.applicant.organisation or case.applicant.full_name


def limit_text(case: Case) -> str:
    if case.same_day:
        return "Trong ngày làm việc"
    if case.promise_ground:
        return f"Theo hẹn của cán bộ tiếp nhận ({case.promise_ground})"
    limit = timing.limit_of(case)
    return limit.words.vi if limit else ""


def receipt(
    case: Case, actor: Actor, lines: Sequence[HandedIn] | None = None, *, due_note: str = ""
) -> slips.ReceiptSlip:
    """Slip 01. The case is accepted: it has its code and its due moment."""
    assert case.accepted_at and case.due_at and case.code
    return slips.ReceiptSlip(
        head=head(case.receiving_agency, case.accepted_at),
        case_code=case.code,
        receiving_unit=case.office.name,
        submitter=case.applicant.full_name,
        channel=Channel(case.channel).label,
        contact=contact(case),
        identity_number=masked(case.applicant.identity_number),
        procedure=case.procedure_version.name,
        owner=owner(case),
        owner_address=case.applicant.address,
        papers=tuple(paper_lines(handed_in(case) if lines is None else lines)),
        sets=1,
        time_limit=limit_text(case),
        received_at=case.accepted_at,
        due_at=case.due_at,
        return_place=case.office.name,
        fees=NO_FEE,
        register_book=f"{case.accepted_at.year}",
        register_entry=case.code.rsplit("-", 1)[-1],
        receiver=actor.name,
        tracking_site=settings.MOTCUA_SITE,
        hotline=case.office.phone or brand().hotline,
        due_note=due_note,
    )


def handed_in(case: Case, *, no_files: bool = False) -> list[HandedIn]:
    """The whole checklist of the case; `no_files`: the caller knows that none ever came."""
    files = [] if no_files else _files(case.pk)
    return [HandedIn(paper, [file for file in files if file.paper_id == paper.pk]) for paper in _lines(case.pk)]


@compiled
def _lines(case_id: UUID) -> QuerySet[CasePaper]:
    return CasePaper.objects.filter(case=case_id)


@compiled
def _files(case_id: UUID) -> QuerySet[PaperFile]:
    return PaperFile.objects.filter(paper__case=case_id, removed_at=None)


def paper_lines(lines: Sequence[HandedIn]) -> list[slips.PaperLine]:
    """What was handed in, line by line; a line of which nothing came is left out."""
    return [
        slips.PaperLine(
            name=line.paper.name,
            originals=line.paper.originals,
            copies=line.paper.copies,
            electronic=len(line.files),
        )
        for line in lines
        if line.paper.originals or line.paper.copies or line.files
    ]


def filing(case: Case, lines: Sequence[HandedIn], after: Case | None = None) -> slips.FilingReceipt:
    """What the system holds at the moment of filing: every file by name and size.

    `after` is the linked case whose result it waits for.
    """
    assert case.submitted_at
    files = tuple(
        slips.FileLine(paper=line.paper.name, name=file.name, size_bytes=file.size)
        for line in lines
        for file in line.files
    )
    return slips.FilingReceipt(
        head=head(case.receiving_agency, case.submitted_at),
        filing_number=case.filing_number,
        filed_at=case.submitted_at,
        submitter=case.applicant.full_name,
        contact=contact(case),
        owner=owner(case),
        procedure=case.procedure_version.name,
        files=files,
        next_step=next_step(case, after),
        handed=tuple(line for line in paper_lines(lines) if line.originals or line.copies),
        tracking_site=settings.MOTCUA_SITE,
        hotline=case.office.phone or brand().hotline,
    )


def next_step(case: Case, after: Case | None) -> str:
    hours = timing.answer_hours(case, case.submitted_at or clock.now())
    if after is not None:
        return f"{case.office.name} kiểm tra và trả lời trong {hours} giờ làm việc sau khi có kết quả hồ sơ {after}."
    return f"{case.office.name} kiểm tra và trả lời trong {hours} giờ làm việc."


def supplement(case: Case, request: SupplementRequest, number: str, actor: Actor) -> slips.SupplementSlip:
    """Slip 02: every missing thing of the request, at once."""
    missing = tuple(slips.MissingPaper(content=item.text, note=item.note) for item in request.items.all())
    return slips.SupplementSlip(
        head=head(case.receiving_agency, request.asked_at),
        number=number,
        case_code=str(case),
        addressee=owner(case),
        procedure=case.procedure_version.name,
        contact=contact(case),
        missing=missing,
        reason=request.reason,
        help=help_at(case, actor),
        signer=slips.Signer(name=actor.name, title="NGƯỜI HƯỚNG DẪN"),
    )


def guidance(case: Case, missing: Sequence[str], actor: Actor, at: datetime) -> slips.GuidanceSlip:
    """What to bring next time; the code leads back to the draft."""
    return slips.GuidanceSlip(
        head=head(case.receiving_agency, at),
        filing_number=case.filing_number,
        submitter=case.applicant.full_name,
        contact=contact(case),
        procedure=case.procedure_version.name,
        missing=tuple(slips.MissingPaper(content=line) for line in missing),
        office=case.office.name,
        help=help_at(case, actor),
        receiver=actor.name,
    )


def hand_over(cases: Sequence[Case], actor: Actor) -> sheets.HandOverSheet:
    """What one receiver got together; all were handed over before."""
    first = cases[0]
    given = first.hand_over
    return sheets.HandOverSheet(
        head=head(first.receiving_agency, given.handed_at),
        office=first.office.name,
        receiver=given.receiver,
        receiver_kind=ReceiverKind(given.receiver_kind).label.lower(),
        identity_shown=given.identity_shown,
        handed_at=given.handed_at,
        results=tuple(sheets.HandedLine(str(case), case.procedure_version.name, number_of(case)) for case in cases),
        giver=actor.name,
        signature_svg=drawn(given.signature),
    )


def number_of(case: Case) -> str:
    """Of its decision; one of an older system may have come without."""
    decision = getattr(case, "decision", None)
    return decision.number if decision else ""


def drawn(signature: StoredFile | None) -> str:
    """The signature as a picture a template can take in."""
    if signature is None:
        return ""
    with open_file(signature) as file:
        picture = base64.b64encode(file.read()).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 480 160"'
        ' width="480" height="160">'
        f'<image width="480" height="160" xlink:href="data:image/png;base64,{picture}"/></svg>'
    )


def refusal(case: Case, number: str, reason: str, actor: Actor, at: datetime) -> slips.RefusalSlip:
    """Slip 03: why the case is not accepted."""
    return slips.RefusalSlip(
        head=head(case.receiving_agency, at),
        number=number,
        case_code=str(case),
        submitter=case.applicant.full_name,
        contact=contact(case),
        procedure=case.procedure_version.name,
        reason=reason,
        help=help_at(case, actor),
        receiver=actor.name,
    )


def denial(
    case: Case, agency: Agency, numbers: tuple[str, str], text: str, actor: Actor, at: datetime
) -> slips.RefusalSlip:
    """Slip 03 at the end: why it is not settled as asked. `numbers` of the slip and of the result."""
    number, result_number = numbers
    refused = refusal(case, number, text, actor, at)
    return replace(refused, head=head(agency, at), result_number=result_number)


def site_check(
    case: Case, *, agency: Agency, number: str, began_at: datetime, place: str, people: str, content: str,
    actor: Actor, title: str, at: datetime,
) -> slips.SiteCheckRecord:  # fmt: skip
    """The record of a check on the spot."""
    return slips.SiteCheckRecord(
        head=head(agency, at),
        number=number,
        case_code=str(case),
        procedure=case.procedure_version.name,
        owner=owner(case),
        checked_at=began_at,
        place=place,
        people=tuple(people.splitlines()),
        content=content,
        entered_at=at,
        signer=slips.Signer(name=actor.name, title=title.upper()),
    )


def stop_notice(
    case: Case, number: str, reason: str, ground: str, actor: Actor, title: str, at: datetime
) -> slips.StopNotice:
    """Slip 05: the case is stopped while no decision exists."""
    return slips.StopNotice(
        head=head(case.resolving_agency, at),
        number=number,
        addressee=owner(case),
        case_code=str(case),
        procedure=case.procedure_version.name,
        reason=reason,
        ground=ground,
        help=help_at(case, actor),
        signer=signer(actor.name, title),
    )


def apology(case: Case, given: Apology, number: str, actor: Actor, title: str) -> slips.ApologySlip:
    """Slip 04: the agency apologises and gives a new date."""
    assert case.accepted_at
    return slips.ApologySlip(
        head=head(case.resolving_agency, given.given_at),
        number=number,
        case_code=str(case),
        addressee=owner(case),
        contact=contact(case),
        procedure=case.procedure_version.name,
        received_at=case.accepted_at,
        due_at=given.was,
        new_due_at=given.due,
        reason=given.reason + (f" (căn cứ: {given.ground})" if given.ground else ""),
        return_place=case.office.name,
        recipients=(owner(case), case.office.name),
        help=replace(help_at(case, actor), name=case.office.name),
        signer=slips.Signer(name=given.signer.rsplit(" (", 1)[0], title=title.upper()),
    )


def control(case: Case, number: str, tasks: Sequence[Task], at: datetime) -> slips.ControlSlip:
    """Slip 06: who had the case when, until when, and how it was with the time of each step."""
    return slips.ControlSlip(
        head=head(case.receiving_agency, at),
        number=number,
        case_code=str(case),
        procedure=case.procedure_version.name,
        received_at=case.accepted_at or case.submitted_at or at,
        due=day_and_hour(case.due_at),
        lines=tuple(control_line(case, task) for task in tasks),
    )


def control_line(case: Case, task: Task) -> slips.ControlLine:
    who = task.closed_by or task.assignee
    return slips.ControlLine(
        step=steps.named(case, task).words.vi,
        unit=task.agency.name,
        person=who.person.full_name if who and who.person else "",
        received_at=task.opened_at,
        done=day_and_hour(task.closed_at),
        due=day_and_hour(task.due_at),
        outcome=in_time(task.closed_at, task.due_at),
    )


def day_and_hour(at: datetime | None) -> str:
    return f"{clock.local(at):%H:%M, %d/%m/%Y}" if at else ""


def in_time(done: datetime | None, due: datetime | None) -> str:
    """As the form words it."""
    if done is None:
        return "Đang làm"
    if due is None or (clock.local(done).date() == clock.local(due).date() and done <= due):
        return "Đúng hạn"
    return "Trước hạn" if done < due else "Quá hạn"


def result(
    case: Case, *, agency: Agency, number: str, granted: bool, text: str, actor: Actor, title: str, at: datetime
) -> slips.ResultDocument:
    """The result on A4, of the agency that decides: approval recorded on the system."""
    outcome = "Giải quyết hồ sơ theo đề nghị" if granted else "Từ chối giải quyết hồ sơ"
    return slips.ResultDocument(
        head=head(agency, at),
        number=number,
        case_code=str(case),
        title="THÔNG BÁO KẾT QUẢ" if granted else "THÔNG BÁO TỪ CHỐI GIẢI QUYẾT",
        subject=case.procedure_version.name,
        grounds=(f"Căn cứ hồ sơ mã số {case} tiếp nhận tại {case.office.name}",),
        paragraphs=tuple(part for part in (f"{outcome}.", *text.splitlines()) if part.strip()),
        particulars=(
            slips.Particular("Người đề nghị", owner(case)),
            slips.Particular("Địa chỉ", case.applicant.address or "—"),
        ),
        recipients=(owner(case), f"Lưu: {case.office.name}"),
        signer=signer(actor.name, title),
        approved_at=at,
    )


def signer(name: str, title: str) -> slips.Signer:
    """`title` of two lines is that of somebody who signs in another's place: first whose, then the own one."""
    capacity, _, own = title.upper().rpartition("\n")
    return slips.Signer(name=name, title=own, capacity=capacity)


def masked(number: str) -> str:
    """All but the last four digits hidden: enough for the person to know their own paper."""
    return "•" * max(len(number) - 4, 0) + number[-4:]
