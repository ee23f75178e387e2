"""A table for a spreadsheet, as CSV or as an .xlsx: every cell text, nothing a program would run as a formula."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from motcua.kernel.spreadsheets import as_csv, harmless

__all__ = ["as_csv", "as_xlsx"]

WIDTH = 26


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet with the first row standing while one scrolls."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for column in range(len(headings)):
        sheet.column_dimensions[chr(ord("A") + column)].width = WIDTH
    head = [WriteOnlyCell(sheet, value=text) for text in headings]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=text) for text in harmless(row)]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
