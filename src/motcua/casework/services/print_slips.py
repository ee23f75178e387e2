"""Printing at the counter: what is printed is on record, and a second print says that it is one."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.base.documents import sheets
from motcua.base.documents.facts import from_facts
from motcua.base.documents.models import Document
from motcua.base.documents.printing import PaperSize, Piece, piece_of, piece_of_sheet, printed
from motcua.base.documents.slips import FilingReceipt, ReceiptSlip
from motcua.base.ledger import append
from motcua.base.ledger.models import Entry
from motcua.casework import papers
from motcua.casework.frame import lock_case, subject
from motcua.casework.put_away import away_of
from motcua.casework.queries.visits import cases_in
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case, Visit
from motcua.domain.cases.permissions import check_may_see
from motcua.kernel import clock
from motcua.kernel.actor import Actor

PRINTED = "case.slip_printed"
HAND_OVER = "hand_over"


def print_document(*, actor: Actor, document: Document, size: PaperSize) -> bytes:
    """One paper of a case. CaseNotFound for strangers."""
    if document.subject_kind != "case":
        raise CaseNotFound
    remark = note_print(actor=actor, case_id=UUID(document.subject_id), slip=document.kind, number=document.number)
    return printed([piece_of(document, size, remark)], size)


def print_visit(*, actor: Actor, visit: Visit, size: PaperSize) -> bytes:
    """The receipts of all cases of a visit in their order; the list with the total in front where there are several."""
    cases = cases_in(visit)
    for case in cases:
        check_may_see(actor, case)
    documents = newest_receipts(cases)
    if not documents:
        raise CaseNotFound
    pieces: list[Piece] = []
    for document in documents:
        case_id = UUID(document.subject_id)
        remark = note_print(actor=actor, case_id=case_id, slip=document.kind, number=document.number)
        pieces.append(piece_of(document, size, remark))
    if len(documents) > 1:
        sheet = visit_sheet(actor, visit, cases, documents)
        pieces.insert(0, piece_of_sheet(sheet, address=settings.MOTCUA_SITE, remark=pieces[0].remark))
    return printed(pieces, size)


def print_hand_over(*, actor: Actor, cases: Sequence[Case], size: PaperSize) -> bytes:
    """What one receiver was given together. CaseNotFound where something was not handed over, or to another."""
    given = [case for case in cases if hasattr(case, "hand_over")]
    people = {(case.hand_over.receiver, case.hand_over.identity_shown) for case in given}
    if not given or len(given) != len(cases) or len(people) != 1:
        raise CaseNotFound
    remarks = [note_print(actor=actor, case_id=case.pk, slip=HAND_OVER, number=str(case)) for case in given]
    sheet = papers.hand_over(given, actor)
    remark = next((remark for remark in remarks if remark), "")
    return printed([piece_of_sheet(sheet, address=settings.MOTCUA_SITE, remark=remark)], size)


@transaction.atomic
def note_print(*, actor: Actor, case_id: UUID, slip: str, number: str) -> str:
    """Put the print on record; gives the remark a second one carries, "" for the first. One whose earlier prints lie in
    an archive counts as a second one.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=None)
    before = Entry.objects.filter(
        subject_kind="case", subject_id=str(case.pk), kind=PRINTED, facts__slip=f"{slip} {number}"
    ).count()
    append(subject(case), PRINTED, actor, {"slip": f"{slip} {number}", "copy": before + 1})
    now = f"{clock.local(clock.now()):%H:%M %d/%m/%Y}"
    if before:
        return f"Bản in lại, lần {before + 1}, {now}"
    return f"Bản in lại, {now}" if away_of(case, ()) else ""


def newest_receipts(cases: Sequence[Case]) -> list[Document]:
    """One receipt per case, in the order of the cases: of its acceptance, else of its filing."""
    known = Document.objects.select_related("file").filter(
        kind__in=("receipt", "filing"), subject_kind="case", subject_id__in=[str(case.pk) for case in cases]
    )
    newest = {document.subject_id: document for document in known.order_by("kind", "created_at", "id")}
    return [newest[str(case.pk)] for case in cases if str(case.pk) in newest]


def visit_sheet(actor: Actor, visit: Visit, cases: Sequence[Case], documents: Sequence[Document]) -> sheets.VisitSheet:
    """Read off the receipts, so that list and receipts cannot differ."""
    found = [from_facts(one.kind, one.facts) for one in documents]
    slips = [slip for slip in found if isinstance(slip, ReceiptSlip | FilingReceipt)]
    fees = [fee for slip in slips if isinstance(slip, ReceiptSlip) for fee in slip.fees]
    lines = tuple(map(visit_line, slips))
    return sheets.VisitSheet(
        head=papers.head(visit.office.agency, slips[-1].head.issued_at),
        submitter=slips[0].submitter,
        office=visit.office.name,
        cases=lines,
        papers=sum(line.papers for line in lines),
        total_vnd=sum(fee.amount_vnd for fee in fees),
        unpaid_vnd=sum(fee.amount_vnd for fee in fees if not fee.paid),
        receiver=actor.name,
    )


def visit_line(slip: ReceiptSlip | FilingReceipt) -> sheets.VisitLine:
    """One that is accepted later has no due moment yet."""
    if isinstance(slip, FilingReceipt):
        handed = sum(paper.originals + paper.copies for paper in slip.handed) + len(slip.files)
        return sheets.VisitLine(slip.filing_number, slip.procedure, slip.owner, handed, None)
    return sheets.VisitLine(slip.case_code, slip.procedure, slip.owner, papers_in(slip), slip.due_at)


def papers_in(receipt: ReceiptSlip) -> int:
    return sum(paper.originals + paper.certified + paper.copies + paper.electronic for paper in receipt.papers)
