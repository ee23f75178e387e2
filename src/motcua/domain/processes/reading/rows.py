"""The rows of a table of steps: where one ends and the next begins, and what of the text stands outside the table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.domain.processes.reading.columns import Heading, headings, names_people, step_number
from motcua.domain.processes.reading.hours import durations
from motcua.domain.processes.reading.pieces import Piece, pieces
from motcua.kernel.text import fold

NOTHING = Piece(())
TOTAL = re.compile(r"tong (thoi gian|thoi han|cong|so|thoi)|^tong:?$|thoi gian giai quyet")
SECTION = re.compile(r"((phan|giai doan|muc) ([ivx\d]+|[a-z])\b|[ivx]+[.)]|[a-z][.)] |quy trinh |trinh tu |tai )")
ROMAN = re.compile(r"[ivx]{1,5}[.)]?|[a-h][.)]?")
COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[a-z])\)?")


@dataclass(frozen=True, slots=True)
class Row:
    """`label` is the place of the column with the step's number, -1 where there is none."""

    cells: tuple[Piece, ...]
    label: int = 0
    width: int = 0

    @property
    def filled(self) -> tuple[Piece, ...]:
        return tuple(cell for cell in self.cells if cell)

    @property
    def source(self) -> tuple[int, int]:
        """First and last line of its cells, both included."""
        return self.filled[0].first, self.filled[-1].last

    @property
    def number(self) -> str:
        """The step's number as the source writes it; in a row that lacks cells, the first that looks like one."""
        place = self.numbered_at
        return step_number(self.cells[place].text) if place >= 0 else ""

    @property
    def numbered_at(self) -> int:
        whole = self.width and len(self.cells) >= self.width
        places = ([self.label] if whole else range(len(self.cells))) if self.label >= 0 else []
        return next((place for place in places if self.cells[place] and step_number(self.cells[place].text)), -1)

    @property
    def is_total(self) -> bool:
        return bool(TOTAL.match(fold(self.filled[0].text))) and not self.number

    @property
    def tells_time(self) -> bool:
        return any(durations(cell.text) for cell in self.filled)

    @property
    def numbers_columns(self) -> bool:
        """ "(1) | (2) | (3)" below the heading."""
        return len(self.filled) > 2 and all(COLUMN_NUMBER.fullmatch(fold(cell.text)) for cell in self.filled)

    @property
    def section(self) -> tuple[str, str] | None:
        """Number and title where the row is a heading inside the table."""
        if self.number or self.is_total or len(self.filled) > 2:
            return None
        first = self.filled[0]
        if len(self.filled) == 2:
            roman = ROMAN.fullmatch(fold(first.text))
            return (first.text.rstrip(".)"), self.filled[1].text) if roman else None
        heads = first.bold or (SECTION.match(fold(first.text)) and not names_people(first.text))
        return ("", first.text) if heads else None


@dataclass(frozen=True, slots=True)
class Table:
    """`above` and `below`: the text between this table and its neighbours, as it stands."""

    heading: Heading
    rows: tuple[Row, ...]
    above: tuple[Piece, ...]
    below: tuple[Piece, ...]
    first: int


def tables(lines: Sequence[str]) -> list[Table]:
    """Every table of steps of a text, in order."""
    whole = pieces(lines)
    heads = headings(whole)
    told: list[Table] = []
    above_from = 0
    for place, head in enumerate(heads):
        limit = heads[place + 1].start if place + 1 < len(heads) else len(whole)
        rows, end = _rows(whole, head, limit, last=place + 1 == len(heads))
        above = tuple(piece for piece in whole[above_from : head.start] if piece)
        below = tuple(piece for piece in whole[end:limit] if piece)
        told.append(Table(head, tuple(rows), above, below, whole[head.start].first))
        above_from = end
    return told


def _rows(whole: Sequence[Piece], head: Heading, limit: int, *, last: bool) -> tuple[list[Row], int]:
    """Rows below a heading, and the place where the table ends.

    The piece right before the next heading, and the one after the last bar, always stand outside.
    """
    outside = limit - 1 if last or whole[limit - 1] else limit
    index = head.end + 1
    rows: list[Row] = []
    cells: list[Piece] = [NOTHING] * _leading(whole, index, outside)
    index += len(cells)
    while index < outside:
        if whole[index]:
            if _stands_outside(whole[index], _row(cells, head)):
                break
            cells.append(whole[index])
            index += 1
            continue
        empty = _leading(whole, index, outside)
        index += empty
        inside, leading = _split(_row(cells, head), empty, _chunk(whole, index, outside), head)
        cells += [NOTHING] * inside
        if leading >= 0:
            _close(rows, _row(cells, head))
            cells = [NOTHING] * leading
    _close(rows, _row(cells, head))
    return rows, index


def _row(cells: Sequence[Piece], head: Heading) -> Row:
    return Row(tuple(cells), head.label, len(head.columns))


def _close(rows: list[Row], row: Row) -> None:
    if row.filled and not row.numbers_columns:
        rows.append(row)


def _leading(whole: Sequence[Piece], index: int, end: int) -> int:
    count = 0
    while index + count < end and not whole[index + count]:
        count += 1
    return count


def _split(row: Row, empty: int, following: list[Piece], head: Heading) -> tuple[int, int]:
    """How many of the empty pieces are cells of this row, and how many begin the next one (-1: this row goes on).

    One of them is the border of two rows, unless what follows completes this row exactly and begins no step.
    """
    if following and _goes_on(row, empty, _row(following, head)):
        return empty, -1
    inside = min(empty - 1, row.width - len(row.cells))
    return inside, empty - 1 - inside


def _chunk(whole: Sequence[Piece], index: int, end: int) -> list[Piece]:
    told = []
    while index < end and whole[index]:
        told.append(whole[index])
        index += 1
    return told


def _goes_on(row: Row, empty: int, ahead: Row) -> bool:
    if not row.filled or len(row.cells) + empty + len(ahead.cells) > row.width or ahead.is_total or ahead.section:
        return False
    if len(row.filled) == 1 and ROMAN.fullmatch(fold(row.filled[0].text)) and len(ahead.cells) == 1:
        return True
    if row.is_total and not row.tells_time:
        return ahead.tells_time and not ahead.number
    if len(row.cells) + empty + len(ahead.cells) < row.width:
        return False
    if ahead.number:
        return not row.number and len(row.cells) + empty + ahead.numbered_at == row.label
    return bool(row.number) or row.label < 0


def _stands_outside(piece: Piece, row: Row) -> bool:
    """After a full row, after a blank line, and after a total that has said its time."""
    if piece.apart or len(row.cells) >= row.width:
        return True
    return bool(row.filled) and row.is_total and row.tells_time
