"""A step table as a form: rows in the order they stand, moved, added and removed by buttons that need no script."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from motcua.base.access.roles import CounterOfficial, Leader, Specialist, role_named
from motcua.domain.catalogue.enums import UnitRelation
from motcua.domain.processes.tables import HOURS, MOST, Line
from motcua.kernel.errors import Fault
from motcua.kernel.text import short_date
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

ROLES = (CounterOfficial.name, Specialist.name, Leader.name)
CELLS = ("name_vi", "name_en", "unit", "role", "hours", "key")
BUTTON = re.compile(r"(up|down|remove|after)-(\d{1,2})")
FRESH = {
    "name_vi": "", "name_en": "", "unit": UnitRelation.SPECIALIST_UNIT.value, "role": Specialist.name, "hours": "",
    "key": "",
}  # fmt: skip
Row = dict[str, str]


@dataclass
class Table:
    """What was typed, in order, with faults by cell; read by `lines` and `day` when it is to be used."""

    rows: list[Row]
    valid_from: str
    ground: str
    expected: int

    @classmethod
    def of(cls, lines: list[Line], valid_from: date, expected: int) -> "Table":
        return cls([row_of(line) for line in lines], short_date(valid_from), "", expected)

    @classmethod
    def sent(cls, data: Mapping[str, str]) -> "Table":
        count = min(_number(data.get("rows", "0")), MOST + 1)
        rows = [{cell: data.get(f"{index}-{cell}", "")[:200] for cell in CELLS} for index in range(count)]
        expected = _number(data.get("expected", "0"))
        return cls(rows, data.get("valid_from", "")[:40], data.get("ground", "")[:200], expected)

    def press(self, button: str) -> bool:
        """Carry out a button of a row: "up-2", "down-0", "remove-3", "after-1". False for any other."""
        found = BUTTON.fullmatch(button)
        if found is None or int(found[2]) >= len(self.rows):
            return False
        verb, index = found[1], int(found[2])
        if verb == "remove":
            del self.rows[index]
        elif verb == "after":
            self.rows.insert(index + 1, dict(FRESH))
        else:
            other = index + (1 if verb == "down" else -1)
            if 0 <= other < len(self.rows):
                self.rows[index], self.rows[other] = self.rows[other], self.rows[index]
        return True

    def lines(self) -> tuple[list[Line], dict[str, Words]]:
        """The rows as lines; hours that cannot be read are named."""
        told, wrong = [], {}
        for index, row in enumerate(self.rows):
            hours, readable = hours_typed(row["hours"])
            if not readable:
                wrong[f"{index}-hours"] = HOURS
            told.append(Line(row["name_vi"], row["name_en"], row["unit"], row["role"], hours, row["key"][:40]))
        return told, wrong

    def day(self) -> tuple[date | None, dict[str, Words]]:
        try:
            return typed_date(self.valid_from), {}
        except Fault as fault:
            return None, {"valid_from": fault.words}


def row_of(line: Line) -> Row:
    hours = "" if line.hours is None else f"{line.hours.normalize():f}".replace(".", ",")
    return {"name_vi": line.name_vi, "name_en": line.name_en, "unit": line.unit, "role": line.role, "hours": hours,
            "key": line.key}  # fmt: skip


def units() -> list[tuple[str, Words]]:
    return [(unit.value, unit.words) for unit in UnitRelation]


def roles() -> list[tuple[str, Words]]:
    return [(name, role_named(name).title) for name in ROLES]


def hours_typed(typed: str) -> tuple[Decimal | None, bool]:
    text = typed.strip().replace(",", ".")
    if not text:
        return None, True
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None, False
    readable = value.is_finite() and abs(value) < 100_000
    return (value.quantize(Decimal("0.01")) if readable else None), readable


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
