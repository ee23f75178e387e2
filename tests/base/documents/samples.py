"""Slips with every field filled by a text of its own, and what helps to read a PDF."""

import re
from dataclasses import replace
from datetime import datetime

import pypdfium2

from motcua.base.documents.slips import (
    ApologySlip,
    Contact,
    ControlLine,
    ControlSlip,
    FeeLine,
    FileLine,
    FilingReceipt,
    GuidanceSlip,
    Help,
    Letterhead,
    MissingPaper,
    PaperLine,
    Particular,
    ReceiptSlip,
    RefusalSlip,
    ResultDocument,
    Signer,
    SiteCheckRecord,
    Slip,
    StopNotice,
    SupplementSlip,
)
from motcua.kernel.clock import LOCAL

CODE = "H26.12.01-260205-0001"
ADDRESS = "https://dichvucong.example.vn/t/AbCdEfGhIjKlMnOpQrStUv"
ISSUED = datetime(2026, 2, 5, 8, 31, tzinfo=LOCAL)
PAPERS = (
    "Tờ khai đăng ký khai sinh theo mẫu",
    "Giấy chứng sinh",
    "Văn bản ủy quyền được chứng thực theo quy định của pháp luật trong trường hợp ủy quyền thực hiện việc đăng ký "
    "khai sinh; người được ủy quyền là ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột thì không phải công chứng",
    "Giấy chứng nhận kết hôn của cha, mẹ",
)

HEAD = Letterhead(
    "Ủy ban nhân dân thành phố Hà Nội",
    "Trung tâm Phục vụ hành chính công thành phố Hà Nội – Chi nhánh số 1",
    "Hà Nội",
    ISSUED,
)
CONTACT = Contact("Số 12, ngõ 34 phố Hàng Bông, phường Hoàn Kiếm", "0912 345 678", "thao@example.vn")
HELP = Help("Bộ phận Một cửa phường Hoàn Kiếm, ông Trần Văn Hùng", "024 3825 0000", "dichvucong.example.vn")
SIGNER = Signer("Lê Thị Minh Hằng", "Phó Chủ tịch", "TM. Ủy ban nhân dân")


def receipt(papers: int = 4, electronic: int = 0, head: Letterhead = HEAD) -> ReceiptSlip:
    return ReceiptSlip(
        head=head,
        case_code=CODE,
        receiving_unit="Bộ phận Một cửa phường Hoàn Kiếm",
        submitter="Nguyễn Thị Phương Thảo",
        channel="Trực tiếp",
        contact=CONTACT,
        identity_number="••••••••6789",
        procedure="Đăng ký khai sinh (1.001193)",
        owner="Đặng Quỳnh Như",
        owner_address="Số 7 phố Lý Thường Kiệt, phường Cửa Nam",
        papers=tuple(
            PaperLine(PAPERS[at % 4], originals=1, certified=at % 2, copies=7, electronic=electronic)
            for at in range(papers)
        ),
        sets=3,
        time_limit="01 ngày làm việc",
        received_at=datetime(2026, 2, 5, 8, 30, tzinfo=LOCAL),
        due_at=datetime(2026, 2, 6, 17, 0, tzinfo=LOCAL),
        return_place="Nhà văn hóa phường Hoàn Kiếm",
        fees=(FeeLine("Lệ phí hộ tịch", 8000, True), FeeLine("Phí bản sao", 1_250_000, False)),
        register_book="02/2026",
        register_entry="0123",
        receiver="Trần Văn Hùng",
        tracking_site="dichvucong.example.vn",
        hotline="1900 1009",
        due_note="Hạn theo luật: 24 giờ 00 cùng ngày",
    )


def supplement(missing: int = 3) -> SupplementSlip:
    return SupplementSlip(
        head=HEAD,
        number="12/HDHS",
        case_code=CODE,
        addressee="Bà Nguyễn Thị Phương Thảo",
        procedure="Đăng ký khai sinh (1.001193)",
        contact=CONTACT,
        missing=tuple(MissingPaper(PAPERS[at % 4], f"Nộp bản chính số {at}") for at in range(missing)),
        reason="Giấy chứng sinh bị mờ.\nTờ khai chưa có chữ ký.",
        help=HELP,
        signer=Signer("Trần Văn Hùng"),
    )


def guidance(missing: int = 2) -> GuidanceSlip:
    return GuidanceSlip(
        head=HEAD,
        filing_number="NOP-7K3M-9QXT-4B",
        submitter="Nguyễn Thị Phương Thảo",
        contact=CONTACT,
        procedure="Đăng ký khai sinh (1.001193)",
        missing=tuple(MissingPaper(PAPERS[at % 4]) for at in range(missing)),
        office="Bộ phận Một cửa phường Hoàn Kiếm",
        help=HELP,
        receiver="Trần Văn Hùng",
    )


