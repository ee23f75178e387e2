"""What a column holds, by the words in its heading, and which column a cell belongs to where a row has fewer cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from motcua.domain.processes.reading.hours import Unit, looks_like_time
from motcua.domain.processes.reading.pieces import Piece
from motcua.kernel.text import fold

LONGEST_HEADING = 100
MOST_COLUMNS = 9


class Column(StrEnum):
    STEP = "step"
    PERFORMER = "performer"
    AGENCY = "agency"
    DUTY = "duty"
    TIME = "time"
    RESULT = "result"
    OTHER = "other"


WORDS = {
    Column.STEP: ("thu tu", "ten buoc", "cac buoc", "buoc", "stt", "tt", "trinh tu"),
    Column.PERFORMER: (
        *("don vi", "nguoi thuc hien", "nguoi xu ly", "trach nhiem", "bo phan", "co quan", "chu the", "chuc danh"),
        *("can bo", "chuc vu", "performer"),
    ),
    Column.DUTY: ("noi dung", "cong viec", "mo ta", "cach thuc", "viec lam"),
    Column.TIME: ("thoi gian", "thoi han", "so ngay", "so gio"),
    Column.RESULT: ("san pham", "ket qua", "bieu mau", "dau ra", "ho so"),
    Column.OTHER: ("ghi chu",),
}
NUMBERED = re.compile(r"([ivx]+|[a-z]|\d{1,2})[.)] ")
LABEL = re.compile(r"(?:buoc|b)\s*(\d{1,2}(?:\.\d{1,2})?)\s*[.:)]?|(\d{1,2}(?:\.\d{1,2})?)\s*[.)]?")
LABEL_AND_NAME = re.compile(r"buoc\s*(\d{1,2})\s*[.:–-]\s*\S")
PEOPLE = (
    *("can bo", "cong chuc", "vien chuc", "chuyen vien", "lanh dao", "truong", "pho ", "giam doc", "chu tich"),
    *("van thu", "bo phan", "phong", "ubnd", "uy ban", "so ", "cac so", "co quan", "don vi", "trung tam", "van phong"),
    *("to chuc", "ca nhan", "nguoi", "ban ", "hoi dong", "chi cuc", "nhan vien", "ke toan", "thu truong", "cuc "),
)
PAPERS = (
    *("ho so", "van ban", "giay", "phieu", "mau", "ket qua", "quyet dinh", "to trinh", "bien ban", "bao cao"),
    *("thong bao", "du thao", "danh sach", "so theo doi"),
)
EARLY = 12
"""A heading says in its first words what it is about."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading row: the place of its first piece, what each column holds, and the unit of time it names."""

    start: int
    columns: tuple[Column, ...]
    unit: Unit | None
    working: bool

    @property
    def end(self) -> int:
        return self.start + len(self.columns)

    @property
    def label(self) -> int:
        """The column of step numbers, -1 where there is none."""
        return self.columns.index(Column.STEP) if Column.STEP in self.columns else -1


def column_named(text: str) -> Column | None:
    """By the keyword that stands first; of two that begin together the longer one."""
    key = fold(text)
    found = [
        (place, -len(word), column)
        for column, words in WORDS.items()
        for word in words
        if (place := _place(key, word)) is not None
    ]
    return min(found)[2] if found else None


def _place(key: str, word: str) -> int | None:
    found = re.search(rf"\b{word}\b", key)
    return found.start() if found and found.start() <= EARLY else None


def headings(pieces: Sequence[Piece]) -> list[Heading]:
    """Every heading row of a table of steps, in order."""
    told, index = [], 0
    while index < len(pieces):
        end = index
        while end < len(pieces) and pieces[end]:
            end += 1
        heading = _heading(pieces, index, end) if end < len(pieces) else None
        if heading:
            told.append(heading)
        index = max(end, index) + 1
    return told


