"""The fields of one step in the step table: rows in a row, and the condition under which the step may be finished."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.domain.processes.graph import guards
from motcua.domain.processes.graph.codec import BadDefinition, condition_from_json, schema_from_json
from motcua.domain.processes.graph.guards import Simple
from motcua.domain.processes.graph.simple_fields import (
    MOST,
    FieldKind,
    SimpleField,
    faults,
    fields_of,
    named,
    schema_of,
)
from motcua.kernel.words import Words

CELLS = ("name", "vi", "en", "kind", "needed", "least", "most", "choices")
LONG = {"choices": 2000}
LONGEST, LONGEST_RAW = 200, 20_000
BLANK = dict.fromkeys(CELLS, "") | {"kind": FieldKind.TEXT.value}
Row = dict[str, str]


def sent(data: Mapping[str, str], index: int) -> str:
    """What was typed for a step, as it is carried on: a list of rows, or the schema a simple row cannot say."""
    raw = data.get(f"{index}-schema", "")[:LONGEST_RAW]
    if raw:
        return raw
    count = data.get(f"{index}-fields", "0")
    count_read = int(count) if count.isdecimal() and len(count) < 4 else 0
    rows = [
        {cell: data.get(f"{index}-field-{number}-{cell}", "")[: LONG.get(cell, LONGEST)] for cell in CELLS}
        for number in range(min(count_read, MOST + 1))
    ]
    return json.dumps(_with_names(rows), ensure_ascii=False)


def _with_names(rows: list[Row]) -> list[Row]:
    """A field gets its name from its first label and keeps it, so that a condition can name it."""
    called = [row for row in rows if row["vi"].strip()]
    for row, field in zip(called, named([field_of(row) for row in called]), strict=True):
        row["name"] = field.name
    return rows


def field_of(row: Row) -> SimpleField:
    kind = row["kind"] if row["kind"] in list(FieldKind) else FieldKind.TEXT
    return SimpleField(
        name=row["name"],
        vi=row["vi"],
        en=row["en"],
        kind=FieldKind(kind),
        needed=row["needed"] == "1",
        least=row["least"].strip().replace(" ", ""),
        most=row["most"].strip().replace(" ", ""),
        choices=tuple(part.strip() for part in row["choices"].split(";") if part.strip()),
    )


def told(schema: Mapping[str, Any]) -> str:
    """A schema as it is carried through the table."""
    fields = fields_of(schema)
    if fields is None:
        return json.dumps(schema, ensure_ascii=False)
    return json.dumps([_row(one) for one in fields], ensure_ascii=False)


def _row(one: SimpleField) -> Row:
    plain = {"name": one.name, "vi": one.vi, "en": one.en, "kind": one.kind.value, "least": one.least, "most": one.most}
    return plain | {"needed": "1" if one.needed else "", "choices": "; ".join(one.choices)}


def rows_in(text: str) -> list[Row] | None:
    """The rows to be drawn; None for a schema of another make, which is kept as it is."""
    kept = _loaded(text)
    return kept if isinstance(kept, list) else None


def _loaded(text: str) -> Any:
    try:
        return json.loads(text or "[]")
    except ValueError:
        return []


def added(text: str) -> str:
    rows = rows_in(text)
    return text if rows is None else json.dumps([*rows, BLANK], ensure_ascii=False)


def removed(text: str, number: int) -> str:
    rows = rows_in(text)
    return text if rows is None else json.dumps(rows[:number] + rows[number + 1 :], ensure_ascii=False)


def schema_in(text: str) -> tuple[dict[str, Any], Words | None]:
    """The schema of what was typed, and what is wrong with it."""
    rows = rows_in(text)
    try:
        if rows is None:
            return schema_from_json(_loaded(text)), None
        fields = [field_of(row) for row in rows if any(row[cell].strip() for cell in ("vi", "en", "choices"))]
        wrong = faults(fields)
        if wrong:
            return {}, Words(" ".join(one.vi for one in wrong), " ".join(one.en for one in wrong))
        return schema_from_json(schema_of(fields)), None
    except BadDefinition as fault:
        return {}, fault.words


def guard_row(rule: Any) -> Row:
    """A condition in its cells; one of another make goes through as it is."""
    simple = guards.simple_of(rule) if rule is not None else None
    if simple is None:
        return guard_cells() | {"guard": "" if rule is None else json.dumps(rule, ensure_ascii=False)}
    return {"guard_name": simple.name, "guard_sign": simple.sign, "guard_value": simple.value, "guard": ""}


def guard_cells() -> Row:
    return dict.fromkeys(("guard_name", "guard_sign", "guard_value", "guard"), "")


def guard_in(row: Row) -> tuple[Any, Words | None]:
    """The condition as typed, and what is wrong with it."""
    if row["guard_name"] or row["guard_value"].strip():
        rule = guards.rule_of(Simple(row["guard_name"], row["guard_sign"], row["guard_value"]))
        return rule, guards.INCOMPLETE if rule is None else None
    if not row["guard"]:
        return None, None
    try:
        return condition_from_json(json.loads(row["guard"])), None
    except (ValueError, BadDefinition):
        return None, guards.INCOMPLETE


def nameable(rows: Sequence[Row], index: int, chosen: str) -> list[tuple[str, str]]:
    """What a condition may look at: the fields of the step and of those before it, and what is chosen already."""
    found: dict[str, str] = {}
    for row in rows[: index + 1]:
        for one in rows_in(row["fields"]) or ():
            if one["name"]:
                found[one["name"]] = one["vi"]
    return list((found | ({chosen: chosen} if chosen and chosen not in found else {})).items())
