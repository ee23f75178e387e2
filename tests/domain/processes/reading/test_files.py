"""Files somebody sends: Word files as the same text, and everything else refused with its reason."""

import io
import zipfile

import pytest

from motcua.domain.processes.errors import EmptyFile, FileTooLarge, NotText, Unreadable
from motcua.domain.processes.reading import docx, files
from motcua.domain.processes.reading.files import lines_of
from motcua.domain.processes.reading.officials import understood
from tests.domain.processes.reading.sheets import HEAD, W, word_file, word_paragraph, word_table

ROWS = (
    HEAD,
    ("Bước 1", "Tiếp nhận hồ sơ", "Bộ phận Một cửa", "1/2 ngày", "Giấy tiếp nhận"),
    ("Bước 2", "Phân công", "Lãnh đạo phòng", "1/2 ngày", "Phiếu"),
    ("^", "Thẩm định hồ sơ", "Chuyên viên", "02 ngày", "^"),
    ("Bước 3", "Ký duyệt", "Lãnh đạo Sở", "^", ""),
    ("Bước 4", "Trả kết quả cho công dân", "Bộ phận Một cửa", "01 ngày", "Kết quả"),
)


def test_a_word_file_is_read_with_its_merged_cells() -> None:
    content = word_file([word_paragraph("1. Cấp giấy phép", bold=True), word_table(ROWS)])
    (found,) = understood(lines_of(content)).processes
    assert found.name == "Cấp giấy phép"
    assert [(step.number, step.performer, step.hours) for step in found.steps] == [
        ("1", "Bộ phận Một cửa", 4),
        ("2", "Lãnh đạo phòng", 4),
        ("2", "Chuyên viên", 16),
        ("3", "Lãnh đạo Sở", None),
        ("4", "Bộ phận Một cửa", 8),
    ]


def test_numbers_word_writes_by_itself_are_read() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    blocks = [word_paragraph("Cấp giấy phép", number="3"), word_table(ROWS), word_paragraph("Cấp lại", number="3")]
    lines = lines_of(word_file([*blocks, word_table(ROWS)], numbering))
    assert [one.name for one in understood(lines).processes] == ["Cấp giấy phép", "Cấp lại"]
    assert "II. Cấp lại" in lines


def zipped(name: str, content: str) -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return told.getvalue()


ENTITY = (
    f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}"><w:body>&x;</w:body></w:document>'
)
HOSTILE = {
    "nothing": (b"", EmptyFile),
    "blank": (b" \n\r\n\t ", EmptyFile),
    "binary": (bytes(range(256)) * 20, NotText),
    "zeros": (b"a\0b", NotText),
    "old word": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, NotText),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", NotText),
    "broken zip": (b"PK\x03\x04 and then nothing", NotText),
    "another zip": (zipped("a.txt", "x"), NotText),
    "no xml": (zipped("word/document.xml", "<w:document"), NotText),
    "no body": (zipped("word/document.xml", "<a/>"), NotText),
    "entity": (zipped("word/document.xml", ENTITY), NotText),
    "endless line": (b"a" * (files.LONGEST_LINE + 1), NotText),
    "endless lines": (b"a\n" * (files.MOST_LINES + 1), FileTooLarge),
    "too heavy": (b"a" * (files.MOST_BYTES + 1), FileTooLarge),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_is_no_decision_is_refused_with_its_reason(kind: str) -> None:
    content, fault = HOSTILE[kind]
    with pytest.raises(fault) as told:
        lines_of(content)
    assert isinstance(told.value, Unreadable)
    assert told.value.code.startswith("process.file_")


def test_a_word_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MOST_XML", 10_000)
    with pytest.raises(FileTooLarge):
        lines_of(zipped("word/document.xml", "<a>" + " " * 20_000 + "</a>"))


def test_a_deep_tree_is_refused() -> None:
    with pytest.raises(NotText):
        lines_of(zipped("word/document.xml", "<a>" * 5000 + "</a>" * 5000))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_in_the_usual_encodings(encoding: str) -> None:
    assert lines_of("Bước 1\r\nký".encode(encoding)) == ["Bước 1", "ký"]
