"""Papers that only read out what is recorded elsewhere: drawn when somebody asks, never numbered, never stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from motcua.base.documents.slips import GuidanceSlip, Letterhead, ReceiptSlip


@dataclass(frozen=True, slots=True)
class VisitLine:
    """`due_at` is None for what is written down and accepted later."""

    case_code: str
    procedure: str
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
class HandedLine:
    case_code: str
    procedure: str
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
class NarrowLine:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class NarrowSheet:
    """A paper on a roll of 80 mm: code, QR, the few lines a person needs."""

    kind: ClassVar[str] = "narrow"

    head: Letterhead
    title: str
    code_label: str
    case_code: str
    lines: tuple[NarrowLine, ...]
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
        facts: tuple[NarrowLine, ...] = (
            NarrowLine("Nơi nhận", slip.receiving_unit), NarrowLine("Người nộp", slip.submitter),
            NarrowLine("Thủ tục", slip.procedure),
            NarrowLine("Phí, lệ phí", f"còn {owed:,} đồng".replace(",", ".") if owed else "Không còn phải nộp"),
        )  # fmt: skip
        note = f"Tra cứu: {slip.tracking_site}. Hỗ trợ: {slip.hotline}."
        return NarrowSheet(
            slip.head, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Mã hồ sơ", slip.case_code, facts, papers,
            slip.due_at, note,
        )  # fmt: skip
    if isinstance(slip, GuidanceSlip):
        facts = (NarrowLine("Người nộp", slip.submitter), NarrowLine("Thủ tục", slip.procedure))
        items = tuple(missing.content for missing in slip.missing)
        note = f"Lần sau bạn đưa mã này, không phải khai lại. Nơi nhận: {slip.office}. Hỏi: {slip.help.phone}."
        return NarrowSheet(
            slip.head, "Hướng dẫn hoàn thiện hồ sơ", "Mã bản nháp", slip.filing_number, facts, items, None, note
        )
    return None


def _counts(originals: int, copies: int) -> str:
    parts = [f"{originals} bản chính"] if originals else []
    return ", ".join([*parts, f"{copies} bản sao"] if copies else parts) or "tệp điện tử"
