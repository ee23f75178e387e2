"""What people type is printed as typed: it never becomes markup, never stops the press, never leaves the page."""

from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.base.documents.glyphs import BOX, printable
from motcua.base.documents.rendering import page_count, render
from motcua.base.documents.slips import Contact, PaperLine
from tests.base.documents import samples
from tests.base.documents.samples import ADDRESS, one_line, pdf_text

LITERAL = (
    '#import "x.typ": *',
    '#read("/etc/passwd")',
    "$ x^2 + y_1 $",
    "*đậm* _nghiêng_ `mã`",
    "<label> @ref [a] #[b]",
    "\\u{41} \\ // /* */",
    "= Tiêu đề",
    "- mục + mục 1. mục",
    "-- --- ... \"ngoặc\" 'đơn'",
    "~ https://example.vn//a",
    "{{ 1 }} {% x %} <script>alert(1)</script>",
    '"}, "form": {"title": "giả"}',
)


@pytest.mark.parametrize("text", LITERAL)
def test_markup_is_only_text(text: str) -> None:
    slip = replace(samples.receipt(), submitter=text, papers=(PaperLine(text, 1),))
    assert pdf_text(render(slip, address=ADDRESS)).count(text) == 3


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\x00b", f"a{BOX}b"),
        ("\u202eabc\u202c", f"{BOX}abc{BOX}"),
        ("Ng\u200bọc", "Ngọc"),
        ("中文 😀", f"{BOX}{BOX} {BOX}"),
        ("\ud800", BOX),
        ("\ue000", BOX),
        ("a\tb\u00a0c\u3000d", "a b c d"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
    ],
)
def test_what_no_font_can_draw_is_a_visible_box(typed: str, shown: str) -> None:
    assert printable(typed) == shown
    assert one_line(shown) in pdf_text(render(replace(samples.receipt(), owner=typed), address=ADDRESS))


@pytest.mark.parametrize("text", ["A" * 4000, "Nguyễn " * 600, "x" * 31, "đ" * 300 + " " + "W" * 300])
def test_long_text_stays_on_the_page_and_is_whole(text: str) -> None:
    slip = replace(samples.receipt(), procedure=text, contact=Contact(text[:400], text[:60], text[:60]))
    pdf = render(slip, address=ADDRESS)
    shown = pdf_text(pdf)
    assert all(shown.count(letter) >= text.count(letter) for letter in set(text.replace(" ", "")))
    for page in pypdfium2.PdfDocument(pdf):
        width, _ = page.get_size()
        words = page.get_textpage()
        edges = [words.get_rect(at)[2] for at in range(words.count_rects())]
        assert max(edges) <= width


def test_codes_are_never_broken_inside() -> None:
    code = "H26.100.200.300.400.500-260205-12345"
    assert printable(code, breakable=False) == code
    page = pypdfium2.PdfDocument(render(replace(samples.refusal(), case_code=code), address=ADDRESS))[0]
    assert code in page.get_textpage().get_text_range()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_at_all_makes_a_paper(name: str, reason: str) -> None:
    slip = replace(samples.refusal(), submitter=name, reason=reason)
    assert page_count(render(slip, address=ADDRESS)) >= 1


@given(st.text())
def test_printable_text_stays_printable(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
