"""Components of the file: notes among papers, forms with addresses, names cut in two."""

import pytest

from motcua.domain.catalogue.enums import PaperKind
from motcua.domain.catalogue.reading.texts import PaperText
from tests.domain.catalogue.lists import an_item, procedure, read, reasons

LINK = "[{0}](file:///C:/Users/someone/Downloads/source/1_000/{0})"


def papers(*items: dict[str, object], group: str = "") -> tuple[PaperText, ...]:
    return procedure(dossier=[{"group": group, "items": list(items)}]).papers


@pytest.mark.parametrize("kind", ["paper", "conditional", "present_only", "note"])
def test_the_kind_of_the_list_is_kept(kind: str) -> None:
    assert papers(an_item(kind=kind))[0].kind == PaperKind(kind)


def test_something_with_no_original_and_no_copy_is_a_note() -> None:
    line = read(dossier=[{"group": "", "items": [an_item(original=0, copy=0)]}])
    assert line.procedure is not None
    assert line.procedure.papers[0].kind == PaperKind.NOTE
    assert {"paper.no_copies", "papers.only_notes"} <= reasons(line)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (LINK.format("Mẫu số 01.docx"), "Mẫu số 01.docx"),
        (LINK.format("Mẫu (1).docx"), "Mẫu (1).docx"),
        (f"{LINK.format('a.docx')}<br>{LINK.format('b.docx')}", "a.docx\nb.docx"),
        ("Tờ khai.doc", "Tờ khai.doc"),
        ("", ""),
    ],
)
def test_of_a_form_only_its_name_stays(form: str, name: str) -> None:
    assert papers(an_item(form=form))[0].form == name


@pytest.mark.parametrize(
    ("name", "form", "whole"),
    [
        ("Đơ", "n đề nghị cấp phép.Mẫu 01.docx", "Đơn đề nghị cấp phép.Mẫu 01.docx"),
        ("theo Thông tư số 49/2025/T", "T-NHNN;Phụ lục.docx", "theo Thông tư số 49/2025/TT-NHNN;Phụ lục.docx"),
    ],
)
def test_a_name_cut_into_the_forms_cell_is_joined_and_flagged(name: str, form: str, whole: str) -> None:
    line = read(dossier=[{"group": "", "items": [an_item(name=name, form=form)]}])
    assert line.procedure is not None
    assert (line.procedure.papers[0].name, line.procedure.papers[0].form) == (whole, "")
    assert "paper.joined" in reasons(line)


def test_text_in_the_forms_cell_is_kept_as_text_and_flagged() -> None:
    line = read(dossier=[{"group": "", "items": [an_item(form="Theo Phụ lục II; xem thêm")]}])
    assert line.procedure is not None
    assert line.procedure.papers[0].form == "Theo Phụ lục II; xem thêm"
    assert "paper.form_text" in reasons(line)


def test_an_empty_name_is_left_out_and_one_sign_is_a_note() -> None:
    line = read(dossier=[{"group": "", "items": [an_item(name=";"), an_item(name="0"), an_item()]}])
    assert line.procedure is not None
    assert [(paper.name, paper.kind) for paper in line.procedure.papers] == [
        ("0", PaperKind.NOTE),
        ("Đơn đề nghị", PaperKind.PAPER),
    ]
    assert {"paper.empty", "paper.stray"} <= reasons(line)


def test_the_same_paper_in_two_groups_stays_in_both_and_an_exact_repeat_once() -> None:
    groups = [{"group": name, "items": [an_item(), an_item()]} for name in ("Cấp mới", "Cấp lại")]
    line = read(dossier=groups)
    assert line.procedure is not None
    assert [paper.group for paper in line.procedure.papers] == ["Cấp mới", "Cấp lại"]
    assert "paper.repeated" in reasons(line)


def test_a_group_without_papers_and_unsplit_text_are_kept_as_notes() -> None:
    line = read(dossier=[{"group": "Số lượng hồ sơ: 01 bộ", "items": []}], dossier_text_unsplit="Đơn và bản sao")
    assert line.procedure is not None
    assert [(paper.name, paper.kind) for paper in line.procedure.papers] == [
        ("Số lượng hồ sơ: 01 bộ", PaperKind.NOTE),
        ("Đơn và bản sao", PaperKind.NOTE),
    ]
    assert {"group.empty", "papers.unsplit"} <= reasons(line)
