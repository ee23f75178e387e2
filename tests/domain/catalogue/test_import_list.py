"""The official list without details: every row in or named, never in place of details; hostile files are refused."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from motcua.__main__ import main
from motcua.base.ledger.models import Entry
from motcua.domain.catalogue import queries
from motcua.domain.catalogue.enums import Standing
from motcua.domain.catalogue.errors import (
    ListEmpty,
    ListHasFormula,
    ListHasMacro,
    ListLayout,
    ListTooLarge,
    NotAList,
    ProcedureNotFound,
    WrongList,
)
from motcua.domain.catalogue.models import ListedProcedure, Procedure, ProcedureVersion
from motcua.domain.catalogue.reading import official
from motcua.domain.catalogue.reading.official import read_official
from motcua.domain.catalogue.report import ImportReport
from motcua.domain.catalogue.services.import_file import import_lines
from motcua.domain.catalogue.services.import_list import import_list
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Denied
from tests.domain.catalogue.lists import NATIONAL, read
from tests.domain.catalogue.people import COUNTER

HEADING = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")
ROW = ("1.999001", "Cấp giấy phép thử", "Bộ Nội vụ", "Sở Nội vụ\nỦy ban nhân dân cấp xã\n", "Thử nghiệm")
SAMPLE = NATIONAL.with_name("official_list_sample.xlsx")
WHOLE = NATIONAL.with_name("catalogue_national_2026-07.csv")


def a_book(folder: Path, *rows: tuple[object, ...], name: str = "list.xlsx") -> Path:
    """A list in the official layout: a title in the first row, then the heading, then the rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nDANH SÁCH THỦ TỤC HÀNH CHÍNH",), *rows]:
        sheet.append(row)
    book.save(folder / name)
    return folder / name