def control() -> ControlSlip:
    at = datetime(2026, 2, 5, 8, 30, tzinfo=LOCAL)
    mine, theirs = "Ủy ban nhân dân phường Hoàn Kiếm", "Phòng Tư pháp"
    first = ControlLine("Tiếp nhận", mine, "Trần Văn Hùng", at, "09:10, 05/02/2026", "11:30, 05/02/2026", "Đúng hạn")
    return ControlSlip(
        head=HEAD,
        number="7/KS",
        case_code=CODE,
        procedure="Đăng ký khai sinh (1.001193)",
        received_at=at,
        due="17:00, 06/02/2026",
        lines=(first, ControlLine("Thẩm định", theirs, "", at, "", "", "Đang làm")),
    )


def refusal() -> RefusalSlip:
    return RefusalSlip(
        head=HEAD,
        number="05/TCHS",
        case_code=CODE,
        submitter="Nguyễn Thị Phương Thảo",
        contact=CONTACT,
        procedure="Đăng ký khai sinh (1.001193)",
        reason="Thủ tục này không thuộc thẩm quyền của phường.",
        help=HELP,
        receiver="Trần Văn Hùng",
    )


def denial() -> RefusalSlip:
    """At the end: with the number of the result."""
    return replace(refusal(), number="9/HDHS", result_number="12/TB", reason="Đất không đủ điều kiện.")


def site_check() -> SiteCheckRecord:
    return SiteCheckRecord(
        head=HEAD,
        number="3/BBKT",
        case_code=CODE,
        procedure="Đăng ký khai sinh (1.001193)",
        owner="Nguyễn Thị Phương Thảo",
        checked_at=datetime(2026, 2, 4, 9, 30, tzinfo=LOCAL),
        place="Thửa 12, tổ 3",
        people=("Lê Văn Tổ Trưởng", "Ngô Địa Chính"),
        content="Ranh giới đúng bản vẽ.",
        entered_at=ISSUED,
        signer=Signer("Trần Văn Hùng", "CHUYÊN VIÊN"),
    )


def stop() -> StopNotice:
    return StopNotice(
        head=HEAD,
        number="07/TB-UBND",
        addressee="Bà Nguyễn Thị Phương Thảo",
        case_code=CODE,
        procedure="Đăng ký khai sinh (1.001193)",
        reason="Người nộp đề nghị dừng giải quyết.",
        ground="Nghị định số 118/2025/NĐ-CP",
        help=HELP,
        signer=SIGNER,
    )


def apology() -> ApologySlip:
    return ApologySlip(
        head=HEAD,
        number="08/HDHS",
        case_code=CODE,
        addressee="Bà Nguyễn Thị Phương Thảo",
        contact=CONTACT,
        procedure="Đăng ký khai sinh (1.001193)",
        received_at=datetime(2026, 2, 2, 8, 30, tzinfo=LOCAL),
        due_at=datetime(2026, 2, 6, 17, 0, tzinfo=LOCAL),
        new_due_at=datetime(2026, 2, 11, 17, 0, tzinfo=LOCAL),
        reason="Cần xác minh tại nơi cấp giấy cũ.",
        return_place="Bộ phận Một cửa phường Hoàn Kiếm",
        recipients=("Bà Nguyễn Thị Phương Thảo", "Bộ phận Một cửa phường Hoàn Kiếm"),
        help=HELP,
        signer=SIGNER,
    )


def result(paragraphs: int = 1) -> ResultDocument:
    return ResultDocument(
        head=HEAD,
        number="123/QĐ-UBND",
        case_code=CODE,
        title="Quyết định",
        subject="Về việc trợ cấp xã hội hằng tháng đối với người cao tuổi",
        grounds=("Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ;",),
        paragraphs=(
            "Điều 1. Trợ cấp xã hội hằng tháng cho người có tên sau đây:",
            *("Điều 2. Người có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.",) * paragraphs,
        ),
        particulars=(Particular("Họ và tên", "Nguyễn Văn An"), Particular("Ngày sinh", "02/9/1945")),
        recipients=("Như Điều 2;", "Lưu: VT, VHXH."),
        signer=SIGNER,
        approved_at=datetime(2026, 2, 5, 15, 4, tzinfo=LOCAL),
    )


def filing(files: int = 3) -> FilingReceipt:
    return FilingReceipt(
        head=HEAD,
        filing_number="NOP-7K3M-9QXT-4B",
        filed_at=datetime(2026, 2, 5, 21, 4, tzinfo=LOCAL),
        submitter="Nguyễn Thị Phương Thảo",
        contact=CONTACT,
        owner="Đặng Quỳnh Như",
        procedure="Đăng ký khai sinh (1.001193)",
        files=tuple(FileLine(PAPERS[at % 4], f"ảnh {at}.jpg", 1_100_000 + 100_000 * at) for at in range(files)),
        next_step="Cơ quan kiểm tra và trả lời bạn trong 08 giờ làm việc.",
        tracking_site="dichvucong.example.vn",
        hotline="1900 1009",
    )


EVERY: tuple[Slip, ...] = (receipt(), supplement(), refusal(), stop(), apology(), result(), filing())


def pdf_text(pdf: bytes) -> str:
    """The text of all pages on one line: single spaces, break marks of long words left out."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return one_line(" ".join(pages))


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\ufffe", ""))
