"""The steps of a process read from a decision as a form: cells kept as typed, read when they are to be used."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.base.access.roles import Clerk, CounterOfficial, Leader, Specialist, role_named
from motcua.domain.directory.models import Agency
from motcua.domain.directory.queries.agencies import agencies_on
from motcua.domain.processes.drafts import MOST_ROWS, Row, added_after, shared_out
from motcua.domain.processes.graph.definition import Kind, Relation
from motcua.domain.processes.tables import HOURS, MOST_HOURS
from motcua.faces.console.forms import step_fields
from motcua.faces.console.forms.processes import THREAD, chain_of, hours_typed, listed, number_in
from motcua.kernel import clock
from motcua.kernel.text import fold, tidy
from motcua.kernel.words import Words

CELLS = ("key", "name_vi", "name_en", "kind", "relation", "role", "agency", "asks", "hours", "decides",
         "back_to", "left_out", "skill", "who", "parallel", "papers", "documents", "sign_off", "says_vi", "says_en",
         "enough", "guard_name", "guard_sign", "guard_value", "guard")  # fmt: skip
BUTTON = re.compile(r"(add|share|up|down|field|unfield)-(\d{1,2})(?:-(\d{1,2}))?")
KEY = re.compile(r"[sn]\d{1,3}")
LONGEST = 2000
KINDS = {
    Kind.STEP.value: Words("Cán bộ làm", "Done by an official"),
    Kind.ASK.value: Words("Hỏi cơ quan khác", "Asks other agencies"),
}
RELATIONS = {
    Relation.RECEIVING.value: Words("Bộ phận Một cửa đã tiếp nhận", "The receiving office"),
    Relation.SPECIALIST.value: Words("Đơn vị chuyên môn", "The specialist unit"),
    Relation.UNIT.value: Words("Phòng, đơn vị bên trong", "The unit inside the agency"),
    Relation.LEADER.value: Words("Lãnh đạo cơ quan quyết định", "Leaders of the deciding agency"),
    Relation.PARENT.value: Words("Cơ quan cấp trên", "The agency above"),
    Relation.NAMED.value: Words("Một cơ quan nêu tên", "A named agency"),
}
ROLES = (CounterOfficial.name, Specialist.name, Clerk.name, Leader.name)
NO_AGENCY = Words(
    "Không có cơ quan “{typed}”. Bạn chọn trong danh sách gợi ý.", "There is no agency “{typed}”. Choose from the list."
)
CHOOSE = Words("Bạn chọn một giá trị trong danh sách.", "Please choose from the list.")
Cells = dict[str, str]


@dataclass
class Sheet:
    """What was typed, in order. `version` is that of the draft that was seen."""

    rows: list[Cells]
    version: int
    procedure: str = ""
    search: str = ""
    valid_from: str = ""
    ground: str = ""
    number: int = 0

    @classmethod
    def sent(cls, data: Mapping[str, str]) -> "Sheet":
        count = min(number_in(data.get("rows", "")), MOST_ROWS + 1)
        rows = [
            {cell: data.get(f"{index}-{cell}", "")[:LONGEST] for cell in CELLS}
            | {"fields": step_fields.sent(data, index)}
            for index in range(count)
        ]
        _keyed(rows)
        texts = {name: data.get(name, "")[:300] for name in ("procedure", "search", "valid_from", "ground")}
        return cls(rows, number_in(data.get("version", "")), number=number_in(data.get("number", "")), **texts)

    def press(self, button: str) -> bool:
        """Carry out a button of a row: "add-2", "share-5", "up-3", "down-0", "field-2", "unfield-2-0"; else False."""
        found = BUTTON.fullmatch(button)
        if found is None or int(found[2]) >= len(self.rows):
            return False
        if found[1] in ("up", "down"):
            self._move(int(found[2]), 1 if found[1] == "down" else -1)
            return True
        if found[1] in ("field", "unfield"):
            cells = self.rows[int(found[2])]
            fields, number = cells["fields"], int(found[3] or 0)
            cells["fields"] = step_fields.added(fields) if found[1] == "field" else step_fields.removed(fields, number)
            return True
        agencies = Agencies()
        rows, _ = self.read(agencies)
        change = added_after if found[1] == "add" else shared_out
        typed = {cells["key"]: cells for cells in self.rows}
        fresh = cells_of(change(rows, int(found[2])), agencies)
        if found[1] == "add":
            self.rows = [typed.get(cells["key"], cells) for cells in fresh]
        else:
            self.rows = [typed[cells["key"]] | {"hours": cells["hours"]} for cells in fresh]
        return True

    def _move(self, place: int, by: int) -> None:
        other = place + by
        if 0 <= other < len(self.rows):
            self.rows[place], self.rows[other] = self.rows[other], self.rows[place]

    def read(self, agencies: "Agencies") -> tuple[list[Row], dict[str, Words]]:
        """The rows, and what cannot be read by cell ("3-hours")."""
        told, wrong = list[Row](), dict[str, Words]()
        for index, cells in enumerate(self.rows):
            row, faults = _row(cells, agencies)
            told.append(row)
            wrong |= {f"{index}-{cell}": words for cell, words in faults.items()}
        return told, wrong


NONE = "—"
SAID_NONE = (NONE, "–", "-")
"""What says in a cell that there is nothing, where an empty one means what the source says."""


class Agencies:
    """Those of the city today, found by what somebody types: identifier, or name."""

    def __init__(self) -> None:
        self.all: Sequence[Agency] = list(agencies_on(clock.today()))
        self.shown = {one.identifier: f"{one.identifier} {one.label}" for one in self.all}
        self.named = {fold(name): one.identifier for one in self.all for name in (one.name, one.short_name)}

    def identifier(self, typed: str) -> str | None:
        """None where there is no such agency."""
        text = tidy(typed)
        first = text.split(" ", 1)[0].upper()
        return first if first in self.shown else self.named.get(fold(text))


def cells_of(rows: Sequence[Row], agencies: Agencies) -> list[Cells]:
    return [
        {
            "key": row.key,
            "name_vi": row.name_vi,
            "name_en": row.name_en,
            "kind": row.kind,
            "relation": row.relation,
            "role": row.role,
            "agency": agencies.shown.get(row.agency, row.agency),
            "asks": "; ".join(agencies.shown.get(one, one) for one in row.asks),
            "hours": "" if row.hours is None else f"{row.hours.normalize():f}".replace(".", ","),
            "decides": "on" if row.decides else "",
            "back_to": row.back_to,
            "left_out": "on" if row.left_out else "",
            **_more_cells(row),
        }
        for row in rows
    ]


def _more_cells(row: Row) -> Cells:
    """The cells a step table has as well. "documents" is empty where the source tells them, NONE for none."""
    return {
        "skill": row.skill,
        "who": THREAD if row.thread else row.same_as,
        "parallel": row.parallel,
        "papers": "; ".join(row.papers),
        "documents": NONE if row.documents == () else "; ".join(row.documents or ()),
        "sign_off": ",".join(row.sign_off),
        "says_vi": row.question[0],
        "says_en": row.question[1],
        "enough": str(row.enough or ""),
        "fields": step_fields.told(row.fields),
        **step_fields.guard_row(row.guard),
    }


def _more(cells: Cells, wrong: dict[str, Words]) -> dict[str, Any]:
    """What those cells say, by the names of a row; what cannot be read is told in `wrong`."""
    fields, wrong_fields = step_fields.schema_in(cells["fields"])
    guard, wrong_guard = step_fields.guard_in(cells)
    wrong |= ({"fields": wrong_fields} if wrong_fields else {}) | ({"guard": wrong_guard} if wrong_guard else {})
    return {
        "skill": tidy(cells["skill"]),
        "same_as": "" if cells["who"] == THREAD else cells["who"][:40],
        "thread": cells["who"] == THREAD,
        "parallel": tidy(cells["parallel"])[:8],
        "papers": listed(cells["papers"]),
        "documents": () if cells["documents"].strip() in SAID_NONE else listed(cells["documents"]) or None,
        "sign_off": tuple(one.value for one in chain_of(cells["sign_off"])),
        "question": (cells["says_vi"].strip(), cells["says_en"].strip()),
        "enough": number_in(cells["enough"].strip()),
        "fields": fields,
        "guard": guard,
    }


def _row(cells: Cells, agencies: Agencies) -> tuple[Row, dict[str, Words]]:
    wrong: dict[str, Words] = {}
    hours, readable = hours_typed(cells["hours"])
    if not readable or (hours is not None and not 0 < hours <= MOST_HOURS):
        wrong["hours"], hours = HOURS, None
    for cell, known in (("kind", KINDS), ("relation", RELATIONS), ("role", ROLES)):
        if cells[cell] not in known:
            wrong[cell] = CHOOSE
    agency = _agency(cells["agency"], "agency", agencies, wrong)
    asks = [_agency(part, "asks", agencies, wrong) for part in cells["asks"].split(";") if part.strip()]
    row = Row(
        key=cells["key"],
        name_vi=tidy(cells["name_vi"]),
        name_en=tidy(cells["name_en"]),
        kind=cells["kind"],
        relation=cells["relation"],
        role=cells["role"],
        agency=agency,
        asks=tuple(dict.fromkeys(one for one in asks if one)),
        hours=hours.normalize() if isinstance(hours, Decimal) else None,
        decides=bool(cells["decides"]),
        back_to=cells["back_to"][:40],
        left_out=bool(cells["left_out"]),
        **_more(cells, wrong),
    )
    return row, wrong


def _agency(typed: str, cell: str, agencies: Agencies, wrong: dict[str, Words]) -> str:
    found = agencies.identifier(typed) if typed.strip() else ""
    if found is None:
        wrong[cell] = NO_AGENCY.fill(typed=tidy(typed))
    return found or ""


def kinds() -> list[tuple[str, Words]]:
    return list(KINDS.items())


def relations() -> list[tuple[str, Words]]:
    return list(RELATIONS.items())


def roles() -> list[tuple[str, Words]]:
    return [(name, role_named(name).title) for name in ROLES]


def _keyed(rows: list[Cells]) -> None:
    """A key of its own for every row, whatever was sent."""
    taken: set[str] = set()
    for index, cells in enumerate(rows):
        if not KEY.fullmatch(cells["key"]) or cells["key"] in taken:
            cells["key"] = f"x{index}"
        taken.add(cells["key"])