def _heading(pieces: Sequence[Piece], first: int, end: int) -> Heading | None:
    """The longest tail of a run of cells that reads as one."""
    start = end
    while start > max(first, end - MOST_COLUMNS) and _may_head(pieces[start - 1]):
        start -= 1
    while start < end and column_named(pieces[start].text) is None:
        start += 1
    columns = _distinct([column_named(piece.text) or Column.OTHER for piece in pieces[start:end]])
    known = set(columns) - {Column.OTHER}
    if Column.PERFORMER not in known or len(known) < 3 or not known & {Column.STEP, Column.DUTY}:
        return None
    time = next((p.text for p, column in zip(pieces[start:end], columns, strict=True) if column is Column.TIME), "")
    return Heading(start, columns, Unit.named_in(time), "lam viec" in fold(time))


def _may_head(piece: Piece) -> bool:
    text = piece.text
    if piece.apart or len(text) > LONGEST_HEADING or text.startswith(("-", "+")):
        return False
    return not (NUMBERED.match(fold(text)) or step_number(text) or looks_like_time(text))


def _distinct(columns: list[Column]) -> tuple[Column, ...]:
    """One column of each sort. Beside a running number, "the steps" are what is done; of two columns of performers the
    first is the agency.
    """
    if columns.count(Column.PERFORMER) > 1:
        columns[columns.index(Column.PERFORMER)] = Column.AGENCY
    if columns.count(Column.STEP) > 1 and Column.DUTY not in columns:
        second = columns.index(Column.STEP, columns.index(Column.STEP) + 1)
        columns[second] = Column.DUTY
    return tuple(column if column not in columns[:place] else Column.OTHER for place, column in enumerate(columns))


def step_number(text: str) -> str:
    """ "3" of "Bước 3", "03" or "B3."; empty for any other text."""
    found = LABEL.fullmatch(fold(text)) or LABEL_AND_NAME.match(fold(text))
    number = next((group for group in found.groups() if group), "") if found else ""
    return ".".join(str(int(part)) for part in number.split(".")) if number else ""


def names_people(text: str) -> bool:
    return fold(text).startswith(PEOPLE)


@dataclass(frozen=True, slots=True)
class Placed:
    """The cells of a row by column. `sure` unless another placing would read about as well."""

    cells: dict[Column, Piece]
    sure: bool = True


def placed(cells: Sequence[Piece], columns: Sequence[Column]) -> Placed:
    """Each cell in its column. Where cells were merged a row has fewer; order is kept, and what fits best is taken."""
    if len(cells) >= len(columns):
        return Placed({c: cell for c, cell in zip(columns, cells, strict=False) if c is not Column.OTHER})
    ways = [
        (sum(_fit(cell, columns[place]) for cell, place in zip(cells, places, strict=True)), places)
        for places in combinations(range(len(columns)), len(cells))
    ]
    ways.sort(key=lambda way: (-way[0], way[1]))
    best = {columns[place]: cell for cell, place in zip(cells, ways[0][1], strict=True)}
    sure = len(ways) == 1 or ways[0][0] > ways[1][0] or Column.PERFORMER in best
    return Placed({column: cell for column, cell in best.items() if column is not Column.OTHER}, sure)


def _fit(cell: Piece, column: Column) -> float:
    if not cell:
        return 0
    text = cell.text
    if (column is Column.STEP) != bool(step_number(text)):
        return -8
    if column is Column.STEP:
        return 6
    if (column is Column.TIME) != looks_like_time(text):
        return -6
    if column is Column.TIME:
        return 6
    dashed = text.startswith(("-", "+", "–"))
    if column in (Column.PERFORMER, Column.AGENCY):
        return (3 if names_people(text) and len(text) <= 160 else 0) - 3 * dashed
    if column is Column.RESULT:
        return 0.5 if fold(text).startswith(PAPERS) else 0
    return 1 if dashed or len(text) > 40 else 0.4
