"""A process read from a decision while an official goes through it: rows to correct, and the graph they make. Pure.

The rows begin as they were understood; what stands in the source stays beside them and is never changed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from motcua.base.access.roles import Specialist
from motcua.domain.processes.graph.definition import Asked, Flow, Kind, Node, Performer, Process, Relation, SignOff
from motcua.domain.processes.graph.lines import in_a_row
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

BACK = Words("Không đồng ý", "Not agreed")
MOST_ROWS = 60
MINUTES = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One step as it will be. The key of one that was read is "s" and its number among those read.

    `asks` are identifiers of agencies, `question` is what they are asked (Vietnamese, English), `enough` how many
    answers are waited for, 0 for all; `back_to` and `same_as` are keys of earlier rows; a row `left_out` makes no step.
    `documents` is None where they are those of the source. `parallel` is read as in `graph/lines.py`.
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
    skill: str = ""
    same_as: str = ""
    thread: bool = False
    parallel: str = ""
    papers: tuple[str, ...] = ()
    documents: tuple[str, ...] | None = None
    sign_off: tuple[str, ...] = ()
    question: tuple[str, str] = ("", "")
    enough: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict)
    guard: Any = None


LISTED = ("asks", "papers", "documents", "sign_off", "question")


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
    return [{one.name: _plain(getattr(row, one.name)) for one in fields(row)} for row in rows]


def from_json(told: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Rows as they were kept; those kept before a cell was known have nothing in it."""
    return tuple(Row(**{name: _read(name, value) for name, value in row.items()}) for row in told)


def _read(name: str, value: Any) -> Any:
    if name == "hours" and value is not None:
        return Decimal(value)
    return tuple(value) if name in LISTED and value is not None else value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return list(value) if isinstance(value, tuple) else value


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


def documents_of(row: Row, read: Mapping[str, Any]) -> tuple[str, ...]:
    """What a step produces: as corrected, else line by line what the source says results."""
    if row.documents is not None:
        return row.documents
    told = read_of(row, read).get("result", "")
    return tuple(line.strip(" -+") for line in told.split("\n") if line.strip(" -+"))


def drawn(rows: Sequence[Row], name: Words, read: Mapping[str, Any]) -> Process:
    """The process the rows make: one step after the other or side by side, with the returns of the source."""
    kept = [row for row in rows if not row.left_out]
    process = in_a_row([(row.parallel, _node(row, read)) for row in kept], name)
    known = {row.key for row in kept}
    returns = [
        Flow(f"back_{row.key}", row.key, row.back_to, words=BACK, back=True) for row in kept if row.back_to in known
    ]
    return replace(process, flows=(*process.flows, *returns))


def _node(row: Row, read: Mapping[str, Any]) -> Node:
    step = read_of(row, read)
    minutes = None if row.hours is None else round(row.hours * MINUTES)
    first, last = step.get("source_lines", (0, -1))
    asking = row.kind == Kind.ASK
    return Node(
        key=row.key,
        kind=Kind(row.kind),
        words=Words(tidy(row.name_vi), tidy(row.name_en)),
        performer=_performer(row, step.get("performer", "")),
        minutes=minutes,
        duty=step.get("duty", ""),
        papers=row.papers,
        documents=documents_of(row, read),
        sign_off=tuple(SignOff(one) for one in row.sign_off),
        asks=tuple(Asked(agency, minutes or 0, Words(*row.question)) for agency in row.asks) if asking else (),
        enough=row.enough if asking else 0,
        decides=row.decides,
        fields=row.fields,
        guard=row.guard,
        source=tuple(range(first, last + 1)),
    )


def _performer(row: Row, text: str) -> Performer:
    relation = Relation(row.relation)
    return Performer(
        relation,
        row.role,
        agency=row.agency if relation is Relation.NAMED else "",
        skill=row.skill,
        same_as=row.same_as,
        thread=row.thread,
        text=text,
    )
