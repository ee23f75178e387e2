"""Texts on their way into a spreadsheet, which would take some of them for formulas and run them."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a cell begins that is run; the wide ones too, which some programs fold to the narrow."""

MARK = "\ufeff"


def harmless(cells: Iterable[object]) -> list[str]:
    """Each cell as text that no spreadsheet runs; an apostrophe before it, which programs do not show."""
    texts = ("" if cell is None else str(cell) for cell in cells)
    return [f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text for text in texts]


def as_csv(headings: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in UTF-8 with its mark, so that spreadsheets read Vietnamese."""
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(harmless(row) for row in rows)
    return MARK + kept.getvalue()
