"""Papers that only read out what is recorded elsewhere: drawn when somebody asks, never numbered, never stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.base.documents import wording
from motcua.base.documents.slips import GuidanceSlip, Letterhead, Particular, ReceiptSlip


@dataclass(frozen=True, slots=True)
class CaseLine:
    case_code: str
    procedure: str


@dataclass(frozen=True, slots=True)
class VisitLine(CaseLine):
    """`due_at` is None for what is written down and accepted later."""

    owner: str
    papers: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """The cases of one visit in their order, and the total: in front of their receipts."""

    kind: ClassVar[str] = "visit"

    head: Letterhead
    submitter: str
    office: str
    cases: tuple[VisitLine, ...]
    papers: int
    total_vnd: int
    unpaid_vnd: int
    receiver: str


@dataclass(frozen=True, slots=True)
class HandedLine(CaseLine):
    result_number: str


@dataclass(frozen=True, slots=True)
class HandOverSheet:
    """What was given to whom. `signature_svg` is the drawing made on the screen, "" to sign on paper."""

    kind: ClassVar[str] = "hand_over"

    head: Letterhead
    office: str
    receiver: str
    receiver_kind: str
    identity_shown: str
    handed_at: datetime
    results: tuple[HandedLine, ...]
    giver: str
    signature_svg: str


@dataclass(frozen=True, slots=True)
class NarrowSheet:
    """A paper on a roll of 80 mm: code, QR, the few lines a person needs."""

    kind: ClassVar[str] = "narrow"

    head: Letterhead
    title: str
    code_label: str
    case_code: str
    lines: tuple[Particular, ...]
    items: tuple[str, ...]
    due_at: datetime | None
    note: str


Sheet = VisitSheet | HandOverSheet | NarrowSheet

TITLES = {
    "visit": "Bảng kê hồ sơ của lượt giao dịch",
    "hand_over": "Phiếu trả kết quả",
    "narrow": "",
}


def narrow(slip: object) -> NarrowSheet | None:
    """The short form for a roll; None for papers that have none."""
    if isinstance(slip, ReceiptSlip):
        papers = tuple(f"{paper.name}: {_counts(paper.originals, paper.copies)}" for paper in slip.papers)
        owed = sum(fee.amount_vnd for fee in slip.fees if not fee.paid)
        fees = Particular("Phí, lệ phí", f"còn {wording.money(owed)}" if owed else "Không còn phải nộp")
        facts = (Particular("Nơi nhận", slip.receiving_unit), *_who(slip), fees)
        note = f"Tra cứu: {slip.tracking_site}. Hỗ trợ: {slip.hotline}."
        return NarrowSheet(
            slip.head, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Mã hồ sơ", slip.case_code, facts, papers,
            slip.due_at, note,
        )  # fmt: skip
    if isinstance(slip, GuidanceSlip):
        items = tuple(missing.content for missing in slip.missing)
        note = f"Lần sau bạn đưa mã này, không phải khai lại. Nơi nhận: {slip.office}. Hỏi: {slip.help.phone}."
        return NarrowSheet(
            slip.head, "Hướng dẫn hoàn thiện hồ sơ", "Mã bản nháp", slip.filing_number, _who(slip), items, None, note
        )
    return None


def _who(slip: ReceiptSlip | GuidanceSlip) -> tuple[Particular, ...]:
    return Particular("Người nộp", slip.submitter), Particular("Thủ tục", slip.procedure)


def _counts(originals: int, copies: int) -> str:
    parts = [f"{originals} bản chính"] if originals else []
    return ", ".join([*parts, f"{copies} bản sao"] if copies else parts) or "tệp điện tử"
