"""The PDF itself: archival, small, the same for the same facts, readable by machine, one page where it should be."""

import io
import threading
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from motcua.base.documents import rendering
from motcua.base.documents.rendering import page_count, render
from motcua.base.documents.slips import Slip
from tests.base.documents import samples
from tests.base.documents.samples import ADDRESS, EVERY, pdf_text

LIMIT_BYTES = 60_000
A5_POINTS = (419.5, 595.3)
A4_POINTS = (595.3, 841.9)

every_slip = pytest.mark.parametrize("slip", EVERY, ids=[slip.kind for slip in EVERY])


@every_slip
def test_a_paper_is_pdf_a_with_embedded_fonts_and_tags(slip: Slip) -> None:
    with pikepdf.open(io.BytesIO(render(slip, address=ADDRESS))) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "vi"
        fonts = [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary) and "/FontName" in part]
        assert fonts
        for font in fonts:
            assert "Tinos" in str(font.FontName)
            assert "/FontFile2" in font or "/FontFile3" in font


@every_slip
def test_the_code_on_the_paper_opens_the_address(slip: Slip) -> None:
    page = pypdfium2.PdfDocument(render(slip, address=ADDRESS))[0]
    codes = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    assert [code.text for code in codes] == [ADDRESS]


@every_slip
def test_the_same_facts_give_the_same_bytes(slip: Slip) -> None:
    assert render(slip, address=ADDRESS) == render(slip, address=ADDRESS)


@every_slip
def test_slips_are_a5_and_results_a4(slip: Slip) -> None:
    page = pypdfium2.PdfDocument(render(slip, address=ADDRESS))[0]
    assert page.get_size() == pytest.approx(A4_POINTS if slip.kind == "result" else A5_POINTS, abs=0.2)


@every_slip
def test_a_usual_paper_is_one_small_page(slip: Slip) -> None:
    pdf = render(slip, address=ADDRESS)
    assert page_count(pdf) == 1
    assert len(pdf) <= LIMIT_BYTES


def test_forty_papers_run_on_with_a_repeated_head_and_numbered_pages() -> None:
    pdf = render(samples.receipt(papers=40), address=ADDRESS)
    assert len(pdf) <= LIMIT_BYTES
    pages = page_count(pdf)
    assert pages > 1
    text = pdf_text(pdf)
    assert text.count("Tên giấy tờ") > 1
    assert all(f"{samples.CODE} – trang {page}/{pages}" in text for page in range(1, pages + 1))
    assert "40 Giấy chứng nhận kết hôn của cha, mẹ" in text


def test_a_long_result_numbers_its_pages_from_the_second() -> None:
    document = pypdfium2.PdfDocument(render(samples.result(paragraphs=60), address=ADDRESS))
    firsts = [page.get_textpage().get_text_range().split()[0] for page in document]
    assert firsts[1:] == [str(number) for number in range(2, len(document) + 1)]
    assert firsts[0] != "1"


def test_threads_draw_different_papers_at_the_same_time() -> None:
    slips = [replace(samples.receipt(), submitter=f"Người thứ {at}") for at in range(8)]
    found: dict[int, str] = {}

    def draw(at: int) -> None:
        found[at] = pdf_text(render(slips[at], address=ADDRESS))

    threads = [threading.Thread(target=draw, args=(at,)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f"Người thứ {at}" in found[at] for at in range(8))


def test_only_our_own_fonts_are_at_hand() -> None:
    assert rendering._fonts().families() == ["Tinos"]