def repacked(path: Path, change: Callable[[str, bytes], bytes], **more: bytes) -> Path:
    """The same archive with parts changed or added."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            parts[part] = change(part, archive.read(part))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in (parts | {name.replace("__", "/"): body for name, body in more.items()}).items():
            archive.writestr(part, content)
    return path


def test_rows_are_read_with_their_faults_named(tmp_path: Path) -> None:
    rows = [
        ROW,
        ("1.0133611", *ROW[1:]),
        ("1.999002", "", *ROW[2:]),
        ROW,
        (None, None),
        ("1.999003", "Cấp phép", "UBND tỉnh Lai Châu", "", ""),
    ]
    lines = list(read_official(a_book(tmp_path, HEADING, *rows)))
    assert [[flag.reason.value for flag in line.flags] for line in lines] == [
        [],
        ["code.form"],
        ["name.missing"],
        ["line.repeated"],
        ["field.missing", "issuer.other_province"],
    ]
    first = lines[0].listed
    assert first is not None and (first.executing, first.field) == ("Sở Nội vụ\nỦy ban nhân dân cấp xã", "Thử nghiệm")
    assert lines[-1].listed is not None and lines[-1].listed.foreign


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (1, 0, 2, 4, 3)])
def test_columns_may_stand_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    turned = [tuple(row[place] for place in order) for row in (HEADING, ROW)]
    (line,) = read_official(a_book(tmp_path, *turned))
    assert line.listed is not None and line.listed.code == "1.999001"


def no_zip(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    return path


def with_entities(path: Path) -> Path:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    return repacked(path, lambda name, body: bomb if name.endswith("sheet1.xml") else body)


def a_bomb(path: Path) -> Path:
    return repacked(path, lambda name, body: body, xl__media__zeros=b"\0" * 2_000_000)


def with_macro(path: Path) -> Path:
    return repacked(path, lambda name, body: body, xl__vbaProject=b"x")


def cut_off(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[:-200])
    return path


def not_even_xml(path: Path) -> Path:
    return repacked(path, lambda name, body: b"<worksheet><" if name.endswith("sheet1.xml") else body)


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (no_zip, NotAList),
        (cut_off, NotAList),
        (not_even_xml, NotAList),
        (with_entities, NotAList),
        (a_bomb, ListTooLarge),
        (with_macro, ListHasMacro),
    ],
)
def test_a_hostile_file_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], Path], fault: type[WrongList]
) -> None:
    monkeypatch.setattr(official, "MOST_UNPACKED", 1_000_000)
    path = spoil(a_book(tmp_path, HEADING, ROW))
    with pytest.raises(fault) as caught:
        list(read_official(path))
    assert caught.value.words.vi and caught.value.words.en and caught.value.code.startswith("catalogue.list_")


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([HEADING], ListEmpty),
        ([], ListLayout),
        ([HEADING[:3], ROW], ListLayout),
        ([HEADING, (ROW[0], "=1+1", *ROW[2:])], ListHasFormula),
    ],
)
def test_a_wrong_layout_and_a_formula_are_named(
    tmp_path: Path, rows: list[tuple[object, ...]], fault: type[WrongList]
) -> None:
    with pytest.raises(fault):
        list(read_official(a_book(tmp_path, *rows)))


@pytest.mark.parametrize("content", [b"", b"code,name\n1,2\n", b"\xff\xfe\x00bad\n"])
def test_a_csv_is_weighed_like_a_spreadsheet(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(WrongList):
        list(read_official(path))


def test_the_command_tells_a_fault_with_its_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = a_book(tmp_path, HEADING, ("1.999001", "=A1", "", "", ""))
    assert main(["catalogue", "import", str(path), "--dry-run"]) == 2
    told = capsys.readouterr().err
    assert "Ô B3 là công thức" in told and "Cell B3 is a formula" in told and "catalogue.list_formula" in told


def test_a_dry_run_counts_and_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = a_book(tmp_path, HEADING, ROW, ("x", *ROW[1:]))
    out = tmp_path / "report.csv"
    assert main(["catalogue", "import", str(path), "--dry-run", "--json", "--report", str(out)]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["lines"], told["created"], told["named"], told["complete"]) == (2, 1, 1, True)
    assert "code.form" in out.read_text(encoding="utf-8-sig")


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the official sample is not at hand")
def test_the_official_sample_is_read_whole() -> None:
    lines = list(read_official(SAMPLE))
    assert [line.listed.code for line in lines if line.listed] == ["3.000164", "3.000163", "3.000165"]
    assert all(not line.flags for line in lines)


@pytest.mark.skipif(not WHOLE.is_file(), reason="the national list is not at hand")
def test_the_national_list_is_read_whole() -> None:
    lines = list(read_official(WHOLE))
    assert len(lines) == 5608 and sum(line.listed is None for line in lines) == 3


@pytest.mark.django_db
def test_a_listed_procedure_is_shown_and_not_received_until_details_come(tmp_path: Path) -> None:
    report = import_list(a_book(tmp_path, HEADING, ROW), actor=SYSTEM)
    assert report.complete and report.created == 1
    page = queries.listed_page("1.999001")
    assert (page.name, page.list_name, page.foreign) == ("Cấp giấy phép thử", "list.xlsx", False)
    with pytest.raises(ProcedureNotFound):
        queries.procedure_page("1.999001")
    assert not queries.receivable_versions().exists()
    assert [hit.standing for hit in queries.search("giay phep thu").hits] == [Standing.LISTED]
    import_lines([read()], actor=SYSTEM, report=ImportReport(), effective_from=date(2026, 1, 5))
    assert queries.procedure_page("1.999001").receivable
    assert [hit.standing for hit in queries.search("giay phep thu").hits] == [Standing.RECEIVED]
    assert Procedure.objects.get().owner_system == "city", "who owns it is known with the details"


@pytest.mark.django_db
def test_a_list_never_takes_the_place_of_details_and_the_same_row_changes_nothing(tmp_path: Path) -> None:
    import_lines([read()], actor=SYSTEM, report=ImportReport())
    path = a_book(tmp_path, HEADING, ROW, ("1.999002", *ROW[1:]))
    first, again = (import_list(path, actor=SYSTEM) for _ in range(2))
    assert (first.kept_other, first.created) == (1, 1) and (again.kept_other, again.unchanged) == (1, 1)
    assert ProcedureVersion.objects.count() == 1 and ListedProcedure.objects.count() == 1
    changed = import_list(a_book(tmp_path, HEADING, ("1.999002", "Tên mới", *ROW[2:])), actor=SYSTEM)
    assert changed.changed == 1 and queries.search("tên mới").hits[0].code == "1.999002"
    kinds = list(Entry.objects.filter(kind__startswith="procedure.list").order_by("id").values_list("kind", flat=True))
    assert kinds == ["procedure.listed", "procedure.list_changed"]


@pytest.mark.django_db
def test_another_provinces_draft_is_shown_by_its_line(tmp_path: Path) -> None:
    import_lines([read(issuing_agency="UBND tỉnh Lai Châu")], actor=SYSTEM, report=ImportReport())
    import_list(a_book(tmp_path, HEADING, (*ROW[:2], "UBND tỉnh Lai Châu", *ROW[3:])), actor=SYSTEM)
    assert queries.listed_page("1.999001").foreign
    assert queries.search("giấy phép thử").hits[0].standing is Standing.OTHER_PROVINCE


@pytest.mark.django_db
def test_a_list_is_for_those_who_keep_the_catalogue(tmp_path: Path) -> None:
    with pytest.raises(Denied):
        import_list(a_book(tmp_path, HEADING, ROW), actor=COUNTER)


def test_an_archive_in_memory_is_no_way_around(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    path = tmp_path / "list.xlsx"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(NotAList):
        list(read_official(path))
