"""A workbook made to do harm, sent as a table of officials: refused in words, before it is unpacked."""

import io
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook

from motcua.faces.console.staff_table import BIGGEST, BadTableFile, sent

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
HARM: dict[str, tuple[str, bytes]] = {
    "texts that unpack to sixty megabytes": ("xl/sharedStrings.xml", b"<sst>" + b" " * 60_000_000 + b"</sst>"),
    "a picture of zeros": ("xl/media/zeros.png", b"\0" * 60_000_000),
    "entities in the sheet": ("xl/worksheets/sheet1.xml", LAUGHS),
    "entities in the list of sheets": ("xl/workbook.xml", LAUGHS),
    "macros": ("xl/vbaProject.bin", b"x"),
    "a sheet that is no XML": ("xl/worksheets/sheet1.xml", b"<worksheet><"),
    "a list of sheets that is no XML": ("xl/workbook.xml", b"<workbook><"),
    "types that are no XML": ("[Content_Types].xml", b"<Types><"),
    "styles that are no XML": ("xl/styles.xml", b"\0"),
    "no sheet": ("xl/workbook.xml", b"<workbook/>"),
}


def spoilt(name: str, content: bytes) -> bytes:
    whole, made = io.BytesIO(), io.BytesIO()
    book = Workbook()
    book.active.append(["Họ tên", "Vai trò"])
    book.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("kind", HARM)
def test_it_is_refused_without_being_unpacked(kind: str) -> None:
    content = spoilt(*HARM[kind])
    assert len(content) < BIGGEST, "small on the wire"
    tracemalloc.start()
    try:
        with pytest.raises(BadTableFile):
            sent(content)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_a_sound_one_is_read() -> None:
    assert sent(spoilt("docProps/note.txt", b"x")) == []
