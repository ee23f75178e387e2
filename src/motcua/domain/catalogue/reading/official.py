"""The official list, a spreadsheet or its CSV: codes, names, agencies and fields, without any details.

A spreadsheet is somebody else's file: it is weighed before it is opened, and nothing in it is calculated or followed.
"""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from motcua.domain.catalogue.errors import (
    ListEmpty,
    ListHasFormula,
    ListHasMacro,
    ListLayout,
    ListTooLarge,
    NotAList,
)
from motcua.domain.catalogue.reading.agencies import HOME, read_issuer
from motcua.domain.catalogue.reading.clean import clean, one_line
from motcua.domain.catalogue.reading.lines import CODE
from motcua.domain.catalogue.reading.reasons import Reason
from motcua.domain.catalogue.reading.texts import Flag, Notes
from motcua.kernel.text import fold
from motcua.kernel.workbooks import Weight, weigh

MOST_BYTES = 40 * 1024 * 1024
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 2000
MOST_ROWS = 100_000
WIDEST = 40
HEADING_WITHIN = 30
COLUMNS = {
    "code": ("ma so", "ma thu tuc", "ma tthc", "code"),
    "name": ("ten", "ten thu tuc", "ten thu tuc hanh chinh", "name"),
    "issuing": ("co quan ban hanh", "issuing_agency"),
    "executing": ("co quan thuc hien", "executing_agency"),
    "field": ("linh vuc", "field"),
    "url": ("duong dan", "url"),
}
NEEDED = ("code", "name", "issuing", "executing", "field")
UNREADABLE = (InvalidFileException, zipfile.BadZipFile, KeyError, IndexError, ValueError, SyntaxError, EOFError)
SHOWN = "Mã số, Tên, Cơ quan ban hành, Cơ quan thực hiện, Lĩnh vực"


@dataclass(frozen=True, slots=True)
class Listed:
    """A procedure as the list has it. `foreign`: another province issued it."""

    code: str
    name: str
    field: str
    issuing: str
    executing: str
    foreign: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One row; without `listed` it is left out, and a flag says why."""

    number: int
    listed: Listed | None
    flags: tuple[Flag, ...]


def read_official(path: Path, *, home: str = HOME) -> Iterator[ListLine]:
    """Every row below the heading, in order; a code seen before is left out. WrongList, OSError."""
    rows = _csv_rows(path) if path.suffix.lower() == ".csv" else _sheet_rows(path)
    return _lines(rows, home)


def _lines(rows: Iterable[tuple[int, tuple[object, ...]]], home: str) -> Iterator[ListLine]:
    columns: dict[str, int] = {}
    seen: set[str] = set()
    for number, cells in rows:
        if not columns:
            columns = _heading(cells)
            if not columns and number >= HEADING_WITHIN:
                break
            continue
        if not any(str(cell or "").strip() for cell in cells):
            continue
        line = _line(number, {name: _cell(cells, place) for name, place in columns.items()}, home, seen)
        seen.add(line.listed.code if line.listed else "")
        yield line
    if not columns:
        raise ListLayout(columns=SHOWN)
    if not seen:
        raise ListEmpty


def _line(number: int, row: dict[str, object], home: str, seen: set[str]) -> ListLine:
    notes = Notes(number, one_line(row["code"]))
    name = one_line(row["name"])
    if not CODE.match(notes.code):
        notes.add(Reason.CODE_FORM, "code", notes.code)
    elif not name:
        notes.add(Reason.NAME_MISSING, "name")
    elif notes.code in seen:
        notes.add(Reason.REPEATED_CODE, "code", notes.code)
    if notes.flags:
        return ListLine(number, None, tuple(notes.flags))
    if not one_line(row["field"]):
        notes.add(Reason.FIELD_MISSING, "field")
    issuing, foreign = read_issuer(row["issuing"], home, notes)
    listed = Listed(
        notes.code, name, one_line(row["field"]), issuing, clean(row["executing"]), foreign, _web(row.get("url"))
    )
    return ListLine(number, listed, tuple(notes.flags))


def _web(cell: object) -> str:
    """An address one may link to; anything else is left out."""
    address = one_line(cell)
    return address if address.startswith("https://") else ""


def _heading(cells: tuple[object, ...]) -> dict[str, int]:
    """Where each column stands; empty when a needed one is missing."""
    named = [fold(str(cell or "")) for cell in cells]
    found = {
        column: next((place for place, name in enumerate(named) if name in names), None)
        for column, names in COLUMNS.items()
    }
    known = {column: place for column, place in found.items() if place is not None}
    return known if all(column in known for column in NEEDED) else {}


def _cell(cells: tuple[object, ...], place: int) -> object:
    return cells[place] if place < len(cells) else None


def _csv_rows(path: Path) -> Iterator[tuple[int, tuple[object, ...]]]:
    if path.stat().st_size > MOST_BYTES:
        raise ListTooLarge(mb=MOST_BYTES // 1024 // 1024)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, cells in enumerate(csv.reader(file), start=1):
                yield number, tuple(cells[:WIDEST])
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotAList from error


def _sheet_rows(path: Path) -> Iterator[tuple[int, tuple[object, ...]]]:
    _weigh(path)
    with path.open("rb") as file:
        try:
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
            try:
                sheet = book.worksheets[0]
                sheet.reset_dimensions()
                for number, row in enumerate(sheet.iter_rows(max_col=WIDEST, max_row=MOST_ROWS), start=1):
                    yield number, tuple(_value(cell) for cell in row)
            finally:
                book.close()
        except UNREADABLE as error:
            raise NotAList from error


def _value(cell: Any) -> object:
    if cell.data_type == "f":
        raise ListHasFormula(cell=cell.coordinate)
    return cell.value


def _weigh(path: Path) -> None:
    """Refuse what unpacks to too much, carries macros, or declares entities of its own, before anything is parsed."""
    if path.stat().st_size > MOST_BYTES:
        raise ListTooLarge(mb=MOST_BYTES // 1024 // 1024)
    found = weigh(path, unpacked=MOST_UNPACKED, parts=MOST_PARTS)
    if found is Weight.LARGE:
        raise ListTooLarge(mb=MOST_UNPACKED // 1024 // 1024)
    if found is Weight.MACRO:
        raise ListHasMacro
    if found is Weight.BROKEN:
        raise NotAList
