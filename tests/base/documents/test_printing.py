"""One print for several papers, on the sheets a counter has, and reprints that say so."""

import io
from datetime import datetime, timedelta
from typing import Any

import pypdfium2
import pytest

from motcua.base.documents.printing import PaperSize, Piece, piece_of_sheet, printed
from motcua.base.documents.rendering import render
from motcua.base.documents.sheets import HandedLine, HandOverSheet, VisitLine, VisitSheet, narrow
from motcua.base.documents.slips import Slip
from motcua.kernel.clock import LOCAL
from tests.base.documents import samples
from tests.base.documents.samples import ADDRESS, CODE, HEAD, pdf_text

AT = datetime(2026, 2, 6, 9, 0, tzinfo=LOCAL)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M1 9 L29 1" stroke="black"/></svg>'


def visit(cases: int = 3) -> VisitSheet:
    lines = tuple(
        VisitLine(f"{CODE[:-1]}{at}", f"Thủ tục số {at}", "Đặng Quỳnh Như", 4, AT + timedelta(days=at))
        for at in range(1, cases + 1)
    )
    return VisitSheet(HEAD, "Nguyễn Thị Phương Thảo", "Bộ phận Một cửa", lines, 4 * cases, 24_000, 8_000, "Trần Hùng")


def hand_over(signature: str = "") -> HandOverSheet:
    results = (HandedLine(CODE, "Đăng ký khai sinh", "123/QĐ-UBND"), HandedLine("H26-2", "Chứng thực", "124/QĐ-UBND"))
    return HandOverSheet(
        HEAD, "Bộ phận Một cửa", "Lê Văn Thay", "người được ủy quyền", "Thẻ căn cước, số cuối 9999", AT, results,
        "Trần Hùng", signature,
    )  # fmt: skip


def slip(made: Slip) -> Piece:
    return Piece(render(made, address=ADDRESS))


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [(round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4)) for page in document]


def test_the_papers_of_a_visit_come_in_their_order_with_the_total_in_front() -> None:
    sheet = piece_of_sheet(visit(), address=ADDRESS)
    pdf = printed([sheet, slip(samples.receipt()), slip(samples.guidance())], PaperSize.A5)
    text = pdf_text(pdf)
    assert sizes(pdf) == [(148, 210)] * 3
    assert "Tổng cộng: 3 hồ sơ, 12 giấy tờ. Phí, lệ phí: 24.000 đồng, còn phải nộp: 8.000 đồng." in text
    places = [text.index(one) for one in ("BẢNG KÊ HỒ SƠ", "Thủ tục số 3", "GIẤY TIẾP NHẬN", "HƯỚNG DẪN HOÀN THIỆN")]
    assert places == sorted(places)


def test_two_copies_stand_side_by_side_on_a4_and_a_result_stays_alone() -> None:
    pdf = printed([slip(samples.receipt()), slip(samples.result())], PaperSize.A4)
    assert sizes(pdf) == [(297, 210), (210, 297)]
    assert pdf_text(pdf).count("Mã hồ sơ " + CODE) == 2


def test_a_long_receipt_has_each_of_its_pages_twice() -> None:
    piece = slip(samples.receipt(papers=40))
    assert len(sizes(printed([piece], PaperSize.A4))) == len(sizes(piece.pdf)) > 1


@pytest.mark.parametrize("made", [samples.receipt(), samples.guidance()])
def test_a_roll_gets_the_short_form(made: Any) -> None:
    short = narrow(made)
    assert short is not None
    pdf = render(short, address=ADDRESS)
    assert sizes(pdf)[0][0] == 80 and len(sizes(pdf)) == 1
    text = pdf_text(pdf)
    assert short.case_code in text and made.procedure in text and short.items[1] in text


def test_papers_without_a_short_form_have_none() -> None:
    assert narrow(samples.refusal()) is None and narrow(samples.result()) is None


@pytest.mark.parametrize("size", [PaperSize.A5, PaperSize.A4])
def test_a_reprint_says_so_on_every_page(size: PaperSize) -> None:
    piece = Piece(render(samples.receipt(papers=40), address=ADDRESS), "Bản in lại, lần 2")
    text = pdf_text(printed([piece], size))
    assert text.count("BẢN IN LẠI, LẦN 2") == len(sizes(piece.pdf)) * (1 + (size is PaperSize.A4))


def test_nothing_is_not_printed() -> None:
    with pytest.raises(ValueError, match="nothing"):
        printed([], PaperSize.A5)


@pytest.mark.parametrize("signature", ["", SVG])
def test_the_hand_over_says_who_got_what(signature: str) -> None:
    text = pdf_text(render(hand_over(signature), address=ADDRESS))
    receiver = "Lê Văn Thay (người được ủy quyền)"
    for part in ("PHIẾU TRẢ KẾT QUẢ", receiver, "số cuối 9999", "123/QĐ-UBND", "đủ 2 kết quả"):
        assert part in text
