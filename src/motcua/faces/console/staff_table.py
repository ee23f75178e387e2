"""A table of new officials, pasted from a spreadsheet or sent as a file, read row by row. Nothing is stored here."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from motcua.base.access.roles import ROLES
from motcua.domain.directory.enums import IdentityKind
from motcua.domain.directory.services.people import PersonDetails
from motcua.faces.console.forms.people import precision_of
from motcua.kernel.errors import Fault, Invalid
from motcua.kernel.text import fold, short_date, tidy
from motcua.kernel.typed_dates import typed_birth
from motcua.kernel.words import Words
from motcua.kernel.workbooks import Weight, weigh

MOST, BIGGEST = 60, 1024 * 1024
"""Rows at a time: each temporary password takes a moment to seal."""
MOST_UNPACKED, MOST_PARTS = 20 * 1024 * 1024, 200
UNREADABLE = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    IndexError,
    ValueError,
    SyntaxError,
    EOFError,
    OSError,
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("ho va ten", "ho ten", "full name", "name"),
    "title": ("chuc danh", "chuc vu", "title"),
    "roles": ("vai tro", "role", "roles"),
    "username": ("ten dang nhap", "tai khoan", "sign-in name", "username"),
    "identity": ("so can cuoc", "can cuoc", "cccd", "so giay to", "identity number"),
    "birth": ("ngay sinh", "birth date"),
    "phone": ("dien thoai", "so dien thoai", "telephone", "phone"),
    "email": ("thu dien tu", "email", "e-mail"),
}
HEAD = "Họ và tên\tChức danh\tVai trò\tTên đăng nhập\tSố căn cước\tNgày sinh\tĐiện thoại\tThư điện tử"
ROLE_NAMES = {fold(spoken): name for name, role in ROLES.items() for spoken in (name, role.title.vi, role.title.en)}


NO_ROLE = Words("Vai trò “{role}” không có. Chọn trong: {known}.", "There is no role “{role}”. Choose: {known}.")


class BadTableFile(Invalid):
    code = "console.bad_table_file"
    sentence = Words(
        "Không đọc được tệp này. Bạn gửi tệp .xlsx hoặc .csv, hoặc dán bảng vào ô.",
        "This file cannot be read. Send an .xlsx or .csv file, or paste the table.",
    )


class TooManyRows(Invalid):
    code = "console.too_many_rows"
    sentence = Words("Mỗi lần tối đa {most} dòng.", "At most {most} rows at a time.")


class BadRow(Invalid):
    """A row that cannot be taken as it stands, and why."""

    code = "console.bad_row"
    sentence = Words("{why}", "{why}")


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line as typed."""

    number: int
    name: str = ""
    title: str = ""
    roles: str = ""
    username: str = ""
    identity: str = ""
    birth: str = ""
    phone: str = ""
    email: str = ""

    def details(self) -> PersonDetails:
        """BadRow for a missing name; Malformed for a birth that cannot be read."""
        if not tidy(self.name):
            raise BadRow(why=Words("Thiếu họ và tên.", "The name is missing."))
        birth = typed_birth(self.birth) if self.birth.strip() else None
        return PersonDetails(
            full_name=self.name,
            birth_date=birth.earliest if birth else None,
            birth_precision=precision_of(birth),
            identity_kind=IdentityKind.CCCD if self.identity.strip() else IdentityKind.NONE,
            identity_number=self.identity,
            phone=self.phone,
            email=self.email,
        )

    def role_names(self) -> list[str]:
        """BadRow names a role there is not."""
        spoken = [part.strip() for part in self.roles.replace(";", ",").replace("+", ",").split(",") if part.strip()]
        unknown = next((part for part in spoken if fold(part) not in ROLE_NAMES), None)
        if unknown is not None or not spoken:
            known = ", ".join(role.title.vi for role in ROLES.values())
            why = Words(
                "Vai trò “{role}” không có. Chọn trong: {known}.", "There is no role “{role}”. Choose: {known}."
            )
            raise BadRow(why=why.fill(role=unknown or "", known=known))
        return sorted({ROLE_NAMES[fold(part)] for part in spoken})


def pasted(text: str) -> list[StaffRow]:
    """Rows of a pasted table: tabs, semicolons or commas between cells. TooManyRows."""
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    sign = next((sign for sign in "\t;," if lines and sign in lines[0]), "\t")
    return rows_of(csv.reader(lines[: MOST + 2], delimiter=sign))


def sent(content: bytes) -> list[StaffRow]:
    """Rows of a file: a workbook's first sheet, or text. BadTableFile, TooManyRows."""
    if len(content) > BIGGEST:
        raise BadTableFile
    if content.startswith(b"PK"):
        return rows_of(_sheet(content))
    try:
        return pasted(content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadTableFile from error


def as_text(rows: Sequence[StaffRow]) -> str:
    """The same rows to be shown and sent again."""
    lines = ["\t".join(getattr(row, name).replace("\t", " ") for name in COLUMNS) for row in rows]
    return "\n".join([HEAD, *lines])


def rows_of(cells: Iterable[Sequence[str]]) -> list[StaffRow]:
    """By the names in the first row where it has them, else in the usual order of columns."""
    table = [[str(cell).strip()[:200] for cell in row] for row in cells]
    table = [row for row in table if any(row)]
    order: list[str | None] = list(COLUMNS)
    if table and (named := _named(table[0])):
        order, table = named, table[1:]
    if len(table) > MOST:
        raise TooManyRows(most=MOST)
    return [
        StaffRow(number, **{name: cell for name, cell in zip(order, row, strict=False) if name})
        for number, row in enumerate(table, start=1)
    ]


def _named(first: Sequence[str]) -> list[str | None] | None:
    """The columns a heading row names; None where it is no heading."""
    found = [next((name for name, known in COLUMNS.items() if fold(cell) in known), None) for cell in first]
    known = [name for name in found if name]
    return found if "name" in known and len(known) == len(set(known)) > 1 else None


def _sheet(content: bytes) -> list[list[str]]:
    if weigh(io.BytesIO(content), unpacked=MOST_UNPACKED, parts=MOST_PARTS) is not Weight.FINE:
        raise BadTableFile
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        return [
            [_cell(value) for value in row] for row in sheet.iter_rows(max_row=MOST + 2, max_col=20, values_only=True)
        ]
    except UNREADABLE as error:
        raise BadTableFile from error


def _cell(value: object) -> str:
    if isinstance(value, datetime | date):
        return short_date(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def fault_words(fault: Fault) -> Words:
    """One sentence for a row: what the fault says of its fields, else the fault itself."""
    named = list(fault.fields.values()) if isinstance(fault, Invalid) else []
    return Words("; ".join(one.vi for one in named), "; ".join(one.en for one in named)) if named else fault.words
