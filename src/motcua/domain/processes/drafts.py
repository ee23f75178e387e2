"""A process read from a decision while an official goes through it: rows to correct, and the graph they make. Pure.

The rows begin as they were understood; what stands in the source stays beside them and is never changed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from motcua.base.access.roles import Specialist
from motcua.domain.processes.graph.definition import Asked, Flow, Kind, Node, Performer, Process, Relation
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

START = Node("start", Kind.START, Words("Bắt đầu", "Start"))
END = Node("end", Kind.END, Words("Kết thúc", "End"))
BACK = Words("Không đồng ý", "Not agreed")
MOST_ROWS = 60
MINUTES = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One step as it will be. The key of one that was read is "s" and its number among those read.

    `asks` are identifiers of agencies; `back_to` is the key of an earlier row; a row `left_out` makes no step.
    """

    key: str
    name_vi: str
    name_en: str
    kind: str = Kind.STEP.value
    relation: str = Relation.SPECIALIST.value
    role: str = Specialist.name
    agency: str = ""
    asks: tuple[str, ...] = ()
    hours: Decimal | None = None
    decides: bool = False
    back_to: str = ""
    left_out: bool = False


def rows_of(read: Mapping[str, Any]) -> tuple[Row, ...]:
    """What was understood, as rows to begin with. `read` is what `telling.process_json` gave."""
    steps = read["steps"]
    keys = {step["number"]: f"s{place}" for place, step in reversed(list(enumerate(steps, start=1)))}
    return tuple(
        Row(
            key=f"s{place}",
            name_vi=step["title"],
            name_en=step["title_en"],
            kind=step["kind"],
            relation=step["relation"],
            role=step["role"],
            hours=None if step["hours"] is None else Decimal(str(step["hours"])),
            decides=step["decides"],
            back_to=keys.get(step["back_to"], ""),
        )
        for place, step in enumerate(steps, start=1)
    )


def read_of(row: Row, read: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the source says of a row; nothing for one that was added."""
    place = int(row.key[1:]) if re.fullmatch(r"s\d{1,3}", row.key) else 0
    found: Mapping[str, Any] = read["steps"][place - 1] if 0 < place <= len(read["steps"]) else {}
    return found


def to_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {one.name: _plain(getattr(row, one.name)) for one in fields(row)} | {"asks": list(row.asks)} for row in rows
    ]


def from_json(told: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    return tuple(
        Row(**{**row, "asks": tuple(row["asks"]), "hours": None if row["hours"] is None else Decimal(row["hours"])})
        for row in told
    )


def _plain(value: Any) -> Any:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def added_after(rows: Sequence[Row], place: int) -> tuple[Row, ...]:
    """An empty row below one."""
    taken = {row.key for row in rows}
    key = next(key for number in range(1, len(rows) + 2) if (key := f"n{number}") not in taken)
    return (*rows[: place + 1], Row(key, "", ""), *rows[place + 1 :])


def shared_out(rows: Sequence[Row], place: int) -> tuple[Row, ...]:
    """The hours of a row divided evenly among it and the rows after it that have none."""
    end = place + 1
    while end < len(rows) and rows[end].hours is None and not rows[end].left_out:
        end += 1
    hours, count = rows[place].hours, end - place
    if hours is None or count < 2:
        return tuple(rows)
    part = (hours / count).quantize(Decimal("0.25"))
    first = hours - part * (count - 1)
    told = list(rows)
    for index in range(place, end):
        told[index] = replace(rows[index], hours=first if index == place else part)
    return tuple(told)


def changed_rows(before: Sequence[Row], after: Sequence[Row]) -> list[Row]:
    """Rows that differ or are new, as they are now; after them those that are gone, left out."""
    old, new = {row.key: row for row in before}, {row.key for row in after}
    told = [row for row in after if old.get(row.key) != row]
    return told + [replace(row, left_out=True) for row in before if row.key not in new]


def drawn(rows: Sequence[Row], name: Words, read: Mapping[str, Any]) -> Process:
    """The process the rows make: one step after the other, with the returns of the source."""
    kept = [row for row in rows if not row.left_out]
    nodes = [START, *(_node(row, read) for row in kept), END]
    flows = [Flow(f"f{place}", before.key, after.key) for place, (before, after) in enumerate(pairwise(nodes), start=1)]
    known = {row.key for row in kept}
    flows += [
        Flow(f"back_{row.key}", row.key, row.back_to, words=BACK, back=True) for row in kept if row.back_to in known
    ]
    return Process(name, tuple(nodes), tuple(flows))


def _node(row: Row, read: Mapping[str, Any]) -> Node:
    step = read_of(row, read)
    minutes = None if row.hours is None else round(row.hours * MINUTES)
    first, last = step.get("source_lines", (0, -1))
    relation = Relation(row.relation)
    return Node(
        key=row.key,
        kind=Kind(row.kind),
        words=Words(tidy(row.name_vi), tidy(row.name_en)),
        performer=Performer(
            relation,
            row.role,
            agency=row.agency if relation is Relation.NAMED else "",
            text=step.get("performer", ""),
        ),
        minutes=minutes,
        duty=step.get("duty", ""),
        documents=tuple(line.strip(" -+") for line in step.get("result", "").split("\n") if line.strip(" -+")),
        asks=tuple(Asked(agency, minutes or 0) for agency in row.asks) if row.kind == Kind.ASK else (),
        decides=row.decides,
        source=tuple(range(first, last + 1)),
    )
