"""A step table as a form: rows in the order they stand, moved, added and removed by buttons that need no script."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.base.access.roles import Clerk, CounterOfficial, Leader, Specialist, role_named
from motcua.domain.catalogue.enums import UnitRelation
from motcua.domain.processes.graph.definition import Doing, Relation, SignOff
from motcua.domain.processes.graph.orders import DOCUMENTS, DOES, LONGEST_TEXT
from motcua.domain.processes.tables import HOURS, MOST, QUESTION, Line
from motcua.faces.console.forms import step_fields
from motcua.kernel.errors import Fault
from motcua.kernel.text import short_date
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

CENT = Decimal("0.01")
PLAIN = (
    "name_vi", "name_en", "unit", "role", "key", "parallel", "agency", "skill", "text", "does", "says_vi", "says_en",
    "duty",
)  # fmt: skip
TIDIED = ("parallel", "agency", "skill")
ROLES = (CounterOfficial.name, Specialist.name, Clerk.name, Leader.name)
CELLS = (
    "name_vi", "name_en", "unit", "role", "hours", "key", "parallel", "agency", "skill", "who", "text", "papers",
    "documents", "sign_off", "decides", "does", "says_vi", "says_en", "duty", "guard_name", "guard_sign", "guard_value",
    "guard", "enough",
)  # fmt: skip
AUTOMATIC = Words("Tự động: {what}", "Automatic: {what}")
ASKS_AND_WAITS = Words("Xin ý kiến cơ quan khác và chờ trả lời", "Ask other agencies and wait for their answers")
THREAD = "@thread"
"""In the cell "who": the thread officer; else the key of the step whose person does this one, too."""
CHAINS = (
    ("", Words("Không ký", "None")),
    ("prepare,sign", Words("Soạn, ký", "Prepare, sign")),
    ("prepare,initial,sign", Words("Soạn, ký nháy, ký", "Prepare, initial, sign")),
    ("prepare,initial,sign,seal", Words("Soạn, ký nháy, ký, đóng dấu", "Prepare, initial, sign, seal")),
    ("prepare", Words("Soạn", "Prepare")),
    ("initial", Words("Ký nháy", "Initial")),
    ("sign", Words("Ký", "Sign")),
    ("sign,seal", Words("Ký, đóng dấu", "Sign, seal")),
    ("seal", Words("Đóng dấu", "Seal")),
)
LONG = {"says_vi": 2 * LONGEST_TEXT, "says_en": 2 * LONGEST_TEXT, "duty": 2000, "guard": 2000, "text": 500,
        "papers": 1000, "documents": 1000}  # fmt: skip
LONGEST = 200
RELATIONS = {
    Relation.UNIT: Words("Phòng, đơn vị bên trong cơ quan quyết định", "The unit inside the deciding agency"),
    Relation.PARENT: Words("Cơ quan cấp trên", "The agency above"),
    Relation.NAMED: Words("Cơ quan cụ thể", "A certain agency"),
}
BUTTON = re.compile(r"(up|down|remove|after|field|unfield)-(\d{1,2})(?:-(\d{1,2}))?")
FRESH = dict.fromkeys((*CELLS, "fields"), "") | {"unit": UnitRelation.SPECIALIST_UNIT.value, "role": Specialist.name}
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
        count = min(number_in(data.get("rows", "0")), MOST + 1)
        rows = [
            {cell: cell_sent(data, index, cell) for cell in CELLS} | {"fields": step_fields.sent(data, index)}
            for index in range(count)
        ]
        expected = number_in(data.get("expected", "0"))
        return cls(rows, data.get("valid_from", "")[:40], data.get("ground", "")[:200], expected)

    def press(self, button: str) -> bool:
        """Carry out a button of a row: "up-2", "down-0", "remove-3", "after-1"; "field-2" gives the third step one more
        field, "unfield-2-0" takes its first one away. False for any other.
        """
        found = BUTTON.fullmatch(button)
        if found is None or int(found[2]) >= len(self.rows):
            return False
        verb, index = found[1], int(found[2])
        if verb == "field":
            self.rows[index]["fields"] = step_fields.added(self.rows[index]["fields"])
        elif verb == "unfield":
            self.rows[index]["fields"] = step_fields.removed(self.rows[index]["fields"], int(found[3] or 0))
        elif verb == "remove":
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
            fields, wrong_fields = step_fields.schema_in(row["fields"])
            guard, wrong_guard = step_fields.guard_in(row)
            wrong |= {f"{index}-fields": wrong_fields} if wrong_fields else {}
            wrong |= {f"{index}-guard": wrong_guard} if wrong_guard else {}
            told.append(replace(line_of(row, hours), fields=fields, guard=guard))
        return told, wrong

    def day(self) -> tuple[date | None, dict[str, Words]]:
        try:
            return typed_date(self.valid_from), {}
        except Fault as fault:
            return None, {"valid_from": fault.words}


def cell_sent(data: Mapping[str, str], index: int, cell: str) -> str:
    """Texts of automatic steps may be long; one that is too long is told so instead of being cut."""
    return data.get(f"{index}-{cell}", "")[: LONG.get(cell, LONGEST)]


def row_of(line: Line) -> Row:
    hours = "" if line.hours is None else f"{line.hours.quantize(CENT).normalize():f}".replace(".", ",")
    plain = {name: getattr(line, name) for name in PLAIN}
    told = {
        "hours": hours,
        "who": THREAD if line.thread else line.same_as,
        "papers": "; ".join(line.papers),
        "documents": "; ".join(line.documents),
        "sign_off": ",".join(line.sign_off),
        "decides": "1" if line.decides else "",
        "enough": str(line.enough or ""),
        "fields": step_fields.told(line.fields),
    }
    return plain | told | step_fields.guard_row(line.guard)


def line_of(row: Row, hours: Decimal | None) -> Line:
    """A row as typed; a chain of signatures nobody offers is none."""
    plain: dict[str, Any] = {name: row[name].strip() if name in TIDIED else row[name] for name in PLAIN}
    return Line(
        **{name: text for name, text in plain.items() if name != "key"},
        hours=hours,
        key=row["key"][:40],
        same_as="" if row["who"] == THREAD else row["who"],
        thread=row["who"] == THREAD,
        papers=listed(row["papers"]),
        documents=listed(row["documents"]),
        sign_off=chain_of(row["sign_off"]),
        decides=row["decides"] == "1",
        enough=number_in(row["enough"].strip()),
    )


def chain_of(typed: str) -> tuple[SignOff, ...]:
    return tuple(SignOff(one) for one in typed.split(",")) if typed and typed in dict(CHAINS) else ()


def listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def doings() -> list[tuple[str, Words]]:
    """Who does a step: people, or what by itself."""
    told: list[tuple[str, Words]] = [("", Words("Người làm", "People")), (QUESTION, ASKS_AND_WAITS)]
    for one in Doing:
        if one is Doing.DOCUMENT:
            told += [(f"{one}:{kind}", AUTOMATIC.fill(what=words)) for kind, words in DOCUMENTS.items()]
        else:
            told.append((one.value, AUTOMATIC.fill(what=DOES[one])))
    return told


def units() -> list[tuple[str, Words]]:
    return [(unit.value, unit.words) for unit in UnitRelation] + [(one.value, said) for one, said in RELATIONS.items()]


def people(rows: list[Row], index: int) -> list[tuple[str, Words]]:
    """Whose desk a step may begin on: anybody's, the thread officer's, or that of who did a step before."""
    told = [
        ("", Words("Ai có vai trò này", "Anybody with the role")),
        (THREAD, Words("Cán bộ đầu mối", "Thread officer")),
    ]
    for place, row in enumerate(rows[:index], start=1):
        if row["key"]:
            told.append((row["key"], Words("Người làm bước {n}", "Who did step {n}").fill(n=place)))
    return told


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
    return (value.quantize(CENT) if readable else None), readable


def number_in(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
